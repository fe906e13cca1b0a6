/**
 * The single stops of a vCPU: when each page fire, sleep or remote page fault stopped it. How many there are is the
 * engine's count; they follow its curve in time, and a key deals them to the vCPUs of the group, one each in turn.
 * A literal run keeps means instead of single stops: of it only the long stops are known (`long-stops.ts`).
 */
import type { StopCause } from './stop-causes.ts'
import type { ClockSegment, PageInSegment, TracedSegment } from '../engine/guest/clock-segment.ts'
import { groupFaults, groupFires, groupFireRate, groupSplits } from '../engine/guest/group-stops.ts'
import { guestAfter } from '../engine/guest/guest-clock.ts'
import { sleepQuantumSeconds } from '../engine/guest/sleep-quantum.ts'
import type { VcpuGroup } from '../engine/guest/write-class.ts'
import { mix32, uniform } from '../engine/random/hash.ts'
import { createPermutation, rank } from '../engine/random/permutation.ts'
import { SECOND, type Nanoseconds } from '../engine/units.ts'
import { countReached } from './count-reached.ts'
import { longStops, type LaneStop } from './long-stops.ts'
import {
  momentAwake,
  shareIn,
  throttledSince,
  throttlePeriod,
  throttleSleeps,
} from './throttle-stops.ts'
import { groupOf, groupSize, type GuestTimes } from './vcpu-times.ts'

type Counted = TracedSegment | PageInSegment

const isCounted = (segment: ClockSegment): segment is Counted => segment.kind !== 'linear'

/** As the guest writes in a stretch of the clock, which may have changed in mid-run. */
const classesOf = ({ classes }: GuestTimes, segment: ClockSegment) => segment.classes ?? classes

/** Fires of the pass, or remote page faults of the page-in, up to guest time `guest`. */
function counted(times: GuestTimes, group: VcpuGroup, segment: Counted, guest: number): number {
  const classes = classesOf(times, segment)
  return segment.kind === 'traced'
    ? groupFires(classes, group, segment.tracedAt, guest)
    : groupFaults(classes, group, segment, guest)
}

/** Guest seconds at the end of a segment. */
function endOf(times: GuestTimes, group: VcpuGroup, segment: ClockSegment): number {
  return guestAfter(times.classes, group, segment, (segment.end - segment.start) / SECOND)
}

interface Span {
  readonly segment: Counted
  /** Stops of the group that were counted before both ends of the window, as far as the segment reaches. */
  readonly counts: readonly [number, number]
  /** Since when the vCPU is throttled as it is in this segment. */
  readonly throttled: Nanoseconds
}

function spansOf(times: GuestTimes, group: VcpuGroup, from: number, to: number): Span[] {
  const { segments } = times.clocks[group]
  const spans: Span[] = []
  const since = throttledSince(segments)
  for (const [index, segment] of segments.entries()) {
    if (segment.start >= to) break
    if (segment.end <= from || !isCounted(segment)) continue
    const guestAt = (time: number) =>
      guestAfter(
        times.classes,
        group,
        segment,
        (Math.max(segment.start, Math.min(time, segment.end)) - segment.start) / SECOND,
      )
    spans.push({
      segment,
      counts: [
        counted(times, group, segment, guestAt(from)),
        counted(times, group, segment, guestAt(to)),
      ],
      throttled: since[index]!,
    })
  }
  return spans
}

/** How many stops of all vCPUs begin in a window, about. */
export function stopsIn(times: GuestTimes, from: Nanoseconds, to: Nanoseconds): number {
  let stops = 0
  for (const group of [0, 1] as const) {
    if (group === 1 && times.others === 0) continue
    for (const { counts } of spansOf(times, group, from, to)) stops += counts[1] - counts[0]
  }
  return stops
}

/** Every stop of a vCPU that overlaps a window, in the order of time. */
export function laneStops(
  times: GuestTimes,
  vcpu: number,
  from: Nanoseconds,
  to: Nanoseconds,
): LaneStop[] {
  const group = groupOf(times, vcpu)
  const stops = longStops(times, vcpu, from, to)
  const longest = longestStop(times, group, from, to)
  const spans = spansOf(times, group, from - longest, to + longest)
  for (const span of spans) addCounted(times, group, vcpu, span, from, to, stops)
  for (const sleep of throttleSleeps(times, group, from, to))
    stops.push({ ...sleep, cause: 'throttle' })
  return stops.sort((a, b) => a.from - b.from)
}

/** The stop in which a vCPU is at a moment; undefined while it runs. */
export function stopAt(times: GuestTimes, vcpu: number, time: Nanoseconds): LaneStop | undefined {
  return laneStops(times, vcpu, time, time + 1).find((stop) => stop.from <= time && time < stop.to)
}

/**
 * Nanoseconds by which the count may be away from a stop that overlaps a window: it takes its fire and its sleep, in whole
 * quanta, and a vCPU is up to a quantum, or a turn of the throttle, away from the mean of its group.
 */
