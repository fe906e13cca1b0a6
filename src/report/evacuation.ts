/** An evacuation as small immutable JSON: each VM's numbers, the sum of them, and what other limits would have given. */
import type { AdmissionLimit, Limits } from '../engine/host/admission.ts'
import {
  evacuate,
  type EvacuatedVm,
  type EvacuationFact,
  type LoadStep,
} from '../engine/host/evacuation.ts'
import type { EvacuationRequest } from '../engine/host/evacuation-plan.ts'
import type { RunRecord } from '../engine/run-record.ts'
import type { LimitName, Phase, UncompletedReason } from '../engine/facts.ts'
import type { RunInput } from '../engine/scenario/scenario.ts'
import type { BytesPerSecond, Nanoseconds } from '../engine/units.ts'
import { toEnd, type Progress } from '../engine/work.ts'
import { worstWindow } from './guest-pain.ts'
import type { PreparedEvacuation } from './prepare-evacuation.ts'
import { outcomeOf, totalsOf } from './summarize.ts'
import type { Summary } from './summary.ts'

/** The outcome of one of the migrations; times since its own admission. */
export interface VmOutcome {
  readonly runHash: string
  readonly outcome: Summary['outcome']
  readonly failure: UncompletedReason | undefined
  readonly total: Nanoseconds
  readonly stun: { readonly start: Nanoseconds; readonly end: Nanoseconds }
  readonly phases: readonly Phase[]
  readonly passes: number
  readonly bytesSent: number
  /** Of them the frame buffer of a vGPU, which is none of the memory that `timesOver` counts. */
  readonly frameBufferBytes: number
  readonly timesOver: number
  readonly worstSecondGuestSpeed: number
  readonly sdpsEngaged: boolean
}

/** Where a migration is given up, there is no time at which it ends: its times are those of what was simulated. */
const HAS_END: Readonly<Record<VmOutcome['outcome'], boolean>> = {
  completed: true,
  failed: true,
  cancelled: true,
  'never-ends': false,
  unfinished: false,
}

/** Whether a migration with this outcome has come to an end. */
export const hasEnd = (outcome: VmOutcome['outcome']): boolean => HAS_END[outcome]

/** What becomes of the migration of a VM that does not leave. */
export type StayedOutcome = Exclude<VmOutcome['outcome'], 'completed'>

/** How many VMs stayed, by what became of their migration; none of a kind: no entry. */
export type Stayed = Readonly<Partial<Record<StayedOutcome, number>>>

export interface EvacuationTotals {
  /** As far as is simulated: until the last migration has ended, or was recognised as one that never does. */
  readonly end: Nanoseconds
  /** When the last VM has left; undefined where one stayed: the host is never empty, or it is not known where a VM is `unfinished`. */
  readonly emptyAfter: Nanoseconds | undefined
  readonly left: number
  /** When the last of those that left was gone; undefined where none left. */
  readonly lastLeft: Nanoseconds | undefined
  readonly stayed: Stayed
  /** How many waited, by the limit that held them last. */
  readonly waited: Readonly<Partial<Record<AdmissionLimit, number>>>
  readonly longestWait: Nanoseconds
  readonly mostAtOnce: number
  readonly bytesSent: number
  readonly longestStun: Nanoseconds
  readonly worstSecondGuestSpeed: number
  /** The least that a copying VM ever got; 6.0 and later support no less than 250 Mb/s (facts 1.7). */
  readonly leastShare: BytesPerSecond
}

export interface EvacuationSummary {
  readonly request: EvacuationRequest
  readonly limits: Limits
  readonly wire: BytesPerSecond
  readonly wireLimit: LimitName
  readonly vms: readonly EvacuatedVm<VmOutcome>[]
  readonly facts: readonly EvacuationFact[]
  readonly load: readonly LoadStep[]
  readonly totals: EvacuationTotals
}

/** The same numbers as in a summary, without what only the page of one run shows: this worker is small. */
function vmOutcome(record: RunRecord): VmOutcome {
  const { bytesSent, frameBufferBytes, timesOver } = totalsOf(record)
  const stun = record.phases.find(({ kind }) => kind === 'switchover')
  return {
    runHash: record.runHash,
    outcome: outcomeOf(record),
    failure: record.failure,
    total: record.end,
    stun: { start: stun?.start ?? 0, end: stun?.end ?? 0 },
    phases: record.phases,
    passes: record.passes.length,
    bytesSent,
    frameBufferBytes,
    timesOver,
    worstSecondGuestSpeed: toEnd(worstWindow(record)).share,
    sdpsEngaged: record.sdpsSince !== undefined,
  }
}

