/** Interventions that a person may make in mid-run, at a model time: plain JSON, part of what determines the run. */
import type { OneOffKind } from '../facts.ts'
import { SECOND, type Nanoseconds } from '../units.ts'

/**
 * Dials that may be turned in mid-run. `guest`: how the guest writes; `wire`: what the network and the hosts' CPUs carry;
 * `rule`: when the migration is content.
 * All others are fixed when the migration starts; `fixedBecause` says why.
 */
export const MID_RUN = {
  'workload.writeRate': 'guest',
  'workload.hotWrites': 'guest',
  'workload.background': 'guest',
  'network.speed': 'wire',
  'network.extraSpeed': 'wire',
  'network.rtt': 'wire',
  'network.loss': 'wire',
  'network.otherTraffic': 'wire',
  'network.busLimit': 'wire',
  'network.limit': 'wire',
  'hosts.sourceCores': 'wire',
  'hosts.destinationCores': 'wire',
  'qemu.downtimeLimit': 'rule',
} as const

export type MidRunParameter = keyof typeof MID_RUN

export const MID_RUN_IDS = Object.keys(MID_RUN) as MidRunParameter[]

export function isMidRun(id: string): id is MidRunParameter {
  return Object.hasOwn(MID_RUN, id)
}

/** What is done once, without a value. */
export const ONE_OFF_KINDS: readonly OneOffKind[] = [
  'cut-cable',
  'restore-cable',
  'pull-nic',
  'power-off-source',
  'power-off-destination',
  'stop-vcenter',
  'cancel',
  'switch-over',
]

export interface OneOffIntervention {
  readonly kind: OneOffKind
  /** Model time, whole nanoseconds since the request. */
  readonly at: Nanoseconds
}

/** A dial is at `value` from `at` on. */
export interface DialIntervention {
  readonly kind: 'set'
  readonly at: Nanoseconds
  readonly parameter: MidRunParameter
  readonly value: number | string
}

export type Intervention = OneOffIntervention | DialIntervention

/** What became of an intervention. */
export type Effect =
  /** It changed the conditions of the run. */
  | 'done'
  /** No effect: the run was over. */
  | 'after-end'
  /** No effect: the simulation stopped before it, while the migration went on. */
  | 'not-reached'
  /** No effect: what it asks for was so already. */
  | 'nothing-changed'
  /** No effect: there was nothing to switch over yet. */
  | 'too-early'
  /** No effect: the switchover had begun. */
  | 'too-late'
  /** No effect: vCenter, which should have passed it on, was down. */
  | 'unheard'

/** How many a run may have: far more than a person would add by hand; a guard against hostile links. */
export const MAX_INTERVENTIONS = 500
/** The latest time of one: 100,000 s, as for `failure.at`. */
export const MAX_INTERVENTION_TIME: Nanoseconds = 100_000 * SECOND

/** In the order in which they take effect: by time, then by place in the list. */
export function inOrder(interventions: readonly Intervention[]): readonly Intervention[] {
  return interventions.toSorted((a, b) => a.at - b.at)
}
