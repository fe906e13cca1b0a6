/** The pictures as numbers: a row for each VM, and the same host with other numbers at a time. */
import { memo } from 'react'
import type { RunInput } from '../../../engine/scenario/scenario.ts'
import type { Alternative, EvacuationSummary } from '../../../report/evacuation.ts'
import { VM_COLUMNS, vmCells } from '../../../text/evacuated-vm.ts'
import { EVACUATION_TEXT, missingText } from '../../../text/evacuation.ts'
import { ALTERNATIVE_COLUMNS, alternativeCells } from '../../../text/evacuation-result.ts'
import { placeSentence } from '../../../text/evacuation-stayed.ts'
import { TableHead } from '../../controls/TableHead.tsx'
import type { Missing } from './evacuation-state.ts'
import './tables.css'

function Head({ columns }: { columns: readonly string[] }) {
  return <TableHead columns={columns} />
}

export interface VmTableProps {
  readonly summary: EvacuationSummary
  readonly onOpenVm: (input: RunInput) => void
}

export const VmTable = memo(function VmTable({ summary, onOpenVm }: VmTableProps) {
  return (
    <details className="vm-table">
      <summary>{EVACUATION_TEXT.table}</summary>
      {/* It scrolls, so a keyboard has to reach it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className="table-box" aria-label={EVACUATION_TEXT.table} tabIndex={0}>
        <table>
          <Head columns={VM_COLUMNS} />
          <tbody>
            {summary.vms.map((row) => {
              const [name, ...cells] = vmCells(row)
              return (
                <tr key={row.vm}>
                  <th scope="row">
                    <button
                      type="button"
                      className="open-vm"
                      aria-label={EVACUATION_TEXT.openVm(row.vm)}
                      onClick={() => onOpenVm(row.input)}
                    >
                      {name}
                    </button>
                  </th>
                  {cells.map((cell, column) => (
                    <td key={VM_COLUMNS[column + 1]}>{cell}</td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </section>
    </details>
  )
})

export interface AlternativeTableProps {
  readonly summary: EvacuationSummary
  readonly alternatives: readonly Alternative[]
  /** What is missing of the comparison. */
  readonly missing: Missing | undefined
}

export const AlternativeTable = memo(function AlternativeTable(props: AlternativeTableProps) {
  const { summary, alternatives, missing } = props
  const longest = alternatives.reduce((most, { emptyAfter = 0 }) => Math.max(most, emptyAfter), 1)
  // Said once: the result above says it where it holds for that already.
  const said = placeSentence([summary.totals.stayed])
  const place = said ? undefined : placeSentence(alternatives.map(({ stayed }) => stayed))
  const below = missing ? missingText(missing.part, missing.how, false) : place
  return (
    <div className="alternatives" aria-busy={missing?.how === 'computing'}>
      <table>
        <caption>{EVACUATION_TEXT.alternatives}</caption>
        <Head columns={ALTERNATIVE_COLUMNS} />
        <tbody>
          {alternatives.map((alternative) => {
            const [atOnce, end, ...cells] = alternativeCells(alternative)
            return (
              <tr key={alternative.atOnce}>
                <th scope="row">{atOnce}</th>
                <td>
                  {alternative.emptyAfter === undefined ? null : (
                    <span
                      className="bar"
                      style={{ width: `${(100 * alternative.emptyAfter) / longest}%` }}
                    />
                  )}
                  {end}
                </td>
                {cells.map((cell, column) => (
                  <td key={ALTERNATIVE_COLUMNS[column + 2]}>{cell}</td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
      {below ? <p>{below}</p> : null}
    </div>
  )
})
