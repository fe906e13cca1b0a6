/** The race as a table, a row a pass: what the picture says, for those who do not see it. */
import { memo } from 'react'
import { PAGE_BYTES } from '../../../engine/units.ts'
import type { Summary } from '../../../report/summary.ts'
import { formatBytes, formatPass, formatRate, formatSeconds } from '../../../text/format.ts'
import { RACE_TEXT } from '../../../text/pictures.ts'
import { decisionText } from '../../../text/terms.ts'
import { TableHead } from '../../controls/TableHead.tsx'

export interface RaceTableProps {
  readonly summary: Summary
}

/** More rows take long to be laid out, and nobody listens to them: the tab of passes has all. */
const MAX_ROWS = 100

export const RaceTable = memo(function RaceTable({ summary }: RaceTableProps) {
  const left = summary.passes.length - MAX_ROWS
  return (
    // A table of one pixel still paints its caption in Firefox: what hides it is a box around it.
    <div className="race-table">
      <table>
        <caption>{RACE_TEXT.table}</caption>
        <TableHead columns={RACE_TEXT.tableColumns} />
        <tbody>
          {summary.passes.slice(0, MAX_ROWS).map((row) => {
            const length = row.end - row.start
            const dirtied = row.pagesDirtied * PAGE_BYTES
            return (
              <tr key={row.pass}>
                <th scope="row">{formatPass(row.pass)}</th>
                <td>{formatSeconds(row.start)}</td>
                <td>{formatSeconds(length)}</td>
                <td>{formatBytes(row.pagesToSend * PAGE_BYTES)}</td>
                <td>{formatBytes(row.bytesSent)}</td>
                <td>{formatRate(row.bytesPerSecond)}</td>
                <td>{formatBytes(dirtied)}</td>
                <td>{formatRate(length > 0 ? dirtied / (length / 1e9) : 0)}</td>
                <td>{RACE_TEXT.percent(row.transmitToDirtyPercent)}</td>
                <td>{decisionText(summary, row)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {left > 0 ? <p>{RACE_TEXT.tableRest(left)}</p> : null}
    </div>
  )
})
