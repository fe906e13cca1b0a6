/** Who calls whom in a run, in order of time. Times are those of facts; calls between facts are placed (inferred). */
import type { Call, Draft, Effect } from './call.ts'
import { CALL_TABLE } from './call-table.ts'
import { copyCalls } from './calls-copy.ts'
import { endingCalls, faultCalls } from './calls-ending.ts'
import { checkCalls, prepareCalls } from './calls-prepare.ts'
import { switchoverCalls } from './calls-switchover.ts'
import { hostOf } from './components.ts'
import type { FinishedRun } from './finished-run.ts'

export function callsOf(run: FinishedRun): readonly Call[] {
  const drafts = [
    ...faultCalls(run),
    ...checkCalls(run),
    ...prepareCalls(run),
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
      return finish(draft, count === 0 ? stem : `${stem}.${count}`)
    }),
  )
}

function finish(draft: Draft, id: string): Call {
  const [from, to, confidence] = CALL_TABLE[draft.name]
  return { effects: [], ...draft, id, from, to, confidence }
}

/** A component that is down makes no calls and changes nothing any more. */
function silence(calls: readonly Call[]): readonly Call[] {
  const downAt = (what: 'vcenter' | 'destination') =>
    calls.find(({ effects }) =>
      effects.some((effect) => effect.kind === 'down' && effect.what === what),
    )?.at ?? Infinity
  const [vcenter, destination] = [downAt('vcenter'), downAt('destination')]
  const touchesDestination = (effect: Effect) =>
    effect.kind !== 'down' && effect.side === 'destination'
  return calls.map((call) => {
    const unheard = call.at > vcenter && (call.from === 'vpxd' || call.to === 'vpxd')
    const dead = call.at > destination
    if (unheard || (dead && hostOf(call.from) === 'destination'))
      return { ...call, missing: true, effects: [] }
    return dead
      ? { ...call, effects: call.effects.filter((effect) => !touchesDestination(effect)) }
      : call
  })
}
