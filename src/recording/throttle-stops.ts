/** The sleeps of vCPUs that auto-converge throttles: all run for 10 ms, then all sleep, as long as their share asks for. */
import { THROTTLED_RUN } from '../engine/migration/auto-converge.ts'
import type { VcpuGroup } from '../engine/guest/write-class.ts'
import type { Nanoseconds } from '../engine/units.ts'
import type { GuestTimes } from './vcpu-times.ts'

/** Sleeps of a group that overlap a window. The throttle goes on from pass to pass while its share stays the same. */
export function throttleSleeps(
  { clocks }: GuestTimes,
  group: VcpuGroup,
  from: Nanoseconds,
  to: Nanoseconds,
): readonly { readonly from: Nanoseconds; readonly to: Nanoseconds }[] {
  const sleeps: { from: Nanoseconds; to: Nanoseconds }[] = []
  let begin = 0
  let share = 1
  for (const segment of clocks[group].segments) {
    const speed = segment.kind === 'traced' ? (segment.speed ?? 1) : 1
    if (speed !== share) begin = segment.start
    share = speed
    if (share >= 1 || segment.end <= from || segment.start >= to) continue
    const period = THROTTLED_RUN / share
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
