/** The sleeps of vCPUs that auto-converge throttles: all run for 10 ms, then all sleep, as long as their share asks for. */
import { THROTTLED_RUN } from '../engine/migration/auto-converge.ts'
import type { ClockSegment } from '../engine/guest/clock-segment.ts'
import type { VcpuGroup } from '../engine/guest/write-class.ts'
import type { Nanoseconds } from '../engine/units.ts'
import type { GuestTimes } from './vcpu-times.ts'

/** Share of wall time that the throttle leaves to a vCPU in a stretch of its clock; 1: there is none. */
export function shareIn(segment: ClockSegment): number {
  return segment.kind === 'traced' ? (segment.speed ?? 1) : 1
}

const begun = new WeakMap<readonly ClockSegment[], Float64Array>()

/** By segment of a clock: since when its vCPUs are throttled as they are in it. A throttle goes on while its share stays the same. */
export function throttledSince(segments: readonly ClockSegment[]): Float64Array {
  const known = begun.get(segments)
  if (known !== undefined) return known
  const since = new Float64Array(segments.length)
  let [begin, share] = [0, 1]
  for (const [index, segment] of segments.entries()) {
    if (shareIn(segment) !== share) begin = segment.start
    share = shareIn(segment)
    since[index] = begin
  }
  begun.set(segments, since)
  return since
}

/** Nanoseconds from one sleep to the next. */
export function throttlePeriod(share: number): Nanoseconds {
  return THROTTLED_RUN / share
}

/**
 * The moment at which a vCPU that is throttled to `share` since `begin` has been awake for `awake` ns since `start`. Of a
 * moment that it sleeps through this is where it wakes.
 */
export function momentAwake(
  begin: Nanoseconds,
  share: number,
  start: Nanoseconds,
  awake: Nanoseconds,
): Nanoseconds {
  const period = throttlePeriod(share)
  const cycles = Math.floor((start - begin) / period)
  const before = cycles * THROTTLED_RUN + Math.min(THROTTLED_RUN, start - begin - cycles * period)
  const all = before + awake
  const whole = Math.floor(all / THROTTLED_RUN)
  return begin + whole * period + (all - whole * THROTTLED_RUN)
}

/** Sleeps of a group that overlap a window. */
export function throttleSleeps(
  { clocks }: GuestTimes,
  group: VcpuGroup,
  from: Nanoseconds,
  to: Nanoseconds,
): readonly { readonly from: Nanoseconds; readonly to: Nanoseconds }[] {
  const sleeps: { from: Nanoseconds; to: Nanoseconds }[] = []
  const { segments } = clocks[group]
  const since = throttledSince(segments)
  for (const [index, segment] of segments.entries()) {
    const share = shareIn(segment)
    const begin = since[index]!
    if (share >= 1 || segment.end <= from || segment.start >= to) continue
    const period = throttlePeriod(share)
    const [first, last] = [Math.max(from, segment.start), Math.min(to, segment.end)]
    for (let cycle = Math.floor((first - begin) / period); ; cycle++) {
      const asleep = begin + cycle * period + THROTTLED_RUN
      if (asleep >= last) break
      const awake = Math.min(segment.end, begin + (cycle + 1) * period)
      if (awake > first) sleeps.push({ from: Math.max(segment.start, asleep), to: awake })
    }
  }
  return sleeps
}
