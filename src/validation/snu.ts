/** The SNU records beside the engine: thousands of real migrations of which only five numbers are known. */
import { runToEnd } from '../engine/run.ts'
import { PAGE_BYTES } from '../engine/units.ts'
import type { NotModelled, ValidatedCase } from './case.ts'
import type { ValidationGroup } from './group.ts'
import { qemuQuantities } from './qemu-predict.ts'
import { SNU_DOWNTIME_LIMIT_SECONDS, snuInput } from './snu-input.ts'
import { readSnuRows, type SnuRow, type SnuTechnique } from './snu-rows.ts'
import { snuWorkload, type SnuWorkload } from './snu-workloads.ts'

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

/** `workload`: another working set than that of the table, for the figure with one for all. */
export function predictSnu(
  row: SnuRow,
  workload: SnuWorkload = snuWorkload(row.workload),
): ValidatedCase | NotModelled {
  const { technique } = row
  const part = PARTS[technique]
  const reason = REASONS[technique]
  if (reason !== undefined) return { id: row.id, group: 'snu', part, reason }
  const run = snuInput(row, workload)
  const predicted = qemuQuantities(runToEnd(run))
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

export const SNU: ValidationGroup<SnuRow> = {
  id: 'snu',
  files: ['snu-migrations.csv'],
  data: 'foreign',
  read: readSnuRows,
  predict: (row) => predictSnu(row),
}
