/** D3 scales of the race: one shared axis, rates from zero, pages left by the logarithm so that the goal stays visible. */
import { scaleLinear, scaleLog, type ScaleContinuousNumeric } from 'd3'
import { PAGE_BYTES } from '../../../engine/units.ts'
import type { Summary } from '../../../report/summary.ts'
import type { AxisWindow } from '../../session/axes.ts'
import type { RaceLayout } from './race-layout.ts'
import type { RunSeries } from './series.ts'

export type Scale = ScaleContinuousNumeric<number, number>

export interface RaceScales {
  readonly x: Scale
  readonly rate: Scale
  readonly pages: Scale
  readonly speed: Scale
  /** At so many pages left the VM may switch over; undefined without a bandwidth. */
  readonly goalPages: number | undefined
}

/** At the rate that the source believes in, which is not the wire's where a cap lies on it. */
function goalPagesOf(summary: Summary): number | undefined {
  const test = summary.facts.find((fact) => fact.kind === 'convergence-test')
  const believed =
    test !== undefined && test.secondsToSend > 0
      ? test.pagesLeft / test.secondsToSend
      : summary.bandwidth.bytesPerSecond / PAGE_BYTES
  const pages = (summary.goalSeconds ?? 0) * believed
  return pages > 0 ? pages : undefined
}

export function raceScales(
  layout: RaceLayout,
  window: AxisWindow,
  series: RunSeries | undefined,
  summary: Summary,
): RaceScales {
  const goalPages = goalPagesOf(summary)
  const most = (column: Float64Array | undefined) => (column ? greatest(column) : 0)
  // A cap may lie far below what the wire carries: until the curve is there, the wire is all that is known.
  const bandwidth =
    most(series?.columns.bandwidthBytesPerSecond) || summary.bandwidth.bytesPerSecond
  const dirty = most(series?.columns.newlyDirtyBytesPerSecond)
  // Writes of the guest may be many times what the wire carries; they do not squeeze the race into a corner.
  const writes = Math.min(
    most(series?.columns.guestWritesBytesPerSecond),
    1.5 * Math.max(bandwidth, dirty),
  )
  const pages = Math.max(most(series?.columns.pagesLeft), goalPages ?? 1, 2)
  const least = Math.max(1, Math.min(goalPages ?? 1, pages / 4) / 8)
  return {
    x: scaleLinear([window.from, window.to], [layout.left, layout.right]),
    rate: scaleLinear(
      [0, Math.max(1, bandwidth, dirty, writes) * 1.12],
      [layout.rates.bottom, layout.rates.top],
    ),
    pages: scaleLog([least, pages * 1.15], [layout.pages.bottom, layout.pages.top]).clamp(true),
    speed: scaleLinear([0, 1], [layout.speed.bottom - 1, layout.speed.top + 2]).clamp(true),
    goalPages,
  }
}

function greatest(column: Float64Array): number {
  let most = 0
  for (const value of column) if (value > most) most = value
  return most
}
