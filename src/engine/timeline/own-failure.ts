/** The failure of a scenario as the intervention that it is: it stands in the schedule from the start (facts 6.2). */
import type { Timing } from '../migration/generation.ts'
import type { OwnFailure } from '../migration/schedule.ts'
import type { OneOffIntervention } from '../scenario/intervention.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { nanosecondsFromSeconds } from '../units.ts'

/**
 * What fails by itself, and when: what the checks find strikes there, a bad network when the hosts connect, all else at
 * `failure.at`. What a person can do as well is the same intervention. Undefined when nothing fails.
 */
export function failureOf(
  scenario: Scenario,
  { checksEnd, prepared }: Pick<Timing, 'checksEnd' | 'prepared'>,
): OneOffIntervention | OwnFailure | undefined {
  const fault = scenario.failure
  const at = nanosecondsFromSeconds(scenario['failure.at'])
  switch (fault) {
    case 'none':
      return undefined
    case 'link-cut':
      return { kind: 'cut-cable', at }
    case 'destination-dies':
      return { kind: 'power-off-destination', at }
    case 'vcenter-down':
      return { kind: 'stop-vcenter', at }
    case 'evc-mismatch':
    case 'attached-device':
      return { kind: 'fail', at: checksEnd, fault }
    case 'no-vmotion-network':
    case 'mtu-mismatch':
      return { kind: 'fail', at: prepared, fault }
    case 'destination-memory':
    case 'destination-cpu':
      return { kind: 'fail', at: Math.max(at, prepared), fault }
    // When the destination tries to resume: not known before the stun is planned.
    case 'no-resume':
      return { kind: 'fail', at: Infinity, fault }
  }
}
