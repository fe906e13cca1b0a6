/** What the modes of the map mean, and how often pages were sent. The map itself is on the stage. */
import { DRAWER_TEXT } from '../../../../text/drawer.ts'
import { HEAT_TEXT } from '../../../../text/heat.ts'
import { INFERRED_HELP, INFERRED_MARK } from '../../../../text/sentence.ts'
import { TableHead } from '../../../controls/TableHead.tsx'
import { useApp, useRevealed } from '../../../controls/session-context.ts'
import { useAnswer } from '../../../controls/use-answer.ts'
import { HeatLegend } from './HeatLegend.tsx'
import { ModeSelect } from './ModeSelect.tsx'
import { SentTable } from './SentTable.tsx'
import { useScale } from './use-scale.ts'
import './heat.css'

export function Heat() {
  const summary = useRevealed()
  const mode = useApp((state) => state.tools.heat)
  const scale = useScale()
  const alone = useApp((state) => state.former === undefined)
  if (!summary) return <p className="drawer-empty">{DRAWER_TEXT.hidden}</p>
  return (
    <>
      <label className="heat-mode">
        {HEAT_TEXT.mode} <ModeSelect names={HEAT_TEXT.modes} />
      </label>
      <p className="drawer-intro">{HEAT_TEXT.about[mode]}</p>
      {mode === 'difference' && alone ? (
        <p className="drawer-empty">{HEAT_TEXT.noFormer}</p>
      ) : scale ? (
        <HeatLegend scale={scale} label={HEAT_TEXT.legend} />
      ) : null}
      {mode === 'stream' ? <StreamTable /> : null}
      <SentTable />
    </>
  )
}

/** What each stream carried, and that it is all that was sent; how pages are dealt out is inferred, and says so. */
function StreamTable() {
  const batch = useApp((state) => state.input.scenario['Migrate.PreCopyPagesPerSend'])
  const answer = useAnswer({ kind: 'streamShares' })?.answer
  if (!answer) return <p className="drawer-empty">{HEAT_TEXT.waiting}</p>
  if (answer.streams.length === 1) return <p>{HEAT_TEXT.oneStream}</p>
  const row = (name: string, pages: number | undefined, bytes: number) => (
    <tr key={name}>
      <th scope="row">{name}</th>
      <td>{pages === undefined ? '' : HEAT_TEXT.count(pages)}</td>
      <td>{HEAT_TEXT.bytes(bytes)}</td>
    </tr>
  )
  return (
    <>
      <p>
        {HEAT_TEXT.rule(batch)}{' '}
        <small className="inferred-mark" title={INFERRED_HELP}>
          {INFERRED_MARK}
        </small>
      </p>
      <table className="heat-table stream-table">
        <caption>{HEAT_TEXT.streams}</caption>
        <TableHead columns={HEAT_TEXT.streamColumns} />
        <tbody>
          {answer.streams.map(({ pages, bytes }, stream) => row(String(stream + 1), pages, bytes))}
          {answer.frameBufferBytes > 0
            ? row(HEAT_TEXT.frameBuffer, undefined, answer.frameBufferBytes)
            : null}
          {answer.zeroBytes > 0 ? row(HEAT_TEXT.zeroPages, undefined, answer.zeroBytes) : null}
        </tbody>
        <tfoot>{row(HEAT_TEXT.all, answer.pages, answer.bytes)}</tfoot>
      </table>
    </>
  )
}
