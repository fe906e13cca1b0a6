/** The wire of a run, and the dials, as interventions change them one after the other. */
import type { Generation } from '../migration/generation.ts'
import type { Conditions } from '../migration/schedule.ts'
import { effectiveBandwidth } from '../network/bandwidth.ts'
import { retransmissionSeconds } from '../network/tcp.ts'
import { rateAt, steadyRate, type RateSchedule } from '../rate-schedule.ts'
import { MID_RUN, type DialIntervention } from '../scenario/intervention.ts'
import type { RunInput, Scenario } from '../scenario/scenario.ts'
import { nanosecondsFromSeconds, type BytesPerSecond, type Nanoseconds } from '../units.ts'

/** Each change is at `at`, never before the one before it; false: it was so already. */
export interface Wire {
  /** Ascending; the first is the wire as the run begins. */
  readonly conditions: readonly Conditions[]
  /** The dials as they stand now. */
  readonly dials: Scenario
  turn(dial: DialIntervention): boolean
  cut(at: Nanoseconds): boolean
  /** Puts the cable in again, and every NIC that was pulled. */
  restore(at: Nanoseconds): boolean
  pullNic(at: Nanoseconds): boolean
  /** No NIC is left: as good as a cut cable. */
  readonly isBare: boolean
  /** The host at the other end is gone, for good. */
  loseDestination(at: Nanoseconds): boolean
}

export function createWire(
  { scenario: first, rates: shares }: Pick<RunInput, 'scenario' | 'rates'>,
  { network, timing }: Pick<Generation, 'network' | 'timing'>,
): Wire {
  const { slowStart } = network
  const bandwidth = effectiveBandwidth(first, network)
  const undisturbed: RateSchedule = shares ?? steadyRate(bandwidth.bytesPerSecond)
  const conditions: Conditions[] = [{ from: 0, scenario: first, bandwidth, wire: undisturbed }]
  let dials = first
  let isCut = false
  let pulled = 0
  let hasDestination = true
  let isDead = false
  /** TCP is silent from one moment on until another, whatever the wire could carry by then. */
  let silentFrom: Nanoseconds = 0
  let silentUntil: Nanoseconds = 0

  function change(from: Nanoseconds): true {
    const last = conditions[conditions.length - 1]!
    const nics = plugged(dials, pulled)
    const carried = nics === undefined ? last.bandwidth : effectiveBandwidth(nics, network)
    const alive = nics !== undefined && !isCut && hasDestination
    // Where it dies again before anything got through, TCP goes on waiting.
    if (!alive && !isDead && from >= silentUntil) silentFrom = Math.max(from, timing.prepared)
    if (alive && isDead)
      silentUntil = slowStart === undefined ? from : triesAgain(silentFrom, from, dials)
    isDead = !alive
    // A cable that is cut (the failure `link-cut`), no NIC or no destination: nothing is carried from here on. What ends the
    // migration then is `lostAfter` (`rate-schedule.ts`): no byte for as long as `Migrate.NetTimeout`.
    const most = alive ? carried.bytesPerSecond : 0
    // Where others share the wire (`host/evacuation.ts`), they leave no more than they do.
    const live = shares === undefined ? steadyRate(most) : atMostFrom(undisturbed, from, most)
    const ahead = alive && silentUntil > from ? silentFirst(live, from, silentUntil) : live
    const wire = joined(last.wire, from, ahead)
    conditions.push({ from, scenario: dials, bandwidth: carried, wire })
    return true
  }

  return {
    conditions,
    get dials() {
      return dials
    },
    get isBare() {
      return plugged(dials, pulled) === undefined
    },
    turn({ at: from, parameter, value }) {
      if (dials[parameter] === value) return false
      dials = { ...dials, [parameter]: value }
      const part = MID_RUN[parameter]
      if (part === 'wire') return change(from)
      if (part === 'rule')
        conditions.push({ ...conditions[conditions.length - 1]!, from, scenario: dials })
      return true
    },
    cut(at) {
      if (isCut) return false
      isCut = true
      return change(at)
    },
    restore(at) {
      if (!isCut && pulled === 0) return false
      isCut = false
      pulled = 0
      return change(at)
    },
    pullNic(at) {
      if (plugged(dials, pulled) === undefined) return false
      pulled++
      return change(at)
    },
    loseDestination(at) {
      if (!hasDestination) return false
      hasDestination = false
      return change(at)
    },
  }
}

/** TCP waits twice as long after each attempt (RFC 6298), but no longer than this (FreeBSD, from which ESXi's comes: inferred). */
const MAX_WAIT_SECONDS = 64

/**
 * When TCP tries again for the first time from `now` on, where nothing gets through since `silentFrom`: 4.0 s of silence make
 * 6.5 (QEMU traces, rule 10). That vMotion's streams do the same is inferred.
 */
export function triesAgain(
  silentFrom: Nanoseconds,
  now: Nanoseconds,
  scenario: Pick<Scenario, 'network.rtt'>,
): Nanoseconds {
  if (now <= silentFrom) return now
  let wait = retransmissionSeconds(scenario['network.rtt'] / 1000)
  let tried = silentFrom
  while (tried < now) {
    tried += nanosecondsFromSeconds(wait)
    wait = Math.min(2 * wait, MAX_WAIT_SECONDS)
  }
  return tried
}

/** A schedule of which nothing is used before `until`. */
function silentFirst(live: RateSchedule, from: Nanoseconds, until: Nanoseconds): RateSchedule {
  const later = live.filter((step) => step.from > until)
  return [
    { from, bytesPerSecond: 0 },
    { from: until, bytesPerSecond: rateAt(live, until) },
    ...later,
  ]
}

/** NICs that are plugged in, without those that were pulled; undefined when none is left. */
function plugged(scenario: Scenario, pulled: number): Scenario | undefined {
  const own = scenario['network.nics']
  const extra = scenario['network.extraNics']
  if (pulled >= own + extra) return undefined
  const ownLeft = Math.max(0, own - pulled)
  return {
    ...scenario,
    'network.nics': ownLeft,
    'network.extraNics': ownLeft > 0 ? extra : own + extra - pulled,
  }
}

/** What is left of shares of a wire from a moment on, which now carries no more than `most`. */
function atMostFrom(shares: RateSchedule, from: Nanoseconds, most: BytesPerSecond): RateSchedule {
  const later = shares.filter((step) => step.from > from)
  return [{ from, bytesPerSecond: rateAt(shares, from) }, ...later].map((step) => ({
    from: step.from,
    bytesPerSecond: Math.min(step.bytesPerSecond, most),
  }))
}

/** One schedule until `from`, another from then on. Two rates in a row are never the same, so that a dead wire is one stretch. */
function joined(before: RateSchedule, from: Nanoseconds, after: RateSchedule): RateSchedule {
  const [now, ...later] = after
  return [
    ...before.filter((step) => step.from < from),
    { from, bytesPerSecond: now!.bytesPerSecond },
    ...later,
  ].filter((step, index, all) => step.bytesPerSecond !== all[index - 1]?.bytesPerSecond)
}
