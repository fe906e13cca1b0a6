/**
 * How far a group of vCPUs has come: guest time as a function of model time, in segments.
 * In a traced segment every page fire stops the vCPU that wrote for `costSeconds` (trap and SDPS sleep), so that
 * wall time = guest time + cost × fires ÷ vCPUs, with fires itself a function of guest time: solved, never integrated.
 */
import { lastBegun } from '../search.ts'
import { saturation } from '../random/elementary.ts'
import { secondsFromNanoseconds, type Nanoseconds } from '../units.ts'
import {
  exposureAt,
  firedShare,
  firedShareRate,
  isActive,
  paceFactor,
  type VcpuGroup,
  type WriteClass,
} from './write-class.ts'

interface SegmentBase {
  readonly start: Nanoseconds
  readonly end: Nanoseconds
  /** Guest seconds at the start. */
  readonly guestStart: number
  /** The classes as they are written in this segment, where that changed in mid-run; else those of the workload. */
  readonly classes?: readonly WriteClass[]
}

/** Guest time runs at a fixed share of wall time: 1 undisturbed, 0 stunned. */
interface LinearSegment extends SegmentBase {
  readonly kind: 'linear'
  readonly speed: number
}

/** All pages were traced at guest time `tracedAt`; each first write since then costs. */
export interface TracedSegment extends SegmentBase {
  readonly kind: 'traced'
  readonly tracedAt: number
  /** Seconds that one fire takes from the group, divided by its vCPUs: the trap and the sleep. */
  readonly costSeconds: number
  /** The same for the first write into a large mapping that is still whole, counted from `mappedAt`. */
  readonly splitSeconds: number
  readonly mappedAt: number
  readonly mappingPages: number
  /** Share of wall time that a throttle leaves to a vCPU; absent: all of it. */
  readonly speed?: number
}

/** Writes since a moment that may meet a missing page, as numbers of a write: `share` of them do. */
export interface SweptSpan {
  readonly from: number
  readonly to: number
  readonly share: number
}

/** Pages are missing at the destination and fetched when touched, while the push brings the rest. */
export interface PageInSegment extends SegmentBase {
  readonly kind: 'page-in'
  /** Pages missing at the start, by class, and the seconds that the push would take for them at its pace there (Infinity: it is elsewhere). */
  readonly missing: readonly number[]
  readonly pushSeconds: readonly number[]
  /** By class, what the writes of a sweep meet. */
  readonly swept: readonly (readonly SweptSpan[] | undefined)[]
  /** Seconds that one remote page fault takes from the group, divided by its vCPUs. */
  readonly costSeconds: number
}

export type ClockSegment = LinearSegment | TracedSegment | PageInSegment

export interface GuestClock {
  readonly group: VcpuGroup
  readonly segments: readonly ClockSegment[]
}

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

const MAX_STEPS = 80

/** A moment of a segment that is known: wall and guest seconds since its start. */
export interface KnownMoment {
  readonly elapsed: number
  readonly guest: number
}

const AT_START: KnownMoment = { elapsed: 0, guest: 0 }

/** Guest seconds at `elapsed` wall seconds after the start of a segment. `known`: an earlier moment, from which it is found faster. */
export function guestAfter(
  classes: readonly WriteClass[],
  group: VcpuGroup,
  segment: ClockSegment,
  elapsed: number,
  known = AT_START,
): number {
  if (segment.kind === 'linear') return segment.guestStart + elapsed * segment.speed
  if (elapsed <= known.elapsed) return segment.guestStart + known.guest
  // Regula falsi with the Illinois rule: the error is −elapsed at 0, and at `elapsed` it is the stops themselves.
  const stopsAt = stopSecondsOf(classes, group, segment)
  const errorAt = (guess: number) => guess + stopsAt(segment.guestStart + guess) - elapsed
  let low = known.guest
  let high = known.guest + (elapsed - known.elapsed)
  let errorLow = known.elapsed - elapsed
  let errorHigh = errorAt(high)
  let guess = high
  for (let step = 0; step < MAX_STEPS && errorHigh > 0 && high - low > 1e-13 * elapsed; step++) {
    guess =
      step % 8 === 7
        ? (low + high) / 2
        : (low * errorHigh - high * errorLow) / (errorHigh - errorLow)
    const error = errorAt(guess)
    if (error > -1e-14 * elapsed && error < 1e-14 * elapsed) break
    if (error > 0) {
      high = guess
      errorHigh = error
      errorLow /= 2
    } else {
      low = guess
      errorLow = error
      errorHigh /= 2
    }
  }
  return segment.guestStart + guess
}

/** The segment that holds `time`; the last one beyond the end. */
export function segmentAt(clock: GuestClock, time: Nanoseconds): ClockSegment {
  const { segments } = clock
  return segments[lastBegun(segments, time)]!
}

/** Guest seconds at a model time. */
export function guestSecondsAt(
  clock: GuestClock,
  classes: readonly WriteClass[],
  time: Nanoseconds,
): number {
  const segment = segmentAt(clock, time)
  const until = time < segment.end ? time : segment.end
  return guestAfter(classes, clock.group, segment, secondsFromNanoseconds(until - segment.start))
}

/** Share of wall time that a vCPU of the group gets at a model time, 0 … 1; `guest` is its guest time then. */
export function guestSpeedAt(
  clock: GuestClock,
  classes: readonly WriteClass[],
  time: Nanoseconds,
  guest = guestSecondsAt(clock, classes, time),
): number {
  const segment = segmentAt(clock, time)
  if (segment.kind === 'linear') return segment.speed
  // Not by the end of the segment: what is still to come must not change what was.
  const step = Math.max(1e-6, (guest - segment.guestStart) * 1e-7)
  const stopsAt = stopSecondsOf(classes, clock.group, segment)
  return 1 / (1 + (stopsAt(guest + step) - stopsAt(guest)) / step)
}
