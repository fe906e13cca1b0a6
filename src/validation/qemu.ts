/** The QEMU traces beside the engine. */
import { LOST } from '../engine/migration/auto-converge.ts'
import type { RunRecord } from '../engine/run-record.ts'
import { runToEnd } from '../engine/run.ts'
import type { RunInput } from '../engine/scenario/scenario.ts'
import { PAGE_BYTES } from '../engine/units.ts'
import type { Quantities, ValidatedCase } from './case.ts'
import type { Judged } from './errors.ts'
import type { ValidationGroup } from './group.ts'
import { actionOf, qemuInput, wireOf, withLaterLoss } from './qemu-input.ts'
import { LOST_WITHOUT, runLosing, scenarioOf } from './qemu-left-out.ts'
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

/**
 * A busy guest's pace varies by a tenth within a run (README of the data), and where a sweep then stands decides how many
 * passes it takes: the run in the middle of these paces is the prediction.
 */
const PACES = [0.96, 0.98, 1, 1.02, 1.04]

interface PredictedRun {
  readonly run: RunInput
  readonly predicted: Quantities
}

/** The share of lost packets is another once all of memory has been sent: when that is, a run without it says. */
function plannedRun(row: QemuRow): RunInput {
  const planned = qemuInput(row)
  const copied = (row.link?.lossPercent ?? 0) > 0 ? runToEnd(planned).passes[0] : undefined
  return copied === undefined ? planned : withLaterLoss(row, planned, copied.row.end)
}

function predictRun(row: QemuRow, runOf: (run: RunInput) => RunRecord): PredictedRun {
  const run = plannedRun(row)
  const predict = (input: RunInput) => ({ run: input, predicted: qemuQuantities(runOf(input)) })
  if (!row.busy) return predict(run)
  const rate = run.scenario['workload.writeRate']
  const total = ({ predicted }: PredictedRun) => predicted.totalSeconds ?? Number.MAX_VALUE
  return PACES.map((pace) =>
    predict({ ...run, scenario: { ...run.scenario, 'workload.writeRate': rate * pace } }),
  ).sort((a, b) => total(a) - total(b))[(PACES.length - 1) / 2]!
}

function predictQemu(row: QemuRow): ValidatedCase {
  const part = partOf(row)
  const { run, predicted } = predictRun(row, runToEnd)
  const cap = row.capBytesPerSecond > 0 ? row.capBytesPerSecond : Infinity
  return {
    id: row.id,
    group: 'qemu',
    part,
    evidence: 'measured',
    source: 'QEMU 7.2, run for this project',
    measured: measuredOf(row, part),
    predicted: stoppedInTime(row, predicted),
    textbook: {
      memoryBytes: row.nonZeroPages * PAGE_BYTES,
      bytesPerSecond: Math.min(cap, wireOf(row)),
      dirtyBytesPerSecond: row.dirtyPagesPerSecond * PAGE_BYTES,
      downtimeLimitSeconds: row.downtimeLimitMs / 1000,
    },
    run,
  }
}

/** Auto-converge under a constant that has not seen the scenario; undefined for all other rows. */
function judgeLeftOut(row: QemuRow): Judged | undefined {
  const lost = LOST_WITHOUT[scenarioOf(row)] ?? LOST
  const part = partOf(row)
  if (part !== 'auto-converge') return undefined
  const { predicted } = predictRun(row, (run) => runLosing(run, lost))
  return { measured: measuredOf(row, part), predicted: stoppedInTime(row, predicted) }
}

export const QEMU: ValidationGroup<QemuRow> = {
  id: 'qemu',
  files: ['qemu-traces'],
  data: 'own',
  read: readQemuRows,
  predict: predictQemu,
  beside: [{ id: 'left-out', part: 'auto-converge', judge: judgeLeftOut }],
}
