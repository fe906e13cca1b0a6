/** One walk over memory, first page to last: data pages cost wire time, zero pages only the time to look at them. */
import { lastMark, withMark } from '../memory/marks.ts'
import type { Counts, Walk, WalkOrigin } from '../memory/pass-table.ts'
import { sumsInOrder } from '../memory/walk-order.ts'
import { aliveFrom, steadyRateAt, timeAfterBytes, type RateSchedule } from '../rate-schedule.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { PAGE_BYTES, nanosecondsFromSeconds, type Nanoseconds } from '../units.ts'
import type { Generation } from './generation.ts'

/** How the pages of a walk look on the wire, and where it begins. */
export interface WalkShape {
  readonly origin?: WalkOrigin | undefined
  readonly pageBytes: number
  readonly zeroWireBytes: number
  readonly zeroSeconds: number
  readonly barrier: boolean
  readonly batchPages: number
}

/** The shape of a generation's walks, but for where they begin. */
export function shapeOf({ copy }: Generation, scenario: Scenario): WalkShape {
  return {
    pageBytes: PAGE_BYTES + copy.pageHeaderBytes,
    zeroWireBytes: copy.zeroPageBytes,
    zeroSeconds: copy.zeroPageSeconds,
    barrier: copy.barrier,
    batchPages: copy.batchPages ?? scenario['Migrate.PreCopyPagesPerSend'],
  }
}

/**
 * The walk that begins at `start`. The last batch is acknowledged one round trip later (peers 3.8: barrier between
 * passes), or when a cable that was cut meanwhile is in again. `end` is Infinity when the wire goes dead before it is through.
 */
export function createWalk(
  start: Nanoseconds,
  toSend: Counts,
  zero: Counts | undefined,
  rates: RateSchedule,
  scenario: Scenario,
  { origin, pageBytes, zeroWireBytes, zeroSeconds, barrier, batchPages }: WalkShape,
): Walk {
  const sendBefore = sumsInOrder(toSend, origin, origin?.tail ?? 0)
  const zeroBefore =
    zero === undefined ? undefined : sumsInOrder(zero, origin, origin?.zeroTail ?? 0)
  // A zero page costs time, not wire: as many bytes as the wire would carry meanwhile. A dead wire scans nothing.
  const zeroPageBytes = Math.max(zeroWireBytes, zeroSeconds * (steadyRateAt(rates, start) || 1))
  const pages = sendBefore[sendBefore.length - 1]!
  const bytes = pages * pageBytes + (zeroBefore?.[zeroBefore.length - 1] ?? 0) * zeroPageBytes
  const wait = barrier && pages > 0 ? nanosecondsFromSeconds(scenario['network.rtt'] / 1000) : 0
  const through = timeAfterBytes(rates, start, bytes)
  return {
    start,
    end: wait > 0 ? aliveFrom(rates, through + wait) : through,
    complete: true,
    toSend,
    zero,
    origin,
    sendBefore,
    zeroBefore,
    rates,
    marks: undefined,
    capBytesPerSecond: undefined,
    pageBytes,
    zeroWireBytes,
    zeroPageBytes,
    batchPages,
    passedBy: undefined,
  }
}

/** The same walk given up at `end`: what is not through by then is never sent. */
export function cutShort(walk: Walk, end: Nanoseconds): Walk {
  return { ...walk, end, complete: false }
}

/** The same walk that stands still until `end`, when it has sent what it sends. */
export function prolonged(walk: Walk, end: Nanoseconds): Walk {
  if (walk.marks === undefined) return { ...walk, end }
  return { ...walk, end, marks: withMark(walk.marks, end, lastMark(walk.marks).bytes) }
}
