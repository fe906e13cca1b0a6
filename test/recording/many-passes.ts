/** Runs near the cliff of convergence, where QEMU makes pass after short pass. */
import { runToEnd } from '../../src/engine/run.ts'
import type { RunRecord } from '../../src/engine/run-record.ts'
import { DEFAULT_SCENARIO } from '../../src/engine/scenario/scenario.ts'
import { clampScenario } from '../../src/engine/scenario/validate.ts'

/** GiB, GiB, MiB/s, MiB/s. */
function qemu(memory: number, workingSet: number, bandwidth: number, writes: number): RunRecord {
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

/** Name, run, passes at least. */
export const manyPasses: [string, RunRecord, number][] = [
  ['about fifty passes that converge', qemu(1, 0.25, 100, 110), 40],
  ['as many as a run may have', qemu(1, 0.25, 100, 115), 1000],
]
