/** What an evacuation begins with. Apart from the evacuation: the thread that runs it fetches this with its first host. */
import { foreseeEvacuation, trackEvacuation } from '../engine/foresight/track-evacuation.ts'
import { GENERATIONS } from '../engine/generations/list.ts'
import type { EvacuationTracker } from '../engine/host/evacuation.ts'
import {
  planEvacuation,
  type EvacuationPlan,
  type EvacuationRequest,
} from '../engine/host/evacuation-plan.ts'

export interface PreparedEvacuation {
  readonly plan: EvacuationPlan
  /** Makes one progress of those of all VMs. */
  readonly tracker: EvacuationTracker
}

function planOf(request: EvacuationRequest): EvacuationPlan {
  return planEvacuation(request, GENERATIONS[request.host.generation].network)
}

export function prepareEvacuation(request: EvacuationRequest): PreparedEvacuation {
  const plan = planOf(request)
  return { plan, tracker: trackEvacuation(plan) }
}

/** The work of a whole evacuation in the unit of `engine/work.ts`, before it begins: within a factor of about four. */
export function foreseeEvacuationCost(request: EvacuationRequest): number {
  return foreseeEvacuation(planOf(request)).reduce((sum, work) => sum + work, 0)
}
