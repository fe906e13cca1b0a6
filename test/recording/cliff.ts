/** A run near the cliff of convergence, where QEMU makes pass after short pass. */
import { runToEnd } from '../../src/engine/run.ts'
import type { RunRecord } from '../../src/engine/run-record.ts'
import { DEFAULT_SCENARIO } from '../../src/engine/scenario/scenario.ts'
import { clampScenario } from '../../src/engine/scenario/validate.ts'

/** `memory` and `workingSet` in GiB, `bandwidth` and `writes` in MiB/s. */
export function runAtTheCliff(
  memory: number,
  workingSet: number,
  bandwidth: number,
  writes: number,
): RunRecord {
  const { scenario } = clampScenario({
    ...DEFAULT_SCENARIO,
    generation: 'QEMU7.2',
    'vm.memory': memory,
    'workload.workingSet': workingSet,
    'qemu.maxBandwidth': bandwidth,
    'workload.writeRate': writes,
  })
  return runToEnd({ scenario, seed: 1 })
}
