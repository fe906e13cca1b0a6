/** Every line that is written matches the expression that was made from genuine lines of its kind. */
import { describe, expect, it } from 'vitest'
import type { LineKindName } from '../../src/logs/kinds/all.ts'
import type { LogLine } from '../../src/logs/line.ts'
import { within } from '../../src/logs/kinds/version-ranges.ts'
import { writeLogs } from '../../src/logs/write.ts'
import { patterns } from './patterns.json'
import { GENERATION_IDS, smallRun } from './runs.ts'

const KINDS: Readonly<Record<string, readonly LineKindName[]>> = {
  'migrate.setinfo.5-6': ['start'],
  'migrate.setinfo.8': ['start-8'],
  'vmotion.setip': ['stream-world'],
  'tcpip.affinitize': ['affinity'],
  'hbr.start': ['replication'],
  'vmotion.stop.goal': ['stop-goal'],
  'vmotion.sentall': ['sent-all'],
  'vmotion.lowmem': ['low-memory'],
  'vmotion.endstream.fail': ['stream-end-failed'],
  'migrate.failed': ['failed'],
  'migrate.vmxfail': ['vmx-failure'],
  'fsr.maxswitch.src': ['limit-source'],
  'fsr.maxswitch.dst': ['limit-destination'],
  'vmx.setstate': ['state'],
  'vmx.setinfo': ['info'],
  'vmx.xdrspec': ['xdr-spec'],
  'vmx.received': ['request'],
  'vmx.open': ['open'],
  'vmx.stunned': ['stunned'],
  'vmx.unstun': ['unstunned'],
  'vmx.remotelog.wait': ['remote-wait'],
  'vmx.remotelog': ['remote-log'],
  'vmx.hostlog': ['host-log'],
  'vmx.finished': ['finished'],
  'vmx.msg': ['message', 'vob-keepalive'],
  'vmx.attempt': ['rollback'],
  'hostd.precopystun': ['precopy-stun'],
  'vpxa.downtime': ['downtime'],
  'vpxa.immigrating': ['immigrating'],
  'hostd.resolve': ['unregister', 'fault'],
  'hostd.prepare41': ['prepare'],
  'hostd.state': ['vm-state'],
  'u.est.bw': ['bandwidth'],
  'u.done.pagein': ['paged-in'],
  'u.stream.added': ['stream-added'],
  'u.bound': ['bound'],
  'u.accepted': ['accepted'],
  'u.stop.modified': ['stop-modified'],
  'u.keepalive': ['keepalive', 'vob-keepalive'],
  'u.waitms': ['transmit-timeout'],
}

const RUNS = [
  {},
  { 'network.vmknics': 3, 'network.nics': 2 },
  { 'network.encryption': 'disabled' },
  { failure: 'link-cut', 'failure.at': 2.3, 'network.speed': '1' },
  { failure: 'destination-memory', 'failure.at': 2.3, 'network.speed': '1' },
  { failure: 'no-vmotion-network' },
  { 'vmotion.maxSwitchoverSeconds': 1, 'vm.deviceState': 500 },
] as const

const lines: readonly (LogLine & { readonly generation: string })[] = GENERATION_IDS.flatMap(
  (generation) =>
    RUNS.flatMap((changes) =>
      writeLogs(smallRun({ generation, ...changes })).map((line) => ({ ...line, generation })),
    ),
)

describe('a line of the kind', () => {
  it.each(Object.entries(KINDS))('%s', (name, kinds) => {
    const { regex } = patterns.find((pattern) => pattern.name === name)!
    const own = lines.filter(({ kind }) => kinds.includes(kind))
    expect(own.length).toBeGreaterThan(0)
    for (const { text } of own) expect(text).toMatch(new RegExp(regex))
  })

  it('has a pattern, or none was made', () => {
    const covered = new Set(Object.values(KINDS).flat())
    const others = new Set(lines.map(({ kind }) => kind).filter((kind) => !covered.has(kind)))
    expect([...others].toSorted()).toEqual([
      'caching',
      'chkpt-too-big',
      'cleaning-up',
      'config-writable',
      'dumper',
      'failure-list',
      'fault-cause',
      'fault-end',
      'fault-key',
      'fault-message',
      'fault-reason',
      'msg-post',
      'payload',
      'set-failure',
      'task',
    ])
  })
})

describe('the record of', () => {
  const version = (generation: string) => Number.parseFloat(generation.replace('ESX', ''))
  const PREFIXES: readonly (readonly [string, LogLine['file'], readonly [number, number]])[] = [
    ['prefix.vmkernel.uptime', 'vmkernel.log', [0, 4.9]],
    ['prefix.vmkernel.iso', 'vmkernel.log', [5, Infinity]],
    ['prefix.vmware.log.old', 'vmware.log', [5, 6.9]],
    ['prefix.vmware.log.new', 'vmware.log', [7, Infinity]],
    ['prefix.hostd.41', 'hostd.log', [0, 4.9]],
    ['prefix.hostd.5x', 'hostd.log', [5, 5.9]],
    ['prefix.hostd.5x', 'vpxa.log', [5, 5.9]],
    ['prefix.hostd.new', 'hostd.log', [6, 7.9]],
    ['prefix.hostd.8', 'hostd.log', [8, Infinity]],
    ['prefix.hostd.8', 'vpxa.log', [8, Infinity]],
  ]
  it.each(PREFIXES)('%s in %s', (name, file, versions) => {
    const regex = new RegExp(patterns.find((pattern) => pattern.name === name)!.regex)
    const own = lines.filter(
      (line) =>
        line.file === file &&
        !line.text.startsWith('-->') &&
        within(version(line.generation), versions),
    )
    expect(own.length).toBeGreaterThan(0)
    for (const { text } of own) expect(text).toMatch(regex)
  })

  it('carries the same migration ID on both hosts', () => {
    const regex = new RegExp(patterns.find(({ name }) => name === 'prefix.vmkernel.iso')!.regex)
    const seen = new Map<string, Set<string>>()
    for (const { text, host } of writeLogs(smallRun({ generation: '6.7' }))) {
      const groups = regex.exec(text)?.groups
      if (groups?.migid === undefined) continue
      expect(groups.side).toBe(host === 'source' ? 'S' : 'D')
      seen.set(host, (seen.get(host) ?? new Set()).add(groups.migid))
    }
    expect(seen.get('source')).toEqual(seen.get('destination'))
    expect(seen.get('source')!.size).toBe(1)
  })
})
