/**
 * An application on the vCPUs that write: transactions arrive by chance, wait their turn, and need guest time. Each vCPU
 * is a queue of its own; what a stop takes from it, everybody who waits pays.
 */
import { log } from '../../engine/random/elementary.ts'
import { mix32, uniform } from '../../engine/random/hash.ts'
import { SECOND, type Nanoseconds } from '../../engine/units.ts'
import {
  type GuestTimes,
  guestSecondsOf,
  timeOfGuest,
  vcpuSpeedOf,
} from '../../recording/vcpu-times.ts'
import { APP_LOAD, APP_SERVICE_SECONDS, MAX_APP_VCPUS } from './assumptions.ts'
import { gets, type Reach } from './reach.ts'
import { retransmissions } from './stream.ts'

const speedAfter = (times: GuestTimes, vcpu: number) =>
  vcpuSpeedOf(times, vcpu, times.end) > 0 ? 1 : 0

/** As `guestSecondsOf`, also after the end. */
function guestSecondsBeyond(times: GuestTimes, vcpu: number, time: Nanoseconds): number {
  const more = Math.max(0, time - times.end) / SECOND
  return guestSecondsOf(times, vcpu, time) + more * speedAfter(times, vcpu)
}

/** As `timeOfGuest`, also after the end; Infinity when the vCPU never gets so far. */
function timeOfGuestBeyond(times: GuestTimes, vcpu: number, guest: number): Nanoseconds {
  const more = guest - guestSecondsOf(times, vcpu, times.end)
  if (more <= 0) return timeOfGuest(times, vcpu, guest)
  return speedAfter(times, vcpu) > 0 ? times.end + more * SECOND : Infinity
}

export interface Transaction {
  readonly asked: Nanoseconds
  readonly done: Nanoseconds
}

/** Before a window the queues run for a while, so that they are as full as they would be. */
const WARM_UP: Nanoseconds = SECOND / 2
const APPLICATION = 0x61707031

/** All transactions of up to eight vCPUs that were asked for between two moments, in the order of their end. Yields after each. */
export function* transactions(
  times: GuestTimes,
  reach: Reach,
  from: Nanoseconds,
  to: Nanoseconds,
): Generator<undefined, readonly Transaction[]> {
  const done: Transaction[] = []
  const vcpus = Math.min(MAX_APP_VCPUS, times.writers)
  for (let vcpu = 0; vcpu < vcpus; vcpu++) yield* queueOf(times, reach, vcpu, from, to, done)
  return done.sort((a, b) => a.done - b.done)
}

function* queueOf(
  times: GuestTimes,
  reach: Reach,
  vcpu: number,
  from: Nanoseconds,
  to: Nanoseconds,
  out: Transaction[],
): Generator<undefined, void> {
  const key = mix32((times.seed ^ APPLICATION ^ Math.imul(vcpu + 1, 0x9e3779b1)) >>> 0)
  const gap = (APP_SERVICE_SECONDS / APP_LOAD) * SECOND
  const arrivals: {
    readonly asked: Nanoseconds
    readonly arrives: Nanoseconds
    readonly work: number
  }[] = []
  // Draws are counted from a whole second, so that neighbouring windows see the same customers.
  const begin = Math.max(0, Math.floor((from - WARM_UP) / SECOND) * SECOND)
  for (let second = begin; second < to; second += SECOND) {
    let at = second
    const stream = mix32((key + second / SECOND) >>> 0)
    for (let draw = 0; ; draw += 2) {
      at += -log(uniform(stream, draw)) * gap
      if (at >= second + SECOND || at >= to) break
      const tries = gets(reach, at) ? [] : retransmissions(reach, at)
      const last = tries.at(-1)
      if (last && !last.arrived) continue
      arrivals.push({
        asked: at,
        arrives: last?.at ?? at,
        work: -log(uniform(stream, draw + 1)) * APP_SERVICE_SECONDS,
      })
    }
    yield
  }
  arrivals.sort((a, b) => a.arrives - b.arrives)
  let free = 0
  for (const { asked, arrives, work } of arrivals) {
    free = Math.max(free, guestSecondsBeyond(times, vcpu, arrives)) + work
    if (asked < from) continue
    const done = timeOfGuestBeyond(times, vcpu, free)
    if (done < Infinity) out.push({ asked, done })
    yield
  }
}

export interface AppQuality {
  readonly perSecond: number
  readonly median: Nanoseconds
  /** 99th percentile of the latency. */
  readonly p99: Nanoseconds
  readonly worst: Nanoseconds
}

/** Of the transactions that ended between two moments. */
export function appQuality(
  all: readonly Transaction[],
  from: Nanoseconds,
  to: Nanoseconds,
): AppQuality {
  const latencies = all
    .filter(({ done }) => done >= from && done < to)
    .map(({ asked, done }) => done - asked)
    .sort((a, b) => a - b)
  const at = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(share * latencies.length))] ?? 0
  return {
    perSecond: latencies.length / ((to - from) / SECOND),
    median: at(0.5),
    p99: at(0.99),
    worst: latencies.at(-1) ?? 0,
  }
}
