/** How long a migration waits before it gives something up. */
import type { Scenario } from '../scenario/scenario.ts'
import { SECOND, type Nanoseconds } from '../units.ts'
import type { Generation } from './generation.ts'

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
