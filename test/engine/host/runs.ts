/** Finished runs of small machines, for the laws of calls: every generation, every fault, at any moment. */
import fc from 'fast-check'
import { GENERATION_IDS } from '../../../src/engine/generations/difference.ts'
import type { RunRecord } from '../../../src/engine/run-record.ts'
import type { Intervention } from '../../../src/engine/scenario/intervention.ts'
import { PARAMETERS } from '../../../src/engine/scenario/parameters.ts'
import { DEFAULT_SCENARIO, type Scenario } from '../../../src/engine/scenario/scenario.ts'
import { clampScenario } from '../../../src/engine/scenario/validate.ts'
import { runOnce } from '../run-once.ts'

const SMALL: Partial<Scenario> = {
  'vm.memory': 1,
  'vm.vcpus': 2,
  'workload.writers': 1,
  'workload.workingSet': 0.25,
  'workload.writeRate': 40,
  'network.speed': '1',
}

/** A run of a small VM with some parameters changed. */
export function smallRun(
  changes: Partial<Scenario> = {},
  seed = 1,
  interventions: readonly Intervention[] = [],
): RunRecord {
  const { scenario } = clampScenario({ ...DEFAULT_SCENARIO, ...SMALL, ...changes })
  return runOnce({ scenario, seed, interventions })
}

export interface SmallInput {
  readonly changes: Partial<Scenario>
  readonly seed: number
}

/** Calls, specs and IDs are those of vMotion. */
export const GENERATION_OPTIONS = GENERATION_IDS
const FAULT_OPTIONS = PARAMETERS.failure.options

export function anySmallInput(): fc.Arbitrary<SmallInput> {
  return fc
    .record({
      generation: fc.constantFrom(...GENERATION_OPTIONS),
      failure: fc.constantFrom(...FAULT_OPTIONS),
      'failure.at': fc.oneof(
        fc.double({ min: 0, max: 3, noNaN: true }),
        fc.double({ min: 0, max: 40, noNaN: true }),
      ),
      'workload.writeRate': fc.constantFrom(0, 20, 80, 400),
      'workload.workingSet': fc.constantFrom(0, 0.0625, 0.5),
      'vm.memory': fc.constantFrom(0.125, 0.5, 1),
      'vm.vgpuMemory': fc.constantFrom(0, 0, 0, 2, 16),
      'network.encryption': fc.constantFrom('disabled', 'opportunistic', 'required'),
      'hosts.aesNi': fc.constantFrom('yes', 'yes', 'no'),
      'network.rarpLost': fc.constantFrom(0, 0, 1, 6),
      'Migrate.SdpsEnabled': fc.constantFrom('0', '1', '2'),
      'Migrate.NetTimeout': fc.constantFrom(1, 20),
      'vmotion.maxSwitchoverSeconds': fc.constantFrom(1, 100),
    } satisfies { [Id in keyof Scenario]?: fc.Arbitrary<Scenario[Id]> })
    .chain((changes) => fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((seed) => ({ changes, seed })))
}
