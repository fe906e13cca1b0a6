/** What the interventions of a run did, once it is over: an effect each, and the facts that tell of them. */
import type { Fact } from '../facts.ts'
import type { Effect } from '../scenario/intervention.ts'
import type { Nanoseconds } from '../units.ts'
import type { Plan, Timeline } from './timeline.ts'

/** What happened of the things that a person asks for. */
export interface Granted {
  readonly end: Nanoseconds
  /** Start of pass −1; undefined when it never came to that. */
  readonly copyFrom: Nanoseconds | undefined
  readonly cancelledAt: Nanoseconds | undefined
  readonly switchedOverAt: Nanoseconds | undefined
}

function effectOf({ what, idle }: Plan, granted: Granted): Effect {
  const { at } = what
  const ended = at >= granted.end
  if (what.kind === 'cancel' && at === granted.cancelledAt) return 'done'
  if (ended) return 'after-end'
  if (what.kind === 'cancel') return 'too-late'
  if (what.kind !== 'switch-over') return idle ? 'nothing-changed' : 'done'
  if (at === granted.switchedOverAt) return 'done'
  return at < (granted.copyFrom ?? Infinity) ? 'too-early' : 'too-late'
}

/** Told as the failure that it is. */
function isFault({ what: { kind } }: Plan): boolean {
  return kind === 'cut-cable' || kind === 'power-off-destination' || kind === 'stop-vcenter'
}

function factOf({ what, from }: Plan): Fact {
  if (what.kind !== 'set') return { kind: 'intervened', at: what.at, action: what.kind }
  const { at, parameter, value } = what
  return { kind: 'dial-turned', at, parameter, from: from!, to: value }
}

/** The effects in the order of the input's list, and the facts of those that did something. */
export function effectsOf(
  { plans, conditions, faults }: Timeline,
  granted: Granted,
): { readonly effects: readonly Effect[]; readonly facts: readonly Fact[] } {
  const effects: Effect[] = []
  const facts: Fact[] = []
  for (const plan of plans) {
    const effect = effectOf(plan, granted)
    effects[plan.index] = effect
    if (effect === 'done' && !isFault(plan)) facts.push(factOf(plan))
  }
  for (const { at, name } of faults)
    if (at < granted.end) facts.push({ kind: 'fault-injected', at, fault: name })
  for (const [index, { from: at, bandwidth }] of conditions.entries()) {
    const before = conditions[index - 1]?.bandwidth
    // What the wire carries when the connection is made is told there.
    if (before === undefined || at < (granted.copyFrom ?? Infinity) || at >= granted.end) continue
    if (
      before.bytesPerSecond === bandwidth.bytesPerSecond &&
      before.limitedBy === bandwidth.limitedBy
    )
      continue
    const { limitedBy: by, bytesPerSecond, streams } = bandwidth
    facts.push({ kind: 'bandwidth-limited', at, by, bytesPerSecond, streams })
  }
  return { effects, facts }
}
