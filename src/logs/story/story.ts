/** From facts to log entries, in order of time. Most facts leave no line: VMkernel logs no pass. */
import type { Fact } from '../../engine/facts.ts'
import { MILLISECOND } from '../../engine/units.ts'
import type { LogEntry, LogSource } from '../line.ts'
import type { Identity } from '../records/identity.ts'
import { createEntryWriter, type EntryWriter } from './entry-writer.ts'
import { writeFailure } from './failure.ts'
import { findMoments, type Moments } from './moments.ts'
import { writePreparation } from './prepare.ts'
import {
  writeCompletion,
  writePageInEnd,
  writePrecopyStop,
  writeResume,
  writeStun,
} from './switchover.ts'

export function logEntries(source: LogSource, version: number, identity: Identity): LogEntry[] {
  const { scenario } = source.input
  const moments = findMoments(source)
  const writer = createEntryWriter(version, scenario, identity)
  if (moments.destinationDied !== undefined) writer.silence('destination', moments.destinationDied)
  for (const fact of source.facts) writeFact(writer, fact, source, moments)
  const last = Math.max(source.facts.at(-1)?.at ?? 0, endOfFailure(moments))
  return writer.entries
    .map((entry) => ({ ...entry, at: Math.round(Math.min(entry.at, last)) }))
    .sort((a, b) => a.at - b.at)
}

/** The logs of a failed run go on for a few milliseconds. */
function endOfFailure({ failed }: Moments): number {
  return failed === undefined ? 0 : failed.at + 20 * MILLISECOND
}

function writeFact(writer: EntryWriter, fact: Fact, source: LogSource, moments: Moments): void {
  switch (fact.kind) {
    case 'spec-sent':
      return writePreparation(writer, moments)
    case 'trace-install-began':
      return writer.enterState('source', fact.at, 'PRECOPY')
    case 'pass-began':
      return writer.enterState('destination', fact.at, 'PRECOPY')
    case 'convergence-test':
      return writePrecopyStop(writer, fact, moments.bytesPerSecond)
    case 'stun-began':
      return writeStun(writer, source, moments)
    case 'resumed':
      return writeResume(writer, fact)
    case 'destination-low-on-memory':
      return writer.add('destination', fact.at, {
        kind: 'low-memory',
        world: writer.identity.hosts.destination.firstHelperWorld,
        seconds: Math.round(fact.waitedNanoseconds / MILLISECOND) / 1e3,
      })
    case 'wire-stalled': {
      // Before there are streams, nothing waits to be transmitted.
      if (moments.ready === undefined) return undefined
      const end = fact.at + fact.timeoutNanoseconds
      const milliseconds = Math.round(fact.timeoutNanoseconds / MILLISECOND)
      return writer.add('source', end, { kind: 'transmit-timeout', milliseconds })
    }
    case 'page-in-ended':
      return writePageInEnd(writer, fact.at, moments.bytesPerSecond)
    case 'migration-completed':
      return writeCompletion(writer, fact.at, moments)
    case 'migration-failed':
      return writeFailure(writer, fact.at, fact.reason, moments)
    case 'migration-requested':
    case 'checks-passed':
    case 'destination-ready':
    case 'bandwidth-limited':
    // No line of it is known.
    case 'frame-buffer-began':
    case 'frame-buffer-copied':
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
    case 'announcement-lost':
    case 'left-copying':
      return undefined
  }
}
