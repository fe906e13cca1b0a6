/**
 * QEMU's rate limit (migration.c, qemu-file.c; validation README, rules 1 and 4): in each window of 100 ms pages go out as
 * fast as they can until the window's share of the cap is used up, then nothing until it ends. Where the wire is slower
 * than the cap, it looks at the clock every 64 pages and at what is left every 50 ms. A window that has ended gives the
 * bandwidth that the source believes in, and with it the threshold for the next. Windows that go by alike are taken at once.
 */
import { writeMarks } from '../memory/mark-writer.ts'
import type { Walk } from '../memory/pass-table.ts'
import { slotsOf, walkTotals } from '../memory/walk-order.ts'
import { bytesBefore, positionAtBytes } from '../memory/walk-position.ts'
import { bytesBetween, rateAt, timeAfterBytes, type RateSchedule } from '../rate-schedule.ts'
import { firstFrom } from '../search.ts'
import { MILLISECOND, SECOND, type Nanoseconds } from '../units.ts'
import { LOOK_WORK, type Slices } from '../work.ts'
import { bytesAfterLook, bytesAfterQuota, WINDOW, wireBytes } from './window-bytes.ts'

/** Looks between two places where the caller may pause. */
const LOOKS_A_SLICE = 1024
/** Fewer windows than this are not worth being taken at once. */
const FEW_WINDOWS = 16
/** From here on a position among pages alone is exact: what rounding takes of a place in a region is lost in the sum. */
const EXACT_PAGES = 262_144
/**
 * A guard of ours: where zero pages lie between the others no two windows are alike, and a walk of more than this many
 * (four days) goes in windows and looks of twice, four times … the length.
 */
const MAX_WINDOWS = 4_194_304

/** What goes on from one pass to the next. */
export interface RateWindows {
  /** Start of the window, and bytes on the wire in it. */
  start: Nanoseconds
  used: number
  /** Bandwidth of the last window that ended, bytes a second; 0 before the first. */
  bytesPerSecond: number
  /** What windows that end in the last walk as it was planned measured, from the moments on at which that changed. */
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
  /**
   * True when the walk is to end here, at the edge of a look: so many pages are left, at the bandwidth of `windows`. Once
   * true it stays so while less is left, until `changesAfter`.
   */
  readonly ends: (now: Nanoseconds, pagesLeft: number, bytesPerSecond: number) => boolean
  /** When `ends` goes by something else for the first time after a moment. Absent: never. */
  readonly changesAfter?: (now: Nanoseconds) => Nanoseconds
  /** When the guest is stopped, whatever the walk has come to: what is left is of the stun. Absent: never. */
  readonly stopsAt?: Nanoseconds
}

/** How a window ended in which nothing changed: what the next one is like. */
interface Closed {
  readonly now: Nanoseconds
  readonly through: number
  readonly marks: number
  readonly bytesPerSecond: number
}

