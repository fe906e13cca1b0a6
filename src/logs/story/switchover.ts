/** The lines of the switchover and of what follows it, as far as the run got. */
import type { StunPartName } from '../../engine/facts.ts'
import {
  handshakeWaitBegin,
  isCheckpointRefused,
  stunPartEnd,
} from '../../engine/host/calls-switchover.ts'
import type { FactOf } from '../../engine/host/finished-run.ts'
import { SECOND, type Nanoseconds } from '../../engine/units.ts'
import type { LogSource } from '../line.ts'
import type { EntryWriter } from './entry-writer.ts'
import { megabytesPerSecond, microsecondsOf, type Moments } from './moments.ts'

/** VMkernel logs why pre-copy ends; between the first page and this line the logs are silent. */
export function writePrecopyStop(
  writer: EntryWriter,
  test: FactOf<'convergence-test'>,
  bytesPerSecond: number,
): void {
  if (test.decision !== 'switchover' && test.decision !== 'quick-resume') return
  const pages = Math.round(test.pagesLeft)
  writer.add('source', test.at, { kind: 'stop-modified', pages })
  writer.add('source', test.at, {
    kind: 'stop-goal',
    pages,
    goalSeconds: Math.round(test.goalSeconds * 1e3) / 1e3,
    megabytesPerSecond: megabytesPerSecond(bytesPerSecond),
    // Where nothing was dirtied there is no ratio; what is printed then is not known, 0 is ours.
    percent: Math.floor(test.transmitToDirtyPercent ?? 0),
  })
}

/** Only parts of the stun that are done have lines: of the others the cut, or the failure after it, is all there is. */
export function writeStun(writer: EntryWriter, source: LogSource, moments: Moments): void {
  const { stunBegan, ready, bytesPerSecond } = moments
  if (stunBegan === undefined) return
  const ended = (name: StunPartName) => stunPartEnd(source, name)
  const [quiesced, checkpointed, sent] = [ended('quiesce'), ended('checkpoint'), ended('lastPages')]
  const rate = megabytesPerSecond(bytesPerSecond)
  writer.enterState('source', stunBegan, 'CHECKPT')
  writer.add('destination', stunBegan, {
    kind: 'bandwidth',
    megabytesPerSecond: rate,
    phase: 'pre-copy',
  })
  if (quiesced !== undefined) writer.add('source', quiesced, { kind: 'stunned' })
  if (quiesced !== undefined && !isCheckpointRefused(source)) {
    const { hosts, migrationId: id } = writer.identity
    writer.add('destination', quiesced, { kind: 'open', source: hosts.source.addresses[0]!, id })
    writer.enterState('destination', quiesced, 'CHECKPT')
    writeRemoteLog(writer, moments, ready === undefined ? 0 : quiesced - ready.at)
  }
  if (sent !== undefined) {
    writer.add('source', sent, { kind: 'sent-all', megabytesPerSecond: rate })
    writer.add('destination', sent, { kind: 'paged-in' })
  }
  if (checkpointed !== undefined)
    writer.add('destination', checkpointed, { kind: 'dumper', version: 8 })
  const waiting = handshakeWaitBegin(source)
  if (waiting !== undefined) writer.enterState('source', waiting, 'WAIT_HANDSHAKE')
}

/** The source logs what the destination reports to it, once it is over. */
function writeRemoteLog(
  writer: EntryWriter,
  { resumed, failed }: Moments,
  waited: Nanoseconds,
): void {
  const at = resumed?.at ?? failed?.at
  if (at === undefined) return
  writer.add('source', at, {
    kind: 'remote-wait',
    seconds: Math.round((waited / SECOND) * 100) / 100,
  })
  writer.add('source', at, { kind: 'remote-log', text: 'Beginning checkpoint restore.' })
  writer.add('source', at, { kind: 'remote-log', text: 'Switching to checkpoint state.' })
}

/** A resume at the source is among the lines of the failure. */
export function writeResume(
  writer: EntryWriter,
  { at, host, stunNanoseconds }: FactOf<'resumed'>,
): void {
  if (host === 'source') return
  writer.add(host, at, { kind: 'unstunned', microseconds: microsecondsOf(stunNanoseconds) })
  writer.finish('source', at)
  writer.finish('destination', at)
}

export function writePageInEnd(writer: EntryWriter, at: Nanoseconds, bytesPerSecond: number): void {
  const rate = megabytesPerSecond(bytesPerSecond)
  writer.add('source', at, { kind: 'sent-all', megabytesPerSecond: rate }, 'inferred')
  writer.add('destination', at, { kind: 'bandwidth', megabytesPerSecond: rate, phase: 'page-in' })
  writer.add('destination', at, { kind: 'paged-in' })
}

/** The agents of the source sum up what the guest lost. */
export function writeCompletion(
  writer: EntryWriter,
  at: Nanoseconds,
  { resumed, stoppedByTraces }: Moments,
): void {
  const { migrationId: id, hosts } = writer.identity
  writer.add('source', at, { kind: 'precopy-stun', microseconds: microsecondsOf(stoppedByTraces) })
  writer.add(
    'source',
    at,
    { kind: 'unregister', unregister: 'true', type: 'MIGRATE_TYPE_VMOTION' },
    'inferred',
  )
  writer.add('source', at, {
    kind: 'downtime',
    id,
    microseconds: microsecondsOf(resumed?.stunNanoseconds ?? 0),
  })
  writer.add(
    'source',
    at,
    { kind: 'replication', what: 'end', world: hosts.source.leaderWorld, type: 1, event: 1 },
    'inferred',
  )
}
