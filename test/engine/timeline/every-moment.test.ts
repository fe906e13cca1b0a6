// Every fault at every moment of preparation and cleanup: what becomes of the migration follows from the calls that are due.
import { describe, expect, it } from 'vitest'
import type { FailureReason, RunsOn } from '../../../src/engine/facts.ts'
import { CALL_TABLE } from '../../../src/engine/host/call-table.ts'
import { callsOf } from '../../../src/engine/host/calls.ts'
import { hostOf, type ComponentId } from '../../../src/engine/host/components.ts'
import { dueAt, PREPARE_CALLS } from '../../../src/engine/host/prepare-plan.ts'
import {
  DESTINATION_ASKED,
  STREAMS_OPEN,
  VCENTER_NEEDED_UNTIL,
} from '../../../src/engine/host/prepare-times.ts'
import { ownerOf, situationsOf, vmxTransitions } from '../../../src/engine/host/situation.ts'
import { isLegalTransition } from '../../../src/engine/host/vmx-states.ts'
import { runToEnd } from '../../../src/engine/run.ts'
import type { RunRecord } from '../../../src/engine/run-record.ts'
import type { Intervention } from '../../../src/engine/scenario/intervention.ts'
import { PARAMETERS } from '../../../src/engine/scenario/parameters.ts'
import { DEFAULT_SCENARIO, type Scenario } from '../../../src/engine/scenario/scenario.ts'
import { SECOND } from '../../../src/engine/units.ts'

const SMALL: Scenario = {
  ...DEFAULT_SCENARIO,
  'vm.memory': 0.125,
  'vm.vcpus': 2,
  'workload.writers': 2,
  'workload.workingSet': 0.0625,
  'workload.writeRate': 300,
  'network.speed': '1',
}

const run = (values: Partial<Scenario>, interventions: readonly Intervention[] = []): RunRecord =>
  runToEnd({ scenario: { ...SMALL, ...values }, seed: 5, interventions })

type Failure = Exclude<Scenario['failure'], 'none'>
const FAILURES = PARAMETERS.failure.options.filter((each): each is Failure => each !== 'none')

describe('who is needed until when', () => {
  const byVcenter = PREPARE_CALLS.filter((name) => CALL_TABLE[name].slice(0, 2).includes('vpxd'))

  it('vCenter, by the call table: until initiateSource', () => {
    expect(byVcenter.at(-1)).toBe('initiate-source')
    expect(Math.max(...byVcenter.map(dueAt))).toBe(VCENTER_NEEDED_UNTIL)
    expect(VCENTER_NEEDED_UNTIL).toBe(1.99 * SECOND)
  })

  it('the destination, by the call table: three times, each at its moment', () => {
    const asked = byVcenter.filter((name) => hostOf(CALL_TABLE[name][1]) === 'destination')
    expect(asked).toEqual(['ask-destination', 'prepare-destination', 'initiate-destination'])
    expect(asked.map(dueAt)).toEqual(DESTINATION_ASKED)
    expect(DESTINATION_ASKED.slice(1)).toEqual([0.85 * SECOND, 1.66 * SECOND])
  })

  it('the wire, by the call table: from when the streams are opened', () => {
    const across = PREPARE_CALLS.filter((name) => {
      const [from, to] = CALL_TABLE[name].slice(0, 2).map((end) => hostOf(end as ComponentId))
      return from !== undefined && to !== undefined && from !== to
    })
    expect(across.map(dueAt)).toEqual([STREAMS_OPEN])
  })
})

/** What is right, seconds after the request; the time of failure undefined: it depends on the copy. */
type Expected = readonly [reason: FailureReason | undefined, runsOn: RunsOn, failedAt?: number]

const OPENS_STREAMS = 2.078
const PREPARED = 2.1
/** Silence for 20 s. */
const TIMEOUT = 20

function expected(failure: Failure, at: number): Expected {
  switch (failure) {
    case 'evc-mismatch':
      return ['cpu-incompatible', 'source', 0.4]
    case 'attached-device':
      return ['device-attached', 'source', 0.4]
    case 'no-vmotion-network':
      return ['connection-failed', 'source', PREPARED + TIMEOUT]
    case 'mtu-mismatch':
    case 'destination-cpu':
      return ['connection-lost', 'source']
    case 'destination-memory':
      return ['destination-out-of-memory', 'source']
    case 'no-resume':
      return ['destination-failed-to-resume', 'source']
    case 'vcenter-down':
      return at < 1.99 ? ['vcenter-lost', 'source', at] : [undefined, 'destination']
    case 'destination-dies': {
      const asked = [0.4 / 3, 0.85, 1.66].find((due) => at < due)
      if (asked !== undefined) return ['destination-not-responding', 'source', asked]
      return at <= PREPARED
        ? ['connection-failed', 'source', Math.max(at, OPENS_STREAMS) + TIMEOUT]
        : ['connection-lost', 'source']
    }
    case 'link-cut':
      return at <= PREPARED
        ? ['connection-failed', 'source', Math.max(at, OPENS_STREAMS) + TIMEOUT]
        : ['connection-lost', 'source']
  }
}

