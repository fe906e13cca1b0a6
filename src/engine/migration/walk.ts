/** One walk over memory, first page to last: data pages cost wire time, zero pages only the time to look at them. */
import type { Counts, Walk } from '../memory/pass-table.ts'
import { sumsInOrder } from '../memory/walk-order.ts'
import { rateAt, timeAfterBytes, type RateSchedule } from '../rate-schedule.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { PAGE_BYTES, nanosecondsFromSeconds, type Nanoseconds } from '../units.ts'

/** Measured on QEMU: about 0.75 µs a page (validation README, point 6); assumed here for vMotion as well (inferred). */
export const ZERO_PAGE_SECONDS = 0.75e-6

/**
 * The walk that begins at `start`. The last batch is acknowledged one round trip later (peers 3.8: barrier between
 * passes). `end` is Infinity when the wire goes dead before it is through.
 */
export function createWalk(
  start: Nanoseconds,
  toSend: Counts,
  zero: Counts | undefined,
  rates: RateSchedule,
  scenario: Scenario,
): Walk {
  const sendBefore = sumsInOrder(toSend, undefined, 0)
  const zeroBefore = zero === undefined ? undefined : sumsInOrder(zero, undefined, 0)
  // A zero page costs time, not wire: as many bytes as the wire would carry meanwhile. A dead wire scans nothing.
  const zeroPageBytes = ZERO_PAGE_SECONDS * (rateAt(rates, start) || 1)
  const pages = sendBefore[toSend.length]!
  const bytes = pages * PAGE_BYTES + (zeroBefore?.[toSend.length] ?? 0) * zeroPageBytes
  const barrier = pages > 0 ? nanosecondsFromSeconds(scenario['network.rtt'] / 1000) : 0
  return {
    start,
    end: timeAfterBytes(rates, start, bytes) + barrier,
    complete: true,
    toSend,
    zero,
    origin: undefined,
    sendBefore,
    zeroBefore,
    rates,
    marks: undefined,
    pageBytes: PAGE_BYTES,
    zeroWireBytes: 0,
    zeroPageBytes,
    batchPages: scenario['Migrate.PreCopyPagesPerSend'],
  }
}

/** The same walk given up at `end`: what is not through by then is never sent. */
export function cutShort(walk: Walk, end: Nanoseconds): Walk {
  return { ...walk, end, complete: false }
}
