/** Which phase and which copy is under way at a moment. A copy is a pass, or the last pages in the stun or the page-in. */
import type { Phase } from '../engine/facts.ts'
import type { PassTable, Walk } from '../engine/memory/pass-table.ts'
import type { RunRecord } from '../engine/run-record.ts'
import { firstWhere, lastBegun } from '../engine/search.ts'
import type { Nanoseconds } from '../engine/units.ts'

/** The state of copying at a moment. */
export interface CopyMoment {
  /** Index of the pass that runs or ran last; −1 before pass −1 begins. */
  readonly passIndex: number
  /** True while that pass has not ended. */
  readonly inPass: boolean
  /** The last pages' walk, once it began. */
  readonly lastWalk: Walk | undefined
}

export function phaseAt(record: Pick<RunRecord, 'phases'>, time: Nanoseconds): Phase {
  const { phases } = record
  return phases[lastBegun(phases, time)]!
}

export function copyAt(record: RunRecord, time: Nanoseconds): CopyMoment {
  const { passes, lastWalk } = record
  const next = firstWhere(-1, passes.length, (index) => passes[index]!.walk.start > time)
  const pass: PassTable | undefined = passes[next - 1]
  return {
    passIndex: next - 1,
    inPass: pass !== undefined && time < pass.walk.end,
    lastWalk: lastWalk !== undefined && time >= lastWalk.start ? lastWalk : undefined,
  }
}
