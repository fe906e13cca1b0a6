/** The lines of the race as heights at evenly spaced places: what labels must keep clear of. */
import { bisectRight } from 'd3'
import type { LensStretch } from '../../../report/time-lens.ts'
import type { Curve } from './line-labels.ts'
import type { RaceLayout } from './race-layout.ts'
import type { RaceScales, Scale } from './race-scales.ts'
import type { RunSeries } from './series.ts'

/** CSS pixels between two places. */
export const CURVE_STEP = 4

export interface RaceCurves {
  readonly bandwidth: Curve
  readonly newlyDirty: Curve
  readonly guestWrites: Curve
  readonly pagesLeft: Curve
  readonly goal: Curve
  readonly speed: Curve
}

export function raceCurves(
  layout: RaceLayout,
  scales: RaceScales,
  series: RunSeries,
  stretches: readonly LensStretch[],
): RaceCurves {
  const { left, right } = layout
  const count = Math.floor((right - left) / CURVE_STEP) + 1
  const positions = Float64Array.from({ length: count }, (_, place) =>
    scales.x.invert(left + place * CURVE_STEP),
  )
  const { columns } = series
  const passes = stretches.filter(({ phase }) => phase.kind === 'pass')
  const inPass = (position: number) =>
    passes.some(({ from, to }) => position >= from && position < to)
  const curve = (column: Float64Array, y: Scale, drawn: (value: number, at: number) => boolean) =>
    positions.map((position) => {
      const value = column[bisectRight(series.positions, position) - 1] ?? 0
      return drawn(value, position) ? y(value) : NaN
    })
  const goal = scales.goalPages === undefined ? NaN : scales.pages(scales.goalPages)
  return {
    bandwidth: curve(columns.bandwidthBytesPerSecond, scales.rate, (value) => value > 0),
    newlyDirty: curve(columns.newlyDirtyBytesPerSecond, scales.rate, (_, at) => inPass(at)),
    guestWrites: curve(columns.guestWritesBytesPerSecond, scales.rate, () => true),
    pagesLeft: curve(columns.pagesLeft, scales.pages, (value) => value > 0),
    goal: positions.map(() => goal),
    speed: curve(columns.writerSpeed, scales.speed, () => true),
  }
}
