/** When a failure on demand strikes, the middle of a part of the run as it goes without it; and which one a lost connection is due to. */
import type { Strike } from '../catalogue/failures.ts'
import type { FaultName } from '../engine/facts.ts'
import { MILLISECOND, SECOND } from '../engine/units.ts'
import type { Summary } from './summary.ts'

/** Seconds since the request, to the millisecond; undefined when the run never gets that far. */
export function strikeSeconds({ phases }: Summary, strike: Strike): number | undefined {
  const stun = phases.findIndex(({ kind }) => kind === 'switchover')
  const parts = {
    'first-pass': phases.find(({ kind }) => kind === 'pass'),
    stun: phases[stun],
    'page-in': phases.find(({ kind }) => kind === 'page-in'),
    'after-resume': stun < 0 ? undefined : phases[stun + 1],
  }
  const part = parts[strike]
  if (!part) return undefined
  return Math.round((part.start + part.end) / 2 / MILLISECOND) / (SECOND / MILLISECOND)
}

export type Silencer = Extract<
  FaultName,
  'link-cut' | 'destination-dies' | 'destination-cpu' | 'mtu-mismatch'
>
const SILENCERS: readonly FaultName[] = [
  'link-cut',
  'destination-dies',
  'destination-cpu',
  'mtu-mismatch',
] satisfies readonly Silencer[]

/**
 * What silenced the wire of a run that failed because nothing came through: the last failure that struck before the silence began. The
 * hosts see only the silence, whatever phase they are in. Undefined where it failed by something else, or never had a wire.
 */
export function silencedBy({ facts }: Pick<Summary, 'facts'>): Silencer | undefined {
  const failed = facts.find((fact) => fact.kind === 'migration-failed')
  if (failed?.reason !== 'connection-lost' && failed?.reason !== 'connection-failed')
    return undefined
  const since = facts.findLast(({ kind }) => kind === 'wire-stalled')?.at ?? Infinity
  const fact = facts.findLast(
    (each) => each.kind === 'fault-injected' && each.at <= since && SILENCERS.includes(each.fault),
  )
  return fact?.kind === 'fault-injected' ? (fact.fault as Silencer) : undefined
}
