/** Why nothing comes through any more, in the words of a failure. Apart from `terms.ts`: the stage's first sentences need it. */
import type { FaultName } from '../engine/facts.ts'
import type { Summary } from '../report/summary.ts'

/** Failures that silence the wire, and how they are told afterwards. */
const SILENCED: Readonly<Partial<Record<FaultName, string>>> = {
  'link-cut': 'the cable was cut',
  'destination-dies': 'the destination host died',
  'destination-cpu': 'the destination lacked CPU',
  'mtu-mismatch': 'the path drops jumbo frames',
}

/**
 * "the destination host died": why nothing came through any more, in a run that failed by it. The hosts see only the silence,
 * whatever phase they are in; the last failure that struck before it began is behind it. Undefined where there is none.
 */
export function silenceCause({ facts }: Pick<Summary, 'facts'>): string | undefined {
  const failed = facts.find((fact) => fact.kind === 'migration-failed')
  if (!failed?.reason.startsWith('connection-')) return undefined
  const since = facts.findLast(({ kind }) => kind === 'wire-stalled')?.at ?? Infinity
  const told = facts.map((fact) =>
    fact.kind === 'fault-injected' && fact.at <= since ? SILENCED[fact.fault] : undefined,
  )
  return told.findLast((cause) => cause !== undefined)
}

/** The same to go behind the name of the failure: ": the destination host died"; empty without one. */
export function silenceText(summary: Pick<Summary, 'facts'>): string {
  const cause = silenceCause(summary)
  return cause === undefined ? '' : `: ${cause}`
}
