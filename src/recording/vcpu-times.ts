/**
 * What each vCPU of a run really got, and what took the rest: guest time + stops = wall time, at any moment. The guest's
 * console, the lanes, the outside view and the pain budget all read this; it is plain data that a message can carry.
 */
import type { ClockSegment, GuestClock } from '../engine/guest/clock-segment.ts'
import {
  groupFires,
  groupSplits,
  stopSecondsOf,
  throttledSeconds,
} from '../engine/guest/group-stops.ts'
import { guestSecondsAt, guestSpeedAt } from '../engine/guest/guest-clock.ts'
import type { Phase } from '../engine/facts.ts'
import type { VcpuGroup, WriteClass } from '../engine/guest/write-class.ts'
import { firstWhere, lastBegun } from '../engine/search.ts'
import { SECOND, secondsFromNanoseconds, type Nanoseconds } from '../engine/units.ts'
import { STOP_CAUSES, type StopCause, type Stops } from './stop-causes.ts'
import { phaseAt } from './timeline.ts'
import { aheadOfMean, type TraceTurn } from './trace-turn.ts'

export interface GuestTimes {
  readonly seed: number
  /** vCPUs 0 … writers − 1 write; the `others` follow. */
  readonly writers: number
  readonly others: number
  readonly classes: readonly WriteClass[]
  readonly clocks: readonly [GuestClock, GuestClock]
  readonly phases: readonly Phase[]
  readonly end: Nanoseconds
  /** What one page fire costs the vCPU that wrote, without any sleep. */
  readonly fireSeconds: number
  readonly trace: TraceTurn | undefined
  /** By group and segment, a number of seconds each in the order of STOP_CAUSES: stops of a vCPU before the segment. */
  readonly before: readonly [Float64Array, Float64Array]
  /** Straight segments of a literal run: share of their stops that is sleep, and who made the vCPUs sleep. Empty otherwise. */
  readonly sleepShares: readonly number[]
  readonly sleepCause: 'sdps' | 'throttle'
}

export const CAUSES = STOP_CAUSES.length

/** vCPUs of the run. */
export function vcpusOf({ writers, others }: GuestTimes): number {
  return writers + others
}

export function groupOf({ writers }: GuestTimes, vcpu: number): VcpuGroup {
  return vcpu < writers ? 0 : 1
}

/** vCPUs of a group; the second one may be empty, and its clock then stands for one that does not exist. */
export function groupSize({ writers, others }: GuestTimes, group: VcpuGroup): number {
  return group === 0 ? writers : Math.max(1, others)
}

const at = (cause: StopCause) => STOP_CAUSES.indexOf(cause)

/** Stops of a vCPU from the start of a segment to guest time `guest`, `seconds` of wall time later. */
export function stopsWithin(
  times: Omit<GuestTimes, 'before'>,
  group: VcpuGroup,
  index: number,
  guest: number,
  seconds: number,
  out: Float64Array,
): void {
  out.fill(0)
  const segment = times.clocks[group].segments[index]!
  switch (segment.kind) {
    case 'page-in':
      out[at('remoteFaults')] = stopSecondsOf(times.classes, group, segment)(guest)
      return
    case 'linear': {
      const lost = (1 - segment.speed) * seconds
      const cause = causeOf(phaseAt(times, segment.start), segment)
      const asleep = cause === 'fires' && group === 0 ? (times.sleepShares[index] ?? 0) : 0
      out[at(cause)] = lost * (1 - asleep)
      out[at(times.sleepCause)]! += lost * asleep
      return
    }
    case 'traced': {
      const classes = segment.classes ?? times.classes
      const { tracedAt, guestStart, costSeconds, splitSeconds } = segment
      const fires =
        groupFires(classes, group, tracedAt, guest) -
        groupFires(classes, group, tracedAt, guestStart)
      const splits =
        splitSeconds > 0
          ? groupSplits(classes, group, segment, guest) -
            groupSplits(classes, group, segment, guestStart)
          : 0
      const fireSeconds = times.fireSeconds / groupSize(times as GuestTimes, group)
      out[at('fires')] = fireSeconds * fires + splitSeconds * splits
      out[at('sdps')] = (costSeconds - fireSeconds) * fires
      const stops = costSeconds * fires + splitSeconds * splits
      out[at('throttle')] = throttledSeconds(segment, guest, stops)
    }
  }
}

