/** The lines of the switchover and of what follows it, as far as the run came. */
import type { StunPart, StunPartName } from '../../engine/facts.ts'
import { SECOND, type Nanoseconds } from '../../engine/units.ts'
import { megabytesPerSecond, microsecondsOf, type FactOf, type Moments } from './moments.ts'
import type { Scribe } from './scribe.ts'

/** VMkernel says why pre-copy ends; between the first page and this line the logs are silent. */
export function tellStop(
  scribe: Scribe,
  test: FactOf<'convergence-test'>,
  bytesPerSecond: number,
): void {
  if (test.decision !== 'switchover' && test.decision !== 'quick-resume') return
  const pages = Math.round(test.pagesLeft)
  scribe.add('source', test.at, { kind: 'stop-modified', pages })
  scribe.add('source', test.at, {
    kind: 'stop-goal',
    pages,
    goalSeconds: Math.round(test.goalSeconds * 1e3) / 1e3,
    megabytesPerSecond: megabytesPerSecond(bytesPerSecond),
    // With nothing dirtied there is no ratio; what is printed then is not known, 0 is ours.
    percent: Math.floor(test.transmitToDirtyPercent ?? 0),
  })
}

/** Parts of the stun that ended by themselves; the limit cuts the others off. */
export function tellStun(scribe: Scribe, parts: readonly StunPart[], moments: Moments): void {
  const { stunBegan, failed, ready, bytesPerSecond } = moments
  if (stunBegan === undefined) return
  const ended = (name: StunPartName): Nanoseconds | undefined => {
    const end = parts.find(({ part }) => part === name)?.end
    return end !== undefined && (failed === undefined || end < failed.at) ? end : undefined
  }
  const [quiesced, checkpointed, sent] = [ended('quiesce'), ended('checkpoint'), ended('lastPages')]
  const rate = megabytesPerSecond(bytesPerSecond)
  scribe.enter('source', stunBegan, 'CHECKPT')
  scribe.add('destination', stunBegan, {
    kind: 'bandwidth',
    megabytesPerSecond: rate,
    phase: 'pre-copy',
  })
  if (quiesced !== undefined) {
    const { hosts, migrationId: id } = scribe.identity
    scribe.add('source', quiesced, { kind: 'stunned' })
    scribe.add('destination', quiesced, { kind: 'open', source: hosts.source.address(0), id })
    scribe.enter('destination', quiesced, 'CHECKPT')
    tellRemoteLog(scribe, moments, ready === undefined ? 0 : quiesced - ready.at)
  }
  if (sent !== undefined) {
    scribe.add('source', sent, { kind: 'sent-all', megabytesPerSecond: rate })
    scribe.add('destination', sent, { kind: 'paged-in' })
  }
  if (checkpointed !== undefined) {
    scribe.add('destination', checkpointed, { kind: 'dumper', version: 8 })
    scribe.enter('source', checkpointed, 'WAIT_HANDSHAKE')
  }
}

/** The source repeats what the destination told it, when it is over. */
function tellRemoteLog(scribe: Scribe, { resumed, failed }: Moments, waited: Nanoseconds): void {
  const at = resumed?.at ?? failed?.at
  if (at === undefined) return
  scribe.add('source', at, {
    kind: 'remote-wait',
    seconds: Math.round((waited / SECOND) * 100) / 100,
  })
  scribe.add('source', at, { kind: 'remote-log', text: 'Beginning checkpoint restore.' })
  scribe.add('source', at, { kind: 'remote-log', text: 'Switching to checkpoint state.' })
}

/** Where it resumes at the source, the lines of the failure say so. */
export function tellResumed(
  scribe: Scribe,
  { at, host, stunNanoseconds }: FactOf<'resumed'>,
): void {
  if (host === 'source') return
  scribe.add(host, at, { kind: 'unstunned', microseconds: microsecondsOf(stunNanoseconds) })
  scribe.finish('source', at)
  scribe.finish('destination', at)
}

export function tellPagedIn(scribe: Scribe, at: Nanoseconds, bytesPerSecond: number): void {
  const rate = megabytesPerSecond(bytesPerSecond)
  scribe.add('source', at, { kind: 'sent-all', megabytesPerSecond: rate }, 'inferred')
  scribe.add('destination', at, { kind: 'bandwidth', megabytesPerSecond: rate, phase: 'page-in' })
  scribe.add('destination', at, { kind: 'paged-in' })
}

/** The source's agents add up what the guest lost. */
export function tellCompleted(
  scribe: Scribe,
  at: Nanoseconds,
  { resumed, stoppedByTraces }: Moments,
): void {
  const { migrationId: id, hosts } = scribe.identity
  scribe.add('source', at, { kind: 'precopy-stun', microseconds: microsecondsOf(stoppedByTraces) })
  scribe.add(
    'source',
    at,
    { kind: 'unregister', unregister: 'true', type: 'MIGRATE_TYPE_VMOTION' },
    'inferred',
  )
  scribe.add('source', at, {
    kind: 'downtime',
    id,
    microseconds: microsecondsOf(resumed?.stunNanoseconds ?? 0),
  })
  scribe.add(
    'source',
    at,
    { kind: 'replication', what: 'end', world: hosts.source.leaderWorld, type: 1, event: 1 },
    'inferred',
  )
}
