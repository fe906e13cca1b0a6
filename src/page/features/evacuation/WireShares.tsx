/** The wire over time as a stack: a band for each VM that copies, as high as its share. */
import { area, curveStepAfter, scaleLinear } from 'd3'
import { memo, useMemo } from 'react'
import type { EvacuationSummary } from '../../../report/evacuation.ts'
import { EVACUATION_TEXT } from '../../../text/evacuation.ts'
import { formatRateWithGigabits } from '../../../text/format.ts'
import { sized, type DrawingSize } from '../../controls/drawing-size.ts'
import { wireBands, type BandStep, type TimeScale } from './geometry.ts'

export interface WireSharesProps {
  readonly summary: EvacuationSummary
  readonly scale: TimeScale
  readonly size: DrawingSize
  readonly active: number | undefined
}

const HEIGHT = 110
const TOP = 18
/** Neighbours differ; four tones of the wire's colour are enough for that. */
const TONES = 4

export const WireShares = memo(function WireShares(props: WireSharesProps) {
  const { summary, scale, size, active } = props
  const bands = useMemo(() => wireBands(summary), [summary])
  const y = scaleLinear([0, summary.wire], [HEIGHT, TOP])
  const shape = area<BandStep>()
    .x(({ at }) => scale(at))
    .y0(({ low }) => y(low))
    .y1(({ high }) => y(high))
    .curve(curveStepAfter)
  const [left = 0, right = 0] = scale.range()
  return (
    <svg
      className="wire-shares"
      {...sized(size, HEIGHT + 1)}
      // An SVG of live paths cannot be an <img>.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="img"
      aria-label={`${EVACUATION_TEXT.wire}. ${EVACUATION_TEXT.capacity(formatRateWithGigabits(summary.wire))}`}
    >
      {bands.map((band, vm) => (
        <path
          key={vm}
          className="band"
          data-tone={vm % TONES}
          data-active={vm === active || undefined}
          d={shape(band) ?? ''}
        />
      ))}
      <line className="capacity" x1={left} x2={right} y1={TOP} y2={TOP} />
      <text className="capacity-label" x={right} y={TOP - 5} textAnchor="end">
        {EVACUATION_TEXT.capacity(formatRateWithGigabits(summary.wire))}
      </text>
      <line className="ground" x1={left} x2={right} y1={HEIGHT} y2={HEIGHT} />
    </svg>
  )
})
