/** What a person may do in the middle of a run, at a model time: plain JSON, part of what determines the run. */
import type { ActionName } from '../facts.ts'
import type { Nanoseconds } from '../units.ts'

/**
 * Dials that act from a moment on. `guest`: how the guest writes; `wire`: what the network and the hosts' CPUs carry;
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

/** Things that are done once, without a value. */
export const ACTIONS: readonly ActionName[] = [
  'cut-cable',
  'restore-cable',
  'pull-nic',
  'power-off-source',
  'power-off-destination',
  'stop-vcenter',
  'cancel',
  'switch-over',
]

export interface ActionIntervention {
  readonly kind: ActionName
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

export type Intervention = ActionIntervention | DialIntervention

/** What became of an intervention. */
export type Effect =
  /** It changed the conditions of the run. */
  | 'done'
  /** No effect: the run was over. */
  | 'after-end'
  /** No effect: what it asks for was so already. */
  | 'nothing-changed'
  /** No effect: there was nothing to switch over yet. */
  | 'too-early'
  /** No effect: the switchover had begun. */
  | 'too-late'

/** Far more than anybody sets by hand; a guard against hostile links. */
export const MOST_INTERVENTIONS = 500
/** 100,000 s, as the latest failure on demand. */
export const LATEST_INTERVENTION: Nanoseconds = 100_000 * 1e9

export interface Placed {
  readonly what: Intervention
  readonly index: number
}

/** In the order in which they act: by time, then by place in the list, which `index` says. */
export function inOrder(interventions: readonly Intervention[]): Placed[] {
  return interventions
    .map((what, index) => ({ what, index }))
    .sort((a, b) => a.what.at - b.what.at || a.index - b.index)
}
