/** Who calls whom in a run, in order of time. Times are those of facts; calls between facts are placed (inferred). */
import type { Host } from '../facts.ts'
import type { Nanoseconds } from '../units.ts'
import type { Call, Down, Draft } from './call.ts'
import { CALL_TABLE } from './call-table.ts'
import { copyCalls } from './calls-copy.ts'
import { endingCalls, faultCalls } from './calls-ending.ts'
import { prepareCalls, refusedCalls } from './calls-prepare.ts'
import { areLastPagesInferred, switchoverCalls } from './calls-switchover.ts'
import { hostOf } from './components.ts'
import type { FinishedRun } from './finished-run.ts'

export function callsOf(run: FinishedRun): readonly Call[] {
  const drafts = [
    ...faultCalls(run),
    ...prepareCalls(run),
    ...refusedCalls(run),
    ...copyCalls(run),
    ...switchoverCalls(run),
    ...endingCalls(run),
  ]
  // Stable: calls of one moment keep the order in which they are made.
  const sorted = drafts.sort((a, b) => a.at - b.at)
  const seen = new Map<string, number>()
  return silence(
    sorted.map((draft) => {
      const stem = draft.pass === undefined ? draft.name : `${draft.name}-${draft.pass}`
      const count = seen.get(stem) ?? 0
      seen.set(stem, count + 1)
      return finish(run, draft, count === 0 ? stem : `${stem}.${count}`)
    }),
  )
}

/** `run.stunParts` know how sure it is that the last pages go in the stun: from 7.0 U1 on that is inferred. */
function finish(run: FinishedRun, draft: Draft, id: string): Call {
  const [from, to, certain] = CALL_TABLE[draft.name]
  const confidence = draft.name === 'last-pages' && areLastPagesInferred(run) ? 'inferred' : certain
  return { effects: [], ...draft, id, from, to, confidence }
}

/** A component that is down makes no calls and changes nothing any more. */
function silence(calls: readonly Call[]): readonly Call[] {
  const downAt = (what: Down) =>
    calls.find(({ effects }) =>
      effects.some((effect) => effect.kind === 'down' && effect.what === what),
    )?.at ?? Infinity
  const down = {
    vcenter: downAt('vcenter'),
    source: downAt('source'),
    destination: downAt('destination'),
  }
  const isDead = (host: Host | undefined, at: Nanoseconds) => host !== undefined && at > down[host]
  return calls.map((call) => {
    const { from, to, at } = call
    const isVcenters = from === 'vpxd' || to === 'vpxd'
    // What VMkernel sends to a host that is gone, it sends all the same; vCenter's own calls find nobody.
    const unheard = (isVcenters && at > down.vcenter) || (isVcenters && isDead(hostOf(to), at))
    if (unheard || isDead(hostOf(from), at)) return { ...call, missing: true, effects: [] }
    const effects = call.effects.filter(
      (effect) => effect.kind === 'down' || !isDead(effect.side, at),
    )
    return effects.length === call.effects.length ? call : { ...call, effects }
  })
}
