// What is refused before anything moves, and the connection that never comes about (facts 1.6, 6.2).
import { describe, expect, it } from 'vitest'
import {
  cannotConnect,
  connectionEnds,
  refusal,
  refuse,
} from '../../../src/engine/migration/checks.ts'
import type { MigrationContext } from '../../../src/engine/migration/context.ts'
import { drain, MS, PAGE_A_MILLISECOND, S, stageOf } from './contexts.ts'

/** Since the request (facts 8.5a, all inferred): checks are through, the spec is with both hosts, the sockets stand; cleanup. */
const CHECKED = 0.4 * S
const SPEC = 1 * S
const PREPARED = 2.1 * S
const CLEANUP = 0.5 * S

type Fault = NonNullable<MigrationContext['schedule']['ownFailure']>
const fault = (name: Fault['fault'], at = CHECKED): Fault => ({ kind: 'fail', at, fault: name })

describe('refused', () => {
  it.each([
    ['nothing', {}, undefined, undefined],
    ['another CPU', { failure: 'evc-mismatch' }, fault('evc-mismatch'), 'cpu-incompatible'],
    ['a device that is attached', {}, fault('attached-device'), 'device-attached'],
    ['a fault that the checks do not find', {}, fault('destination-memory'), undefined],
    [
      'encryption that is required and not to be had',
      { 'network.encryption': 'required', 'hosts.aesNi': 'no' },
      undefined,
      'encryption-not-available',
    ],
    ['encryption that is to be had', { 'network.encryption': 'required' }, undefined, undefined],
    [
      'a vGPU before it could move',
      { 'vm.vgpuMemory': 1, generation: '6.0', 'network.encryption': 'disabled' },
      undefined,
      'vgpu-not-supported',
    ],
    [
      'none',
      { 'vm.vgpuMemory': 0, generation: '6.0', 'network.encryption': 'disabled' },
      undefined,
      undefined,
    ],
    ['a vGPU since', { 'vm.vgpuMemory': 1, generation: '7.0U1' }, undefined, undefined],
  ] as const)('%s', (_, values, given, reason) => {
    expect(refusal(stageOf(values, { ownFailure: given }).context)).toBe(reason)
  })

  it('ends when the checks are through; the VM has not noticed', () => {
    const { context, calls } = stageOf({}, { ownFailure: fault('evc-mismatch') })
    expect(drain(refuse(context, 'cpu-incompatible'))).toEqual({
      end: CHECKED + CLEANUP,
      runsOn: 'source',
      failure: 'cpu-incompatible',
      lastWalk: undefined,
      lastWalkDuring: 'stun',
      remotePageFaults: 0,
    })
    expect(calls).toEqual([
      ['untraced', CHECKED, 1, 1],
      ['untraced', CHECKED + CLEANUP, 1, 1],
    ])
    expect(context.journal.facts).toEqual([
      { kind: 'migration-requested', at: 0 },
      { kind: 'migration-failed', at: CHECKED, reason: 'cpu-incompatible' },
    ])
    expect(context.journal.phases).toEqual([
      { kind: 'prepare', start: 0, end: CHECKED },
      { kind: 'cleanup', start: CHECKED, end: CHECKED + CLEANUP },
    ])
  })

  it('by what no failure on demand is behind', () => {
    const { context } = stageOf()
    expect(drain(refuse(context, 'vgpu-not-supported')).failure).toBe('vgpu-not-supported')
    expect(context.journal.facts.map(({ kind }) => kind)).toEqual([
      'migration-requested',
      'migration-failed',
    ])
  })

  it('or cancelled before', () => {
    const { context, calls } = stageOf(
      {},
      { ownFailure: fault('evc-mismatch'), scheduled: { cancels: [0.1 * S] } },
    )
    expect(drain(refuse(context, 'cpu-incompatible')).failure).toBe('cancelled')
    expect(calls[0]).toEqual(['untraced', 0.1 * S, 1, 1])
    expect(context.journal.phases[0]).toEqual({ kind: 'prepare', start: 0, end: 0.1 * S })
    expect(context.journal.facts.map(({ kind }) => kind)).toEqual([
      'migration-requested',
      'migration-failed',
    ])
  })
})

