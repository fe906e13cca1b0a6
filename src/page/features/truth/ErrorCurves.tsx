/** Which share of the cases a prediction stays within: this model and the textbook's formulas, on the same cases. */
import { line, scaleLinear, scaleLog } from 'd3'
import { useRef } from 'react'
import { TRUTH_TEXT } from '../../../text/truth.ts'
import { percentText } from '../../../text/validation.ts'
import type { ErrorCurve, ErrorCurves as Curves } from '../../../validation/binned.ts'
import type { BaselineId } from '../../../validation/baselines.ts'
import { sized, useDrawingSize } from '../../controls/drawing-size.ts'
import { AxisNames, Columns, Rows } from './Grid.tsx'
import './charts.css'

export interface ErrorCurvesProps {
  readonly curves: Curves
  /** The formula whose row the pointer is on. */
  readonly lit: BaselineId | undefined
}

const HEIGHT = 280
const BOX = { left: 50, right: 12, top: 12, bottom: 44 }
/** Below a thousandth all is exact; beyond two hundred percent all is wrong. */
const SMALLEST = 0.001
const LARGEST = 2
const ERROR_TICKS = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1]

export function ErrorCurves({ curves, lit }: ErrorCurvesProps) {
  const frame = useRef<HTMLDivElement>(null)
  const size = useDrawingSize(frame)
  const { width } = size
  const area = { ...BOX, right: width - BOX.right, bottom: HEIGHT - BOX.bottom }
  const x = scaleLog([SMALLEST, LARGEST], [area.left, area.right]).clamp(true)
  const y = scaleLinear([0, 1], [area.bottom, area.top])
  const path = (curve: ErrorCurve) =>
    line<number>()
      .x((error) => x(Math.max(SMALLEST, error)))
      .y((_, index) => y(index / (curve.length - 1)))(curve) ?? ''
  const shown = ERROR_TICKS.filter((_, index) => width > 430 || index % 2 === 0)
  const columns = shown.map((error) => ({ value: error, at: x(error), text: percentText(error) }))
  const rows = y.ticks(5).map((share) => ({ value: share, at: y(share), text: percentText(share) }))
  return (
    <div className="truth-curves" ref={frame}>
      {width > 0 ? (
        <svg {...sized(size, HEIGHT)} aria-hidden="true">
          <Columns area={area} ticks={columns} />
          <Rows area={area} ticks={rows} />
          <AxisNames
            area={area}
            height={HEIGHT}
            x={TRUTH_TEXT.errorAxis}
            y={TRUTH_TEXT.shareAxis}
            drop={14}
          />
          {curves.baselines.map(({ baseline, curve }) => (
            <path
              key={baseline}
              className="baseline-curve"
              data-baseline={baseline}
              data-lit={baseline === lit || undefined}
              d={path(curve)}
            />
          ))}
          <path className="engine-curve" d={path(curves.engine)} />
        </svg>
      ) : null}
    </div>
  )
}
