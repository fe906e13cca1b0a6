/**
 * The failure catalogue (facts 6.2) as data: what goes wrong, when it strikes, and how it ends. `report/strike.ts` finds
 * the moment in a run, `text/failures.ts` has the words.
 */
import type { FailureReason, RunsOn } from '../engine/facts.ts'
import type { Scenario } from '../engine/scenario/scenario.ts'
import type { ScenarioId } from './presets.ts'

/** The part of the run in the middle of which a fault strikes; `after-resume` is what follows the stun, whatever it is. */
export type Strike = 'first-pass' | 'stun' | 'page-in' | 'after-resume'

/** The part of the migration that it belongs to. */
export type FailureStage = 'checks' | 'connect' | 'copy' | 'switchover' | 'after'

interface Entry {
  readonly id: string
  readonly stage: FailureStage
  /** The VM of this preset or story in place of the one on the screen: the failure needs it. */
  readonly preset?: ScenarioId
  /** What is changed of the VM. */
  readonly changes: Partial<Scenario>
  /** Absent: it is there from the beginning. */
  readonly strikes?: Strike
  readonly expect: {
    /** Undefined: it completes all the same. */
    readonly reason: FailureReason | undefined
    readonly runsOn: RunsOn
    /** Where the client's progress stops, in percent: the column "visible at" of facts 6.2, read by 6.3. */
    readonly percent: readonly [least: number, most: number]
  }
}

const source = (reason: FailureReason, least: number, most: number): Pick<Entry, 'expect'> => ({
  expect: { reason, runsOn: 'source', percent: [least, most] },
})
const COMPLETES = {
  expect: { reason: undefined, runsOn: 'destination', percent: [100, 100] },
} as const
const LOST = { expect: { reason: 'vm-lost', runsOn: 'lost', percent: [72, 99] } } as const

const LIST = [
  {
    id: 'evc-mismatch',
    stage: 'checks',
    changes: { failure: 'evc-mismatch' },
    ...source('cpu-incompatible', 0, 9),
  },
  {
    id: 'attached-device',
    stage: 'checks',
    changes: { failure: 'attached-device' },
    ...source('device-attached', 0, 9),
  },
  {
    id: 'memory-admission',
    stage: 'checks',
    changes: { 'vm.memoryReservation': 100, 'hosts.destinationMemory': 0 },
    ...source('insufficient-memory', 0, 9),
  },
  {
    id: 'vcenter-down-before',
    stage: 'checks',
    changes: { failure: 'vcenter-down', 'failure.at': 1 },
    ...source('vcenter-lost', 0, 9),
  },
  // While they connect (KB 321009: the first 10 %; RSS2: 10 or 14 %)
  {
    id: 'no-vmotion-network',
    stage: 'connect',
    changes: { failure: 'no-vmotion-network' },
    ...source('connection-failed', 10, 10),
  },
  {
    id: 'mtu-mismatch',
    stage: 'connect',
    changes: { failure: 'mtu-mismatch' },
    ...source('connection-lost', 10, 14),
  },
  {
    id: 'destination-memory',
    stage: 'copy',
    changes: { failure: 'destination-memory' },
    strikes: 'first-pass',
    ...source('destination-out-of-memory', 15, 65),
  },
  {
    id: 'destination-full',
    stage: 'copy',
    changes: { 'hosts.destinationMemory': 0.0625 },
    ...source('destination-out-of-memory', 15, 65),
  },
  {
    id: 'destination-cpu',
    stage: 'copy',
    changes: { failure: 'destination-cpu' },
    strikes: 'first-pass',
    ...source('connection-lost', 15, 65),
  },
  {
    id: 'link-cut-pre-copy',
    stage: 'copy',
    changes: { failure: 'link-cut' },
    strikes: 'first-pass',
    ...source('connection-lost', 15, 65),
  },
  {
    id: 'no-convergence',
    stage: 'copy',
    preset: 'no-convergence',
    changes: {},
    ...source('lack-of-forward-progress', 65, 70),
  },
  {
    id: 'vcenter-down',
    stage: 'copy',
    changes: { failure: 'vcenter-down' },
    strikes: 'first-pass',
    // The hosts complete it (OPV), but nobody moves the bar any more.
    expect: { ...COMPLETES.expect, percent: [15, 65] },
  },
  {
    id: 'latency-above-limit',
    stage: 'copy',
    preset: 'round-trip-44ms',
    changes: {},
    ...COMPLETES,
  },
  // In the switchover (KB 320352, KB 314376: about 70 %; FLO: 72 %)
  {
    id: 'switchover-too-long',
    stage: 'switchover',
    preset: 'vgpu-16gb-67',
    changes: {},
    ...source('maximum-switchover-time', 70, 72),
  },
  {
    id: 'checkpoint-too-big',
    stage: 'switchover',
    changes: { generation: '5.0', 'vm.deviceState': 20 },
    ...source('checkpoint-too-big', 70, 72),
  },
  {
    id: 'destination-dies-before',
    stage: 'switchover',
    changes: { failure: 'destination-dies' },
    strikes: 'stun',
    ...source('connection-lost', 70, 72),
  },
  {
    id: 'no-resume',
    stage: 'switchover',
    changes: { failure: 'no-resume' },
    ...source('destination-failed-to-resume', 72, 72),
  },
  {
    id: 'destination-dies-after',
    stage: 'after',
    changes: { failure: 'destination-dies' },
    strikes: 'after-resume',
    ...LOST,
  },
  {
    id: 'link-cut-page-in-file',
    stage: 'after',
    preset: 'quick-resume-41',
    changes: { failure: 'link-cut' },
    strikes: 'page-in',
    ...COMPLETES,
  },
  {
    id: 'link-cut-page-in',
    stage: 'after',
    changes: { failure: 'link-cut', generation: '6.7' },
    strikes: 'page-in',
    ...LOST,
  },
] as const satisfies readonly Entry[]

export type FailureCaseId = (typeof LIST)[number]['id']

export interface FailureCase extends Entry {
  readonly id: FailureCaseId
}

export const FAILURE_CASES: readonly FailureCase[] = LIST

export function failureCase(id: FailureCaseId): FailureCase {
  return FAILURE_CASES.find((candidate) => candidate.id === id)!
}
