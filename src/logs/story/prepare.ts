/** The lines before the first page: the request reaches both hosts, the migration is set up, streams find their worlds. */
import { GENERATIONS } from '../../engine/generations/list.ts'
import { PREPARED, SPEC_SENT } from '../../engine/migration/phase-times.ts'
import { encryptionOf } from '../../engine/network/encryption.ts'
import { MILLISECOND, type Nanoseconds } from '../../engine/units.ts'
import type { LogHost } from '../places.ts'
import { vmxState } from '../states.ts'
import type { Moments } from './moments.ts'
import type { Scribe } from './scribe.ts'
import { tellStreams } from './streams.ts'

const REQUEST = {
  source: { method: 'PrepareSource', direction: 'to' },
  destination: { method: 'PrepareDestination', direction: 'from' },
} as const

/** From the migration spec to the streams. A host that was never asked writes nothing. */
export function tellPreparation(scribe: Scribe, moments: Moments): void {
  const { specSent, ready, failed } = moments
  if (specSent === undefined) return
  const prepared = ready?.at ?? Math.min(specSent + PREPARED - SPEC_SENT, failed?.at ?? Infinity)
  const span = prepared - specSent
  tellRequest(scribe, 'source', specSent)
  scribe.add(
    'source',
    specSent + MILLISECOND,
    { kind: 'vm-state', from: 'VM_STATE_ON', to: 'VM_STATE_EMIGRATING' },
    'inferred',
  )
  const { path, vmid, migrationId: id } = scribe.identity
  scribe.add('destination', specSent + span * 0.3, { kind: 'immigrating', id, path, vmid })
  tellRequest(scribe, 'destination', specSent + span * 0.5)
  tellTask(scribe, 'destination', 'initiateDestination', specSent + span * 0.6)
  tellStart(scribe, 'destination', specSent + span * 0.7)
  tellTask(scribe, 'source', 'initiateSource', specSent + span * 0.9)
  tellStart(scribe, 'source', specSent + span * 0.95)
  if (ready === undefined) return
  scribe.enter('destination', ready.at, 'WAITING')
  tellStreams(scribe, ready.at, ready.streams)
}

function tellRequest(scribe: Scribe, host: LogHost, at: Nanoseconds): void {
  const { identity, version } = scribe
  const { method, direction } = REQUEST[host]
  const id = identity.migrationId
  const [source, destination] = addresses(scribe)
  const ends = { source, destination, id, uuid: identity.uuid }
  // Only the line of the source is published.
  const sure = host === 'source' ? undefined : 'inferred'
  const opId = `${identity.hex('task', 8)}-${identity.draw('task') % 90000}-auto-${identity.hex('session', 3)}-h5:70005734`
  const state = host === 'source' ? 'READY' : 'INIT'
  scribe.add(host, at, { kind: 'prepare', id, direction }, sure)
  scribe.add(
    host,
    at,
    { kind: 'payload', opId, sequence: 10000 + (identity.draw(`${host} sequence`) % 900), method },
    sure,
  )
  scribe.add(
    host,
    at,
    {
      kind: 'xdr-spec',
      type: host === 'source' ? 1 : 2,
      ...ends,
      priority: 'yes',
      checksum: 'no',
      maxDowntime: 0,
      latencyAware: 'yes',
    },
    sure,
  )
  scribe.add(
    host,
    at,
    { kind: 'request', direction, id, source, destination, invalidates: host === 'source' },
    sure,
  )
  scribe.add(
    host,
    at,
    { kind: 'info', state: vmxState(version, host, state).number, ...ends, priority: 'high' },
    sure,
  )
  scribe.enter(host, at, state)
}

function addresses({ identity }: Scribe): readonly [string, string] {
  return [identity.hosts.source.address(0), identity.hosts.destination.address(0)]
}

function tellTask(scribe: Scribe, host: LogHost, method: string, at: Nanoseconds): void {
  scribe.add(host, at, {
    kind: 'task',
    method,
    number: 100000000 + (scribe.identity.draw(`${host} task`) % 900000000),
  })
}

function tellStart(scribe: Scribe, host: LogHost, at: Nanoseconds): void {
  const { identity, scenario } = scribe
  const [source, destination] = addresses(scribe)
  const { network } = GENERATIONS[scenario.generation]
  const common = {
    role: host === 'source' ? 'Source' : 'Dest',
    id: identity.migrationId,
    source,
    destination,
    swap: 'SHARED',
  }
  const world = host === 'source' ? identity.hosts.destination.leaderWorld : 0
  const leader = identity.hosts[host].leaderWorld
  const encrypted = encryptionOf(scenario, network) === 'encrypted'
  // Of the destination, only the wording of 8 is published.
  const sure = host === 'source' ? undefined : 'inferred'
  scribe.add(host, at, { kind: 'start', ...common, world }, sure)
  scribe.add(host, at, { kind: 'start-8', ...common, world, leader, encrypted })
  scribe.add(
    host,
    at + 3 * MILLISECOND,
    { kind: 'replication', what: 'start', world: leader, type: 1, event: 0 },
    sure,
  )
}
