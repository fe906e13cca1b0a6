/** The dials as they stand at the end of the list of interventions: what a new one starts from. */
import { inOrder } from '../../engine/scenario/intervention.ts'
import type { RunInput, Scenario } from '../../engine/scenario/scenario.ts'

export function conditionsOf({ scenario, interventions = [] }: RunInput): Scenario {
  let now = scenario
  for (const what of inOrder(interventions))
    if (what.kind === 'set') now = { ...now, [what.parameter]: what.value }
  return now
}
