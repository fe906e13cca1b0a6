/** From facts to what the logs tell of them, in order of time. Most facts leave no line: VMkernel logs no pass. */
import type { Fact } from '../../engine/facts.ts'
import { MILLISECOND } from '../../engine/units.ts'
import type { Identity } from '../identity.ts'
import type { LogSource } from '../line.ts'
import { tellFailure } from './failure.ts'
import { findMoments, type Moments } from './moments.ts'
import { tellPreparation } from './prepare.ts'
import { createScribe, type LogEntry, type Scribe } from './scribe.ts'
import { tellCompleted, tellPagedIn, tellResumed, tellStop, tellStun } from './switchover.ts'

export function tell(source: LogSource, version: number, identity: Identity): LogEntry[] {
  const { scenario } = source.input
  const moments = findMoments(source)
  const scribe = createScribe(version, scenario, identity)
  if (moments.destinationDied !== undefined) scribe.silence('destination', moments.destinationDied)
  for (const fact of source.facts) tellFact(scribe, fact, source, moments)
  const last = source.facts.at(-1)?.at ?? 0
  return scribe.entries
    .map((entry) => ({
      ...entry,
      at: Math.round(Math.min(entry.at, Math.max(last, lastWord(moments)))),
    }))
    .sort((a, b) => a.at - b.at)
}

/** The logs of a failed run go on for a few milliseconds. */
function lastWord({ failed }: Moments): number {
  return failed === undefined ? 0 : failed.at + 20 * MILLISECOND
}

function tellFact(scribe: Scribe, fact: Fact, { stunParts }: LogSource, moments: Moments): void {
  switch (fact.kind) {
    case 'spec-sent':
      return tellPreparation(scribe, moments)
    case 'trace-install-began':
      return scribe.enter('source', fact.at, 'PRECOPY')
    case 'pass-began':
      return scribe.enter('destination', fact.at, 'PRECOPY')
    case 'convergence-test':
      return tellStop(scribe, fact, moments.bytesPerSecond)
    case 'stun-began':
      return tellStun(scribe, stunParts, moments)
    case 'resumed':
      return tellResumed(scribe, fact)
    case 'destination-low-on-memory':
      return scribe.add('destination', fact.at, {
        kind: 'low-memory',
        world: scribe.identity.hosts.destination.firstHelperWorld,
        seconds: Math.round(fact.waitedNanoseconds / MILLISECOND) / 1e3,
      })
    case 'wire-stalled': {
      // Before there are streams, nothing waits to be transmitted.
      if (moments.ready === undefined) return undefined
      const end = fact.at + fact.timeoutNanoseconds
      const milliseconds = Math.round(fact.timeoutNanoseconds / MILLISECOND)
      return scribe.add('source', end, { kind: 'transmit-timeout', milliseconds })
    }
    case 'page-in-ended':
      return tellPagedIn(scribe, fact.at, moments.bytesPerSecond)
    case 'migration-completed':
      return tellCompleted(scribe, fact.at, moments)
    case 'migration-failed':
      return tellFailure(scribe, fact.at, fact.reason, moments)
    case 'migration-requested':
    case 'checks-passed':
    case 'destination-ready':
    case 'bandwidth-limited':
    case 'trace-install-ended':
    case 'pass-ended':
    case 'sdps-check':
    case 'sdps-engaged':
    case 'sdps-sleep':
    case 'cpu-throttled':
    case 'stun-part':
    case 'fault-injected':
    case 'intervened':
    case 'dial-turned':
    case 'changed-file-used':
    case 'page-in-began':
    case 'network-announced':
      return undefined
  }
}
