/**
 * What a person did in mid-run, laid out over model time before the run starts: what the wire carries, how the guest
 * writes, what breaks, what is asked for. A wire does not care what the migration does, so all of this is known beforehand;
 * nothing of it is looked at before its time.
 */
import type { FaultName } from '../facts.ts'
import type { PaceChange } from '../guest/pace-change.ts'
import { createWorkload, type Workload } from '../guest/workload.ts'
import { effectiveBandwidth, type Bandwidth } from '../network/bandwidth.ts'
import { rateAt, steadyRate, type RateSchedule } from '../rate-schedule.ts'
import { inOrder, MID_RUN, type Intervention } from '../scenario/intervention.ts'
import type { RunInput, Scenario } from '../scenario/scenario.ts'
import type { BytesPerSecond, Nanoseconds } from '../units.ts'
import type { Generation } from './generation.ts'

/** Dials and what the network carries from a moment on. */
export interface Conditions {
  readonly from: Nanoseconds
  readonly scenario: Scenario
  readonly bandwidth: Bandwidth
}

/** An intervention as far as it is known beforehand. */
export interface Plan {
  readonly what: Intervention
  /** Its place in the list of the input. */
  readonly index: number
  /** The value that a dial had before. */
  readonly from: number | string | undefined
  /** What it asks for was so already. */
  readonly idle: boolean
}

/** Everything that happens to a run from outside. */
export interface Timeline {
  /** Ascending; the first holds from 0. */
  readonly conditions: readonly Conditions[]
  readonly rates: RateSchedule
  readonly paces: readonly PaceChange[]
  readonly cancels: readonly Nanoseconds[]
  readonly switchOvers: readonly Nanoseconds[]
  readonly sourceDies: Nanoseconds
  readonly destinationDies: Nanoseconds
  /** Failures, for those who read facts. */
  readonly faults: readonly { readonly at: Nanoseconds; readonly name: FaultName }[]
  /** In the order in which they act. */
  readonly plans: readonly Plan[]
}

/** When a person forces the switchover for the first time from `time` on; Infinity: never. */
export function forcedAfter(
  { switchOvers }: Pick<Timeline, 'switchOvers'>,
  time: Nanoseconds,
): Nanoseconds {
  return switchOvers.find((at) => at >= time) ?? Infinity
}

/** The conditions at a moment. */
export function conditionsAt(
  { conditions }: Pick<Timeline, 'conditions'>,
  time: Nanoseconds,
): Conditions {
  let found = conditions[0]!
  for (const each of conditions) {
    if (each.from > time) break
    found = each
  }
  return found
}

/** NICs that are plugged in, without those that were pulled; none left is a cut cable. */
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

const sameRates = (one: readonly number[], other: readonly number[]) =>
  one.every((rate, id) => rate === other[id])

const ratesOf = (scenario: Scenario) =>
  createWorkload(scenario).classes.map(({ writesPerSecond }) => writesPerSecond)

