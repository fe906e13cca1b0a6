/**
 * QEMU 7.2 (ram.c, migration.c; validation README, rules 1–7): the dirty bitmap is read again as soon as less is left than
 * the measured bandwidth carries within the downtime limit, not when the pass is through. What is left over stays in the
 * bitmap and goes first, because the walk goes on where it stood. The cap counts for pre-copy alone.
 */
import type { ToSend } from '../memory/dirty-model.ts'
import type { Counts, Walk } from '../memory/pass-table.ts'
import { slotsOf } from '../memory/walk-order.ts'
import { bytesBefore } from '../memory/walk-position.ts'
import { timeAfterBytes, type RateSchedule } from '../rate-schedule.ts'
import {
  MIB,
  PAGE_BYTES,
  nanosecondsFromSeconds,
  secondsFromNanoseconds,
  type Nanoseconds,
} from '../units.ts'
import type { MigrationContext } from './context.ts'
import { firstPages, meanRate, type Copier } from './copier.ts'
import { freshWindows, measuredBy, WINDOW, walkInWindows } from './rate-windows.ts'
import { conditionsAt, forcedAfter, foreseenFrom, ratesKnownAt } from './schedule.ts'
import { createWalk, shapeOf } from './walk.ts'

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

  /**
   * `stopsAt`: forced in the middle of a walk, all that is left goes in the stun, without the cap. `known`: no change of
   * the limit is known that comes later.
   */
  function inPreCopy(
    planned: Walk,
    stopsAt = forcedAfter(schedule, planned.start),
    known = Infinity,
  ): Walk {
    return walkInWindows(planned, windows, {
      quotaBytes,
      stopsAt,
      ends: (now, pagesLeft, bytesPerSecond) =>
        fits(Math.min(now, known), pagesLeft, bytesPerSecond) || now >= postcopyAt,
    })
  }

  return {
    first(begin) {
      windows = freshWindows(begin)
      const planned = firstPages(context)
      const foreseen = inPreCopy(
        walk(begin, planned, foreseenFrom(ratesKnownAt(schedule, begin), begin)),
        Infinity,
        begin,
      )
      const written = writtenBefore(context, planned, foreseen)
      windows = freshWindows(begin)
      return inPreCopy(walk(begin, written, rates))
    },
    collect: (walked, fired) => model.reread(walked, fired),
    // Before the first window has ended nothing is known: then what the wire has done meanwhile counts.
    bytesPerSecond: (walked) => measuredBy(windows, walked.end) || meanRate(walked),
    resumesNow: (at) => at >= postcopyAt,
    next: (start, left) => inPreCopy(walk(start, left, rates)),
    stunRates: (at) => at,
    last: walk,
    /** Post-copy has a cap of its own, and ends like pre-copy: what fits into the limit goes out at once. */
    pageIn(start, left, at, known = Infinity) {
      const planned = walk(start, left, at)
      const cap = quotaOf(scenario['qemu.postcopyBandwidth'])
      const paged = freshWindows(start, windows.bytesPerSecond)
      const capped = walkInWindows(planned, paged, {
        quotaBytes: cap,
        ends: (now, pagesLeft, bytesPerSecond) =>
          fits(Math.min(now, known), pagesLeft, bytesPerSecond),
      })
      return capped.complete ? capped : finishAtOnce(capped)
    },
  }
}

/** Zero pages that the guest has written when the walk comes by are pages like any other; `walk` says when it comes. */
function writtenBefore(
  { layout, model }: MigrationContext,
  { pages, zero }: { readonly pages: Counts; readonly zero: Counts },
  walked: Walk,
): { readonly pages: Counts; readonly zero: Counts } {
  const [nextPages, nextZero] = [pages.slice(), zero.slice()]
  for (let region = 0; region < layout.regions; region++) {
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
  const index = marks?.bytes.findIndex((through) => through >= bytes) ?? -1
  if (index <= 0) return index < 0 ? end : marks!.at[0]!
  return Math.min(
    marks!.at[index]!,
    timeAfterBytes(rates, marks!.at[index - 1]!, bytes - marks!.bytes[index - 1]!),
  )
}

function quotaOf(mebibytesPerSecond: number): number {
  return mebibytesPerSecond > 0 ? (mebibytesPerSecond * MIB) / WINDOWS_A_SECOND : Infinity
}

/** A walk that was cut short goes on at the rate of the wire until it is through. */
function finishAtOnce(walk: Walk): Walk {
  const start = walk.end
  const { at, bytes } = walk.marks!
  const done = bytes[bytes.length - 1]!
  const total = bytesBefore(walk, slotsOf(walk))
  const end = timeAfterBytes(walk.rates, start, total - done)
  return {
    ...walk,
    end,
    complete: true,
    marks: { at: Float64Array.from([...at, end]), bytes: Float64Array.from([...bytes, total]) },
  }
}
