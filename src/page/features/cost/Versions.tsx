/** The same VM in every version: an engine of its own runs them one after the other, on demand. */
import { totalLost } from '../../../recording/stop-causes.ts'
import { GENERATION_IDS } from '../../../engine/generations/difference.ts'
import type { RunInput } from '../../../engine/scenario/scenario.ts'
import { COST_TEXT } from '../../../text/cost.ts'
import { formatDuration, formatShare } from '../../../text/format.ts'
import { generationShort } from '../../../text/generations.ts'
import { TableHead } from '../../controls/TableHead.tsx'
import { useApp, useCommand } from '../../controls/session-context.ts'
import { comparedKey, useVersions } from './use-versions.ts'

export function Versions() {
  const input = useApp((state) => state.input)
  return <Compared key={comparedKey(input)} input={input} />
}

function Compared({ input }: { readonly input: RunInput }) {
  const perform = useCommand()
  const { summaries, running, compare } = useVersions(input)
  if (summaries.size === 0)
    return (
      <button type="button" className="button" disabled={running} onClick={compare}>
        {running ? COST_TEXT.comparing : COST_TEXT.compare}
      </button>
    )
  return (
    <table className="passes">
      <caption>{COST_TEXT.compared}</caption>
      <TableHead columns={COST_TEXT.compareColumns} />
      <tbody>
        {GENERATION_IDS.map((id) => {
          const summary = summaries.get(id)
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
              <td>{summary ? formatDuration(totalLost(summary.pain.lostSeconds) * 1e9) : '…'}</td>
              <td>{summary ? formatShare(summary.pain.worstSecondGuestSpeed) : '…'}</td>
              <td>{summary ? formatDuration(summary.stun.end - summary.stun.start) : '…'}</td>
              <td>
                {summary
                  ? summary.outcome === 'completed'
                    ? COST_TEXT.completed
                    : COST_TEXT.failed
                  : '…'}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
