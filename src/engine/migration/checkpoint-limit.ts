/** How much device state a checkpoint takes; with more of it the migration fails in the switchover (KB 2005741 = 308477). */
import type { Scenario } from '../scenario/scenario.ts'
import { MIB } from '../units.ts'
import type { Generation } from './generation.ts'

/**
 * 5.x: a VM's base cache is 8 MB by default, and its message names 16,777,216 bytes; the rest is what is set aside for the
 * display (inferred).
 */
const DISPLAY_BYTES = 8 * MIB

/** In bytes; Infinity where no limit is published. */
export function checkpointLimit(
  scenario: Scenario,
  { checkpoint }: Pick<Generation, 'checkpoint'>,
): number {
  const most = scenario['Migrate.CptCacheMaxSizeMB'] * MIB
  switch (checkpoint) {
    case 'unknown':
      return Infinity
    case 'base':
      return Math.min(most, scenario['migrate.baseCptCacheSize'] + DISPLAY_BYTES)
    case 'host':
      return most
  }
}
