/**
 * SimGrid's rule run by the engine: dirty memory grows straight with time up to the working set, a stage is through before
 * the next begins, and the VM stops when what is left needs less than 30 ms. Exact where no TCP effects are simulated.
 */
import { runToEnd } from '../engine/run.ts'
import type { RunRecord } from '../engine/run-record.ts'
import { DEFAULT_SCENARIO, type RunInput, type Scenario } from '../engine/scenario/scenario.ts'
import { MIB, PAGE_BYTES, SECOND } from '../engine/units.ts'
import type { Quantities, ValidatedCase } from './case.ts'
import type { ValidationGroup } from './group.ts'
import { readSimgridRows, type SimgridRow } from './simgrid-rows.ts'

/** The simulator's default network model: factors of bandwidth and latency, and what acknowledgements take. */
const LV08 = { bandwidth: 0.97, latency: 13.01, crossTraffic: 1.05 }
/** Its window: the rate is at most this ÷ twice the latency. */
const TCP_GAMMA_BYTES = 4194304
const BYTES_PER_GIGABIT = 125e6

function wireOf({ ideal, linkGigabits, linkLatencySeconds, concurrent }: SimgridRow): number {
  const link = (linkGigabits * BYTES_PER_GIGABIT) / concurrent
  if (ideal) return link
  const window = linkLatencySeconds > 0 ? TCP_GAMMA_BYTES / (2 * linkLatencySeconds) : Infinity
  return LV08.bandwidth * Math.min(link / LV08.crossTraffic, window)
}

function latencyOf({ ideal, linkLatencySeconds }: SimgridRow): number {
  return linkLatencySeconds * (ideal ? 1 : LV08.latency)
}

function simgridInput(row: SimgridRow): RunInput {
  const { dirtyIntensity, linkGigabits, vcpus, memoryGiB } = row
  const dirty = dirtyIntensity * linkGigabits * BYTES_PER_GIGABIT * vcpus
  const scenario: Scenario = {
    ...DEFAULT_SCENARIO,
    generation: 'SIMGRID',
    model: 'fluid',
    'vm.memory': memoryGiB,
    'vm.vcpus': vcpus,
    'vm.deviceState': 0,
    'workload.pattern': 'sweep',
    'workload.writers': vcpus,
    'workload.workingSet': row.workingSetShare * memoryGiB,
    'workload.writeRate': dirty / MIB,
    'workload.background': 0,
    'network.speed': '100',
    'network.limit': wireOf(row) / 1e6,
    'network.rtt': latencyOf(row) * 1000,
    'hosts.pageFireCost': 0,
  }
  return { scenario, seed: 1, rates: [{ from: 0, bytesPerSecond: wireOf(row) }] }
}

function quantities(
  row: SimgridRow,
  { passes, lastWalk, stunParts, failure }: RunRecord,
): Quantities {
  if (failure !== undefined || lastWalk === undefined) return { verdict: 'never' }
  const begun = stunParts[0]!.start
  const resumed = Math.max(...stunParts.map(({ end }) => end))
  const pages = lastWalk.sendBefore[lastWalk.sendBefore.length - 1]!
  return {
    verdict: 'completed',
    // One more message says that it is over.
    totalSeconds: (resumed - passes[0]!.walk.start) / SECOND + latencyOf(row),
    downtimeSeconds: (resumed - begun) / SECOND,
    bytes: passes.reduce((sum, { row: { bytesSent } }) => sum + bytesSent, pages * PAGE_BYTES),
    passes: passes.length,
  }
}

export function predictSimgrid(row: SimgridRow): ValidatedCase {
  const run = simgridInput(row)
  const completed = row.totalSeconds !== undefined
  return {
    id: row.id,
    group: 'simgrid',
    part: row.ideal ? 'ideal network' : 'with TCP effects',
    evidence: 'prediction',
    source: 'SimGrid 3.32, run for this project',
    measured: completed
      ? {
          verdict: 'completed',
          totalSeconds: row.totalSeconds,
          ...(row.downtimeSeconds !== undefined && { downtimeSeconds: row.downtimeSeconds }),
          ...(row.bytes !== undefined && { bytes: row.bytes }),
          ...(row.rounds.length > 0 && { passes: row.rounds.length - 1 }),
        }
      : { verdict: 'never' },
    predicted: quantities(row, runToEnd(run)),
    run,
  }
}

export const SIMGRID_GROUP: ValidationGroup<SimgridRow> = {
  id: 'simgrid',
  files: ['simgrid-rows.json'],
  data: 'own',
  read: readSimgridRows,
  predict: predictSimgrid,
}
