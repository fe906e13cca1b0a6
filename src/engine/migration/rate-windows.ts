/**
 * QEMU's rate limit (migration.c, qemu-file.c; validation README, rules 1 and 4): in each window of 100 ms pages go out as
 * fast as they can until the window's share of the cap is used up, then nothing until it ends. Where the wire is slower
 * than the cap, it looks at the clock every 64 pages and at what is left every 50 ms. A window that has ended gives the
 * bandwidth that the source believes in, and with it the threshold for the next.
 */
import type { Marks, Walk } from '../memory/pass-table.ts'
import { slotsOf, walkTotals } from '../memory/walk-order.ts'
import { bytesBefore, positionAtBytes } from '../memory/walk-position.ts'
import { bytesBetween, timeAfterBytes } from '../rate-schedule.ts'
import { firstWhere } from '../search.ts'
import { MILLISECOND, PAGE_BYTES, SECOND, type Nanoseconds } from '../units.ts'

export const WINDOW: Nanoseconds = 100 * MILLISECOND
const LOOK: Nanoseconds = 50 * MILLISECOND
const PAGES_A_LOOK = 64

/** What goes on from one pass to the next. */
export interface RateWindows {
  /** Start of the window, and bytes on the wire in it. */
  start: Nanoseconds
  used: number
  /** Bandwidth of the last window that ended, bytes a second; 0 before the first. */
  bytesPerSecond: number
  /** Windows that end in the last walk as it was planned, and what was measured before it. */
  measured: { readonly at: Nanoseconds; readonly bytesPerSecond: number }[]
}

export function freshWindows(start: Nanoseconds, bytesPerSecond = 0): RateWindows {
  return { start, used: 0, bytesPerSecond, measured: [] }
}

/** What was known of the bandwidth at a moment of the last walk, which may have been given up before it was through; 0: nothing. */
export function measuredBy({ measured }: RateWindows, time: Nanoseconds): number {
  return measured.findLast(({ at }) => at <= time)?.bytesPerSecond ?? 0
}

export interface WindowRules {
  /** Bytes a window may carry: a tenth of the cap a second; Infinity without one. */
  readonly quotaBytes: number
  /** True when the walk is to end here, at the edge of a look: so many pages are left, at the bandwidth of `windows`. */
  readonly ends: (now: Nanoseconds, pagesLeft: number, bytesPerSecond: number) => boolean
  /** When the guest is stopped, whatever the walk has come to: what is left is of the stun. Absent: never. */
  readonly stopsAt?: Nanoseconds
}

/** The walk with its marks, cut short where `ends` says so. `walk` has an end of its own, which does not matter. */
export function walkInWindows(walk: Walk, windows: RateWindows, rules: WindowRules): Walk {
  const { pages, zeroPages } = walkTotals(walk)
  const capBytesPerSecond =
    rules.quotaBytes < Infinity ? (rules.quotaBytes * SECOND) / WINDOW : undefined
  const total = bytesBefore(walk, slotsOf(walk))
  const at: number[] = [walk.start]
  const bytes: number[] = [0]
  windows.measured = [{ at: walk.start, bytesPerSecond: windows.bytesPerSecond }]
  const stopsAt = rules.stopsAt ?? Infinity
  let now = walk.start
  let through = 0
  let left = pages + zeroPages
  const stopped = (bytesThen: number): Walk => {
    const marks = marksOf([...at, stopsAt], [...bytes, bytesThen])
    return { ...walk, end: stopsAt, complete: false, marks, capBytesPerSecond }
  }
  while (left > 0) {
    const goal = Math.min(
      bytesAfterQuota(walk, through, rules.quotaBytes - windows.used),
      bytesAfterLook(walk, through, now),
      total,
    )
    const sent = timeAfterBytes(walk.rates, now, goal - through)
    if (sent > stopsAt) {
      const [from, before] = [at[at.length - 1]!, bytes[bytes.length - 1]!]
      return stopped(Math.min(goal, before + bytesBetween(walk.rates, from, stopsAt)))
    }
    if (sent === Infinity) {
      // The wire goes dead before that much is through: as far as it comes, and no further.
      at.push(Infinity)
      bytes.push(goal)
      return { ...walk, end: Infinity, marks: marksOf(at, bytes), capBytesPerSecond }
    }
    windows.used += wireBytesAt(walk, goal) - wireBytesAt(walk, through)
    now = sent
    through = goal
    const position = positionAtBytes(walk, through)
    left = pages - position.pagesSent + (zeroPages - position.zeroSeen)
    const edge = windows.start + WINDOW
    if (windows.used > rules.quotaBytes && now < edge) {
      if (at[at.length - 1] !== now) {
        at.push(now)
        bytes.push(through)
      }
      now = Math.min(edge, stopsAt)
      if (now < edge) return stopped(through)
      at.push(edge)
      bytes.push(through)
    }
    if (now >= edge) {
      const milliseconds = Math.floor((now - windows.start) / MILLISECOND)
      windows.bytesPerSecond = (windows.used / milliseconds) * 1000
      windows.start = now
      windows.used = 0
      windows.measured.push({ at: now, bytesPerSecond: windows.bytesPerSecond })
    }
    if (rules.ends(now, left, windows.bytesPerSecond)) break
  }
  if (at[at.length - 1] !== now) {
    at.push(now)
    bytes.push(through)
  }
  const marks = marksOf(at, bytes)
  return { ...walk, end: now, complete: left <= 0, marks, capBytesPerSecond }
}

