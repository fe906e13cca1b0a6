/**
 * What stops the vCPUs of a group, as expected values at any guest time of a segment: page fires, large mappings that are broken
 * up, remote page faults, a throttle.
 */
import { saturation } from '../random/elementary.ts'
import type { ClockSegment, PageInSegment, TracedSegment } from './clock-segment.ts'
import {
  exposureAt,
  firedShare,
  firedShareRate,
  isActive,
  paceFactor,
  type VcpuGroup,
  type WriteClass,
} from './write-class.ts'

/**
 * Fires of a group since all its pages were traced at guest time `tracedAt`, expected value in pages: what it returns gives
 * them for any guest time. What depends on `tracedAt` alone is worked out once.
 */
function firesSince(
  classes: readonly WriteClass[],
  group: VcpuGroup,
  tracedAt: number,
): (guest: number) => number {
  const own = classes.filter((writeClass) => writeClass.group === group)
  const from = own.map((writeClass) => exposureAt(writeClass, tracedAt))
  return (guest) => {
    let fires = 0
    for (let index = 0; index < own.length; index++) {
      const writeClass = own[index]!
      const exposure = exposureAt(writeClass, guest) - from[index]!
      fires += writeClass.pages * firedShare(writeClass, exposure)
    }
    return fires
  }
}

/** Fires of a group since all its pages were traced at guest time `tracedAt`, expected value in pages. */
export function groupFires(
  classes: readonly WriteClass[],
  group: VcpuGroup,
  tracedAt: number,
  guest: number,
): number {
  return firesSince(classes, group, tracedAt)(guest)
}

/** Fires a second of guest time at guest time `guest`. */
export function groupFireRate(
  classes: readonly WriteClass[],
  group: VcpuGroup,
  tracedAt: number,
  guest: number,
): number {
  let rate = 0
  for (const writeClass of classes) {
    if (writeClass.group !== group || !isActive(writeClass, guest)) continue
    const exposure = exposureAt(writeClass, guest) - exposureAt(writeClass, tracedAt)
    rate += writeClass.pages * firedShareRate(writeClass, exposure) * paceFactor(writeClass, guest)
  }
  return rate
}

/** Large mappings broken up since `mappedAt`, expected value, for any guest time. */
function splitsSince(
  classes: readonly WriteClass[],
  group: VcpuGroup,
  { mappedAt, mappingPages }: TracedSegment,
): (guest: number) => number {
  const own = classes.filter(({ group: its, pages }) => its === group && pages > 0)
  const from = own.map((writeClass) => exposureAt(writeClass, mappedAt))
  return (guest) => {
    let splits = 0
    for (let index = 0; index < own.length; index++) {
      const writeClass = own[index]!
      const mappings = Math.ceil(writeClass.pages / mappingPages)
      const exposure = exposureAt(writeClass, guest) - from[index]!
      const share =
        writeClass.pattern === 'sweep'
          ? firedShare(writeClass, exposure)
          : saturation((writeClass.writesPerSecond / mappings) * exposure)
      splits += mappings * share
    }
    return splits
  }
}

/** Large mappings broken up since `mappedAt` of a segment, expected value. */
export function groupSplits(
  classes: readonly WriteClass[],
  group: VcpuGroup,
  segment: TracedSegment,
  guest: number,
): number {
  return splitsSince(classes, group, segment)(guest)
}

/** Remote page faults of a group after `elapsed` guest seconds of page-in, expected value. */
export function groupFaults(
  classes: readonly WriteClass[],
  group: VcpuGroup,
  segment: PageInSegment,
  guest: number,
): number {
  let faults = 0
  const { guestStart, missing, pushSeconds, swept } = segment
  for (const writeClass of classes) {
    const { id, pages } = writeClass
    if (writeClass.group !== group) continue
    const touches = touchesOf(writeClass, guestStart, guest)
    for (const { from, to, share } of swept[id] ?? [])
      faults += share * Math.max(0, Math.min(to, touches.writes) - from)
    const atRandom = touches.reads + (swept[id] === undefined ? touches.writes : 0)
    if (atRandom <= 0 || !(missing[id]! > 0)) continue
    const rate = touches.perSecond / pages
    const push = pushSeconds[id]!
    const seconds = Math.min(push, atRandom / touches.perSecond)
    const hit = saturation(rate * seconds)
    // A page whose turn in the push comes at s (even over 0 … push) is missed when it is touched before s.
    faults += missing[id]! * (hit + (seconds - hit / rate - hit * seconds) / push)
  }
  return faults
}

/** Writes and reads of a class between two guest times, in pages, and how many of those at random there are a second at most. */
export function touchesOf(
  writeClass: WriteClass,
  from: number,
  to: number,
): { readonly writes: number; readonly reads: number; readonly perSecond: number } {
  const { writesPerSecond, readsPerSecond = 0, pattern } = writeClass
  const written = pattern === 'sweep' ? 0 : writesPerSecond * paceFactor(writeClass, from)
  return {
    writes: writesPerSecond * (exposureAt(writeClass, to) - exposureAt(writeClass, from)),
    reads: readsPerSecond * (to - from),
    perSecond: written + readsPerSecond,
  }
}

/**
 * Seconds that stops take from each vCPU of the group between the start of a segment and a guest time: what it returns gives
 * them for any guest time of the segment. What fired before the segment is worked out once.
 */
export function stopSecondsOf(
  workloadClasses: readonly WriteClass[],
  group: VcpuGroup,
  segment: ClockSegment,
): (guest: number) => number {
  const classes = segment.classes ?? workloadClasses
  if (segment.kind === 'linear') return () => 0
  if (segment.kind === 'page-in')
    return (guest) => segment.costSeconds * groupFaults(classes, group, segment, guest)
  const { tracedAt, guestStart, costSeconds, splitSeconds } = segment
  const firesBy = firesSince(classes, group, tracedAt)
  const firesBefore = firesBy(guestStart)
  const splitsBy = splitSeconds > 0 ? splitsSince(classes, group, segment) : () => 0
  const splitsBefore = splitsBy(guestStart)
  return (guest) => {
    const fires = firesBy(guest) - firesBefore
    const splits = splitsBy(guest) - splitsBefore
    const stops = costSeconds * fires + splitSeconds * splits
    return stops + throttledSeconds(segment, guest, stops)
  }
}

/**
 * Seconds that a throttle takes from each vCPU between the start of a segment and guest time `guest`, when other stops took
 * `stops`. A throttled vCPU sleeps by the wall clock (cpu-throttle.c): the traps take from the share that it is left.
 */
export function throttledSeconds(
  { guestStart, speed }: TracedSegment,
  guest: number,
  stops: number,
): number {
  return speed === undefined ? 0 : (guest - guestStart + stops) * (1 / speed - 1)
}
