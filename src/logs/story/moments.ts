/** The moments of a run that lines hang on, found once in its facts. */
import type { Fact, FactKind } from '../../engine/facts.ts'
import type { Nanoseconds } from '../../engine/units.ts'
import type { LogSource } from '../line.ts'

export type FactOf<Kind extends FactKind> = Extract<Fact, { readonly kind: Kind }>

export interface Moments {
  readonly specSent: Nanoseconds | undefined
  readonly ready: FactOf<'destination-ready'> | undefined
  readonly stunBegan: Nanoseconds | undefined
  readonly resumed: FactOf<'resumed'> | undefined
  readonly pageIn: FactOf<'page-in-began'> | undefined
  readonly failed: FactOf<'migration-failed'> | undefined
  readonly stoppedByTraces: Nanoseconds
  readonly destinationDied: Nanoseconds | undefined
  /** Of the last pass; what the lines about the last pages print. */
  readonly bytesPerSecond: number
}

function first<Kind extends FactKind>(
  facts: readonly Fact[],
  kind: Kind,
): FactOf<Kind> | undefined {
  return facts.find((fact): fact is FactOf<Kind> => fact.kind === kind)
}

export function findMoments({ facts }: LogSource): Moments {
  const died = facts.find(
    (fact) => fact.kind === 'fault-injected' && fact.fault === 'destination-dies',
  )
  const lastPass = facts.findLast(
    (fact): fact is FactOf<'pass-ended'> => fact.kind === 'pass-ended',
  )
  return {
    specSent: first(facts, 'spec-sent')?.at,
    ready: first(facts, 'destination-ready'),
    stunBegan: first(facts, 'stun-began')?.at,
    resumed: first(facts, 'resumed'),
    pageIn: first(facts, 'page-in-began'),
    failed: first(facts, 'migration-failed'),
    stoppedByTraces: first(facts, 'trace-install-ended')?.stoppedNanoseconds ?? 0,
    destinationDied: died?.at,
    bytesPerSecond:
      lastPass?.bytesPerSecond ?? first(facts, 'bandwidth-limited')?.bytesPerSecond ?? 0,
  }
}

/** As the logs print it. That MB are 10⁶ bytes is inferred; three decimals. */
export function megabytesPerSecond(bytesPerSecond: number): number {
  return Math.round(bytesPerSecond / 1e3) / 1e3
}

/** Nanoseconds to whole microseconds; never −0. */
export function microsecondsOf(time: Nanoseconds): number {
  return Math.round(time / 1e3) + 0
}
