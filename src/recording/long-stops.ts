/** The long stops of a vCPU, known in every run: the stun, the installing of traces, what follows the loss of the VM. */
import type { Nanoseconds } from '../engine/units.ts'
import type { StopCause } from './stop-causes.ts'
import { phaseAt } from './timeline.ts'
import { groupOf, type GuestTimes } from './vcpu-times.ts'

/** A stop of a vCPU, in model time. */
export interface LaneStop {
  readonly from: Nanoseconds
  readonly to: Nanoseconds
  readonly cause: StopCause
}

/** What stops all vCPUs, or the one that installs traces, for long. */
export function longStops(
  times: GuestTimes,
  vcpu: number,
  from: Nanoseconds,
  to: Nanoseconds,
): LaneStop[] {
  const stops: LaneStop[] = []
  for (const segment of times.clocks[groupOf(times, vcpu)].segments) {
    if (segment.start >= to) break
    if (segment.end <= from || segment.kind !== 'linear') continue
    const { kind } = phaseAt(times, segment.start)
    if (kind === 'trace' || segment.speed > 0) continue
    const cause: StopCause =
      kind === 'page-in' ? 'remoteFaults' : kind === 'cleanup' ? 'gone' : 'stun'
    stops.push({ from: segment.start, to: segment.end, cause })
  }
  const { trace } = times
  if (trace === undefined || trace.end <= from || trace.start >= to) return stops
  if (trace.installer === vcpu) stops.push({ from: trace.start, to: trace.end, cause: 'tracing' })
  if (trace.slices === 0) return stops
  const period = (trace.end - trace.start) / trace.slices
  const stopped = period * (1 - traceSpeed(times))
  const first = Math.max(0, Math.floor((from - trace.start) / period) - 1)
  for (let slice = first; slice < trace.slices; slice++) {
    const begin = trace.start + slice * period
    if (begin >= to) break
    if (begin + stopped > from) stops.push({ from: begin, to: begin + stopped, cause: 'tracing' })
  }
  return stops
}

/** Share of a stop-based install that the vCPUs run. */
function traceSpeed({ clocks, trace }: GuestTimes): number {
  const segment = clocks[0].segments.find(({ start }) => start === trace?.start)
  return segment?.kind === 'linear' ? segment.speed : 1
}
