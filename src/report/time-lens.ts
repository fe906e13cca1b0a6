/**
 * The time lens: a monotone, piecewise linear map between model time and a stretched axis 0 … 1, in which every phase has
 * room. Playback, charts and the scrubber share it; the stretch factor of a stretch is written once and is slow motion too.
 */
import type { Phase } from '../engine/facts.ts'
import { firstWhere } from '../engine/search.ts'
import type { Nanoseconds } from '../engine/units.ts'
import { changedShares, type LensChange } from './lens-custom.ts'
import { lensShares } from './lens-shares.ts'

export interface LensStretch {
  readonly phase: Phase
  /** Model time. */
  readonly start: Nanoseconds
  readonly end: Nanoseconds
  /** Position on the axis, 0 … 1. */
  readonly from: number
  readonly to: number
  /** How many times wider than on a true-scale axis; below 1 means compressed. */
  readonly factor: number
}

export interface TimeLens {
  readonly stretches: readonly LensStretch[]
  /** Model time → 0 … 1. */
  position(time: Nanoseconds): number
  /** 0 … 1 → model time. */
  time(position: number): Nanoseconds
}

export interface TimeLensOptions {
  /** True: the identity scale, every factor 1. */
  readonly linear: boolean
  /** What a person changed; means nothing on a linear axis. */
  readonly change?: LensChange | undefined
}

/** The lens of a run. Phases of no length have no stretch; a run of no length has none at all. */
export function createTimeLens(
  phases: readonly Phase[],
  { linear, change }: TimeLensOptions,
): TimeLens {
  const stretches = layStretches(
    phases.filter((phase) => phase.end > phase.start),
    linear,
    change ?? {},
  )
  return {
    stretches,
    position(time) {
      const stretch = stretches[lastIndex(stretches, (candidate) => candidate.start <= time)]
      if (stretch === undefined) return 0
      return between(time, stretch.start, stretch.end, stretch.from, stretch.to)
    },
    time(position) {
      const stretch = stretches[lastIndex(stretches, (candidate) => candidate.from <= position)]
      if (stretch === undefined) return 0
      return between(position, stretch.from, stretch.to, stretch.start, stretch.end)
    },
  }
}

function layStretches(
  phases: readonly Phase[],
  linear: boolean,
  change: LensChange,
): readonly LensStretch[] {
  const first = phases[0]
  const last = phases.at(-1)
  if (first === undefined || last === undefined) return []
  const total = last.end - first.start
  const shares = linear
    ? phases.map((phase) => (phase.end - phase.start) / total)
    : changedShares(phases, lensShares(phases), change)
  let from = 0
  return phases.map((phase, index) => {
    const share = shares[index] ?? 0
    // The last stretch ends at 1 exactly, whatever the rounding of the sums.
    const to = phase === last ? 1 : from + share
    const trueShare = (phase.end - phase.start) / total
    const stretch = {
      phase,
      start: phase.start,
      end: phase.end,
      from,
      to,
      factor: linear ? 1 : share / trueShare,
    }
    from = to
    return stretch
  })
}

/** Index of the last item for which `holds`; the items hold first and then no more. The first one if none holds. */
function lastIndex<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  return firstWhere(0, items.length, (index) => !holds(items[index]!)) - 1
}

/** Linear, clamped at both ends so that no rounding leaves the target range. */
function between(
  value: number,
  from: number,
  to: number,
  targetFrom: number,
  targetTo: number,
): number {
  if (!(value > from)) return targetFrom
  if (value >= to) return targetTo
  return Math.min(targetTo, targetFrom + ((value - from) / (to - from)) * (targetTo - targetFrom))
}
