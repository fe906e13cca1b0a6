/** Prepare: checks, migration spec to both hosts, masked VM and sockets at the destination (facts 1.5). */
import type { Nanoseconds } from '../units.ts'
import type { MigrationContext } from './context.ts'
import { addPhase } from './journal.ts'
import { CHECKS_END, PREPARED, SPEC_SENT } from './phase-times.ts'

export function* prepare({
  journal,
  model,
  bandwidth,
}: MigrationContext): Generator<undefined, Nanoseconds> {
  const { streams, limitedBy, bytesPerSecond } = bandwidth
  yield* model.runUntraced(PREPARED, 1, 1)
  journal.facts.push(
    { kind: 'migration-requested', at: 0 },
    { kind: 'checks-passed', at: CHECKS_END },
    { kind: 'spec-sent', at: SPEC_SENT },
    { kind: 'destination-ready', at: PREPARED, streams },
    { kind: 'bandwidth-limited', at: PREPARED, by: limitedBy, bytesPerSecond, streams },
  )
  addPhase(journal, 'prepare', 0, PREPARED)
  return PREPARED
}
