/** The passes as a table: the same rows that the race, the chips and the card come from. */
import { PAGE_BYTES } from '../../../engine/units.ts'
import type { Summary } from '../../../report/summary.ts'
import { formatBytes, formatDuration, formatPass, formatPercent } from '../../../text/format.ts'
import { DRAWER_TEXT } from '../../../text/drawer.ts'
import { decisionText } from '../../../text/terms.ts'
import { TableHead } from '../../controls/TableHead.tsx'
import { MoreButton, usePart } from '../../controls/More.tsx'
import { useCommand, useRevealed } from '../../controls/session-context.ts'

/** A run may have a thousand passes: a table of all of them takes a quarter of a second to be laid out. */
const PAGE = 200
const NONE: Summary['passes'] = []

export function Passes() {
  const perform = useCommand()
  const summary = useRevealed()
  const { rows, ...more } = usePart(summary?.passes ?? NONE, PAGE)
  if (!summary) return <p className="drawer-empty">{DRAWER_TEXT.hidden}</p>
  return (
    <>
      <table className="passes">
        <caption>{DRAWER_TEXT.passesCaption}</caption>
        <TableHead columns={DRAWER_TEXT.passColumns} />
        <tbody>
          {rows.map((row) => (
            <tr key={row.pass}>
              <th scope="row">
                <button type="button" onClick={() => perform('seek', row.start)}>
                  {formatPass(row.pass)}
                </button>
              </th>
              <td>{formatDuration(row.end - row.start)}</td>
              <td>{formatBytes(row.bytesSent)}</td>
              <td>{formatBytes(row.pagesDirtied * PAGE_BYTES)}</td>
              <td>
                {row.transmitToDirtyPercent === undefined
                  ? '–'
                  : formatPercent(row.transmitToDirtyPercent)}
              </td>
              <td>{decisionText(summary, row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <MoreButton {...more} />
    </>
  )
}
