/** The same VM in every version: an engine of its own runs them one after the other, on demand. */
import { totalLost } from '../../../recording/stop-causes.ts'
import { GENERATION_IDS } from '../../../engine/generations/difference.ts'
import type { RunInput } from '../../../engine/scenario/scenario.ts'
import { COST_TEXT } from '../../../text/cost.ts'
import { formatDuration, formatShare } from '../../../text/format.ts'
import { generationShort } from '../../../text/generations.ts'
import { TableHead } from '../../controls/TableHead.tsx'
import { useApp, useCommand } from '../../controls/session-context.ts'
import { comparedKey, useVersions, type Versions as Found } from './use-versions.ts'

export function Versions() {
  const input = useApp((state) => state.input)
  return <Compared key={comparedKey(input)} input={input} />
}

function Compared({ input }: { readonly input: RunInput }) {
  const perform = useCommand()
  const { summaries, running, stopped, compare } = useVersions(input)
  if (summaries.size === 0 || stopped !== undefined)
    return (
      <>
        {stopped === undefined ? null : <p role="alert">{stopped}</p>}
        <button type="button" className="button" disabled={running} onClick={compare}>
          {running ? COST_TEXT.comparing : COST_TEXT.compare}
        </button>
      </>
    )
  return (
    <table className="passes">
      <caption>{COST_TEXT.compared}</caption>
      <TableHead columns={COST_TEXT.compareColumns} />
      <tbody>
        {GENERATION_IDS.map((id) => {
          const current = id === input.scenario.generation
          return (
            <tr key={id} data-current={current || undefined}>
              <th scope="row">
                <button
                  type="button"
                  aria-current={current || undefined}
                  onClick={() => perform('set-parameter', 'generation', id)}
                >
                  {generationShort(id)}
                </button>
              </th>
              <Cells found={summaries.get(id)} />
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** What one version came to: dots until it is known. */
function Cells({ found }: { readonly found: ReturnType<Found['summaries']['get']> }) {
  if (found && 'problem' in found)
    return (
      <td colSpan={COST_TEXT.compareColumns.length - 1}>{COST_TEXT.notComputed(found.problem)}</td>
    )
  return (
    <>
      <td>{found ? formatDuration(totalLost(found.pain.lostSeconds) * 1e9) : '…'}</td>
      <td>{found ? formatShare(found.pain.worstSecondGuestSpeed) : '…'}</td>
      <td>{found ? formatDuration(found.stun.end - found.stun.start) : '…'}</td>
      <td>{found ? COST_TEXT.outcomes[found.outcome] : '…'}</td>
    </>
  )
}
