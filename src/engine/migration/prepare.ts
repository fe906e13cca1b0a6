/** Prepare: checks, migration spec to both hosts, masked VM and sockets at the destination (facts 1.5). */
import type { Fact } from '../facts.ts'
import type { Nanoseconds } from '../units.ts'
import { rateAt } from '../rate-schedule.ts'
import type { MigrationContext } from './context.ts'
import type { Ending } from './failure.ts'
import { interrupt, interruptionIn } from './interruption.ts'
import { addPhase } from './journal.ts'
import { stallsBetween, recordStalls } from './stalls.ts'
import { netTimeout } from './timeouts.ts'
import { conditionsAt } from './schedule.ts'
import type { Slices } from '../work.ts'

/** Facts of the way to a connection, as far as it was gone before `until`. */
export function recordPreparation(
  { journal, generation }: MigrationContext,
  until: Nanoseconds,
): void {
  const { checksEnd, specSent } = generation.timing
  const facts: Fact[] = [
    { kind: 'checks-passed', at: checksEnd },
    { kind: 'spec-sent', at: specSent },
  ]
  // The request is there, whatever else there is.
  journal.facts.push(
    { kind: 'migration-requested', at: 0 },
    ...facts.filter(({ at }) => at < until),
  )
}

/** A wire that is dead while they try is a fact of that moment, whether the cable is in again in time or not. */
export function recordDeadWire(context: MigrationContext, until: Nanoseconds): void {
  const { opensStreams } = context.generation.timing
  recordStalls(context, stallsBetween(context.schedule.wire, opensStreams, until))
}

/** When the hosts are connected: at once, or when a cable that was cut is in again; after `by` they have given up. */
export function connection(context: MigrationContext): {
  readonly at: Nanoseconds
  readonly by: Nanoseconds
} {
  const { scenario, generation, schedule } = context
  const { prepared, opensStreams } = generation.timing
  const rates = schedule.wire
  if (rateAt(rates, prepared) > 0) return { at: prepared, by: Infinity }
  const dead = rates.findLast(({ from }) => from <= prepared)!.from
  const at = rates.find(({ from, bytesPerSecond }) => from > prepared && bytesPerSecond > 0)?.from
  return { at: at ?? Infinity, by: Math.max(opensStreams, dead) + netTimeout(scenario) }
}

/** Returns when the copying may begin, or how the migration ended before. */
export function* prepare(
  context: MigrationContext,
): Slices<{ readonly prepared: Nanoseconds } | { readonly ending: Ending }> {
  const { journal, model, schedule } = context
  const { at: prepared } = connection(context)
  const broken = interruptionIn(context, 0, prepared)
  const end = broken?.at ?? prepared
  yield* model.runUntraced(end, 1, 1)
  recordPreparation(context, broken === undefined ? Infinity : end)
  recordDeadWire(context, end)
  addPhase(journal, 'prepare', 0, end)
  if (broken !== undefined) return { ending: yield* interrupt(context, broken) }
  const { streams, limitedBy, bytesPerSecond } = conditionsAt(schedule, prepared).bandwidth
  journal.facts.push(
    { kind: 'destination-ready', at: prepared, streams },
    { kind: 'bandwidth-limited', at: prepared, by: limitedBy, bytesPerSecond, streams },
  )
  return { prepared }
}
