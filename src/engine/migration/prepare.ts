/**
 * Prepare: checks, migration spec to both hosts, masked VM and sockets at the destination. No source gives durations;
 * all three are inferred (facts 8.5a) and never counted into a published comparison.
 */
import { nanosecondsFromSeconds, type Nanoseconds } from '../units.ts'
import type { MigrationContext } from './context.ts'
import { addPhase } from './journal.ts'

const SPEC_SECONDS = 0.6
const DESTINATION_SECONDS = 1.1

/** When the checks are through. */
export const CHECKS_END: Nanoseconds = nanosecondsFromSeconds(0.4)

export function* prepare({ journal, model, bandwidth }: MigrationContext): Generator<undefined, Nanoseconds> {
  const checked = CHECKS_END
  const specified = checked + nanosecondsFromSeconds(SPEC_SECONDS)
  const ready = specified + nanosecondsFromSeconds(DESTINATION_SECONDS)
  yield* model.runUntraced(ready, 1, 1)
  const { streams, limitedBy, bytesPerSecond } = bandwidth
  journal.facts.push(
    { kind: 'migration-requested', at: 0 },
    { kind: 'checks-passed', at: checked },
    { kind: 'spec-sent', at: specified },
    { kind: 'destination-ready', at: ready, streams },
    { kind: 'bandwidth-limited', at: ready, by: limitedBy, bytesPerSecond, streams },
  )
  addPhase(journal, 'prepare', 0, ready)
  return ready
}
