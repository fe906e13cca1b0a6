/**
 * How streams come up to speed after they were connected, or were silent: slow start, until the window, the link or the first
 * loss ends it; after that loss the window comes down to where loss holds it. A round trip at a time, expected values.
 */
import { lossWindow } from '../scenario/loss-window.ts'
import { rateAt, type RateSchedule } from '../rate-schedule.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { nanosecondsFromSeconds, type Nanoseconds } from '../units.ts'
import type { Bandwidth } from './bandwidth.ts'
import type { NetworkPolicy } from './network-policy.ts'
import { SEGMENT_BYTES } from './tcp.ts'

/** RFC 6928; that ESXi begins with as many is inferred. */
const FIRST_SEGMENTS = 10
/** With delayed acknowledgements a window grows by half in each round trip (Cardwell et al. 2000); BBR doubles it. */
const GROWTH = { reno: 1.5, cubic: 1.5, bbr: 2 } as const
/** Share of the window that a loss takes (RFC 5681, RFC 8312). */
const TAKEN = { reno: 0.5, cubic: 0.3, bbr: 0 } as const
/** Guards of ours: what costs less than a millisecond in all is left out, and what is within a fiftieth is there. */
const LEAST_SECONDS = 0.001
const NEARLY = 0.02
const MAX_ROUNDS = 2000
/** Steps closer than this are one. */
const STEP = 0.04

/** From so many seconds on the wire carries so much of its steady rate. */
export interface RampStep {
  readonly seconds: number
  readonly share: number
}

/** The steps up to the steady rate, which is the last; empty where that is reached at once. */
export function rampOf(
  scenario: Scenario,
  policy: NetworkPolicy,
  { bytesPerSecond, streams, limits }: Pick<Bandwidth, 'bytesPerSecond' | 'streams' | 'limits'>,
): readonly RampStep[] {
  const round = scenario['network.rtt'] / 1000
  if (policy.slowStart === undefined || round <= 0) return []
  const control = scenario['network.congestionControl']
  const loss = scenario['network.loss'] / 100
  const others = limits.filter(({ limit }) => limit !== 'loss')
  const unlost = Math.min(...others.map((each) => each.bytesPerSecond))
  const segments = round / SEGMENT_BYTES[scenario['network.mtu']] / streams
  const most = unlost * segments
  const steady = bytesPerSecond * segments
  const held = lossWindow(control, loss, round)
  const steps: RampStep[] = []
  let window = Math.min(most, FIRST_SEGMENTS)
  let seconds = 0
  let sent = 0
  let gained = 0
  const add = (length: number, share: number) => {
    if (Math.abs(share / (steps.at(-1)?.share ?? 0) - 1) > STEP) steps.push({ seconds, share })
    gained += (share - 1) * length
    seconds += length
  }
  if (policy.slowStart === 'connects') add(2 * round, window / steady / 2)
  for (let rounds = 0; rounds < MAX_ROUNDS; rounds++) {
    const share = window / steady
    const isLost = held < Infinity && sent >= 1 / loss
    if (Math.abs(share - 1) < NEARLY && (held === Infinity || isLost || most <= steady)) break
    if (rounds > 0 || policy.slowStart === 'prepared') add(round, share)
    sent += window
    if (!isLost) window = Math.min(most, window * GROWTH[control])
    else {
      // At most one cut in a round trip; growth is such that it comes to rest at what loss allows.
      const cuts = Math.min(1, loss * window)
      const next = window - TAKEN[control] * (cuts * window - loss * steady * steady)
      if (window > steady && next <= steady) break
      window = next
    }
  }
  if (Math.abs(gained) < LEAST_SECONDS) return []
  return [...steps, { seconds, share: 1 }]
}

/** The schedule with the ramp wherever something begins to flow, from `start` on; `rampAt`: that of the wire as it is then. */
export function withSlowStart(
  schedule: RateSchedule,
  start: Nanoseconds,
  rampAt: (time: Nanoseconds) => readonly RampStep[],
): RateSchedule {
  const revived = schedule.filter(
    ({ from, bytesPerSecond }, index) =>
      from > start && bytesPerSecond > 0 && schedule[index - 1]?.bytesPerSecond === 0,
  )
  const begins = [
    ...(rateAt(schedule, start) > 0 ? [start] : []),
    ...revived.map(({ from }) => from),
  ]
  const shares = begins.flatMap((begin, index) =>
    rampAt(begin)
      .map(({ seconds, share }) => ({ from: begin + nanosecondsFromSeconds(seconds), share }))
      .filter(({ from }) => from < (begins[index + 1] ?? Infinity)),
  )
  if (shares.length === 0) return schedule
  const moments = [...schedule, ...shares].map(({ from }) => from)
  return [...new Set(moments)]
    .sort((a, b) => a - b)
    .map((from) => {
      const steady = rateAt(schedule, from)
      const share = shares.findLast((each) => each.from <= from)?.share ?? 1
      return share === 1
        ? { from, bytesPerSecond: steady }
        : { from, bytesPerSecond: steady * share, steady }
    })
}
