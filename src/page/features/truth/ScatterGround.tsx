/** Under the dots: both axes, the diagonal where a prediction is exact, and the band of ten percent around it. */
import { TRUTH_TEXT } from '../../../text/truth.ts'
import { quantityText } from '../../../text/validation.ts'
import type { Metric } from '../../../validation/case.ts'
import { AxisNames, Columns, Rows } from './Grid.tsx'
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
  const area = {
    left: box.left,
    right: box.width - box.right,
    top: box.top,
    bottom: box.height - box.bottom,
  }
  const ticks = (values: readonly number[], scale: (value: number) => number) =>
    values.map((value) => ({ value, at: scale(value), text: quantityText(metric, value) }))
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
      <Columns area={area} ticks={ticks(columns, x)} />
      <Rows area={area} ticks={ticks(rows, y)} />
      <line className="diagonal" x1={x(low)} y1={y(low)} x2={x(high)} y2={y(high)} />
      <AxisNames
        area={area}
        height={box.height}
        x={TRUTH_TEXT.measuredAxis(metric)}
        y={TRUTH_TEXT.predictedAxis(metric)}
        drop={16}
      />
      {neverY === undefined ? null : (
        <text className="never-name" x={box.left + 8} y={neverY - 6}>
          ✕ {TRUTH_TEXT.neverRow}
        </text>
      )}
    </g>
  )
}
