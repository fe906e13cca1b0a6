/** Where a walk stands at a moment: region, and pages that are through. The one rule for sending, used by engine and recording. */
import { bytesBetween, type RateSchedule } from '../rate-schedule.ts'
import { firstFrom, firstWhere } from '../search.ts'
import type { Nanoseconds } from '../units.ts'
import { countMarks, markAt, markBytes, type Marks } from './marks.ts'
import type { Walk } from './pass-table.ts'
import { regionOfSlot, slotsOf } from './walk-order.ts'

export interface WalkPosition {
  /** The region in which the walk stands; the number of regions when it is through. */
  readonly region: number
  /** The slot of the walk in which it stands; the number of slots when it is through. */
  readonly slot: number
  /** Data pages sent so far in all, whole batches until the end. */
  readonly pagesSent: number
  /** Zero pages seen so far in all. */
  readonly zeroSeen: number
  /** Data pages sent of the region in which it stands. */
  readonly sentInRegion: number
  readonly zeroInRegion: number
  /** How far into that region it stands, 0 … 1. */
  readonly share: number
}

/** Bytes that the wire carries, or could carry while zero pages are looked at, until the start of a slot. */
export function bytesBefore(walk: Walk, slot: number): number {
  return (
    walk.sendBefore[slot]! * walk.pageBytes + (walk.zeroBefore?.[slot] ?? 0) * walk.zeroPageBytes
  )
}

/** Bytes that are through at a moment, counted in the same way. */
export function bytesThrough(walk: Walk, time: Nanoseconds): number {
  const until = Math.min(time, walk.end)
  return walk.marks === undefined
    ? bytesBetween(walk.rates, walk.start, until)
    : bytesAtMarks(walk.marks, walk.rates, until)
}

/** From a mark on at the rate of the wire, until what the next mark says is through: then it rests. */
function bytesAtMarks(marks: Marks, rates: RateSchedule, time: Nanoseconds): number {
  const last = countMarks(marks) - 1
  if (time >= markAt(marks, last)) return markBytes(marks, last)
  const next = firstWhere(0, last, (index) => markAt(marks, index) > time)
  // A walk of nothing has one mark.
  const mark = Math.max(0, next - 1)
  const sent = bytesBetween(rates, markAt(marks, mark), time)
  return Math.min(markBytes(marks, next), markBytes(marks, mark) + sent)
}

export function walkPosition(walk: Walk, time: Nanoseconds): WalkPosition {
  if (walk.complete && time >= walk.end) return endOf(walk)
  return positionAtBytes(walk, bytesThrough(walk, time))
}

function endOf(walk: Walk): WalkPosition {
  const slots = slotsOf(walk)
  return {
    region: walk.toSend.length,
    slot: slots,
    pagesSent: walk.sendBefore[slots]!,
    zeroSeen: walk.zeroBefore?.[slots] ?? 0,
    sentInRegion: 0,
    zeroInRegion: 0,
    share: 0,
  }
}

/** Where a walk stands when so many bytes are through. `from`: a slot that it has come to, from which it is found faster. */
export function positionAtBytes(walk: Walk, bytes: number, from = 0): WalkPosition {
  const slots = slotsOf(walk)
  if (bytes >= bytesBefore(walk, slots)) return endOf(walk)
  const low = firstFrom(from, slots, (slot) => bytesBefore(walk, slot) > bytes) - 1
  const begin = bytesBefore(walk, low)
  const length = bytesBefore(walk, low + 1) - begin
  const share = length > 0 && bytes > begin ? Math.min(1, (bytes - begin) / length) : 0
  const pages = walk.sendBefore[low + 1]! - walk.sendBefore[low]!
  const raw = walk.sendBefore[low]! + share * pages
  const batched = Math.floor(raw / walk.batchPages) * walk.batchPages
  const sentInSlot = Math.max(0, Math.min(pages, batched - walk.sendBefore[low]!))
  const zeroBefore = walk.zeroBefore?.[low] ?? 0
  const zeroInSlot = Math.floor(share * ((walk.zeroBefore?.[low + 1] ?? 0) - zeroBefore))
  const { origin } = walk
  const head = origin !== undefined && low === slots - 1
  return {
    region: regionOfSlot(walk, low),
    slot: low,
    pagesSent: walk.sendBefore[low]! + sentInSlot,
    zeroSeen: zeroBefore + zeroInSlot,
    sentInRegion: sentInSlot + (head ? origin.tail : 0),
    zeroInRegion: zeroInSlot + (head ? origin.zeroTail : 0),
    share: origin === undefined ? share : shareOfRegion(origin.share, low, slots, share),
  }
}

/** The end of the origin's region is walked first, its beginning last. */
function shareOfRegion(origin: number, slot: number, slots: number, share: number): number {
  if (slot === 0) return origin + share * (1 - origin)
  return slot === slots - 1 ? share * origin : share
}
