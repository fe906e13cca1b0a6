/** What the wire carries over time: a rate from a moment on, until the next one. Rate 0 is a cut cable. */
import { SECOND, secondsFromNanoseconds, type BytesPerSecond, type Nanoseconds } from './units.ts'

interface RateStep {
  readonly from: Nanoseconds
  readonly bytesPerSecond: BytesPerSecond
  /** What it comes to, where streams are only coming up to speed. */
  readonly steady?: BytesPerSecond
}

/** Ascending in `from`; the first begins at 0 or before anything is asked. */
export type RateSchedule = readonly RateStep[]

export function steadyRate(bytesPerSecond: BytesPerSecond): RateSchedule {
  return [{ from: 0, bytesPerSecond }]
}

/** The schedule with another rate from `at` on. */
export function changedFrom(
  schedule: RateSchedule,
  at: Nanoseconds,
  bytesPerSecond: BytesPerSecond,
): RateSchedule {
  return [...schedule.filter(({ from }) => from < at), { from: at, bytesPerSecond }]
}

/** The same wire, of which no more than `most` is used. */
export function atMost(schedule: RateSchedule, most: BytesPerSecond): RateSchedule {
  return schedule.map((step) => ({
    ...step,
    bytesPerSecond: Math.min(step.bytesPerSecond, most),
    ...(step.steady !== undefined && { steady: Math.min(step.steady, most) }),
  }))
}

export function rateAt(schedule: RateSchedule, time: Nanoseconds): BytesPerSecond {
  return stepAt(schedule, time).bytesPerSecond
}

/** The rate that the wire comes to, as far as is known at a moment. */
export function steadyRateAt(schedule: RateSchedule, time: Nanoseconds): BytesPerSecond {
  const { steady, bytesPerSecond } = stepAt(schedule, time)
  return steady ?? bytesPerSecond
}

function stepAt(schedule: RateSchedule, time: Nanoseconds): RateStep {
  let found = schedule[0]!
  for (const step of schedule) {
    if (step.from > time) break
    found = step
  }
  return found
}

/** Bytes that fit between two moments. */
export function bytesBetween(schedule: RateSchedule, from: Nanoseconds, to: Nanoseconds): number {
  let bytes = 0
  for (let index = 0; index < schedule.length; index++) {
    const step = schedule[index]!
    const begin = index === 0 ? from : Math.max(from, step.from)
    const end = Math.min(to, schedule[index + 1]?.from ?? Infinity)
    if (end > begin) bytes += secondsFromNanoseconds(end - begin) * step.bytesPerSecond
  }
  return bytes
}

/** The first whole nanosecond by which so many bytes are through; Infinity when they never are. */
export function timeAfterBytes(
  schedule: RateSchedule,
  start: Nanoseconds,
  bytes: number,
): Nanoseconds {
  let left = bytes
  if (left <= 0) return start
  for (const [index, step] of schedule.entries()) {
    const begin = index === 0 ? start : Math.max(start, step.from)
    const end = schedule[index + 1]?.from ?? Infinity
    if (end <= begin || step.bytesPerSecond <= 0) continue
    const needed = Math.ceil((left / step.bytesPerSecond) * SECOND - 1e-6)
    if (begin + needed <= end) return begin + needed
    left -= secondsFromNanoseconds(end - begin) * step.bytesPerSecond
  }
  return Infinity
}

/** `time` where the wire carries something until then, otherwise when it does again; Infinity when it never does. */
export function aliveFrom(schedule: RateSchedule, time: Nanoseconds): Nanoseconds {
  const before = schedule.findLast(({ from }) => from < time) ?? schedule[0]!
  if (before.bytesPerSecond > 0) return time
  return (
    schedule.find(({ from, bytesPerSecond }) => from >= time && bytesPerSecond > 0)?.from ??
    Infinity
  )
}

/** When nothing has come through for `timeout` at a stretch, between two moments; Infinity when that never happens. */
export function lostAfter(
  schedule: RateSchedule,
  start: Nanoseconds,
  end: Nanoseconds,
  timeout: Nanoseconds,
): Nanoseconds {
  for (const [index, step] of schedule.entries()) {
    if (step.bytesPerSecond > 0) continue
    const begin = index === 0 ? start : Math.max(start, step.from)
    const until = schedule[index + 1]?.from ?? Infinity
    if (begin < end && until - begin >= timeout) return begin + timeout
  }
  return Infinity
}
