/** The end of a migration that succeeds: the source gives the VM's memory back. */
import type { Walk } from '../memory/pass-table.ts'
import type { Nanoseconds } from '../units.ts'
import type { Slices } from '../work.ts'
import type { MigrationContext } from './context.ts'
import type { Ending } from './failure.ts'
import { addPhase } from './journal.ts'

/** Everything is at the destination: source memory is freed. A destination that dies now takes the VM with it. */
export function* cleanUp(
  context: MigrationContext,
  start: Nanoseconds,
  lastWalk: Walk,
  lastWalkDuring: Ending['lastWalkDuring'],
  remotePageFaults: number,
): Slices<Ending> {
  const { model, journal, schedule, generation } = context
  const { destinationDies } = schedule
  const planned = start + generation.timing.cleanup
  const dies = destinationDies < planned
  const end = dies ? Math.max(start, destinationDies) : planned
  yield* model.runUntraced(end, 1, 1)
  addPhase(journal, 'cleanup', start, end)
  journal.facts.push(
    dies
      ? { kind: 'migration-failed', at: end, reason: 'vm-lost' }
      : { kind: 'migration-completed', at: end },
  )
  return {
    end,
    runsOn: dies ? 'lost' : 'destination',
    failure: dies ? 'vm-lost' : undefined,
    lastWalk,
    lastWalkDuring,
    remotePageFaults,
  }
}