function marksOf(at: readonly number[], bytes: readonly number[]): Marks {
  return { at: Float64Array.from(at), bytes: Float64Array.from(bytes) }
}

/** What is really on the wire when a walk has come so far: a zero page is a few bytes, whatever time it takes. */
export function wireBytesAt(walk: Walk, through: number): number {
  if (walk.zeroBefore === undefined) return through
  const { pagesSent, zeroSeen } = positionAtBytes(walk, through)
  return pagesSent * walk.pageBytes + zeroSeen * walk.zeroWireBytes
}

/** How far the walk comes until more than `room` bytes are on the wire: the page that goes beyond is sent. */
function bytesAfterQuota(walk: Walk, through: number, room: number): number {
  if (room === Infinity) return Infinity
  if (room < 0) return through
  if (walkTotals(walk).zeroPages === 0)
    return through + (Math.floor(room / walk.pageBytes) + 1) * walk.pageBytes
  const slots = slotsOf(walk)
  const wireBefore = (slot: number) =>
    walk.sendBefore[slot]! * walk.pageBytes + (walk.zeroBefore?.[slot] ?? 0) * walk.zeroWireBytes
  const wanted = wireBytesAt(walk, through) + room
  if (wireBefore(slots) <= wanted) return Infinity
  const low = firstWhere(0, slots, (slot) => wireBefore(slot) > wanted) - 1
  const begin = bytesBefore(walk, low)
  const length = bytesBefore(walk, low + 1) - begin
  const wire = wireBefore(low + 1) - wireBefore(low)
  const share = wire > 0 ? (wanted - wireBefore(low)) / wire : 1
  // Whole pages, and the one that goes beyond.
  const whole = wire > 0 ? (length * walk.pageBytes) / wire : 0
  return Math.min(begin + length, Math.max(through, begin + share * length) + whole)
}

/** How far it comes in 50 ms: the clock is read after every 64 pages. */
function bytesAfterLook(walk: Walk, through: number, now: Nanoseconds): number {
  const batch = PAGES_A_LOOK * walk.pageBytes
  const batches = Math.ceil(bytesInLook(walk, now) / batch)
  return through + batches * batch + walk.pageBytes
}

function bytesInLook(walk: Walk, now: Nanoseconds): number {
  let rate = walk.rates[0]!.bytesPerSecond
  for (const step of walk.rates) {
    if (step.from > now) break
    rate = step.bytesPerSecond
  }
  return Math.max(PAGE_BYTES, (rate * LOOK) / (1000 * MILLISECOND))
}
