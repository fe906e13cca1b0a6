/**
 * What the push of page-in leaves missing, in the `sampled` and `fluid` models: of each class how many pages it has not come to
 * at a moment, and of a sweep which ones. The push goes on as planned whatever was fetched before its turn.
 */
import type { SweptSpan } from '../guest/clock-segment.ts'
import { firedShare, type WriteClass } from '../guest/write-class.ts'
import { log } from '../random/elementary.ts'
import type { MemoryLayout } from './layout.ts'
import type { Walk } from './pass-table.ts'
import type { SweepFires } from './sweep.ts'
import { regionOfSlot, slotsOf } from './walk-order.ts'
import { bytesBefore, bytesThrough, walkPosition } from './walk-position.ts'
import type { Nanoseconds } from '../units.ts'

/** Nothing is left untouched of a class: as a share. */
const LEAST_SHARE = 1e-9

/** Missing pages of a sweeping class side by side, in the order of the push: `from` … `to` are places within the class. */
export interface MissingRun {
  readonly from: number
  readonly to: number
  /** Share of them that is missing: 1 but where only a number is known of a region. */
  readonly density: number
  /** Pages of the class that are pushed before. */
  readonly rank: number
}

/** The missing pages of a region between two pages of it, in ascending order. */
export type RunsIn = (
  region: number,
  from: number,
  to: number,
) => readonly Omit<MissingRun, 'rank'>[]

export interface Push {
  /** Pages of each class that are pushed in all. */
  readonly total: readonly number[]
  /** Those that are pushed by `time`, where `walk` is the push as it is known. */
  readonly pushedBy: (walk: Walk, time: Nanoseconds) => readonly number[]
}

/** `walk`: the push, whenever it comes to what it sends. */
export function createPush(layout: MemoryLayout, classes: number, walk: Walk): Push {
  const slots = slotsOf(walk)
  const before = Array.from({ length: classes }, () => new Float64Array(slots + 1))
  const classOf = (slot: number) => layout.classOf[regionOfSlot(walk, slot)]!
  /** What so many pages of a slot are of its class: the last region of a class has others too, which are never written. */
  const ofClass = (slot: number, pages: number) => {
    const region = regionOfSlot(walk, slot)
    return pages > 0 ? pages * Math.min(1, layout.classPages[region]! / walk.toSend[region]!) : 0
  }
  for (let slot = 0; slot < slots; slot++) {
    for (const sums of before) sums[slot + 1] = sums[slot]!
    const pages = walk.sendBefore[slot + 1]! - walk.sendBefore[slot]!
    before[classOf(slot)]![slot + 1]! += ofClass(slot, pages)
  }
  return {
    total: before.map((sums) => sums[slots]!),
    pushedBy(known, time) {
      const { slot } = walkPosition(known, time)
      const pushed = before.map((sums) => sums[slot]!)
      if (slot === slots) return pushed
      // An expected value: not in whole pages, nor in the batches in which they travel.
      const begin = bytesBefore(known, slot)
      const length = bytesBefore(known, slot + 1) - begin
      const share = length > 0 ? (bytesThrough(known, time) - begin) / length : 0
      const sums = before[classOf(slot)]!
      pushed[classOf(slot)] = sums[slot]! + Math.min(1, share) * (sums[slot + 1]! - sums[slot]!)
      return pushed
    },
  }
}

/** The missing pages of a class, in the order of the push. */
export function missingRuns(
  layout: MemoryLayout,
  classId: number,
  walk: Walk,
  runsIn: RunsIn,
): readonly MissingRun[] {
  const { origin } = walk
  const slots = slotsOf(walk)
  const runs: MissingRun[] = []
  let rank = 0
  for (let slot = 0; slot < slots; slot++) {
    const region = regionOfSlot(walk, slot)
    if (layout.classOf[region] !== classId || walk.sendBefore[slot + 1] === walk.sendBefore[slot])
      continue
    const pages = layout.classPages[region]!
    const first = origin !== undefined && slot === 0 ? origin.page : 0
    const end = origin !== undefined && slot === slots - 1 ? Math.min(origin.page, pages) : pages
    for (const run of runsIn(region, first, end)) {
      const last = runs.at(-1)
      if (last?.to === run.from && last.density === run.density)
        runs[runs.length - 1] = { ...last, to: run.to }
      else runs.push({ ...run, rank })
      rank += (run.to - run.from) * run.density
    }
  }
  return runs
}

/** Where all that is missing is what a sweep wrote in a pass. */
export function runsOfSweep(
  { classOffset }: MemoryLayout,
  { pages }: Pick<WriteClass, 'pages'>,
  { first, length }: SweepFires,
): RunsIn {
  return (region, begin, end) =>
    [-pages, 0].flatMap((round) => {
      const from = Math.max(classOffset[region]! + begin, first + round)
      const to = Math.min(classOffset[region]! + end, first + round + length)
      return from < to ? [{ from, to, density: 1 }] : []
    })
}

interface CurveTouches {
  /** The class as it touches what is missing, for a while. */
  readonly touching: WriteClass
  /** Share of the pages that the push has not come to which are not touched when the while begins. */
  readonly left: number
}

/**
 * A class with a measured curve in page-in, from `since` seconds of its activity on and for `seconds`. Its pages are written at
 * different rates, and those that fired in the last pass, which took `passSeconds`, are the more often written ones: what fires
 * in one of two stretches and not in the other is what the curve has more for both together. `fired`: share of these among the
 * pages that the push has not come to; the others are any.
 */
export function touchedByCurve(
  curve: WriteClass,
  passSeconds: number,
  fired: number,
  since: number,
  seconds: number,
): CurveTouches {
  const share = (exposure: number) => firedShare(curve, exposure)
  const inPass = share(passSeconds)
  const untouchedAt = (time: number) =>
    (inPass > 0 ? (fired * (share(passSeconds + time) - share(time))) / inPass : 0) +
    (1 - fired) * (1 - share(time))
  const left = untouchedAt(since)
  const after = untouchedAt(since + seconds)
  if (!(left > after)) return { touching: curve, left }
  const rate = -log(Math.max(LEAST_SHARE, after / left)) / seconds
  const readsPerSecond = (curve.readsPerSecond ?? 0) + rate * curve.pages
  return { touching: { ...curve, readsPerSecond }, left }
}

/**
 * What a sweep meets in its next `writes` writes, of which the first goes to place `place` of the `pages` of its class: those
 * of `runs` that are not among the first `pushed`. `untouched`: share of them that nothing else has fetched.
 */
export function sweptSpans(
  runs: readonly MissingRun[],
  pages: number,
  place: number,
  writes: number,
  pushed: number,
  untouched: number,
): readonly SweptSpan[] {
  return runs.flatMap(({ from, to, density, rank }) => {
    const begin = from + Math.max(0, pushed - rank) / density
    // In this round of the class, or in the next.
    return [0, pages].flatMap((round) => {
      const first = Math.max(0, begin + round - place)
      const end = Math.min(writes, to + round - place)
      return begin < to && first < end ? [{ from: first, to: end, share: density * untouched }] : []
    })
  })
}
