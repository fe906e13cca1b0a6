/** Small runs for the tests of the logs, and arbitrary ones for their laws. */
import fc from 'fast-check'
import { GENERATION_IDS } from '../../src/engine/generations/difference.ts'
import type { RunRecord } from '../../src/engine/run-record.ts'
import { PARAMETERS } from '../../src/engine/scenario/parameters.ts'
import { DEFAULT_SCENARIO, type Scenario } from '../../src/engine/scenario/scenario.ts'
import { runOnce } from '../engine/run-once.ts'

/** Those of vMotion: the other hypervisors write no vmkernel.log. */
export { GENERATION_IDS }

const SMALL: Partial<Scenario> = {
  'vm.memory': 0.5,
  'vm.vcpus': 2,
  'workload.workingSet': 0.1,
  'workload.writers': 1,
  'workload.writeRate': 20,
}

export function smallRun(changes: Partial<Scenario> = {}, seed = 1): RunRecord {
  return runOnce({ scenario: { ...DEFAULT_SCENARIO, ...SMALL, ...changes }, seed })
}

/** What makes runs of every generation that succeed, do not converge, take too long, or meet any of the faults. */
export const arbitraryChanges: fc.Arbitrary<Partial<Scenario>> = fc.record({
  generation: fc.constantFrom(...GENERATION_IDS),
  'vm.memory': fc.constantFrom(0.125, 0.25, 1),
  'workload.writeRate': fc.constantFrom(0, 20, 400),
  'network.speed': fc.constantFrom('1' as const, '10' as const, '100' as const),
  'network.nics': fc.integer({ min: 1, max: 3 }),
  'network.vmknics': fc.integer({ min: 1, max: 4 }),
  'network.encryption': fc.constantFrom('disabled' as const, 'opportunistic' as const),
  'Migrate.SdpsEnabled': fc.constantFrom('0' as const, '2' as const),
  'Migrate.NetTimeout': fc.constantFrom(1, 20),
  'vmotion.maxSwitchoverSeconds': fc.constantFrom(1, 100),
  'vm.deviceState': fc.constantFrom(10, 500, 1100),
  failure: fc.constantFrom(...PARAMETERS.failure.options),
  'failure.at': fc.double({ min: 0, max: 4, noNaN: true }),
})

export const arbitrarySeed = fc.integer({ min: 0, max: 4294967295 })
