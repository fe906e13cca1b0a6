/** From a request ("empty this host") to what the evacuation needs: VMs, limits of admission, the wire and its caps. */
import { effectiveBandwidth, type Bandwidth } from '../network/bandwidth.ts'
import type { NetworkPolicy } from '../network/network-policy.ts'
import type { LimitName } from '../facts.ts'
import type { RunInput } from '../scenario/scenario.ts'
import type { BytesPerSecond, Nanoseconds } from '../units.ts'
import { limitsOf, type Limits } from './admission.ts'
import { fleetOf, type FleetRequest } from './fleet.ts'

/** Who starts it. It changes the words, not the run: vCenter asks the hosts in the same way. */
export const INITIATORS = ['maintenance-mode', 'drs', 'dpm', 'person'] as const
export type Initiator = (typeof INITIATORS)[number]

export interface EvacuationRequest extends FleetRequest {
  readonly initiator: Initiator
  /** Limits that the person changes; all others are of the table. */
  readonly limits: Partial<Limits>
}

export interface PlannedVm {
  readonly input: RunInput
  readonly datastore: number
  readonly requested: Nanoseconds
  /** What its migration carries when it has the wire to itself. */
  readonly cap: BytesPerSecond
}

export interface EvacuationPlan {
  readonly vms: readonly PlannedVm[]
  readonly limits: Limits
  /** What all migrations of the host carry together, and what binds it. */
  readonly wire: BytesPerSecond
  readonly wireLimit: LimitName
}

/**
 * What all migrations of a host share. Streams, windows and loss hold each migration by itself; destinations are many,
 * since DRS spreads the VMs (inferred), and each takes what is sent to it.
 */
const SHARED: readonly LimitName[] = ['link', 'bus', 'source-cpu', 'traffic-shaping']

function sharedWire({ limits }: Bandwidth): { wire: BytesPerSecond; wireLimit: LimitName } {
  const shared = limits.filter(({ limit }) => SHARED.includes(limit))
  const least = shared.reduce((a, b) => (b.bytesPerSecond < a.bytesPerSecond ? b : a))
  return { wire: Math.max(1, Math.floor(least.bytesPerSecond)), wireLimit: least.limit }
}

/** How many may migrate at a time: what the request changes, all others of the table. `policy` as of `planEvacuation`. */
export function plannedLimits(
  { host, limits }: Pick<EvacuationRequest, 'host' | 'limits'>,
  policy: NetworkPolicy,
): Limits {
  const gigabits = effectiveBandwidth(host, policy).nics.map((nic) => nic.gigabits)
  return limitsOf(host.generation, gigabits, limits)
}

/** `policy`: the network policy of the host's generation. All VMs are asked for at once, on one shared datastore. */
export function planEvacuation(request: EvacuationRequest, policy: NetworkPolicy): EvacuationPlan {
  const bandwidth = effectiveBandwidth(request.host, policy)
  const vms = fleetOf(request).map((input): PlannedVm => {
    const cap = effectiveBandwidth(input.scenario, policy).bytesPerSecond
    return { input, datastore: 0, requested: 0, cap }
  })
  return { vms, limits: plannedLimits(request, policy), ...sharedWire(bandwidth) }
}
