/** How far a walk of QEMU comes in a window: until the quota is used up, or until it looks at the clock (migration.c, qemu-file.c). */
import type { Walk } from '../memory/pass-table.ts'
import { slotsOf, walkTotals } from '../memory/walk-order.ts'
import { bytesBefore, positionAtBytes } from '../memory/walk-position.ts'
import { rateAt } from '../rate-schedule.ts'
import { firstFrom } from '../search.ts'
import { MILLISECOND, PAGE_BYTES, SECOND, type BytesPerSecond, type Nanoseconds } from '../units.ts'
import type { Pace } from './copier.ts'

export const WINDOW: Nanoseconds = 100 * MILLISECOND
const LOOK: Nanoseconds = 50 * MILLISECOND
const PAGES_A_LOOK = 64

/** What is really on the wire when a walk has come so far: a zero page is a few bytes, whatever time it takes. */
export function wireBytesAt(walk: Walk, through: number): number {
  return walk.zeroBefore === undefined ? through : wireBytes(walk, positionAtBytes(walk, through))
}

export function wireBytes(
  { pageBytes, zeroWireBytes }: Walk,
  { pagesSent, zeroSeen }: { readonly pagesSent: number; readonly zeroSeen: number },
): number {
  return pagesSent * pageBytes + zeroSeen * zeroWireBytes
}

/**
 * How far the walk comes until more than `room` bytes are on the wire: the page that goes beyond is sent. `onWire`: what is
 * there when `through` is through, which is in slot `from`.
 */
export function bytesAfterQuota(
  walk: Walk,
  through: number,
  room: number,
  onWire: number,
  from: number,
): number {
  if (room === Infinity) return Infinity
  if (room < 0) return through
  if (walkTotals(walk).zeroPages === 0)
    return through + (Math.floor(room / walk.pageBytes) + 1) * walk.pageBytes
  const slots = slotsOf(walk)
  const wireBefore = (slot: number) =>
    walk.sendBefore[slot]! * walk.pageBytes + (walk.zeroBefore?.[slot] ?? 0) * walk.zeroWireBytes
  const wanted = onWire + room
  if (wireBefore(slots) <= wanted) return Infinity
  const low = firstFrom(from, slots, (slot) => wireBefore(slot) > wanted) - 1
  const begin = bytesBefore(walk, low)
  const length = bytesBefore(walk, low + 1) - begin
  const wire = wireBefore(low + 1) - wireBefore(low)
  const share = wire > 0 ? (wanted - wireBefore(low)) / wire : 1
  // Whole pages, and the one that goes beyond.
  const whole = wire > 0 ? (length * walk.pageBytes) / wire : 0
  return Math.min(begin + length, Math.max(through, begin + share * length) + whole)
}

/** How fast pages of a size go for good over a wire of so many bytes a second, and how many at once. */
export function paceInWindows(wire: BytesPerSecond, pageBytes: number, quotaBytes: number): Pace {
  // The page that goes beyond the quota is sent.
  const capped = ((quotaBytes + pageBytes) * SECOND) / WINDOW
  const look = (wire * LOOK) / SECOND / pageBytes + PAGES_A_LOOK + 1
  return {
    bytesPerSecond: Math.min(wire, capped),
    pageBytes,
    pagesAtOnce: Math.min(look, quotaBytes / pageBytes + 1),
  }
}

/** How far it comes in 50 ms, or so many times as long: the clock is read after every 64 pages. */
export function bytesAfterLook(
  walk: Walk,
  through: number,
  now: Nanoseconds,
  longer: number,
): number {
  const batch = PAGES_A_LOOK * walk.pageBytes
  const batches = Math.ceil((bytesInLook(walk, now) * longer) / batch)
  return through + batches * batch + walk.pageBytes
}

function bytesInLook(walk: Walk, now: Nanoseconds): number {
  return Math.max(PAGE_BYTES, (rateAt(walk.rates, now) * LOOK) / (1000 * MILLISECOND))
}
