/** The SNU records beside the engine: thousands of real migrations of which only five numbers are known. */
import { slotsOf } from '../engine/memory/walk-order.ts'
import { bytesBefore } from '../engine/memory/walk-position.ts'
import type { RunRecord } from '../engine/run-record.ts'
import { runToEnd } from '../engine/run.ts'
import { PAGE_BYTES } from '../engine/units.ts'
import { isModelled, type NotModelled, type Quantities, type ValidatedCase } from './case.ts'
import type { Judged } from './errors.ts'
import type { ValidationGroup } from './group.ts'
import { qemuQuantities } from './qemu-predict.ts'
import { SNU_DOWNTIME_LIMIT_SECONDS, snuInput } from './snu-input.ts'
import { readSnuRows, type SnuRow, type SnuTechnique } from './snu-rows.ts'
import { GLOBAL_WORKLOAD, snuWorkload, type SnuWorkload } from './snu-workloads.ts'

const PARTS: Readonly<Record<SnuTechnique, string>> = {
  original: 'pre-copy',
  'x-postcopy-ram': 'post-copy',
  'auto-converge': 'auto-converge',
  xbzrle: 'XBZRLE',
  compress: 'compress',
}

const REASONS: Partial<Readonly<Record<SnuTechnique, string>>> = {
  xbzrle: 'The model knows no contents of pages, and so no difference between two of them.',
  compress: 'The model knows no contents of pages, and so not how well they compress.',
}

const SOURCE = 'Jo, Cho, Egger, SoCC 2017'

/** What TCP carries over 1 GbE: 1448 bytes of payload in 1538 on the wire. */
const WIRE_BYTES_PER_SECOND = (125e6 * 1448) / 1538

/**
 * QEMU lifts its cap for stop-and-copy (README of the data, rule 5). The rate of a row is the mean of the whole run, the
 * stop at the speed of the wire included: the total goes by that mean, the stop by the wire.
 */
function atWireSpeed(
  { downtimeSeconds, ...rest }: Quantities,
  { lastWalk, lastWalkDuring }: RunRecord,
  { bytesPerSecond }: SnuRow,
): Quantities {
  if (downtimeSeconds === undefined) return rest
  if (lastWalk === undefined || lastWalkDuring !== 'stun') return { ...rest, downtimeSeconds }
  const bytes = bytesBefore(lastWalk, slotsOf(lastWalk))
  const wire = Math.max(bytesPerSecond, WIRE_BYTES_PER_SECOND)
  return { ...rest, downtimeSeconds: downtimeSeconds - bytes / bytesPerSecond + bytes / wire }
}

/** `workload`: another working set than that of the table. */
function predictSnu(
  row: SnuRow,
  workload: SnuWorkload = snuWorkload(row.workload),
): ValidatedCase | NotModelled {
  const { technique } = row
  const part = PARTS[technique]
  const reason = REASONS[technique]
  if (reason !== undefined) return { id: row.id, group: 'snu', part, reason }
  const run = snuInput(row, workload)
  const record = runToEnd(run)
  const predicted = atWireSpeed(qemuQuantities(record), record, row)
  const { rounds: _, passes: __, guestGapSeconds: ___, ...compared } = predicted
  return {
    id: row.id,
    group: 'snu',
    part,
    evidence: 'measured',
    source: SOURCE,
    measured: {
      verdict: 'completed',
      totalSeconds: row.totalSeconds,
      bytes: row.bytes,
      downtimeSeconds: row.downtimeSeconds,
    },
    predicted: compared,
    textbook: {
      memoryBytes: row.memoryBytes,
      bytesPerSecond: row.bytesPerSecond,
      dirtyBytesPerSecond: row.dirtyPagesPerSecond * PAGE_BYTES,
      downtimeLimitSeconds: SNU_DOWNTIME_LIMIT_SECONDS,
    },
    run,
    note: 'The working set is not in the file: it follows from the workload by one table.',
  }
}

/** A pre-copy row under another working set than that of the table; undefined for another technique. */
export function judgeSnu(row: SnuRow, workload: SnuWorkload): Judged | undefined {
  if (row.technique !== 'original') return undefined
  const entry = predictSnu(row, workload)
  return isModelled(entry) ? { measured: entry.measured, predicted: entry.predicted } : undefined
}

export const SNU: ValidationGroup<SnuRow> = {
  id: 'snu',
  files: ['snu-migrations.csv'],
  data: 'foreign',
  read: readSnuRows,
  predict: (row) => predictSnu(row),
  beside: [
    {
      id: 'one-working-set',
      part: PARTS.original,
      judge: (row) => judgeSnu(row, GLOBAL_WORKLOAD),
    },
  ],
}
