/** How a migration ends that does not succeed. Before the switchover the VM runs on at the source, whatever happens. */
import type { FailureReason, RunsOn, UncompletedReason, UnendingReason } from '../facts.ts'
import type { Walk } from '../memory/pass-table.ts'
import type { Nanoseconds } from '../units.ts'
import type { MigrationContext } from './context.ts'
import { addPhase } from './journal.ts'
import type { Slices } from '../work.ts'

/** What is known at the end of a migration, whether it succeeded or not. */
export interface Ending {
  readonly end: Nanoseconds
  readonly runsOn: RunsOn
  readonly failure: UncompletedReason | undefined
  /** The walk of the last pages, in the stun or in the page-in; undefined when it never began. */
  readonly lastWalk: Walk | undefined
  readonly lastWalkDuring: 'stun' | 'page-in'
  readonly remotePageFaults: number
}

/** Ends a migration that failed at `at`: the destination gives its memory back, the VM runs on at the source. */
export function* failOnSource(
  { model, journal, generation }: MigrationContext,
  at: Nanoseconds,
  reason: FailureReason,
  lastWalk?: Walk,
): Slices<Ending> {
  const end = at + generation.timing.cleanup
  yield* model.runUntraced(end, 1, 1)
  journal.facts.push({ kind: 'migration-failed', at, reason })
  addPhase(journal, 'cleanup', at, end)
  return {
    end,
    runsOn: 'source',
    failure: reason,
    lastWalk,
    lastWalkDuring: 'stun',
    remotePageFaults: 0,
  }
}

/** Leaves a migration at `at`, while it copies: nothing has failed, nothing is cleaned up, the VM runs on at the source. */
export function leaveCopying(
  { journal }: Pick<MigrationContext, 'journal'>,
  at: Nanoseconds,
  reason: UnendingReason,
  pass: number,
): Ending {
  journal.facts.push({ kind: 'left-copying', at, reason, pass })
  return {
    end: at,
    runsOn: 'source',
    failure: reason,
    lastWalk: undefined,
    lastWalkDuring: 'stun',
    remotePageFaults: 0,
  }
}