const MOMENTS = [
  ...Array.from({ length: 22 }, (_, index) => index / 10),
  0.133,
  0.134,
  0.849,
  1.659,
  1.661,
  1.989,
  1.991,
  2.077,
  2.079,
  2.099,
].sort((one, other) => one - other)

const failedAtOf = ({ facts }: RunRecord) =>
  facts.find(({ kind }) => kind === 'migration-failed')?.at
const STRUCK_AT_ONCE: readonly Failure[] = ['vcenter-down', 'destination-dies', 'link-cut']

/** Calls before the copy stand where they are due; whoever is down says nothing; the VM is where the run says. */
function checkCalls(record: RunRecord): void {
  const calls = callsOf(record)
  const over = failedAtOf(record) ?? Infinity
  for (const name of PREPARE_CALLS) {
    const made = calls.filter((call) => call.name === name)
    for (const call of made) expect(call.at, name).toBe(dueAt(name))
    if (dueAt(name) < over) expect(made, name).toHaveLength(1)
  }
  const situations = situationsOf(calls)
  for (const { side, from, to } of vmxTransitions(situations))
    expect(isLegalTransition(side, from, to), `${side}: ${from} → ${to}`).toBe(true)
  const last = situations.at(-1)!
  expect(ownerOf(last)).toBe(record.runsOn)
  if (record.runsOn !== 'lost')
    expect(last[record.runsOn]).toMatchObject({ vm: 'running', lock: 'VM_STATE_ON' })
  const downAt = (what: string) =>
    calls.find(({ effects }) => effects.some((each) => each.kind === 'down' && each.what === what))
      ?.at ?? Infinity
  for (const { at, from, to, missing } of calls) {
    if (missing === true) continue
    if (at > downAt('vcenter')) expect([from, to]).not.toContain('vpxd')
    for (const host of ['source', 'destination'] as const)
      if (at > downAt(host)) expect(hostOf(from)).not.toBe(host)
  }
}

describe.each(FAILURES)('%s', (failure) => {
  // What the checks or the copy find does not depend on the moment before it.
  const moments = STRUCK_AT_ONCE.includes(failure) ? MOMENTS : [0, 0.4, 1, 2.1]
  it.each(moments)('at %d s, before the copy', (at) => {
    const record = run({ failure, 'failure.at': at })
    const [reason, runsOn, failedAt] = expected(failure, at)
    expect([record.failure, record.runsOn]).toEqual([reason, runsOn])
    if (failedAt !== undefined) expect(failedAtOf(record)).toBe(Math.round(failedAt * SECOND))
    const struck = record.facts.filter(({ kind }) => kind === 'fault-injected')
    expect(struck).toHaveLength(1)
    if (STRUCK_AT_ONCE.includes(failure)) expect(struck[0]!.at).toBe(Math.round(at * SECOND))
    checkCalls(record)
  })
})

/** With a page-in before the cleanup, and without. */
describe.each(['7.0U1', '6.7'] as const)('after the switchover of %s', (generation) => {
  const plain = run({ generation })
  const cleanup = plain.phases.find(({ kind }) => kind === 'cleanup')!
  const moments = [0, 0.1, 0.25, 0.5, 0.75, 0.99].map(
    (share) => Math.ceil((cleanup.start + share * (cleanup.end - cleanup.start)) / 1e6) / 1e3,
  )

  it.each(FAILURES.filter((each) => STRUCK_AT_ONCE.includes(each)))('%s', (failure) => {
    for (const at of moments) {
      const record = run({ generation, failure, 'failure.at': at })
      const lost = failure === 'destination-dies'
      expect([at, record.failure, record.runsOn]).toEqual(
        lost ? [at, 'vm-lost', 'lost'] : [at, undefined, 'destination'],
      )
      expect(record.facts.filter(({ kind }) => kind === 'fault-injected')).toMatchObject([
        { at: Math.round(at * SECOND) },
      ])
      checkCalls(record)
    }
  })

  it('the source loses its power: the VM runs elsewhere, and only its calls are missing', () => {
    for (const at of moments) {
      const record = run({ generation }, [
        { kind: 'power-off-source', at: Math.round(at * SECOND) },
      ])
      expect([record.failure, record.runsOn, record.effects]).toEqual([
        undefined,
        'destination',
        ['done'],
      ])
      checkCalls(record)
    }
  })
})

describe('by hand, before the copy', () => {
  it.each(MOMENTS)('the source loses its power, or the task is cancelled, at %d s', (seconds) => {
    const at = Math.round(seconds * SECOND)
    const off = run({}, [{ kind: 'power-off-source', at }])
    expect([off.failure, off.runsOn, failedAtOf(off)]).toEqual(['source-host-lost', 'lost', at])
    checkCalls(off)
    const cancelled = run({}, [{ kind: 'cancel', at }])
    expect([cancelled.failure, cancelled.runsOn, failedAtOf(cancelled)]).toEqual([
      'cancelled',
      'source',
      at,
    ])
    checkCalls(cancelled)
    const names = callsOf(cancelled).map(({ name }) => name)
    expect(names).toContain('cancel')
    expect(names).not.toContain('refuse')
  })
})