/** The walk with its marks, cut short where `ends` says so. `walk` has an end of its own, which does not matter. */
export function* walkInWindows(walk: Walk, windows: RateWindows, rules: WindowRules): Slices<Walk> {
  const { pages, zeroPages } = walkTotals(walk)
  const { changesAfter = () => Infinity, stopsAt = Infinity } = rules
  const capBytesPerSecond =
    rules.quotaBytes < Infinity ? (rules.quotaBytes * SECOND) / WINDOW : undefined
  const total = bytesBefore(walk, slotsOf(walk))
  const longer = lengthening(walk, rules.quotaBytes)
  const window = WINDOW * longer
  const quotaBytes = rules.quotaBytes * longer
  const marks = writeMarks(walk.start)
  windows.measured = [{ at: walk.start, bytesPerSecond: windows.bytesPerSecond }]
  let now = walk.start
  let through = 0
  let onWire = 0
  let slot = 0
  let left = pages + zeroPages
  let closed: Closed | undefined
  const ended = (end: Nanoseconds, complete: boolean): Walk => ({
    ...walk,
    end,
    complete,
    marks: marks.marks(),
    capBytesPerSecond,
  })
  const stopped = (bytesThen: number): Walk => {
    marks.add(stopsAt, bytesThen)
    return ended(stopsAt, false)
  }

  /** How many windows like the last one go by before anything can end the walk, or change. */
  function alike(before: Closed): number {
    const nanoseconds = now - before.now
    const bytes = through - before.through
    const changes = Math.min(nextStep(walk.rates, before.now), changesAfter(now), stopsAt)
    const most = Math.min((changes - now) / nanoseconds, (total - through) / bytes) - 1
    if (most < FEW_WINDOWS) return 0
    const endsAfter = (times: number) =>
      rules.ends(now + times * nanoseconds, leftAt(through + times * bytes), windows.bytesPerSecond)
    return firstFrom(0, Math.floor(most) + 1, endsAfter) - 1
  }

  function leftAt(bytes: number): number {
    const position = positionAtBytes(walk, bytes, slot)
    return pages - position.pagesSent + (zeroPages - position.zeroSeen)
  }

  for (let looks = 1; left > 0; looks++) {
    if (looks % LOOKS_A_SLICE === 0) yield LOOKS_A_SLICE * LOOK_WORK
    const goal = Math.min(
      bytesAfterQuota(walk, through, quotaBytes - windows.used, onWire, slot),
      bytesAfterLook(walk, through, now, longer),
      total,
    )
    const sent = timeAfterBytes(walk.rates, now, goal - through)
    if (sent > stopsAt) {
      const last = marks.last()
      return stopped(Math.min(goal, last.bytes + bytesBetween(walk.rates, last.at, stopsAt)))
    }
    if (sent === Infinity) {
      // The wire goes dead before that much is through: as far as it comes, and no further.
      marks.add(Infinity, goal)
      return ended(Infinity, walk.complete)
    }
    const position = positionAtBytes(walk, goal, slot)
    const wire = walk.zeroBefore === undefined ? goal : wireBytes(walk, position)
    windows.used += wire - onWire
    onWire = wire
    now = sent
    through = goal
    slot = Math.min(position.slot, slotsOf(walk) - 1)
    left = pages - position.pagesSent + (zeroPages - position.zeroSeen)
    const edge = windows.start + window
    if (windows.used > quotaBytes && now < edge) {
      if (marks.last().at !== now) marks.add(now, through)
      now = Math.min(edge, stopsAt)
      if (now < edge) return stopped(through)
      marks.add(edge, through)
    }
    if (now >= edge) {
      const before = closed
      const milliseconds = Math.floor((now - windows.start) / MILLISECOND)
      windows.bytesPerSecond = (windows.used / milliseconds) * 1000
      windows.start = now
      windows.used = 0
      const { bytesPerSecond } = windows
      if (windows.measured.at(-1)!.bytesPerSecond !== bytesPerSecond)
        windows.measured.push({ at: now, bytesPerSecond })
      closed = { now, through, marks: marks.written(), bytesPerSecond }
      const times =
        before?.bytesPerSecond === bytesPerSecond && isEven(walk, before) ? alike(before) : 0
      if (times >= FEW_WINDOWS) {
        const [nanoseconds, bytes] = [now - before!.now, through - before!.through]
        const count = closed.marks - before!.marks
        if (count > 0) marks.repeat(count, times, nanoseconds, bytes)
        now += times * nanoseconds
        through += times * bytes
        onWire = through
        windows.start = now
        left = leftAt(through)
        slot = Math.min(positionAtBytes(walk, through, slot).slot, slotsOf(walk) - 1)
        closed = { ...closed, now, through }
      }
    }
    if (rules.ends(now, left, windows.bytesPerSecond)) break
  }
  if (marks.last().at !== now) marks.add(now, through)
  return ended(now, left <= 0)
}

/** When the rate changes for the first time after a moment; Infinity: never. */
function nextStep(schedule: RateSchedule, after: Nanoseconds): Nanoseconds {
  return schedule.find(({ from }) => from > after)?.from ?? Infinity
}

/** Pages alone, each as long on the wire as the other: a window that has begun alike goes by alike. */
function isEven(walk: Walk, { through }: Closed): boolean {
  if (walk.zeroBefore === undefined) return true
  const exact = walk.batchPages === 1 && through >= EXACT_PAGES * walk.pageBytes
  return exact && walkTotals(walk).zeroPages === 0
}

/** How many times as long as usual windows and looks are: 1 in any walk of less than four days. */
function lengthening(walk: Walk, quotaBytes: number): number {
  if (walkTotals(walk).zeroPages === 0) return 1
  const bytes = bytesBefore(walk, slotsOf(walk))
  const byWire = (bytes / Math.max(1, rateAt(walk.rates, walk.start))) * (SECOND / WINDOW)
  const byCap =
    wireBytes(walk, {
      pagesSent: walkTotals(walk).pages,
      zeroSeen: walkTotals(walk).zeroPages,
    }) / quotaBytes
  let longer = 1
  while (Math.max(byWire, byCap) / longer > MAX_WINDOWS) longer *= 2
  return longer
}
