/** The lines of a migration that failed: first VMkernel, then the VMX with its message, then hostd with the fault. */
import type { FailureReason, Host } from '../../engine/facts.ts'
import { GENERATIONS } from '../../engine/generations/list.ts'
import type { LockState } from '../../engine/host/call.ts'
import { checkpointLimit } from '../../engine/migration/checkpoint-limit.ts'
import { MILLISECOND, type Nanoseconds } from '../../engine/units.ts'
import type { LogEvent } from '../kinds/all.ts'
import { isSeen } from '../kinds/version-ranges.ts'
import type { EntryWriter } from './entry-writer.ts'
import { failureMessages } from './failure-messages.ts'
import { ipInHex, type FailureMessages, type Status } from './failure-words.ts'
import { microsecondsOf, type Moments } from './moments.ts'

export function writeFailure(
  writer: EntryWriter,
  at: Nanoseconds,
  reason: FailureReason,
  moments: Moments,
): void {
  const resumedAtDestination = moments.resumed?.host === 'destination'
  const messages = failureMessages(reason, {
    version: writer.version,
    migrationId: writer.identity.migrationId,
    sourceAddress: writer.identity.hosts.source.addresses[0]!,
    address: writer.identity.hosts.destination.addresses[0]!,
    checkpointLimit: checkpointLimit(writer.scenario, GENERATIONS[writer.scenario.generation]),
    maxSwitchoverSeconds: writer.scenario['vmotion.maxSwitchoverSeconds'],
    duringSwitchover: moments.stunBegan !== undefined,
    nothingSent: moments.nothingSent,
  })
  if (messages === undefined || moments.specSent === undefined) return
  writeVmkernel(writer, at, reason, messages)
  if (resumedAtDestination) return
  const after = at + 5 * MILLISECOND
  writeVmx(writer, after, reason, messages)
  if (moments.resumed !== undefined) {
    const microseconds = microsecondsOf(moments.resumed.stunNanoseconds)
    writer.add('source', after, { kind: 'unstunned', microseconds })
  }
  writeHostd(writer, after + 3 * MILLISECOND, messages)
  writeDestinationVmx(writer, after, messages)
}

function writeVmkernel(
  writer: EntryWriter,
  at: Nanoseconds,
  reason: FailureReason,
  messages: FailureMessages,
): void {
  const seconds = writer.scenario['vmotion.maxSwitchoverSeconds']
  if (reason === 'maximum-switchover-time') {
    writer.add('source', at, { kind: 'limit-source', seconds }, 'inferred')
    writer.add('destination', at, { kind: 'limit-destination', seconds }, 'inferred')
    writer.add('source', at, { kind: 'stream-end-failed', why: messages.source?.why ?? '' })
  }
  for (const host of ['source', 'destination'] as const) {
    const status = messages[host]
    if (status === undefined) continue
    if (status.code === '0xbad003f') writer.add(host, at, { kind: 'keepalive', why: status.why })
    writeStatus(writer, host, at, status, messages.verified)
  }
  if (reason === 'maximum-switchover-time')
    writer.add('source', at + 15 * MILLISECOND, { kind: 'vmx-failure' })
}

function writeStatus(
  writer: EntryWriter,
  host: Host,
  at: Nanoseconds,
  { why, code, seen }: Status,
  verified: boolean,
): void {
  const place = `0x4180${writer.identity.hex(`${host} place`, 8)}`
  writer.add(
    host,
    at,
    { kind: 'failed', why, spaced: writer.version >= 5, code, place },
    verified && isSeen(writer.version, seen) ? undefined : 'inferred',
  )
}

/** The VMX gives up, keeps the message, and lets the VM run on. */
function writeVmx(
  writer: EntryWriter,
  at: Nanoseconds,
  reason: FailureReason,
  { source, message }: FailureMessages,
): void {
  const { migrationId: id, hosts } = writer.identity
  if (reason === 'connection-lost' && source !== undefined) {
    const address = ipInHex(hosts.source.addresses[0]!)
    writer.add('source', at, { kind: 'vob-keepalive', address, id, why: source.why })
  }
  writer.finish('source', at)
  writer.add('source', at, { kind: 'config-writable', value: 'FALSE' })
  writer.add('source', at, { kind: 'failure-list', text: 'switching to new log file.' })
  writer.add('source', at, { kind: 'failure-list', text: 'Now in new log file.' })
  writer.add('source', at, { kind: 'caching' })
  const { key, text, seen } = message
  const confidence = isSeen(writer.version, seen) ? undefined : 'inferred'
  // The genuine one of a source is of 6.5 (KB 308477).
  const posted = isSeen(writer.version, [6]) ? confidence : 'inferred'
  writer.add('source', at, { kind: 'msg-post', level: 'Error' }, posted)
  writer.add('source', at, { kind: 'message', key, text }, confidence)
  writer.add('source', at, { kind: 'rollback' })
}

/** The order of KB 308477, where a destination waits for data in vain. */
function writeDestinationVmx(
  writer: EntryWriter,
  at: Nanoseconds,
  { destination, destinationPost: post }: FailureMessages,
): void {
  writer.finish('destination', at)
  if (post === undefined || destination === undefined) return
  const { code, why } = destination
  const confidence = isSeen(writer.version, post.seen) ? undefined : 'inferred'
  const add = (event: LogEvent) => writer.add('destination', at, event, confidence)
  add({
    kind: 'set-failure',
    why: `Failed waiting for data. Error ${code.slice(2)}. ${why}.`,
  })
  add({ kind: 'cleaning-up' })
  if (writer.version < 7) writer.enterState('destination', at, 'NONE')
  add({ kind: 'msg-post', level: 'Error' })
  add(post.event)
  add({
    kind: 'message',
    key: 'msg.moduletable.powerOnFailed',
    text: 'Module Migrate power on failed.',
  })
}

function writeHostd(writer: EntryWriter, at: Nanoseconds, { message }: FailureMessages): void {
  const confidence = isSeen(writer.version, message.seenInFault) ? undefined : 'inferred'
  const fault = 'vim.fault.GenericVmConfigFault'
  writer.add('source', at, {
    kind: 'unregister',
    unregister: 'false',
    type: 'MIGRATE_TYPE_VMOTION',
  })
  writer.add('source', at, { kind: 'fault', fault }, confidence)
  writer.add(
    'source',
    at,
    { kind: 'fault-cause', fault: 'vmodl.MethodFault', value: 'null,' },
    confidence,
  )
  writer.add('source', at, { kind: 'fault-key', key: message.key }, confidence)
  writer.add('source', at, { kind: 'fault-message', text: `"${message.text}",` }, confidence)
  writer.add('source', at, { kind: 'fault-reason', text: `"${message.text}",` }, confidence)
  writer.add('source', at, { kind: 'fault-end' }, confidence)
  const [from, to] = ['VM_STATE_EMIGRATING', 'VM_STATE_ON'] as const satisfies LockState[]
  writer.add('source', at + 3 * MILLISECOND, { kind: 'vm-state', from, to })
}
