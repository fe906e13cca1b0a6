/** What each stream carried, and that it is all that was sent; how pages are dealt out is inferred, and says so. */
import { HEAT_TEXT } from '../../../../text/heat.ts'
import { INFERRED_HELP, INFERRED_MARK } from '../../../../text/sentence.ts'
import { TableHead } from '../../../controls/TableHead.tsx'
import { useApp } from '../../../controls/session-context.ts'
import { useAnswer } from '../../../controls/use-answer.ts'

export function StreamTable() {
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
          {answer.zeroBytes > 0 ? row(HEAT_TEXT.zeroPages, undefined, answer.zeroBytes) : null}
        </tbody>
        <tfoot>{row(HEAT_TEXT.all, answer.pages, answer.bytes)}</tfoot>
      </table>
    </>
  )
}
