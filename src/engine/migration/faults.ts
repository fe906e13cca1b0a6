/** Failures on demand: what a fault does to the checks and to the wire (facts 6.2). Later effects are with their phase. */
import type { Fact, FailureReason, FaultName } from '../facts.ts'
import { changedFrom, type RateSchedule } from '../rate-schedule.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { nanosecondsFromSeconds, SECOND, type Nanoseconds } from '../units.ts'
import type { Generation, Timing } from './generation.ts'

/** The fault of a scenario and when it strikes; undefined when nothing goes wrong. */
export interface Fault {
  readonly name: FaultName
  readonly at: Nanoseconds
}

/** Faults found by the checks strike there, bad networks when the connection is made, all others when the person says. */
export function faultOf(scenario: Scenario, { checksEnd, prepared }: Timing): Fault | undefined {
  const name = scenario.failure
  if (name === 'none') return undefined
  const asked = nanosecondsFromSeconds(scenario['failure.at'])
  switch (name) {
    case 'evc-mismatch':
    case 'attached-device':
      return { name, at: checksEnd }
    case 'no-vmotion-network':
    case 'mtu-mismatch':
      return { name, at: prepared }
    case 'destination-memory':
    case 'destination-cpu':
      return { name, at: Math.max(asked, prepared) }
    case 'link-cut':
    case 'vcenter-down':
    case 'destination-dies':
      return { name, at: asked }
    // When the destination tries to resume: not known before the stun is planned.
    case 'no-resume':
      return { name, at: Infinity }
  }
}

/** Faults that the network does not notice. */
const KEEPS_THE_WIRE: readonly FaultName[] = ['vcenter-down', 'no-resume']

/** What the wire carries when the fault is let loose. */
export function scheduleWith(rates: RateSchedule, fault: Fault | undefined): RateSchedule {
  if (fault === undefined || KEEPS_THE_WIRE.includes(fault.name)) return rates
  return changedFrom(rates, fault.at, 0)
}

/** How a migration fails whose wire went dead. */
export function stallReason(fault: Fault | undefined): FailureReason {
  if (fault?.name === 'destination-memory') return 'destination-out-of-memory'
  return 'connection-lost'
}

/** Nothing through for this long means that the connection is lost (`Migrate.NetTimeout`). */
export function netTimeout(scenario: Scenario): Nanoseconds {
  return scenario['Migrate.NetTimeout'] * SECOND
}

/** After how long a stun is given up: a rule of vMotion; the others let the VM stand still for as long as it takes. */
export function longestStun({
  scenario,
  generation,
}: {
  readonly scenario: Scenario
  readonly generation: Pick<Generation, 'family'>
}): Nanoseconds {
  return generation.family === 'vSphere'
    ? scenario['vmotion.maxSwitchoverSeconds'] * SECOND
    : Infinity
}

/** A host that is short of something: once all pages are there, nobody notices. */
export function strikesInPreCopyOnly({ name }: Fault): boolean {
  return name === 'destination-memory' || name === 'destination-cpu'
}

/** `LowMemWaitSysAlertThresholdMS`: the destination complains after 10 s (facts 1.7). */
const LOW_MEMORY_ALERT: Nanoseconds = 10 * SECOND

/** What the destination says while it waits for memory, `timeout` long until `end`. */
export function lowMemory(end: Nanoseconds, timeout: Nanoseconds): Fact[] {
  const begin = end - timeout
  const waits = timeout > LOW_MEMORY_ALERT ? [LOW_MEMORY_ALERT, timeout] : [timeout]
  return waits.map((waited) => ({
    kind: 'destination-low-on-memory',
    at: begin + waited,
    waitedNanoseconds: waited,
  }))
}