/** Whom a straight piece of the clock blames, by the phase that it lies in. */
function causeOf({ kind }: Phase, { speed }: ClockSegment & { kind: 'linear' }): StopCause {
  switch (kind) {
    case 'trace':
      return 'tracing'
    case 'pass':
      return 'fires'
    case 'page-in':
      return 'remoteFaults'
    case 'cleanup':
      return speed === 0 ? 'gone' : 'fires'
    case 'prepare':
    case 'frame-buffer':
    case 'switchover':
      return 'stun'
  }
}

const firstOf = (times: GuestTimes, group: VcpuGroup) => (group === 0 ? 0 : times.writers)

function ahead(times: GuestTimes, vcpu: number, time: Nanoseconds): number {
  const group = groupOf(times, vcpu)
  return secondsFromNanoseconds(
    aheadOfMean(times.trace, vcpu, firstOf(times, group), groupSize(times, group), time),
  )
}

const clampTime = ({ end }: GuestTimes, time: Nanoseconds) => Math.max(0, Math.min(time, end))

/** Guest seconds that a vCPU has got by a model time. */
export function guestSecondsOf(times: GuestTimes, vcpu: number, time: Nanoseconds): number {
  const now = clampTime(times, time)
  const clock = times.clocks[groupOf(times, vcpu)]
  return guestSecondsAt(clock, times.classes, now) + ahead(times, vcpu, now)
}

/** Share of wall time that a vCPU gets at a model time, 0 … 1. */
export function vcpuSpeedOf(times: GuestTimes, vcpu: number, time: Nanoseconds): number {
  const { trace } = times
  if (trace !== undefined && trace.installer >= 0 && time >= trace.start && time < trace.end)
    return vcpu === trace.installer ? 0 : 1
  return guestSpeedAt(times.clocks[groupOf(times, vcpu)], times.classes, clampTime(times, time))
}

/** Seconds that a vCPU has stood still by a model time, by cause. */
export function stopsOf(times: GuestTimes, vcpu: number, time: Nanoseconds): Stops {
  const now = clampTime(times, time)
  const group = groupOf(times, vcpu)
  const clock = times.clocks[group]
  const index = lastBegun(clock.segments, now)
  const segment = clock.segments[index]!
  const until = Math.min(now, segment.end)
  const within = new Float64Array(CAUSES)
  const guest = guestSecondsAt(clock, times.classes, until)
  stopsWithin(times, group, index, guest, secondsFromNanoseconds(until - segment.start), within)
  const sum = (cause: StopCause) =>
    times.before[group][index * CAUSES + at(cause)]! + within[at(cause)]!
  return {
    tracing: Math.max(0, sum('tracing') - ahead(times, vcpu, now)),
    fires: sum('fires'),
    sdps: sum('sdps'),
    throttle: sum('throttle'),
    stun: sum('stun'),
    remoteFaults: sum('remoteFaults'),
    gone: sum('gone'),
  }
}

/** What made any vCPU stand still in the run. Only the one that installs traces differs from the others of its group. */
export function causesOf(times: GuestTimes): readonly StopCause[] {
  const unlike = [0, times.writers, times.trace?.installer ?? 0]
  const stops = unlike
    .filter((vcpu) => vcpu >= 0 && vcpu < vcpusOf(times))
    .map((vcpu) => stopsOf(times, vcpu, times.end))
  return STOP_CAUSES.filter((cause) => stops.some((each) => each[cause] > 0))
}

/** The model time at which a vCPU has got so many guest seconds and goes on; the end of the run if it never does. */
export function timeOfGuest(times: GuestTimes, vcpu: number, guest: number): Nanoseconds {
  const group = groupOf(times, vcpu)
  const { segments } = times.clocks[group]
  const startOf = (segment: ClockSegment) => segment.guestStart + ahead(times, vcpu, segment.start)
  const next = firstWhere(0, segments.length, (index) => startOf(segments[index]!) > guest)
  const segment = segments[next - 1]!
  const passed = Math.max(0, guest - startOf(segment))
  if (segment.kind !== 'linear') {
    const stopsAt = stopSecondsOf(times.classes, group, segment)
    const wall = passed + stopsAt(segment.guestStart + passed)
    return Math.min(segment.end, segment.start + wall * SECOND)
  }
  const speed = vcpuSpeedOf(times, vcpu, segment.start)
  if (speed <= 0) return passed > 0 ? times.end : segment.start
  return Math.min(segment.end, segment.start + (passed / speed) * SECOND)
}
