/** What it will take to empty a host, before it is emptied. */
import type { EvacuationPlan } from '../host/evacuation-plan.ts'
import { steadyRate } from '../rate-schedule.ts'
import { foreseeCost } from './foresee-cost.ts'

/** Runs of a VM that shares the wire: its share changes with each start and each end, and not all of them matter to it. */
const RUNS_OF_SHARED = 2.5

/** The work of each VM in the unit of `work.ts`: all together within a factor of three as a rule. */
export function foreseeEvacuation({ vms, limits, wire }: EvacuationPlan): readonly number[] {
  const atOnce = Math.min(vms.length, ...Object.values(limits))
  const runs = atOnce > 1 ? RUNS_OF_SHARED : 1
  return vms.map(({ input, cap }) => {
    const share = Math.min(cap, wire / atOnce)
    return runs * foreseeCost(share < cap ? { ...input, rates: steadyRate(share) } : input)
  })
}
