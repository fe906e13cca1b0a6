/** Where a walk stands at a moment: region, and pages that are through. The one rule for sending, used by engine and recording. */
import { bytesBetween } from '../rate-schedule.ts'
import { PAGE_BYTES, type Nanoseconds } from '../units.ts'
import type { Walk } from './pass-table.ts'

export interface WalkPosition {
  /** The region in which the walk stands; the number of regions when it is through. */
  readonly region: number
  /** Data pages sent so far in all, whole batches until the end. */
  readonly pagesSent: number
  /** Zero pages seen so far in all. */
  readonly zeroSeen: number
  /** Data pages sent of the region in which it stands. */
  readonly sentInRegion: number
  readonly zeroInRegion: number
  /** Share of that region walked, 0 … 1. */
  readonly share: number
}

/** Bytes that the wire carries, or could carry while zero pages are looked at, until the start of a region. */
export function bytesBefore(walk: Walk, region: number): number {
  return (
    walk.sendBefore[region]! * PAGE_BYTES + (walk.zeroBefore?.[region] ?? 0) * walk.zeroPageBytes
  )
}

export function walkPosition(walk: Walk, time: Nanoseconds): WalkPosition {
  const regions = walk.toSend.length
  const bytes = bytesBetween(walk.rates, walk.start, Math.min(time, walk.end))
  if ((walk.complete && time >= walk.end) || bytes >= bytesBefore(walk, regions)) {
    return {
      region: regions,
      pagesSent: walk.sendBefore[regions]!,
      zeroSeen: walk.zeroBefore?.[regions] ?? 0,
      sentInRegion: 0,
      zeroInRegion: 0,
      share: 0,
    }
  }
  let low = 0
  let high = regions - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (bytesBefore(walk, middle) <= bytes) low = middle
    else high = middle - 1
  }
  const begin = bytesBefore(walk, low)
  const length = bytesBefore(walk, low + 1) - begin
  const share = length > 0 && bytes > begin ? Math.min(1, (bytes - begin) / length) : 0
  const raw = walk.sendBefore[low]! + share * walk.toSend[low]!
  const batched = Math.floor(raw / walk.batchPages) * walk.batchPages
  const sentInRegion = Math.max(0, Math.min(walk.toSend[low]!, batched - walk.sendBefore[low]!))
  const zeroInRegion = Math.floor(share * (walk.zero?.[low] ?? 0))
  return {
    region: low,
    pagesSent: walk.sendBefore[low]! + sentInRegion,
    zeroSeen: (walk.zeroBefore?.[low] ?? 0) + zeroInRegion,
    sentInRegion,
    zeroInRegion,
    share,
  }
}
