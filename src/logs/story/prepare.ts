/** The lines before the first page: the request reaches both hosts, the migration is set up, the streams open. */
import type { Host } from '../../engine/facts.ts'
import { GENERATIONS } from '../../engine/generations/list.ts'
import type { LockState } from '../../engine/host/call.ts'
import { VMX_SPEC } from '../../engine/host/migration-spec.ts'
import { dueAt, type PrepareCall } from '../../engine/host/prepare-plan.ts'
import { vmxNumber } from '../../engine/host/vmx-states.ts'
import { encryptionOf } from '../../engine/network/encryption.ts'
import { MILLISECOND, type Nanoseconds } from '../../engine/units.ts'
import type { EntryWriter } from './entry-writer.ts'
import type { Moments } from './moments.ts'
import { writeStreams } from './streams.ts'

const REQUEST = {
  source: { method: 'PrepareSource', direction: 'to', state: 'READY', type: VMX_SPEC.type },
  destination: { method: 'PrepareDestination', direction: 'from', state: 'INIT', type: 2 },
} as const

/** Genuine lines of the preparation come from the source; what a destination writes is inferred from them. */
const confidenceAt = (host: Host) => (host === 'source' ? undefined : 'inferred')

/** From the migration spec to the streams. A host that was never asked writes nothing; only vSphere's write these, by vMotion's times. */
export function writePreparation(writer: EntryWriter, moments: Moments): void {
  const { specSent, ready, failed } = moments
  if (specSent === undefined) return
  const { path, vmid, migrationId: id } = writer.identity
  const over = failed?.at ?? Infinity
  /** At its time, unless it was over by then. */
  const write = (step: PrepareCall, line: (at: Nanoseconds) => void) => {
    const at = dueAt(step)
    if (at < over) line(at)
  }
  write('prepare-source-vmx', (at) => writeRequest(writer, 'source', at))
  const [from, to] = ['VM_STATE_ON', 'VM_STATE_EMIGRATING'] as const satisfies LockState[]
  write('emigrating', (at) => writer.add('source', at, { kind: 'vm-state', from, to }, 'inferred'))
  write('immigrating', (at) =>
    writer.add('destination', at, { kind: 'immigrating', id, path, vmid }),
  )
  write('prepare-destination-vmx', (at) => writeRequest(writer, 'destination', at))
  write('initiate-destination', (at) => writeTask(writer, 'destination', 'initiateDestination', at))
  write('initiate-destination-vmx', (at) => writeStart(writer, 'destination', at))
  write('initiate-source', (at) => writeTask(writer, 'source', 'initiateSource', at))
  write('initiate-source-vmx', (at) => writeStart(writer, 'source', at))
  if (ready === undefined) return
  writer.enterState('destination', ready.at, 'WAITING')
  writeStreams(writer, ready.at, ready.streams)
}

function writeRequest(writer: EntryWriter, host: Host, at: Nanoseconds): void {
  const { identity, scenario } = writer
  const { method, direction, state, type } = REQUEST[host]
  const { migrationId: id, uuid } = identity
  const addresses = addressesOf(writer)
  const ends = { ...addresses, id, uuid }
  const confidence = confidenceAt(host)
  const opId = identity.operation('vmx', host)
  const sequence = 10000 + (identity.draw(`${host} sequence`) % 900)
  const { priority, checksumMemory: checksum, maxDowntime, latencyAware } = VMX_SPEC
  writer.add(host, at, { kind: 'prepare', id, direction }, confidence)
  writer.add(host, at, { kind: 'payload', opId, sequence, method }, confidence)
  writer.add(
    host,
    at,
    { kind: 'xdr-spec', type, ...ends, priority, checksum, maxDowntime, latencyAware },
    confidence,
  )
  writer.add(
    host,
    at,
    { kind: 'request', direction, id, ...addresses, invalidates: host === 'source' },
    confidence,
  )
  const { number } = vmxNumber(scenario.generation, host, state)
  writer.add(host, at, { kind: 'info', state: number, ...ends, priority: 'high' }, confidence)
  writer.enterState(host, at, state)
}

function addressesOf({ identity: { hosts } }: EntryWriter): {
  readonly source: string
  readonly destination: string
} {
  return { source: hosts.source.addresses[0]!, destination: hosts.destination.addresses[0]! }
}

function writeTask(writer: EntryWriter, host: Host, method: string, at: Nanoseconds): void {
  const number = 100000000 + (writer.identity.draw(`${host} task`) % 900000000)
  // The genuine line is that of a destination.
  const confidence = host === 'source' ? 'inferred' : undefined
  writer.add(host, at, { kind: 'task', method, number }, confidence)
}

function writeStart(writer: EntryWriter, host: Host, at: Nanoseconds): void {
  const { identity, scenario } = writer
  const { network } = GENERATIONS[scenario.generation]
  const common = {
    role: host === 'source' ? 'Source' : 'Dest',
    id: identity.migrationId,
    ...addressesOf(writer),
    swap: 'SHARED',
  }
  const world = host === 'source' ? identity.hosts.destination.leaderWorld : 0
  const leader = identity.hosts[host].leaderWorld
  const encrypted = encryptionOf(scenario, network) === 'encrypted'
  const confidence = confidenceAt(host)
  writer.add(host, at, { kind: 'start', ...common, world }, confidence)
  // The wording of 8 is published for both sides.
  writer.add(host, at, { kind: 'start-8', ...common, world, leader, encrypted })
  writer.add(
    host,
    at + 3 * MILLISECOND,
    { kind: 'replication', what: 'start', world: leader, type: 1, event: 0 },
    confidence,
  )
}
