/** The figures behind the error curves: this model first, the textbook under it; each row has the line it stands for. */
import { TRUTH_TEXT } from '../../../text/truth.ts'
import { BASELINE_TEXT, percentText } from '../../../text/validation.ts'
import type { BaselineId } from '../../../validation/baselines.ts'
import type { Score } from '../../../validation/errors.ts'
import type { PartResult } from '../../../validation/group-result.ts'
import { TableHead } from '../../controls/TableHead.tsx'
import { TableBox } from './TableBox.tsx'

export interface ErrorTableProps {
  readonly part: PartResult
  readonly onLight: (baseline: BaselineId | undefined) => void
}

export function ErrorTable({ part, onLight }: ErrorTableProps) {
  const { who, n, median, mean, p90, worst, never, verdict } = TRUTH_TEXT.errorColumns
  return (
    <TableBox label={TRUTH_TEXT.errors}>
      <table className="error-table">
        <TableHead columns={[who, n, median, mean, p90, worst, never, verdict]} />
        <tbody>
          <Row name={TRUTH_TEXT.engine} score={part.engineOnSame ?? part.engine} />
          {part.baselines.map((score) => (
            <Row
              key={score.baseline}
              name={BASELINE_TEXT[score.baseline].name}
              what={BASELINE_TEXT[score.baseline].what}
              baseline={score.baseline}
              score={score}
              onLight={onLight}
            />
          ))}
        </tbody>
      </table>
    </TableBox>
  )
}

interface RowProps {
  readonly name: string
  readonly what?: string
  readonly baseline?: BaselineId
  readonly score: Score
  readonly onLight?: (baseline: BaselineId | undefined) => void
}

function Row({ name, what, baseline, score, onLight }: RowProps) {
  const errors = score.errors.totalSeconds
  if (errors === undefined) return null
  const shares = [errors.median, errors.mean, errors.p90, errors.max, errors.never]
  return (
    <tr
      title={what}
      onMouseEnter={() => onLight?.(baseline)}
      onMouseLeave={() => onLight?.(undefined)}
    >
      <th scope="row">
        <svg className="swatch" width="34" height="10" aria-hidden="true">
          <line
            className={baseline === undefined ? 'engine-curve' : 'baseline-curve'}
            data-baseline={baseline}
            x1="1"
            x2="33"
            y1="5"
            y2="5"
          />
        </svg>
        {name}
      </th>
      <td>{errors.n}</td>
      {shares.map((share, index) => (
        <td key={index}>{percentText(share)}</td>
      ))}
      <td>{percentText(score.verdicts.right)}</td>
    </tr>
  )
}
