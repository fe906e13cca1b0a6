/** The moments of a run that lines depend on, found once in its facts. */
import { factOf, type FactOf } from '../../engine/host/finished-run.ts'
import type { Nanoseconds } from '../../engine/units.ts'
import type { LogSource } from '../line.ts'
import { nothingWasSent } from './failure-messages.ts'

export interface Moments {
  readonly specSent: Nanoseconds | undefined
  readonly ready: FactOf<'destination-ready'> | undefined
  readonly stunBegan: Nanoseconds | undefined
  readonly resumed: FactOf<'resumed'> | undefined
  readonly failed: FactOf<'migration-failed'> | undefined
  readonly stoppedByTraces: Nanoseconds
  readonly destinationDied: Nanoseconds | undefined
  readonly nothingSent: boolean
  /** Of the last pass, as the lines about the last pages print it. */
  readonly bytesPerSecond: number
}

export function findMoments(source: LogSource): Moments {
  const { facts } = source
  const died = facts.find(
    (fact) => fact.kind === 'fault-injected' && fact.fault === 'destination-dies',
  )
  const lastPass = facts.findLast(
    (fact): fact is FactOf<'pass-ended'> => fact.kind === 'pass-ended',
  )
  return {
    specSent: factOf(source, 'spec-sent')?.at,
    ready: factOf(source, 'destination-ready'),
    stunBegan: factOf(source, 'stun-began')?.at,
    resumed: factOf(source, 'resumed'),
    failed: factOf(source, 'migration-failed'),
    stoppedByTraces: factOf(source, 'trace-install-ended')?.stoppedNanoseconds ?? 0,
    destinationDied: died?.at,
    nothingSent: nothingWasSent(facts),
    bytesPerSecond:
      lastPass?.bytesPerSecond ?? factOf(source, 'bandwidth-limited')?.bytesPerSecond ?? 0,
  }
}

/** MB/s to three decimals, as the logs print them. That MB are 10⁶ bytes is inferred. */
export function megabytesPerSecond(bytesPerSecond: number): number {
  return Math.round(bytesPerSecond / 1e3) / 1e3
}

/** Whole microseconds, never −0. */
export function microsecondsOf(time: Nanoseconds): number {
  return Math.round(time / 1e3) + 0
}
