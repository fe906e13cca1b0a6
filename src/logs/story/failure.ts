/** The lines of a migration that failed: first VMkernel, then the VMX with its message, then hostd with the fault. */
import type { FailureReason } from '../../engine/facts.ts'
import { MILLISECOND, type Nanoseconds } from '../../engine/units.ts'
import { failureLines, type FailureLines, type Status } from '../failures.ts'
import type { LogHost } from '../places.ts'
import { microsecondsOf, type Moments } from './moments.ts'
import type { Scribe } from './scribe.ts'

export function tellFailure(
  scribe: Scribe,
  at: Nanoseconds,
  reason: FailureReason,
  moments: Moments,
): void {
  const resumedThere = moments.resumed?.host === 'destination'
  const lines = failureLines(reason, {
    version: scribe.version,
    address: scribe.identity.hosts.destination.address(0),
    maxSwitchoverSeconds: scribe.scenario['vmotion.maxSwitchoverSeconds'],
    duringSwitchover: moments.stunBegan !== undefined,
  })
  if (lines === undefined || moments.specSent === undefined) return
  tellKernel(scribe, at, reason, lines)
  if (resumedThere) return
  const after = at + 5 * MILLISECOND
  tellVmx(scribe, after, reason, lines)
  if (moments.resumed !== undefined) {
    const microseconds = microsecondsOf(moments.resumed.stunNanoseconds)
    scribe.add('source', after, { kind: 'unstunned', microseconds })
  }
  tellAgent(scribe, after + 3 * MILLISECOND, lines)
  scribe.finish('destination', after)
}

function tellKernel(
  scribe: Scribe,
  at: Nanoseconds,
  reason: FailureReason,
  lines: FailureLines,
): void {
  const seconds = scribe.scenario['vmotion.maxSwitchoverSeconds']
  if (reason === 'maximum-switchover-time') {
    scribe.add('source', at, { kind: 'limit-source', seconds }, 'inferred')
    scribe.add('destination', at, { kind: 'limit-destination', seconds }, 'inferred')
    scribe.add('source', at, { kind: 'stream-end-failed', why: lines.source?.why ?? '' })
  }
  for (const host of ['source', 'destination'] as const) {
    const status = lines[host]
    if (status === undefined) continue
    if (status.code === '0xbad003f') scribe.add(host, at, { kind: 'keepalive', why: status.why })
    tellStatus(scribe, host, at, status, lines.verified)
  }
  if (reason === 'maximum-switchover-time')
    scribe.add('source', at + 15 * MILLISECOND, { kind: 'vmx-failure' })
}

function tellStatus(
  scribe: Scribe,
  host: LogHost,
  at: Nanoseconds,
  { why, code }: Status,
  verified: boolean,
): void {
  const place = `0x4180${scribe.identity.hex(`${host} place`, 8)}`
  scribe.add(
    host,
    at,
    { kind: 'failed', why, spaced: scribe.version >= 5, code, place },
    verified ? undefined : 'inferred',
  )
}

/** The VMX gives up, keeps the message, and lets the VM run on. */
function tellVmx(
  scribe: Scribe,
  at: Nanoseconds,
  reason: FailureReason,
  { source, message }: FailureLines,
): void {
  const { migrationId: id, hosts } = scribe.identity
  if (reason === 'connection-lost' && source !== undefined) {
    const address = ipInHex(hosts.source.address(0))
    scribe.add('source', at, { kind: 'vob-keepalive', address, id, why: source.why })
  }
  scribe.finish('source', at)
  scribe.add('source', at, { kind: 'config-writable', value: 'FALSE' })
  scribe.add('source', at, { kind: 'failure-list', text: 'switching to new log file.' })
  scribe.add('source', at, { kind: 'failure-list', text: 'Now in new log file.' })
  scribe.add('source', at, { kind: 'caching' })
  const { key, text, verified } = message
  scribe.add('source', at, { kind: 'message', key, text }, verified ? undefined : 'inferred')
  scribe.add('source', at, { kind: 'rollback' })
}

/** Prefixes of vob lines name the host by the bytes of its address. */
function ipInHex(address: string): string {
  return address
    .split('.')
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .join('')
}

function tellAgent(scribe: Scribe, at: Nanoseconds, { message }: FailureLines): void {
  const sure = message.key === 'msg.migrate.fail.dst' ? undefined : 'inferred'
  const fault = 'vim.fault.GenericVmConfigFault'
  scribe.add('source', at, {
    kind: 'unregister',
    unregister: 'false',
    type: 'MIGRATE_TYPE_VMOTION',
  })
  scribe.add('source', at, { kind: 'fault', fault }, sure)
  scribe.add(
    'source',
    at,
    { kind: 'fault-cause', fault: 'vmodl.MethodFault', value: 'null,' },
    sure,
  )
  scribe.add('source', at, { kind: 'fault-key', key: message.key }, sure)
  scribe.add('source', at, { kind: 'fault-message', text: `"${message.text}",` }, sure)
  scribe.add('source', at, { kind: 'fault-reason', text: `"${message.text}",` }, sure)
  scribe.add('source', at, { kind: 'fault-end' }, sure)
  scribe.add('source', at + 3 * MILLISECOND, {
    kind: 'vm-state',
    from: 'VM_STATE_EMIGRATING',
    to: 'VM_STATE_ON',
  })
}
