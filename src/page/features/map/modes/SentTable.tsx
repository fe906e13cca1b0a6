/** Pages by times sent: a bar and a number for each. */
import { HEAT_TEXT } from '../../../../text/heat.ts'
import { TableHead } from '../../../controls/TableHead.tsx'
import { useAnswer } from '../../../controls/use-answer.ts'

/** So many rows; what was sent more often stands in the last one. */
const MAX_ROWS = 12

export function SentTable() {
  const answer = useAnswer({ kind: 'sentHistogram' })?.answer
  if (!answer) return <p className="drawer-empty">{HEAT_TEXT.waiting}</p>
  const { pages } = answer
  const rows = pages.slice(0, MAX_ROWS)
  const rest = pages.slice(MAX_ROWS).reduce((sum, count) => sum + count, 0)
  const most = Math.max(1, ...rows, rest)
  const row = (label: string, count: number) => (
    <tr key={label}>
      <th scope="row">{label}</th>
      <td>
        {/* A bar by the square root: what is rare stays in sight, and the number says it. */}
        <i style={{ width: `${100 * Math.sqrt(count / most)}%` }} />
        <span>{HEAT_TEXT.amount(count, answer)}</span>
      </td>
    </tr>
  )
  return (
    <table className="heat-table">
      <caption>{HEAT_TEXT.histogram}</caption>
      <TableHead columns={HEAT_TEXT.columns} />
      <tbody>
        {rows.map((count, times) => row(HEAT_TEXT.times(times), count))}
        {rest > 0 ? row(HEAT_TEXT.oftener(MAX_ROWS), rest) : null}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={2}>
            {HEAT_TEXT.some(answer)} {HEAT_TEXT.bars}
          </td>
        </tr>
      </tfoot>
    </table>
  )
}