function stayedOf(vms: readonly EvacuatedVm<VmOutcome>[]): Stayed {
  const stayed: Partial<Record<StayedOutcome, number>> = {}
  for (const { result } of vms)
    if (result.outcome !== 'completed') stayed[result.outcome] = (stayed[result.outcome] ?? 0) + 1
  return stayed
}

function sumOf(
  vms: readonly EvacuatedVm<VmOutcome>[],
  load: readonly LoadStep[],
  end: Nanoseconds,
): EvacuationTotals {
  const waited: Partial<Record<AdmissionLimit, number>> = {}
  for (const { waitedFor } of vms)
    if (waitedFor !== undefined) waited[waitedFor] = (waited[waitedFor] ?? 0) + 1
  const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), 0)
  const least = (values: readonly number[], none: number) =>
    values.reduce((a, b) => Math.min(a, b), none)
  const shares = vms.flatMap((vm) => vm.shares.map(({ bytesPerSecond }) => bytesPerSecond))
  const left = vms.filter(({ result }) => result.outcome === 'completed')
  const lastLeft = left.length > 0 ? most(left.map(({ ended }) => ended)) : undefined
  return {
    end,
    emptyAfter: left.length === vms.length ? lastLeft : undefined,
    left: left.length,
    lastLeft,
    stayed: stayedOf(vms),
    waited,
    longestWait: most(vms.map(({ admitted, requested }) => admitted - requested)),
    mostAtOnce: most(load.map(({ running }) => running)),
    bytesSent: vms.reduce((sum, { result }) => sum + result.bytesSent, 0),
    longestStun: most(vms.map(({ result }) => result.stun.end - result.stun.start)),
    worstSecondGuestSpeed: least(
      vms.map(({ result }) => result.worstSecondGuestSpeed),
      1,
    ),
    leastShare: shares.length > 0 ? least(shares, Infinity) : 0,
  }
}

/** Runs one migration, in slices: `startRun`, or `startRunWith` where a model is left out. */
export type StartRun = (input: RunInput) => Generator<Progress, RunRecord>

/** `prepareEvacuation`: what is small enough for a worker does not bring its code. */
export type PrepareEvacuation = (request: EvacuationRequest) => PreparedEvacuation

/** The whole evacuation, in slices: the progress is that of all VMs together, `at` the time of the event that was reached. */
export function* runEvacuation(
  request: EvacuationRequest,
  start: StartRun,
  prepare: PrepareEvacuation,
): Generator<Progress, EvacuationSummary> {
  const { plan, tracker } = prepare(request)
  const { vms, facts, load, end } = yield* evacuate(plan, start, vmOutcome, tracker)
  const { limits, wire, wireLimit } = plan
  return { request, limits, wire, wireLimit, vms, facts, load, totals: sumOf(vms, load, end) }
}

/** The same host emptied with so many migrations at a time. */
export interface Alternative extends Pick<
  EvacuationTotals,
  'emptyAfter' | 'stayed' | 'longestStun' | 'worstSecondGuestSpeed'
> {
  readonly atOnce: number
}

export const SERIAL = 1
/** One after the other, and doublings up to twice what the table ever allows. */
export const ALTERNATIVES = [SERIAL, 2, 4, 8, 16] as const

/** The request with one limit in the place of all. */
export function withLimit(request: EvacuationRequest, atOnce: number): EvacuationRequest {
  const limits = { generation: atOnce, network: atOnce, host: atOnce, datastore: atOnce }
  return { ...request, limits }
}

/** `atOnce` takes the place of every limit of the table. */
export function* runAlternative(
  request: EvacuationRequest,
  atOnce: number,
  start: StartRun,
  prepare: PrepareEvacuation,
): Generator<Progress, Alternative> {
  const { totals } = yield* runEvacuation(withLimit(request, atOnce), start, prepare)
  const { emptyAfter, stayed, longestStun, worstSecondGuestSpeed } = totals
  return { atOnce, emptyAfter, stayed, longestStun, worstSecondGuestSpeed }
}
