/** Under the dots: both axes, the diagonal where a prediction is exact, and the band of ten percent around it. */
import { TRUTH_TEXT } from '../../../text/truth.ts'
import { quantityText } from '../../../text/validation.ts'
import type { Metric } from '../../../validation/case.ts'
import { logTicks, type PlotBox, type ScatterScales } from './marks.ts'

const BAND = 1.1

export interface ScatterGroundProps {
  readonly box: PlotBox
  readonly scales: ScatterScales
  readonly metric: Metric
  /** Where the row of those stands that never end; undefined where there are none. */
  readonly neverY: number | undefined
}

export function ScatterGround({ box, scales, metric, neverY }: ScatterGroundProps) {
  const { x, y } = scales
  const [low, high] = x.domain() as [number, number]
  const bytes = metric === 'bytes'
  const columns = logTicks([low, high], Math.max(3, box.width / 110), bytes)
  const rows = logTicks([low, high], 8, bytes)
  const right = box.width - box.right
  const bottom = box.height - box.bottom
  const band = [
    [low, low * BAND],
    [high / BAND, high],
    [high, high],
    [high, high / BAND],
    [low * BAND, low],
    [low, low],
  ].map(([measured, predicted]) => `${x(measured!)},${y(predicted!)}`)
  return (
    <g className="scatter-ground">
      <polygon className="scatter-band" points={band.join(' ')} />
      {columns.map((value) => (
        <g key={value}>
          <line className="grid" x1={x(value)} x2={x(value)} y1={box.top} y2={bottom} />
          <text x={x(value)} y={bottom + 17} textAnchor="middle">
            {quantityText(metric, value)}
          </text>
        </g>
      ))}
      {rows.map((value) => (
        <g key={value}>
          <line className="grid" x1={box.left} x2={right} y1={y(value)} y2={y(value)} />
          <text x={box.left - 6} y={y(value) + 4} textAnchor="end">
            {quantityText(metric, value)}
          </text>
        </g>
      ))}
      <line className="diagonal" x1={x(low)} y1={y(low)} x2={x(high)} y2={y(high)} />
      <text className="axis-name" x={right} y={box.height - 8} textAnchor="end">
        {TRUTH_TEXT.measuredAxis(metric)} →
      </text>
      <text className="axis-name" x={box.left + 8} y={box.top + 16}>
        ↑ {TRUTH_TEXT.predictedAxis(metric)}
      </text>
      {neverY === undefined ? null : (
        <text className="never-name" x={box.left + 8} y={neverY - 6}>
          ✕ {TRUTH_TEXT.neverRow}
        </text>
      )}
    </g>
  )
}
