/** An SNU record as a run of the engine: expected values, QEMU's rules, the working set by the workload column. */
import { log } from '../engine/random/elementary.ts'
import { DEFAULT_SCENARIO, type RunInput, type Scenario } from '../engine/scenario/scenario.ts'
import { GIB, MIB, PAGES_PER_MIB, PAGE_BYTES } from '../engine/units.ts'
import type { SnuRow } from './snu-rows.ts'
import type { SnuWorkload } from './snu-workloads.ts'

/** A set of which more than this is dirty after a second says nothing of its rate any more. */
const MAX_SHARE_IN_A_SECOND = 0.9
/** Post-copy was asked for at the start: these runs send each page once. */
const POSTCOPY_AFTER_SECONDS = 0.01
/** QEMU's default, which the downtimes of ordinary rows agree with. */
export const SNU_DOWNTIME_LIMIT_SECONDS = 0.3

/** Writes a second that make so many pages of the set dirty in a second. */
function writesPerSecond(dirty: number, setPages: number, { pattern }: SnuWorkload): number {
  if (pattern === 'sweep') return dirty
  const share = Math.min(MAX_SHARE_IN_A_SECOND, dirty / Math.max(1, setPages))
  return -setPages * log(1 - share)
}

export function snuInput(row: SnuRow, workload: SnuWorkload): RunInput {
  const setPages = (workload.share * row.memoryBytes) / PAGE_BYTES
  const rate = writesPerSecond(row.dirtyPagesPerSecond, setPages, workload)
  const scenario: Scenario = {
    ...DEFAULT_SCENARIO,
    generation: 'QEMU7.2',
    model: 'fluid',
    'vm.memory': row.memoryBytes / GIB,
    'vm.vcpus': 1,
    'vm.deviceState': 0,
    'workload.pattern': workload.pattern,
    'workload.workingSet': (workload.share * row.memoryBytes) / GIB,
    'workload.writeRate': rate / PAGES_PER_MIB,
    'workload.background': 0,
    'workload.writers': 1,
    'network.speed': '100',
    'network.rtt': 0,
    'network.limit': row.bytesPerSecond / 1e6,
    'qemu.maxBandwidth': row.bytesPerSecond / MIB,
    'qemu.downtimeLimit': SNU_DOWNTIME_LIMIT_SECONDS * 1000,
    'qemu.autoConverge': row.technique === 'auto-converge' ? 'on' : 'off',
    'qemu.postcopyAfter': row.technique === 'x-postcopy-ram' ? POSTCOPY_AFTER_SECONDS : 0,
  }
  return { scenario, seed: 1 }
}