function longestStop(times: GuestTimes, group: VcpuGroup, from: number, to: number): Nanoseconds {
  let longest = 0
  for (const segment of times.clocks[group].segments) {
    if (segment.start > to + SECOND) break
    if (segment.end < from - SECOND || !isCounted(segment)) continue
    const seconds = segment.costSeconds * groupSize(times, group)
    const quantum = sleepQuantumSeconds(seconds)
    const split = segment.kind === 'traced' ? segment.splitSeconds * groupSize(times, group) : 0
    const turn = shareIn(segment) < 1 ? throttlePeriod(shareIn(segment)) : 0
    const own = seconds + split + 2 * quantum + times.fireSeconds * 4
    longest = Math.max(longest, own * SECOND + turn)
  }
  return longest
}

function addCounted(
  times: GuestTimes,
  group: VcpuGroup,
  vcpu: number,
  span: Span,
  from: number,
  to: number,
  out: LaneStop[],
): void {
  const vcpus = groupSize(times, group)
  const { segment, counts, throttled } = span
  const share = shareIn(segment)
  const inGroup = vcpu - (group === 0 ? 0 : times.writers)
  const key = mix32((times.seed ^ Math.imul(Math.floor(segment.start / 1000), 0x9e3779b1)) >>> 0)
  const base = counted(times, group, segment, segment.guestStart)
  const sleepSeconds =
    segment.kind === 'traced' ? segment.costSeconds * vcpus - times.fireSeconds : 0
  const quantum = sleepQuantumSeconds(sleepSeconds)
  // What a vCPU owed when the stretch began: each another share of a quantum, so that they do not sleep in step.
  const owed = uniform(key, inGroup)
  const debts = (fires: number) =>
    Math.floor((fires * sleepSeconds) / quantum + owed + 1e-9) * quantum
  const guestOf = countReached(segment.guestStart, endOf(times, group, segment), (guest) =>
    counted(times, group, segment, guest),
  )
  const firstRound = Math.max(0, Math.floor((counts[0] - base) / vcpus) - 1)
  for (let round = firstRound; ; round++) {
    const turn = vcpus > 1 ? rank(createPermutation(vcpus, mix32(key + round)), inGroup) : 0
    const count = base + round * vcpus + turn + 0.5
    if (count >= counts[1]) {
      if (base + round * vcpus + 0.5 >= counts[1]) return
      continue
    }
    if (count < counts[0]) continue
    const guest = guestOf(count)
    const fire =
      segment.kind === 'page-in'
        ? segment.costSeconds * vcpus
        : times.fireSeconds + splitShare(times, group, segment, guest)
    // Its own time: what it ran, and what its former stops in this stretch of the clock took.
    const own =
      guest -
      segment.guestStart +
      (segment.kind === 'page-in'
        ? round * fire
        : round * times.fireSeconds +
          splitSecondsBefore(times, group, segment, guest) +
          debts(round))
    const awake =
      share < 1
        ? momentAwake(throttled, share, segment.start, own * SECOND)
        : segment.start + own * SECOND
    const begin = Math.min(segment.end, awake)
    const stopped = Math.min(segment.end, begin + fire * SECOND)
    const cause: StopCause = segment.kind === 'page-in' ? 'remoteFaults' : 'fires'
    if (begin < to && stopped > from && fire > 0) out.push({ from: begin, to: stopped, cause })
    if (sleepSeconds <= 1e-12) continue
    const woken = Math.min(segment.end, stopped + (debts(round + 1) - debts(round)) * SECOND)
    if (woken > stopped && stopped < to && woken > from)
      out.push({ from: stopped, to: woken, cause: 'sdps' })
  }
}

/** Large mappings broken up between two guest times. */
function splitsIn(
  times: GuestTimes,
  group: VcpuGroup,
  segment: TracedSegment,
  [from, to]: readonly [from: number, to: number],
): number {
  const classes = classesOf(times, segment)
  return groupSplits(classes, group, segment, to) - groupSplits(classes, group, segment, from)
}

/** Seconds that broken large mappings took from each vCPU since the segment began. */
function splitSecondsBefore(
  times: GuestTimes,
  group: VcpuGroup,
  segment: TracedSegment,
  guest: number,
): number {
  if (segment.splitSeconds <= 0) return 0
  return segment.splitSeconds * splitsIn(times, group, segment, [segment.guestStart, guest])
}

/** Seconds that broken large mappings add to a fire, on average at that moment. */
function splitShare(
  times: GuestTimes,
  group: VcpuGroup,
  segment: TracedSegment,
  guest: number,
): number {
  if (segment.splitSeconds <= 0) return 0
  const rate = groupFireRate(classesOf(times, segment), group, segment.tracedAt, guest)
  if (rate <= 0) return 0
  const step = 1e-4
  const splits = splitsIn(times, group, segment, [guest, guest + step])
  return (splits / step / rate) * segment.splitSeconds * groupSize(times, group)
}