/** Lays out the interventions of a run. `workload`: that of its beginning; `cutAt`: when a failure on demand cuts the cable. */
export function layOut(
  input: RunInput,
  generation: Generation,
  workload: Workload,
  cutAt: Nanoseconds | undefined,
): Timeline {
  const { scenario: first } = input
  const bandwidth = effectiveBandwidth(first, generation.network)
  const undisturbed = input.rates ?? steadyRate(bandwidth.bytesPerSecond)
  const conditions: Conditions[] = [{ from: 0, scenario: first, bandwidth }]
  const paces: PaceChange[] = []
  const cancels: Nanoseconds[] = []
  const switchOvers: Nanoseconds[] = []
  const faults: { at: Nanoseconds; name: FaultName }[] = []
  const plans: Plan[] = []
  let rates = undisturbed
  let scenario = first
  let pace = workload.classes.map(({ writesPerSecond }) => writesPerSecond)
  let cut = false
  let pulled = 0
  let sourceDies = Infinity
  let destinationDies = Infinity
  let vcenterStopped = false

  /** The wire from `at` on, as the conditions are now. */
  const rewire = (at: Nanoseconds): void => {
    const nics = plugged(scenario, pulled)
    const dead = cut || nics === undefined || destinationDies < Infinity
    const last = conditions.at(-1)!.bandwidth
    const carried = nics === undefined ? last : effectiveBandwidth(nics, generation.network)
    conditions.push({ from: at, scenario, bandwidth: carried })
    rates = withRate(
      rates,
      undisturbed,
      at,
      dead ? 0 : carried.bytesPerSecond,
      input.rates !== undefined,
    )
  }

  /** Does what it says to the state above; false when that was so already. */
  const act = (what: Intervention): boolean => {
    const { at } = what
    switch (what.kind) {
      case 'set': {
        if (scenario[what.parameter] === what.value) return false
        scenario = { ...scenario, [what.parameter]: what.value }
        if (MID_RUN[what.parameter] === 'rule') {
          conditions.push({ from: at, scenario, bandwidth: conditions.at(-1)!.bandwidth })
          return true
        }
        if (MID_RUN[what.parameter] === 'wire') {
          rewire(at)
          return true
        }
        const next = ratesOf(scenario)
        if (sameRates(next, pace)) return false
        pace = next
        paces.push({ at, writesPerSecond: next })
        return true
      }
      case 'cut-cable': {
        if (cut) return false
        cut = true
        faults.push({ at, name: 'link-cut' })
        rewire(at)
        return true
      }
      case 'restore-cable': {
        if (!cut && pulled === 0) return false
        cut = false
        pulled = 0
        rewire(at)
        return true
      }
      case 'pull-nic': {
        if (plugged(scenario, pulled) === undefined) return false
        pulled++
        if (plugged(scenario, pulled) === undefined) faults.push({ at, name: 'link-cut' })
        rewire(at)
        return true
      }
      case 'power-off-source': {
        if (sourceDies < Infinity) return false
        sourceDies = at
        return true
      }
      case 'power-off-destination': {
        if (destinationDies < Infinity) return false
        destinationDies = at
        faults.push({ at, name: 'destination-dies' })
        rewire(at)
        return true
      }
      case 'stop-vcenter': {
        if (vcenterStopped) return false
        vcenterStopped = true
        faults.push({ at, name: 'vcenter-down' })
        return true
      }
      case 'cancel': {
        cancels.push(at)
        return true
      }
      case 'switch-over': {
        switchOvers.push(at)
        return true
      }
    }
  }

  let cutPending = cutAt
  for (const { what, index } of inOrder(input.interventions ?? [])) {
    if (cutPending !== undefined && cutPending <= what.at) {
      cut = true
      rewire(cutPending)
      cutPending = undefined
    }
    const from = what.kind === 'set' ? scenario[what.parameter] : undefined
    plans.push({ what, index, from, idle: !act(what) })
  }
  if (cutPending !== undefined && plans.length > 0) {
    cut = true
    rewire(cutPending)
  }
  return {
    conditions,
    rates,
    paces,
    cancels,
    switchOvers,
    sourceDies,
    destinationDies,
    faults,
    plans,
  }
}

/**
 * The schedule with another rate from `at` on; where others share the wire (`host/evacuation.ts`) they leave no more
 * than they do. Two rates in a row are never the same, so that a dead wire is one stretch.
 */
function withRate(
  rates: RateSchedule,
  undisturbed: RateSchedule,
  at: Nanoseconds,
  bytesPerSecond: BytesPerSecond,
  shared: boolean,
): RateSchedule {
  const later = shared ? undisturbed.filter(({ from }) => from > at) : []
  const own = shared ? rateAt(undisturbed, at) : bytesPerSecond
  const joined = [
    ...rates.filter(({ from }) => from < at),
    ...[{ from: at, bytesPerSecond: own }, ...later].map((step) => ({
      from: step.from,
      bytesPerSecond: Math.min(step.bytesPerSecond, bytesPerSecond),
    })),
  ]
  return joined.filter((step, index) => step.bytesPerSecond !== joined[index - 1]?.bytesPerSecond)
}
