/** The QEMU traces beside the engine. */
import { runToEnd } from '../engine/run.ts'
import { PAGE_BYTES } from '../engine/units.ts'
import type { Quantities, ValidatedCase } from './case.ts'
import type { ValidationGroup } from './group.ts'
import { actionOf, qemuInput, wireOf, withLaterLoss } from './qemu-input.ts'
import { qemuQuantities } from './qemu-predict.ts'
import { readQemuRows, type QemuRow } from './qemu-rows.ts'

const PARTS: Readonly<Record<string, string>> = {
  a: 'idle',
  b: 'sweep',
  c: 'hot and cold',
  d: 'random',
  e: 'bursts',
  f: 'mostly zero',
  g: 'multifd',
  l: 'slow link',
  n: 'network failure',
  p: 'post-copy',
  t: 'auto-converge',
  w: 'delay and loss',
}

/** Post-copy over the slow link belongs to the post-copy runs. */
function partOf(row: QemuRow): string {
  if (actionOf(row, 'postcopy') !== undefined && row.id.startsWith('l')) return 'post-copy'
  return PARTS[row.id.charAt(0)] ?? 'other'
}

function measuredOf(row: QemuRow, part: string): Quantities {
  const { totalSeconds, downtimeSeconds, gapSeconds, bytes, syncs } = row
  if (row.status !== 'completed') return { verdict: row.status === 'failed' ? 'failed' : 'never' }
  // Over loopback the last pages go as fast as memory and CPU allow: only the link's own limit says anything.
  const stopped = part === 'slow link' && downtimeSeconds !== undefined
  const felt = (part === 'slow link' || part === 'post-copy') && gapSeconds !== undefined
  return {
    verdict: 'completed',
    ...(totalSeconds !== undefined && { totalSeconds }),
    bytes,
    passes: syncs,
    rounds: row.rounds,
    ...(stopped && { downtimeSeconds }),
    ...(felt && { guestGapSeconds: gapSeconds }),
  }
}

/** A run that was cancelled is one that had not ended by then. */
function stoppedInTime(row: QemuRow, predicted: Quantities): Quantities {
  const cancel = actionOf(row, 'cancel')
  const late = cancel !== undefined && (predicted.totalSeconds ?? Infinity) > cancel.seconds
  return late ? { verdict: 'never' } : predicted
}

function predictQemu(row: QemuRow): ValidatedCase {
  const part = partOf(row)
  const planned = qemuInput(row)
  const copied = (row.link?.lossPercent ?? 0) > 0 ? runToEnd(planned).passes[0] : undefined
  const run = copied === undefined ? planned : withLaterLoss(row, planned, copied.row.end)
  const cap = row.capBytesPerSecond > 0 ? row.capBytesPerSecond : Infinity
  return {
    id: row.id,
    group: 'qemu',
    part,
    evidence: 'measured',
    source: 'QEMU 7.2, run for this project',
    measured: measuredOf(row, part),
    predicted: stoppedInTime(row, qemuQuantities(runToEnd(run))),
    textbook: {
      memoryBytes: row.nonZeroPages * PAGE_BYTES,
      bytesPerSecond: Math.min(cap, wireOf(row)),
      dirtyBytesPerSecond: row.dirtyPagesPerSecond * PAGE_BYTES,
      downtimeLimitSeconds: row.downtimeLimitMs / 1000,
    },
    run,
  }
}

export const QEMU: ValidationGroup<QemuRow> = {
  id: 'qemu',
  files: ['qemu-traces'],
  data: 'own',
  read: readQemuRows,
  predict: predictQemu,
}
