/** The table behind the scatter: folded, complete. */
import { TRUTH_TEXT } from '../../../text/truth.ts'
import { quantityText, VERDICT_TEXT } from '../../../text/validation.ts'
import type { Metric } from '../../../validation/case.ts'
import type { CellMark, Mark } from './marks.ts'
import { caseLines } from './readout.ts'
import { TableBox } from './TableBox.tsx'

export interface ScatterTableProps {
  readonly marks: readonly Mark[]
  readonly metric: Metric
}

export function ScatterTable({ marks, metric }: ScatterTableProps) {
  const cells = marks.filter((mark) => mark.kind === 'cell')
  return (
    <details>
      <summary>{cells.length > 0 ? TRUTH_TEXT.cellTable : TRUTH_TEXT.table}</summary>
      <TableBox label={cells.length > 0 ? TRUTH_TEXT.cellTable : TRUTH_TEXT.table}>
        {cells.length > 0 ? (
          <Cells cells={cells} metric={metric} />
        ) : (
          <Cases marks={marks} metric={metric} />
        )}
      </TableBox>
    </details>
  )
}

function Cells({
  cells,
  metric,
}: {
  readonly cells: readonly CellMark[]
  readonly metric: Metric
}) {
  const { measured, predicted, n } = TRUTH_TEXT.cellColumns
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{measured}</th>
          <th scope="col">{predicted}</th>
          <th scope="col">{n}</th>
        </tr>
      </thead>
      <tbody>
        {cells.map((cell) => (
          <tr key={`${cell.measured} ${cell.predicted}`}>
            <td>{quantityText(metric, cell.measured)}</td>
            <td>
              {cell.predicted === undefined
                ? VERDICT_TEXT.never
                : quantityText(metric, cell.predicted)}
            </td>
            <td>{cell.n}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cases({ marks, metric }: ScatterTableProps) {
  const { case: name, part, measured, predicted, error } = TRUTH_TEXT.columns
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{name}</th>
          <th scope="col">{part}</th>
          <th scope="col">{measured}</th>
          <th scope="col">{predicted}</th>
          <th scope="col">{error}</th>
        </tr>
      </thead>
      <tbody>
        {marks.flatMap((mark) => {
          if (mark.kind === 'cell') return []
          const line = caseLines(mark.one).find((candidate) => candidate.metric === metric)
          if (line === undefined) return []
          return [
            <tr key={mark.one.id}>
              <th scope="row">{mark.one.id}</th>
              <td>{mark.one.part}</td>
              <td>{line.measured}</td>
              <td>{line.predicted}</td>
              <td>{line.error}</td>
            </tr>,
          ]
        })}
      </tbody>
    </table>
  )
}
