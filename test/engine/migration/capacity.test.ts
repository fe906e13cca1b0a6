// What the destination has left, what its CPU has, and what a checkpoint takes: before the start, and on the way.
import { describe, expect, it } from 'vitest'
import { GENERATIONS } from '../../../src/engine/generations/list.ts'
import { checkpointLimit } from '../../../src/engine/migration/checkpoint-limit.ts'
import { callsOf } from '../../../src/engine/host/calls.ts'
import { compatibilityChecks } from '../../../src/engine/host/compatibility.ts'
import { runToEnd } from '../../../src/engine/run.ts'
import type { RunRecord } from '../../../src/engine/run-record.ts'
import { DEFAULT_SCENARIO, type Scenario } from '../../../src/engine/scenario/scenario.ts'
import { GIB, MIB, PAGE_BYTES, SECOND } from '../../../src/engine/units.ts'
import { clientMessage } from '../../../src/report/client.ts'
import { summarize } from '../../../src/report/summarize.ts'

const SMALL: Scenario = {
  ...DEFAULT_SCENARIO,
  'vm.memory': 1,
  'vm.vcpus': 4,
  'workload.writers': 2,
  'workload.workingSet': 0.125,
  'workload.writeRate': 40,
}

const run = (values: Partial<Scenario>): RunRecord =>
  runToEnd({ scenario: { ...SMALL, ...values }, seed: 1 })
const endOf = ({ failure, runsOn }: RunRecord) => [failure, runsOn]

describe('admission', () => {
  it.each([
    [
      'a reservation that fits',
      { 'vm.memoryReservation': 50, 'hosts.destinationMemory': 1 },
      undefined,
    ],
    [
      'one that fits exactly',
      { 'vm.memoryReservation': 100, 'hosts.destinationMemory': 1 },
      undefined,
    ],
    [
      'one that does not',
      { 'vm.memoryReservation': 51, 'hosts.destinationMemory': 0.5 },
      'insufficient-memory',
    ],
    [
      'CPU that fits exactly',
      { 'vm.cpuReservation': 50, 'hosts.destinationUnreservedCores': 2 },
      undefined,
    ],
    [
      'CPU that does not',
      { 'vm.cpuReservation': 51, 'hosts.destinationUnreservedCores': 2 },
      'insufficient-cpu',
    ],
  ] as const)('%s', (_, values, failure) => {
    const record = run(values)
    expect(endOf(record)).toEqual([failure, failure === undefined ? 'destination' : 'source'])
    if (failure === undefined) return
    expect(record.facts.at(-1)).toEqual({
      kind: 'migration-failed',
      at: 0.4 * SECOND,
      reason: failure,
    })
    expect(callsOf(record).map(({ name }) => name)).toEqual([
      'request',
      'ask-destination',
      'check',
      'refuse',
    ])
  })

  it.each([
    [
      { 'vm.memoryReservation': 100, 'hosts.destinationMemory': 0 },
      'memory-admission',
      'The host does not have sufficient memory resources to satisfy the reservation.',
    ],
    [
      { 'vm.cpuReservation': 100, 'hosts.destinationUnreservedCores': 0 },
      'cpu-admission',
      'The host does not have sufficient CPU resources to satisfy the reservation.',
    ],
  ] as const)('is refused in the words of vCenter, by its own check', (values, check, text) => {
    const record = run(values)
    const refused = compatibilityChecks(record).filter(({ result }) => result === 'refused')
    expect(refused.map(({ id }) => id)).toEqual([check])
    expect(clientMessage(summarize(record))).toEqual({ text, verified: true })
  })
})

describe('memory that runs out on the way', () => {
  it('is refused by no check where nothing is reserved: as many pages arrive as fit', () => {
    const record = run({ 'hosts.destinationMemory': 0.5 })
    expect(endOf(record)).toEqual(['destination-out-of-memory', 'source'])
    const [first] = record.passes
    // Room for 131,072 pages: 4,096 batches.
    expect(first!.row.pagesSent).toBe((0.5 * GIB) / PAGE_BYTES)
    const waits = record.facts.filter(({ kind }) => kind === 'destination-low-on-memory')
    expect(waits).toMatchObject([
      { waitedNanoseconds: 10 * SECOND },
      { waitedNanoseconds: 20 * SECOND },
    ])
  })

  it.each([
    ['just as much as is in use', { 'hosts.destinationMemory': 1 }],
    ['as much as is in use of it', { 'vm.inUse': 50, 'hosts.destinationMemory': 0.5 }],
    // Zero pages are told, not kept.
    ['as much as is not zero', { 'vm.zeroPages': 50, 'hosts.destinationMemory': 0.5 }],
  ] as const)('does not with %s', (_, values) => {
    expect(endOf(run(values))).toEqual([undefined, 'destination'])
  })

  it('takes nothing at all where nothing is free', () => {
    const record = run({ 'hosts.destinationMemory': 0 })
    expect(endOf(record)).toEqual(['destination-out-of-memory', 'source'])
    expect(record.passes[0]!.row.pagesSent).toBe(0)
  })

  it('changes nothing before it happens', () => {
    const plain = run({})
    const full = run({ 'hosts.destinationMemory': 0.5 })
    const stalled = full.facts.find(({ kind }) => kind === 'wire-stalled')!.at
    const before = (record: RunRecord) => record.facts.filter(({ at }) => at < stalled)
    expect(before(full)).toEqual(before(plain))
  })
})

