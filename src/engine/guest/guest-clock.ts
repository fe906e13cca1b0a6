/**
 * How far a group of vCPUs has come: guest time as a function of model time, in segments.
 * In a traced segment every page fire stops the vCPU that wrote for `costSeconds` (trap and SDPS sleep), so that
 * wall time = guest time + cost × fires ÷ vCPUs, with fires itself a function of guest time: solved, never integrated.
 */
import { lastBegun } from '../search.ts'
import { secondsFromNanoseconds, type Nanoseconds } from '../units.ts'
import type { ClockSegment, GuestClock } from './clock-segment.ts'
import { stopSecondsOf } from './group-stops.ts'
import type { VcpuGroup, WriteClass } from './write-class.ts'

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
