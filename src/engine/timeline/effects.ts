/** What became of each intervention, once the run is over, and the facts that say so. */
import { isUnending, type Fact, type UncompletedReason } from '../facts.ts'
import type { PassTable } from '../memory/pass-table.ts'
import { SHORTAGES, type Schedule, type Scheduled } from '../migration/schedule.ts'
import type { Effect } from '../scenario/intervention.ts'
import type { Nanoseconds } from '../units.ts'

/** What a run came to, as far as it decides about interventions. */
export interface Outcome {
  readonly end: Nanoseconds
  readonly failure: UncompletedReason | undefined
  /** When it failed: the cleanup is still to come. Undefined: it did not. */
  readonly failedAt: Nanoseconds | undefined
  /** Start of pass −1; undefined when it never came to that. */
  readonly copyFrom: Nanoseconds | undefined
  /** When something is copied for the first time: of a vGPU's frame buffer, before memory; undefined where it has none. */
  readonly frameBufferFrom: Nanoseconds | undefined
  readonly passes: readonly Pick<PassTable, 'row'>[]
  /** When the switchover was forced; undefined: it was not. */
  readonly forcedAt: Nanoseconds | undefined
}

/** When it takes effect: at its time, or when the resume fails that it stands for. */
function timeOf({ what }: Pick<Scheduled, 'what'>, { failure, failedAt }: Outcome): Nanoseconds {
  return what.at === Infinity && failure === 'destination-failed-to-resume' ? failedAt! : what.at
}

/** What became of one of them: each kind that depends on the run has its rule, all others count while the run lasts. */
export function effectOf(one: Pick<Scheduled, 'what' | 'idle'>, outcome: Outcome): Effect {
  const { what, idle } = one
  const at = timeOf(one, outcome)
  const { end, failure, failedAt, copyFrom, passes, forcedAt } = outcome
  // Left while it copies: a person could still have done it.
  if (at >= end && isUnending(failure)) return 'not-reached'
  if (what.kind === 'cancel' && failure === 'cancelled' && at === failedAt) return 'done'
  // A migration that has failed makes no further checks and opens no connections.
  if (what.kind === 'fail' && at > (failedAt ?? end)) return 'after-end'
  // What strikes at the very end took effect where the run ends by it.
  if (at >= end && at !== failedAt) return 'after-end'
  if (what.kind === 'fail' && idle) return 'nothing-changed'
  if (what.kind === 'fail') {
    const isLate = SHORTAGES.includes(what.fault) && at >= (passes.at(-1)?.row.end ?? Infinity)
    return isLate ? 'too-late' : 'done'
  }
  if (what.kind === 'cancel') return idle ? 'unheard' : 'too-late'
  if (what.kind !== 'switch-over') return idle ? 'nothing-changed' : 'done'
  if (at === forcedAt) return 'done'
  return at < (copyFrom ?? Infinity) ? 'too-early' : 'too-late'
}

/** The facts of one that took effect: the intervention itself unless it is a failure, and the failure that it causes. */
function factsOf(one: Scheduled, outcome: Outcome): Fact[] {
  const { what, from, fault } = one
  const at = timeOf(one, outcome)
  const struck: Fact[] = fault === undefined ? [] : [{ kind: 'fault-injected', at, fault }]
  if (what.kind === 'set') {
    const { parameter, value } = what
    return [{ kind: 'dial-turned', at, parameter, from: from!, to: value }, ...struck]
  }
  const isFailure =
    what.kind === 'fail' ||
    what.kind === 'cut-cable' ||
    what.kind === 'power-off-destination' ||
    what.kind === 'stop-vcenter'
  return isFailure ? struck : [{ kind: 'intervened', at, intervention: what.kind }, ...struck]
}

/** Where the wire carries more or less than before while pages are copied; what it carries at first is a fact of the connection. */
function bandwidthFacts(
  { conditions }: Schedule,
  { copyFrom = Infinity, frameBufferFrom = copyFrom, end }: Outcome,
): Fact[] {
  return conditions.flatMap(({ from: at, bandwidth }, index): Fact[] => {
    const before = conditions[index - 1]?.bandwidth
    if (before === undefined || at < Math.min(copyFrom, frameBufferFrom) || at >= end) return []
    const { limitedBy: by, bytesPerSecond, streams } = bandwidth
    if (before.bytesPerSecond === bytesPerSecond && before.limitedBy === by) return []
    return [{ kind: 'bandwidth-limited', at, by, bytesPerSecond, streams }]
  })
}

/** The effects of what a person does, in the order of the input's list, and the facts of all that did something. */
export function effectsOf(
  schedule: Schedule,
  outcome: Outcome,
): { readonly effects: readonly Effect[]; readonly facts: readonly Fact[] } {
  const effects: Effect[] = []
  const facts: Fact[] = []
  for (const one of schedule.interventions) {
    const effect = effectOf(one, outcome)
    if (one.index !== undefined) effects[one.index] = effect
    if (effect === 'done') facts.push(...factsOf(one, outcome))
  }
  return { effects, facts: [...facts, ...bandwidthFacts(schedule, outcome)] }
}
