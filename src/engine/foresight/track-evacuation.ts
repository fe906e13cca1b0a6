/** What it will take to empty a host, before it is emptied and while it is. */
import type { EvacuationTracker } from '../host/evacuation.ts'
import type { EvacuationPlan } from '../host/evacuation-plan.ts'
import { steadyRate } from '../rate-schedule.ts'
import { steadily } from '../work.ts'
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

/** Of what was expected of a VM, at least so much is still to come until its migration is over. */
const LEAST_REMAINING = 1 / 4

/** The progress of an evacuation: the work of all its runs, those that are run again included. */
export function trackEvacuation(plan: EvacuationPlan): EvacuationTracker {
  const expected = foreseeEvacuation(plan)
  /** What is still to do for each VM as a run of it begins. */
  const remaining = [...expected]
  const progress = steadily()
  let before = 0
  let latest: { readonly vm: number; readonly done: number } | undefined
  const remainingOf = (vm: number) =>
    vm === latest?.vm
      ? Math.max(expected[vm]! * LEAST_REMAINING, remaining[vm]! - latest.done)
      : remaining[vm]!
  return {
    told(vm, done, at) {
      latest = { vm, done }
      const work = before + done
      return progress(
        work,
        remaining.reduce((sum, _, index) => sum + remainingOf(index), work),
        at,
      )
    },
    ran() {
      if (latest === undefined) return
      remaining[latest.vm] = remainingOf(latest.vm)
      before += latest.done
      latest = undefined
    },
    finished(vm) {
      remaining[vm] = 0
    },
    ended: (at) => ({ done: before, foreseen: before, at }),
  }
}