describe('EVC', () => {
  it.each([
    ['equal CPUs', {}, undefined],
    ['a newer destination', { 'hosts.destinationCpu': 'IceLake' }, undefined],
    ['an older destination', { 'hosts.destinationCpu': 'Haswell' }, 'cpu-incompatible'],
    [
      'an older one, with a baseline that both have',
      { 'hosts.destinationCpu': 'Haswell', 'hosts.evc': 'Haswell' },
      undefined,
    ],
    [
      'an older one, with a baseline that it has not',
      { 'hosts.destinationCpu': 'Haswell', 'hosts.evc': 'Broadwell' },
      'cpu-incompatible',
    ],
    ['the mismatch on demand', { failure: 'evc-mismatch' }, 'cpu-incompatible'],
    [
      'the mismatch on demand, hidden by a baseline',
      { failure: 'evc-mismatch', 'hosts.evc': 'Haswell' },
      undefined,
    ],
    [
      'the mismatch on demand, and a baseline as new as the source',
      { failure: 'evc-mismatch', 'hosts.evc': 'Skylake' },
      'cpu-incompatible',
    ],
  ] as const)('%s', (_, values, failure) => {
    const record = run(values)
    expect(record.failure).toBe(failure)
    // What a baseline hides is no fault.
    const faults = record.facts.filter(({ kind }) => kind === 'fault-injected')
    expect(faults).toHaveLength('failure' in values && failure !== undefined ? 1 : 0)
  })
})

describe('the checkpoint', () => {
  const limitOf = (generation: Scenario['generation'], values: Partial<Scenario> = {}) =>
    checkpointLimit({ ...SMALL, ...values }, GENERATIONS[generation])

  it('takes 16,777,216 bytes in 5.0, as its message says, and 544 MB from 6.0 on', () => {
    expect(limitOf('5.0')).toBe(16_777_216)
    expect(limitOf('5.1')).toBe(16_777_216)
    for (const generation of ['6.0', '6.7', '7.0U1', '9.0'] as const)
      expect(limitOf(generation)).toBe(544 * MIB)
    // Nothing is published of it.
    for (const generation of ['ESX2', '4.1', 'QEMU7.2'] as const)
      expect(limitOf(generation)).toBe(Infinity)
  })

  it('takes more in 5.0 with a larger base, never more than the host allows', () => {
    expect(limitOf('5.0', { 'migrate.baseCptCacheSize': 16_777_216 })).toBe(24 * MIB)
    const large = { 'migrate.baseCptCacheSize': 1_073_741_824 }
    expect(limitOf('5.0', large)).toBe(544 * MIB)
    expect(limitOf('5.0', { 'Migrate.CptCacheMaxSizeMB': 8 })).toBe(8 * MIB)
  })

  it.each([
    // 16 MiB are 16.777 MB.
    ['5.0', 16, {}, undefined],
    ['5.0', 17, {}, 'checkpoint-too-big'],
    ['5.0', 20, {}, 'checkpoint-too-big'],
    ['5.0', 544, {}, 'checkpoint-too-big'],
    ['5.0', 20, { 'migrate.baseCptCacheSize': 16_777_216 }, undefined],
    ['6.0', 544, {}, undefined],
    ['7.0U1', 571, {}, 'checkpoint-too-big'],
    ['7.0U1', 571, { 'Migrate.CptCacheMaxSizeMB': 1024 }, undefined],
    ['7.0U1', 10, { 'Migrate.CptCacheMaxSizeMB': 8 }, 'checkpoint-too-big'],
    ['4.1', 544, {}, undefined],
  ] as const)('of %s with %d MB of device state', (generation, deviceState, values, failure) => {
    const record = run({ generation, 'vm.deviceState': deviceState, ...values })
    expect(endOf(record)).toEqual([failure, failure === undefined ? 'destination' : 'source'])
  })

  it('fails when the limit is reached, in the stun; the VM runs on at the source', () => {
    const record = run({ generation: '5.0', 'vm.deviceState': 20 })
    const checkpoint = record.stunParts.find(({ part }) => part === 'checkpoint')!
    // 16 MiB at 133 MB/s.
    expect(checkpoint.end - checkpoint.start).toBe(Math.ceil((16 * MIB * 1e9) / 133e6))
    const resumed = record.facts.find(({ kind }) => kind === 'resumed')
    expect(resumed).toMatchObject({ host: 'source', at: checkpoint.end })
    expect(callsOf(record).map(({ name }) => name)).toContain('continue-on-source')
  })
})
