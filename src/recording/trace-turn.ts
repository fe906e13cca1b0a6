/**
 * Who installs the traces. A loose install keeps one vCPU busy while all others run (facts 3.3), where a group's clock
 * only knows the mean of its vCPUs: this gives each vCPU what it really got.
 */
import type { RunRecord } from '../engine/run-record.ts'
import { PAGES_PER_GIB, type Nanoseconds } from '../engine/units.ts'

export interface TraceTurn {
  readonly start: Nanoseconds
  readonly end: Nanoseconds
  readonly tracer: 'stop-based' | 'loose' | 'dirty-log'
  /** Stops of all vCPUs in a stop-based install: one for each GiB (inferred; facts 3.3 say only "in slices"). */
  readonly slices: number
  /** The vCPU that installs while the others run: the last one, which writes only if all do. −1: all share the work. */
  readonly installer: number
}

const PAGES_A_SLICE = PAGES_PER_GIB

/** The trace install of a run; undefined when it never came so far. */
export function traceTurn({
  facts,
  phases,
  workload,
}: Pick<RunRecord, 'facts' | 'phases' | 'workload'>): TraceTurn | undefined {
  const began = facts.find((fact) => fact.kind === 'trace-install-began')
  const phase = phases.find(({ kind }) => kind === 'trace')
  if (began === undefined || phase === undefined) return undefined
  const { start, end } = phase
  const stops = began.tracer === 'stop-based'
  const loose = began.tracer === 'loose'
  return {
    start,
    end,
    tracer: began.tracer,
    slices: !stops ? 0 : Math.max(1, Math.round(began.pages / PAGES_A_SLICE)),
    installer: loose ? workload.writers + workload.others - 1 : -1,
  }
}

/** Guest nanoseconds that a vCPU is ahead of the mean of its group, which has `vcpus`. */
export function aheadOfMean(
  turn: TraceTurn | undefined,
  vcpu: number,
  firstOfGroup: number,
  vcpus: number,
  time: Nanoseconds,
): Nanoseconds {
  if (turn === undefined || turn.installer < 0) return 0
  if (turn.installer < firstOfGroup || turn.installer >= firstOfGroup + vcpus) return 0
  const passed = Math.max(0, Math.min(time, turn.end) - turn.start)
  return vcpu === turn.installer ? -passed * (1 - 1 / vcpus) : passed / vcpus
}
