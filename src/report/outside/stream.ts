/** A TCP stream from a client to the VM: what the hole swallows is sent again when the client's timer says so, not before. */
import { totalLost } from '../../recording/stop-causes.ts'
import { SECOND, type Nanoseconds } from '../../engine/units.ts'
import { stopsBetween } from '../lost-seconds.ts'
import type { GuestTimes } from '../../recording/vcpu-times.ts'
import {
  BACKOFF,
  MIN_RTO,
  ROUND_TRIP,
  STREAM_BYTES_PER_SECOND,
  STREAM_VCPU_SHARE,
} from './assumptions.ts'
import { gets, type Reach } from './reach.ts'

export interface Retransmission {
  readonly at: Nanoseconds
  /** How long the client had waited since the try before. */
  readonly timeout: Nanoseconds
  readonly arrived: boolean
}

/** No client waits for ever: Linux gives up after 15 retransmissions. */
const MAX_TRIES = 15

/** Retransmissions of a segment that is lost at `from`, up to the first that arrives. */
export function retransmissions(reach: Reach, from: Nanoseconds): Retransmission[] {
  const tries: Retransmission[] = []
  let timeout = MIN_RTO
  let at = from
  for (let index = 0; index < MAX_TRIES; index++) {
    at += timeout
    const arrived = gets(reach, at + ROUND_TRIP / 2)
    tries.push({ at, timeout, arrived })
    if (arrived) break
    timeout *= BACKOFF
  }
  return tries
}

export interface StreamStall {
  /** The stream stands still from here to there; nothing when start = end. */
  readonly start: Nanoseconds
  readonly end: Nanoseconds
  readonly tries: readonly Retransmission[]
}

/** The last segment that arrives goes out just before the hole, so the timer starts there. */
export function streamStall(reach: Reach): StreamStall {
  if (reach.end <= reach.start) return { start: reach.start, end: reach.start, tries: [] }
  const tries = retransmissions(reach, reach.start)
  const last = tries.at(-1)
  return { start: reach.start, end: last?.arrived ? last.at + ROUND_TRIP : Infinity, tries }
}

/** Bytes a second in each stretch between two neighbours of `edges`: the vCPU's share bounds it, the stall stops it. */
export function streamRates(
  times: GuestTimes,
  vcpu: number,
  stall: StreamStall,
  edges: readonly Nanoseconds[],
): number[] {
  return edges.slice(1).map((to, index) => {
    const from = edges[index] ?? to
    const moving = to - from - Math.max(0, Math.min(to, stall.end) - Math.max(from, stall.start))
    if (moving <= 0 || to <= from) return 0
    const seconds = (to - from) / SECOND
    // In the stall the vCPU's stun is counted once already.
    const { stun, ...rest } = stopsBetween(times, vcpu, from, to)
    const speed = Math.max(0, 1 - totalLost({ ...rest, stun: 0 }) / Math.max(1e-9, seconds - stun))
    return STREAM_BYTES_PER_SECOND * Math.min(1, speed / STREAM_VCPU_SHARE) * (moving / (to - from))
  })
}
