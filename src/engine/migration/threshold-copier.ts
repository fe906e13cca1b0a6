/**
 * QEMU 7.2 (ram.c, migration.c; validation README, rules 1–7): the dirty bitmap is read again as soon as less is left than
 * the measured bandwidth carries within the downtime limit, not when the pass is through. What is left over stays in the
 * bitmap and goes first, because the walk goes on where it stood. The cap counts for pre-copy alone.
 */
import type { ToSend } from '../memory/dirty-model.ts'
import type { Walk } from '../memory/pass-table.ts'
import { slotsOf } from '../memory/walk-order.ts'
import { bytesBefore } from '../memory/walk-position.ts'
import { timeAfterBytes, type RateSchedule } from '../rate-schedule.ts'
import { MIB, PAGE_BYTES, nanosecondsFromSeconds, type Nanoseconds } from '../units.ts'
import type { MigrationContext } from './context.ts'
import { firstPages, meanRate, type Copier } from './copier.ts'
import { WINDOW, walkInWindows, type RateWindows } from './rate-windows.ts'
import { conditionsAt } from './timeline.ts'
import { createWalk, shapeOf } from './walk.ts'

/** Windows in a second: each carries so much of the cap. */
const WINDOWS_A_SECOND = 1e9 / WINDOW

export function belowThreshold(context: MigrationContext): Copier {
  const { rates, scenario, generation, model, timeline } = context
  const shape = shapeOf(generation, scenario)
  const quotaBytes = quotaOf(scenario['qemu.maxBandwidth'])
  const postcopyAt =
    scenario['qemu.postcopyAfter'] > 0
      ? nanosecondsFromSeconds(scenario['qemu.postcopyAfter'])
      : Infinity
  const windows: RateWindows = { start: 0, used: 0, bytesPerSecond: 0 }

  function walk(start: Nanoseconds, left: Pick<ToSend, 'pages' | 'zero'>, at: RateSchedule): Walk {
    const origin = 'origin' in left ? (left as ToSend).origin : undefined
    return createWalk(start, left.pages, left.zero, at, scenario, { ...shape, origin })
  }

  /** The limit may be raised while it runs. */
  const fits = (now: Nanoseconds, pagesLeft: number, bytesPerSecond: number) => {
    const limit = conditionsAt(timeline, now).scenario['qemu.downtimeLimit'] / 1000
    return pagesLeft * PAGE_BYTES < bytesPerSecond * limit
  }

  function inPreCopy(planned: Walk): Walk {
    return walkInWindows(planned, windows, {
      quotaBytes,
      ends: (now, pagesLeft, bytesPerSecond) =>
        fits(now, pagesLeft, bytesPerSecond) || now >= postcopyAt,
    })
  }

  return {
    first(begin) {
      windows.start = begin
      return inPreCopy(walk(begin, firstPages(context), rates))
    },
    collect: (walked, fired) => model.reread(walked, fired),
    // Before the first window has ended nothing is known: then what the wire has done meanwhile counts.
    bytesPerSecond: (walked) => windows.bytesPerSecond || meanRate(walked),
    resumesNow: (at) => at >= postcopyAt,
    next: (start, left) => inPreCopy(walk(start, left, rates)),
    stunRates: (at) => at,
    last: walk,
    /** Post-copy has a cap of its own, and ends like pre-copy: what fits into the limit goes out at once. */
    pageIn(start, left, at) {
      const planned = walk(start, left, at)
      const cap = quotaOf(scenario['qemu.postcopyBandwidth'])
      const paged: RateWindows = { start, used: 0, bytesPerSecond: windows.bytesPerSecond }
      const capped = walkInWindows(planned, paged, {
        quotaBytes: cap,
        ends: fits,
      })
      return capped.complete ? capped : finishAtOnce(capped)
    },
  }
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
