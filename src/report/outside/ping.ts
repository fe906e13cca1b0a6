/** Pings from outside: each is lost in the hole, else answered when the vCPU that takes the interrupt runs. */
import { SECOND, type Nanoseconds } from '../../engine/units.ts'
import { stopAt } from '../../recording/vcpu-lanes.ts'
import type { GuestTimes } from '../../recording/vcpu-times.ts'
import { ECHO_SECONDS, ROUND_TRIP } from './assumptions.ts'
import { gets, type Reach } from './reach.ts'

export interface Ping {
  readonly sent: Nanoseconds
  /** Until the answer is back; undefined when it never comes. */
  readonly latency: Nanoseconds | undefined
}

/**
 * Pings every `interval` from the first one at or after `from` with this phase (0 … interval). `vcpu` takes the interrupts.
 * Yields after each.
 */
export function* pings(
  times: GuestTimes,
  reach: Reach,
  vcpu: number,
  interval: Nanoseconds,
  phase: Nanoseconds,
  from: Nanoseconds,
  to: Nanoseconds,
): Generator<undefined, readonly Ping[]> {
  const sent: Ping[] = []
  const first = Math.ceil((from - phase) / interval)
  for (let index = first; phase + index * interval < to; index++) {
    const at = phase + index * interval
    sent.push({ sent: at, latency: answer(times, reach, vcpu, at) })
    yield
  }
  return sent
}

function answer(
  times: GuestTimes,
  reach: Reach,
  vcpu: number,
  sent: Nanoseconds,
): Nanoseconds | undefined {
  const arrives = sent + ROUND_TRIP / 2
  if (!gets(reach, arrives)) return undefined
  let runs = arrives
  // A sleep may follow a fire at once.
  for (let stop = stopAt(times, vcpu, runs), tries = 0; stop !== undefined && tries < 8; tries++) {
    runs = stop.to
    stop = stopAt(times, vcpu, runs)
  }
  return runs + ECHO_SECONDS * SECOND + ROUND_TRIP / 2 - sent
}

/** Of `phases` evenly spread pings a second, which ones would lose a ping: the chance that the hole is noticed. */
export function phasesThatNotice({ start, end }: Reach, phases: number): boolean[] {
  return Array.from({ length: phases }, (_, index) => {
    const arrives = (SECOND * index) / phases + ROUND_TRIP / 2
    const next = arrives + Math.ceil((start - arrives) / SECOND) * SECOND
    return end > start && next < end
  })
}
