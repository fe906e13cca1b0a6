/** Everything that was compared in a set: total time, bytes, downtime, passes …, each with its errors. */
import { TRUTH_TEXT } from '../../../text/truth.ts'
import { formatNumber } from '../../../text/format.ts'
import { METRIC_TEXT, percentText } from '../../../text/validation.ts'
import { METRICS } from '../../../validation/case.ts'
import type { PartResult } from '../../../validation/group-result.ts'
import { TableHead } from '../../controls/TableHead.tsx'
import { TableBox } from './TableBox.tsx'

export function MetricTable({ part }: { readonly part: PartResult }) {
  const { n, median, mean, p90, worst } = TRUTH_TEXT.errorColumns
  const { metric: of, near } = TRUTH_TEXT.metricColumns
  return (
    <TableBox label={TRUTH_TEXT.metricsTitle}>
      <table>
        <TableHead columns={[of, n, median, mean, p90, worst, near]} />
        <tbody>
          {METRICS.map((metric) => {
            const errors = part.engine.errors[metric]
            if (errors === undefined) return null
            const show = (value: number) =>
              metric === 'passes' ? formatNumber(value, 1) : percentText(value)
            return (
              <tr key={metric}>
                <th scope="row">{METRIC_TEXT[metric]}</th>
                <td>{errors.n}</td>
                <td>{show(errors.median)}</td>
                <td>{show(errors.mean)}</td>
                <td>{show(errors.p90)}</td>
                <td>{show(errors.max)}</td>
                <td>
                  {percentText(errors.near)}
                  {metric === 'passes' ? ` ${TRUTH_TEXT.nearPasses}` : ''}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </TableBox>
  )
}
