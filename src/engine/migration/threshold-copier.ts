/**
 * QEMU 7.2 (ram.c, migration.c; validation README, rules 1–7): the dirty bitmap is read again as soon as less is left than
 * the measured bandwidth carries within the downtime limit, not when the pass is through. What is left over stays in the
 * bitmap and goes first, because the walk goes on where it stood. The cap counts for pre-copy alone.
 */
import type { ToSend } from '../memory/dirty-model.ts'
import { markByBytes } from '../memory/mark-writer.ts'
import { countMarks, lastMark, markAt, markBytes, withMark } from '../memory/marks.ts'
import type { Counts, Walk } from '../memory/pass-table.ts'
import { slotsOf } from '../memory/walk-order.ts'
import { bytesBefore } from '../memory/walk-position.ts'
import { rateAt, timeAfterBytes, type RateSchedule } from '../rate-schedule.ts'
import {
  MIB,
  PAGE_BYTES,
  nanosecondsFromSeconds,
  secondsFromNanoseconds,
  type Nanoseconds,
} from '../units.ts'
import { REGIONS_A_SLICE, ZERO_REGION_WORK, type Slices } from '../work.ts'
import type { MigrationContext } from './context.ts'
import { firstPages, meanRate, type Copier } from './copier.ts'
import { freshWindows, measuredBy, walkInWindows } from './rate-windows.ts'
import { conditionsAt, forcedAfter, foreseenFrom, ratesKnownAt } from './schedule.ts'
import { createWalk, shapeOf } from './walk.ts'
import { paceInWindows, WINDOW } from './window-bytes.ts'

/** Windows in a second: each carries so much of the cap. */
const WINDOWS_A_SECOND = 1e9 / WINDOW

export function belowThreshold(context: MigrationContext): Copier {
  const { scenario, generation, model, schedule } = context
  const { rates } = schedule
  const shape = shapeOf(generation, scenario)
  const quotaBytes = quotaOf(scenario['qemu.maxBandwidth'])
  const postcopyAt =
    scenario['qemu.postcopyAfter'] > 0
      ? nanosecondsFromSeconds(scenario['qemu.postcopyAfter'])
      : Infinity
  let windows = freshWindows(0)

  function walk(start: Nanoseconds, left: Pick<ToSend, 'pages' | 'zero'>, at: RateSchedule): Walk {
    const origin = 'origin' in left ? (left as ToSend).origin : undefined
    return createWalk(start, left.pages, left.zero, at, scenario, { ...shape, origin })
  }

  /** The limit may be raised while it runs. */
  const fits = (now: Nanoseconds, pagesLeft: number, bytesPerSecond: number) => {
    const limit = conditionsAt(schedule, now).scenario['qemu.downtimeLimit'] / 1000
    return pagesLeft * PAGE_BYTES < bytesPerSecond * limit
  }

  /** When the limit may be another for the first time after a moment. */
  const changesAfter = (now: Nanoseconds) =>
    schedule.conditions.find(({ from }) => from > now)?.from ?? Infinity

  /**
   * `stopsAt`: forced in the middle of a walk, all that is left goes in the stun, without the cap. `known`: no change of
   * the limit is known that comes later.
   */
  function inPreCopy(
    planned: Walk,
    stopsAt = forcedAfter(schedule, planned.start),
    known = Infinity,
  ): Slices<Walk> {
    return walkInWindows(planned, windows, {
      quotaBytes,
      stopsAt,
      ends: (now, pagesLeft, bytesPerSecond) =>
        fits(Math.min(now, known), pagesLeft, bytesPerSecond) || now >= postcopyAt,
      changesAfter,
    })
  }

  return {
    *first(begin) {
      windows = freshWindows(begin)
      const planned = firstPages(context)
      const foreseen = yield* inPreCopy(
        walk(begin, planned, foreseenFrom(ratesKnownAt(schedule, begin), begin)),
        Infinity,
        begin,
      )
      const written = yield* writtenBefore(context, planned, foreseen)
      windows = freshWindows(begin)
      return yield* inPreCopy(walk(begin, written, rates))
    },
    collect: (walked, fired) => model.reread(walked, fired),
    // Before the first window has ended nothing is known: then what the wire has done meanwhile counts.
    bytesPerSecond: (walked) => measuredBy(windows, walked.end) || meanRate(walked),
    paceForGood(time) {
      if (postcopyAt < Infinity || rateAt(rates, time) <= 0) return undefined
      return paceInWindows(rateAt(rates, time), shape.pageBytes, quotaBytes)
    },
    resumesFrom: postcopyAt,
    next: (start, left) => inPreCopy(walk(start, left, rates)),
    stunRates: (at) => at,
    last: walk,
    /** Post-copy has a cap of its own, and ends like pre-copy: what fits into the limit goes out at once. */
    *pageIn(start, left, at, known = Infinity) {
      const planned = walk(start, left, at)
      const cap = quotaOf(scenario['qemu.postcopyBandwidth'])
      const paged = freshWindows(start, windows.bytesPerSecond)
      const capped = yield* walkInWindows(planned, paged, {
        quotaBytes: cap,
        ends: (now, pagesLeft, bytesPerSecond) =>
          fits(Math.min(now, known), pagesLeft, bytesPerSecond),
        changesAfter,
      })
      return capped.complete ? capped : finishAtOnce(capped)
    },
  }
}

/** Zero pages that the guest has written when the walk comes by are pages like any other; `walk` says when it comes. */
function* writtenBefore(
  { layout, model }: MigrationContext,
  { pages, zero }: { readonly pages: Counts; readonly zero: Counts },
  walked: Walk,
): Slices<{ readonly pages: Counts; readonly zero: Counts }> {
  const [nextPages, nextZero] = [pages.slice(), zero.slice()]
  for (let region = 0; region < layout.regions; region++) {
    if (region % REGIONS_A_SLICE === REGIONS_A_SLICE - 1) yield REGIONS_A_SLICE * ZERO_REGION_WORK
    const id = layout.classOf[region]!
    if (id === 0 || zero[region] === 0) continue
    const seconds = secondsFromNanoseconds(
      timeAtBytes(walked, bytesBefore(walked, region)) - walked.start,
    )
    const fired = zero[region]! * model.foresee(seconds)[id]!
    const count = zero instanceof Float64Array ? fired : Math.round(fired)
    nextPages[region]! += count
    nextZero[region]! -= count
  }
  return { pages: nextPages, zero: nextZero }
}

/** When so many bytes of a walk are through; its end for what it does not reach. */
function timeAtBytes({ marks, end, rates }: Walk, bytes: number): Nanoseconds {
  if (marks === undefined) return end
  const index = markByBytes(marks, bytes)
  if (index === countMarks(marks)) return end
  const moment = markAt(marks, index)
  if (index === 0) return moment
  const [from, before] = [markAt(marks, index - 1), markBytes(marks, index - 1)]
  return Math.min(moment, timeAfterBytes(rates, from, bytes - before))
}

function quotaOf(mebibytesPerSecond: number): number {
  return mebibytesPerSecond > 0 ? (mebibytesPerSecond * MIB) / WINDOWS_A_SECOND : Infinity
}

/** A walk that was cut short goes on at the rate of the wire until it is through. */
function finishAtOnce(walk: Walk): Walk {
  const total = bytesBefore(walk, slotsOf(walk))
  const end = timeAfterBytes(walk.rates, walk.end, total - lastMark(walk.marks!).bytes)
  return { ...walk, end, complete: true, marks: withMark(walk.marks!, end, total) }
}
