/**
 * Huawei's published predictions (A. Gudkov, qemu-devel 2023): a measured dirty curve, eight bandwidths, six downtime
 * limits. Run by the engine's `fluid` model with the predictor's own rule; total time in whole seconds, rounded up.
 */
import type { CurvePoint } from '../engine/scenario/parameter.ts'
import { PAGE_BYTES, PAGES_PER_GIB, SECOND } from '../engine/units.ts'
import type { Quantities, ValidatedCase } from './case.ts'
import { inputOf, runOf } from './engine-run.ts'
import type { DataFile, ValidationGroup } from './group.ts'
import { at, listAt, numberAt, numbersAt, parseJson, textAt } from './json.ts'

export interface HuaweiRow {
  readonly id: string
  readonly source: string
  readonly bytesPerSecond: number
  /** Undefined: any downtime will do. */
  readonly limitSeconds: number | undefined
  readonly pages: number
  /** Shares of all pages, 0 … 1. */
  readonly zeroShare: number
  readonly curve: readonly CurvePoint[]
  /** Whole seconds; undefined where it never converges. */
  readonly totalSeconds: number | undefined
}

/** In this table a gigabit is 2³⁰ bits, and a megabit 2²⁰: its “100 Mbps” are less than a tenth of its “1 Gbps”. */
const GIGABIT_BYTES = 2 ** 30 / 8
const MEGABIT_BYTES = 2 ** 20 / 8
/** What has not ended after an hour, and does not fit even then, never does. */
const DEADLINE_SECONDS = 3600
const HEADER_BYTES = 8

/** A bandwidth of the table in bytes a second: below a gigabit it is counted in megabits. */
function wireOf(gigabits: number): number {
  return gigabits < 1 ? Math.round(1000 * gigabits) * MEGABIT_BYTES : gigabits * GIGABIT_BYTES
}

function readRows(file: DataFile): readonly HuaweiRow[] {
  const table = parseJson(file)
  const sampled = numberAt(table, 'dirtyCurve.sampledPages')
  const pages = numberAt(table, 'dirtyCurve.totalPages')
  const periods = numbersAt(table, 'dirtyCurve.periodsMs')
  const dirty = numbersAt(table, 'dirtyCurve.dirtySampled')
  if (!sampled || !pages || !periods || !dirty)
    throw new Error(`${file.path} holds no dirty curve.`)
  const curve = periods.map((period, index): CurvePoint => [period / 1000, dirty[index]! / sampled])
  return listAt(table, 'cells').map((cell) => {
    const limit = /(\d+) ms/.exec(textAt(cell, 'stopCondition') ?? '')?.[1]
    return {
      id: textAt(cell, 'id') ?? '?',
      source: textAt(table, 'source') ?? '',
      bytesPerSecond: wireOf(numberAt(cell, 'gbps') ?? 0),
      limitSeconds: limit === undefined ? undefined : Number(limit) / 1000,
      pages,
      zeroShare: (numberAt(table, 'dirtyCurve.zeroSampled') ?? 0) / sampled,
      curve,
      totalSeconds:
        at(cell, 'predicted.converges') === true ? numberAt(cell, 'predicted.totalS') : undefined,
    }
  })
}

export function predictHuawei(row: HuaweiRow): ValidatedCase {
  const { bytesPerSecond, limitSeconds, pages, zeroShare, curve } = row
  const firstBytes =
    pages * (1 - zeroShare) * (PAGE_BYTES + HEADER_BYTES) + pages * zeroShare * HEADER_BYTES
  // All of memory within the limit: the VM is stopped at once, and nothing is written while it is copied.
  const stoppedAtOnce = limitSeconds === undefined || firstBytes / bytesPerSecond <= limitSeconds
  const base = inputOf({
    generation: 'HUAWEI',
    model: 'fluid',
    'vm.memory': pages / PAGES_PER_GIB,
    'vm.zeroPages': 100 * zeroShare,
    'vm.deviceState': 0,
    'vm.vcpus': 1,
    'workload.writers': 1,
    'workload.background': 0,
    'network.rtt': 0,
    'hosts.pageFireCost': 0,
    ...(stoppedAtOnce
      ? { 'workload.pattern': 'random', 'workload.writeRate': 0, 'workload.workingSet': 0 }
      : { 'workload.pattern': 'curve', 'workload.curve': curve }),
    'Migrate.PreCopySwitchoverTimeGoal': 1000 * (limitSeconds ?? 100),
  })
  const run = { ...base, rates: [{ from: 0, bytesPerSecond }] }
  const { outcome, passes, stunParts } = runOf(run)
  const last = stunParts.find(({ part }) => part === 'lastPages')
  const copied = passes.reduce((sum, { start, end }) => sum + end - start, 0)
  const nanoseconds = copied + (last === undefined ? 0 : last.end - last.start)
  const predicted: Quantities =
    outcome === 'completed' && (stoppedAtOnce || copied <= DEADLINE_SECONDS * SECOND)
      ? { verdict: 'completed', totalSeconds: Math.ceil(nanoseconds / SECOND) }
      : { verdict: 'never' }
  return {
    id: row.id,
    group: 'huawei',
    part: 'table',
    evidence: 'prediction',
    source: row.source,
    measured:
      row.totalSeconds === undefined
        ? { verdict: 'never' }
        : { verdict: 'completed', totalSeconds: row.totalSeconds },
    predicted,
    run,
  }
}

export const HUAWEI_TABLE: ValidationGroup<HuaweiRow> = {
  id: 'huawei',
  files: ['huawei-predictions.json'],
  data: 'own',
  read: (files) => files.flatMap(readRows),
  predict: predictHuawei,
}
