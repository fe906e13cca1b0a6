/** What ends a migration from outside before its time: a person cancels it, or who is needed for it is gone. */
import type { FailureReason } from '../facts.ts'
import type { Nanoseconds } from '../units.ts'
import type { MigrationContext } from './context.ts'
import { failOnSource, type Ending } from './failure.ts'
import { addPhase } from './journal.ts'
import type { Slices } from '../work.ts'

export interface Interruption {
  readonly at: Nanoseconds
  readonly reason: Extract<
    FailureReason,
    'cancelled' | 'source-host-lost' | 'vcenter-lost' | 'destination-not-responding'
  >
}

/**
 * The first interruption in `from` … `to`, without `to`. A cancel counts until the stun begins (`cancellable`); that it
 * comes too late afterwards is inferred: the VM state is on its way then.
 */
export function interruptionIn(
  { schedule }: Pick<MigrationContext, 'schedule'>,
  from: Nanoseconds,
  to: Nanoseconds,
  cancellable = true,
): Interruption | undefined {
  const { sourceDies, cancels, orphaned } = schedule
  const cancel = cancellable ? (cancels.find((at) => at >= from) ?? Infinity) : Infinity
  const at = Math.min(cancel, Math.max(from, sourceDies))
  if (orphaned !== undefined && orphaned.at >= from && orphaned.at < Math.min(at, to))
    return orphaned
  if (at >= to) return undefined
  return { at, reason: sourceDies <= at ? 'source-host-lost' : 'cancelled' }
}

/** Ends the migration at the interruption, to which all has run and of which the phases are written down. */
export function* interrupt(
  context: MigrationContext,
  { at, reason }: Interruption,
  lost: Pick<Ending, 'lastWalk' | 'lastWalkDuring'> = {
    lastWalk: undefined,
    lastWalkDuring: 'stun',
  },
): Slices<Ending> {
  if (reason !== 'source-host-lost') return yield* failOnSource(context, at, reason)
  const { model, journal, generation } = context
  // The VM ran there, or needed pages that were there alone: it stops with its host.
  const end = at + generation.timing.cleanup
  yield* model.runUntraced(end, 0, 0)
  journal.facts.push({ kind: 'migration-failed', at, reason })
  addPhase(journal, 'cleanup', at, end)
  return { end, runsOn: 'lost', failure: reason, ...lost, remotePageFaults: 0 }
}