/** A wire by its steps: alive or dead from a second on. */
const rates = (...steps: (readonly [seconds: number, alive: 0 | 1])[]) =>
  steps.map(([from, alive]) => ({ from: from * S, bytesPerSecond: alive * PAGE_A_MILLISECOND }))

describe('the attempt to connect', () => {
  it.each([
    ['succeeds', rates([0, 1]), undefined, undefined],
    ['no vMotion network: the timeout after it began', rates([0, 1]), 'no-vmotion-network', 22.1],
    [
      'dead since before they opened the streams: the timeout after that',
      rates([0, 1], [0.5, 0]),
      undefined,
      22.078,
    ],
    ['dead since: the timeout after it went dead', rates([0, 1], [2.09, 0]), undefined, 22.09],
    ['mended in time', rates([0, 1], [1.5, 0], [21, 1]), undefined, undefined],
    ['mended at the last moment', rates([0, 1], [1.5, 0], [22.078, 1]), undefined, undefined],
    ['mended too late', rates([0, 1], [1.5, 0], [22.5, 1]), undefined, 22.078],
    ['cut when they are connected already', rates([0, 1], [2.2, 0]), undefined, undefined],
  ] as const)('%s', (_, wire, name, seconds) => {
    const { context } = stageOf(
      { 'Migrate.NetTimeout': 20 },
      {
        rates: wire,
        ownFailure: name === undefined ? undefined : fault(name, PREPARED),
      },
    )
    expect(connectionEnds(context)).toBe(
      seconds === undefined ? undefined : Math.round(seconds * S),
    )
  })
})

describe('no connection', () => {
  const dead = rates([0, 1], [1.5, 0])
  it('is given up after the timeout; the dead wire is a fact', () => {
    const { context, calls } = stageOf({ 'Migrate.NetTimeout': 20 }, { rates: dead })
    const ending = drain(cannotConnect(context, 22_078 * MS))
    expect(ending).toMatchObject({
      failure: 'connection-failed',
      end: 22_578 * MS,
      runsOn: 'source',
    })
    expect(calls[0]).toEqual(['untraced', 22_078 * MS, 1, 1])
    expect(context.journal.facts).toEqual([
      { kind: 'migration-requested', at: 0 },
      { kind: 'checks-passed', at: CHECKED },
      { kind: 'spec-sent', at: SPEC },
      { kind: 'wire-stalled', at: 2078 * MS, timeoutNanoseconds: 20 * S },
      { kind: 'migration-failed', at: 22_078 * MS, reason: 'connection-failed' },
    ])
    expect(context.journal.phases[0]).toEqual({ kind: 'prepare', start: 0, end: 22_078 * MS })
  })

  it('without a vMotion network: nothing comes through since the attempt began', () => {
    const { context } = stageOf(
      { 'Migrate.NetTimeout': 20 },
      { ownFailure: fault('no-vmotion-network', PREPARED) },
    )
    drain(cannotConnect(context, 22.1 * S))
    expect(context.journal.facts.slice(3)).toEqual([
      { kind: 'wire-stalled', at: PREPARED, timeoutNanoseconds: 20 * S },
      { kind: 'migration-failed', at: 22.1 * S, reason: 'connection-failed' },
    ])
  })

  it('cancelled while they try, before the spec is sent or after', () => {
    const at = (cancel: number) => {
      const { context, calls } = stageOf(
        { 'Migrate.NetTimeout': 20 },
        {
          ownFailure: fault('no-vmotion-network', PREPARED),
          scheduled: { cancels: [cancel] },
        },
      )
      const { failure } = drain(cannotConnect(context, 22.1 * S))
      expect([failure, calls[0]![1], context.journal.phases[0]!.end]).toEqual([
        'cancelled',
        cancel,
        cancel,
      ])
      return context.journal.facts.map(({ kind }) => kind)
    }
    expect(at(SPEC)).toEqual(['migration-requested', 'checks-passed', 'migration-failed'])
    expect(at(PREPARED)).toEqual([
      'migration-requested',
      'checks-passed',
      'spec-sent',
      'migration-failed',
    ])
    expect(at(3 * S)).toEqual([
      'migration-requested',
      'checks-passed',
      'spec-sent',
      'wire-stalled',
      'migration-failed',
    ])
  })
})
