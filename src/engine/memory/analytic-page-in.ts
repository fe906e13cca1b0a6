/**
 * Page-in in the `sampled` and `fluid` models: what of each class is missing, step by step, and how fast the push comes to it.
 * The push goes by address, so that a class has its turn where it lies; pages that were fetched keep their place in it.
 */
import type { PageInSegment } from '../guest/clock-segment.ts'
import { touchesOf } from '../guest/group-stops.ts'
import { exposureAt, paceFactor, type WriteClass } from '../guest/write-class.ts'
import { saturation } from '../random/elementary.ts'
import { secondsFromNanoseconds, type Nanoseconds } from '../units.ts'
import type { MemoryLayout } from './layout.ts'
import {
  createPush,
  missingRuns,
  runsOfSweep,
  sweptSpans,
  touchedByCurve,
  type MissingRun,
} from './page-in-push.ts'
import type { PassOfPages } from './page-sets.ts'
import type { Walk } from './pass-table.ts'

/** Guest seconds of both groups. */
type Guest = readonly [number, number]

/** A step of page-in. */
interface PageInStep {
  readonly segment: Pick<PageInSegment, 'missing' | 'pushSeconds' | 'swept'>
  /** The classes as they touch what is missing in this step. */
  readonly touching: readonly WriteClass[]
  /** To be told how far the guest and the wall clock came. */
  ended(before: Guest, guest: Guest, at: Nanoseconds): void
}

export interface PageIn {
  /**
   * The step from `now` on, as if it went on to `planned`: where it is broken off is not known before. `walk`: the push as it
   * is known now.
   */
  next(
    classes: readonly WriteClass[],
    guest: Guest,
    walk: Walk,
    now: Nanoseconds,
    planned: Nanoseconds,
  ): PageInStep
}

/** What is missing where the bitmap was read while walks were under way. */
interface Collected {
  /** Pages that the last walk left over: they go first. */
  readonly leftOver: number
  readonly dueRuns: () => readonly MissingRun[]
}

/** Share of a class that is not touched at random between two guest times. */
function untouched(writeClass: WriteClass, from: number, to: number): number {
  const { reads, writes } = touchesOf(writeClass, from, to)
  const atRandom = reads + (writeClass.pattern === 'sweep' ? 0 : writes)
  return 1 - (atRandom > 0 ? saturation(atRandom / writeClass.pages) : 0)
}

/** The guest resumes at guest time `resumed`; `walk` pushes what is missing; `last`: the last pass; `collectedOf`: by class. */
export function beginPageIn(
  layout: MemoryLayout,
  workload: readonly WriteClass[],
  resumed: Guest,
  walk: Walk,
  last: PassOfPages,
  collectedOf: (id: number) => Collected | undefined,
): PageIn {
  const resumedAt: Guest = [resumed[0], resumed[1]]
  const { total, pushedBy } = createPush(layout, workload.length, walk)
  const all = total.reduce((sum, pages) => sum + pages, 0)
  let missing = total
  /** The missing pages of a sweep, in the order of the push; undefined for other classes. */
  const runs = workload.map((writeClass, id) => {
    const sweep = last.sweeps[id]
    if (sweep === undefined) return undefined
    return (
      collectedOf(id)?.dueRuns() ??
      missingRuns(layout, id, walk, runsOfSweep(layout, writeClass, sweep))
    )
  })

  /** What the writes of a sweep meet in so many seconds. */
  function sweptBy(writeClass: WriteClass, guest: Guest, pushed: number, seconds: number) {
    const { id, group, pages, writesPerSecond, sweepStart } = writeClass
    const due = runs[id]
    if (due === undefined) return undefined
    const written = writesPerSecond * exposureAt(writeClass, guest[group])
    const since = written - writesPerSecond * exposureAt(writeClass, resumedAt[group])
    const start = sweepStart * pages + written
    const place = start - Math.floor(start / pages) * pages
    const pace = writesPerSecond * paceFactor(writeClass, guest[group])
    // After a whole round it has touched every page.
    const writes = Math.min(pace * seconds, pages - since)
    const unread = untouched(writeClass, resumedAt[group], guest[group])
    return sweptSpans(due, pages, place, writes, pushed, unread)
  }

  /** A class with a measured curve in so many seconds: how it touches what is missing, and how much that is. */
  function curveIn(writeClass: WriteClass, guest: Guest, ahead: number, seconds: number) {
    const { id, group } = writeClass
    const { exposureStart, exposureEnd } = last.fired
    // What was left over goes first; what fired in the last pass lies behind it.
    const behind = total[id]! * (1 - (collectedOf(id)?.leftOver ?? 0) / all)
    const { touching, left } = touchedByCurve(
      writeClass,
      exposureEnd[id]! - exposureStart[id]!,
      Math.min(1, behind / ahead),
      exposureAt(writeClass, guest[group]) - exposureAt(writeClass, resumedAt[group]),
      seconds,
    )
    return {
      touching,
      missing: ahead * left * untouched(writeClass, resumedAt[group], guest[group]),
    }
  }

  return {
    next(classes, guest, known, now, planned) {
      const seconds = secondsFromNanoseconds(planned - now)
      const pushed = pushedBy(known, now)
      const later = pushedBy(known, planned)
      const ahead = total.map((pages, id) => pages - pushed[id]!)
      const curves = classes.map((writeClass, id) =>
        writeClass.pattern === 'curve' && ahead[id]! > 0
          ? curveIn(writeClass, guest, ahead[id]!, seconds)
          : undefined,
      )
      const isPlain = curves.every((curve) => curve === undefined)
      const touching = isPlain ? classes : classes.map((each, id) => curves[id]?.touching ?? each)
      const left = missing.map((pages, id) => curves[id]?.missing ?? pages)
      return {
        touching,
        segment: {
          missing: left,
          // Nothing is left of a class: the push is through with it.
          pushSeconds: ahead.map((pages, id) =>
            pages > 0 ? (seconds * pages) / (later[id]! - pushed[id]!) : 0,
          ),
          swept: classes.map((each, id) => sweptBy(each, guest, pushed[id]!, seconds)),
        },
        ended(before, after, at) {
          const by = pushedBy(known, at)
          missing = touching.map((each, id) => {
            const unpushed = ahead[id]! > 0 ? (total[id]! - by[id]!) / ahead[id]! : 0
            return left[id]! * unpushed * untouched(each, before[each.group], after[each.group])
          })
        },
      }
    },
  }
}
