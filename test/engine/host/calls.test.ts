// Laws of "who talks to whom" over random scenarios, faults and generations; examples of single paths below.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fact, FactKind } from '../../../src/engine/facts.ts'
import type { Call } from '../../../src/engine/host/call.ts'
import type { CallName } from '../../../src/engine/host/call-table.ts'
import { callsOf } from '../../../src/engine/host/calls.ts'
import { COMPONENT_IDS, hostOf } from '../../../src/engine/host/components.ts'
import { PREPARE_CALLS } from '../../../src/engine/host/prepare-plan.ts'
import { PREPARE_TIMES } from '../../../src/engine/host/prepare-times.ts'
import { GENERATIONS } from '../../../src/engine/generations/list.ts'
import { factOf, type FinishedRun } from '../../../src/engine/host/finished-run.ts'
import { ownerOf, situationsOf, vmxTransitions } from '../../../src/engine/host/situation.ts'
import { isLegalTransition } from '../../../src/engine/host/vmx-states.ts'
import { runWith } from '../arbitrary-scenario.ts'
import { runs } from '../../properties.ts'
import { GENERATION_OPTIONS, anySmallInput, smallRun } from './runs.ts'

/** The calls that a fact may appear as; undefined: it concerns the wire, not who talks to whom. */
const CALLS_OF_FACT: Readonly<Record<FactKind, readonly CallName[] | undefined>> = {
  'migration-requested': ['request'],
  'checks-passed': ['build-spec'],
  'spec-sent': ['prepare-destination-hostd'],
  'destination-ready': ['destination-ready'],
  'bandwidth-limited': undefined,
  'frame-buffer-began': ['frame-buffer-copy'],
  'frame-buffer-copied': ['frame-buffer-there'],
  'trace-install-began': ['install-traces'],
  'trace-install-ended': ['traces-installed'],
  'pass-began': ['copy'],
  'pass-ended': ['may-end', 'give-up'],
  'convergence-test': ['answer'],
  'sdps-check': ['sdps-check'],
  'sdps-engaged': ['sdps-engage'],
  'sdps-sleep': ['sdps-sleep'],
  'cpu-throttled': undefined,
  'stun-began': ['suspend'],
  'stun-part': ['stop-vcpus', 'checkpoint', 'last-pages', 'frame-buffer', 'bitmap', 'restore'],
  resumed: ['resume', 'continue-on-source'],
  intervened: undefined,
  'dial-turned': undefined,
  'fault-injected': [
    'features-differ',
    'device-found',
    'vcenter-fails',
    'destination-fails',
    'memory-runs-out',
    'cpu-runs-out',
    'wire-fails',
    'resume-fails',
  ],
  'wire-stalled': ['no-answer'],
  'destination-low-on-memory': ['low-memory'],
  'changed-file-used': ['changed-file'],
  'page-in-began': ['page-in'],
  'page-in-ended': ['page-in-done'],
  'network-announced': ['announce'],
  'announcement-lost': ['announce'],
  'migration-completed': ['task-done'],
  'left-copying': undefined,
  'migration-failed': [
    'refuse',
    'connection-failed',
    'give-up',
    'continue-on-source',
    'vm-lost',
    'vcenter-fails',
    'ask-destination',
    'prepare-destination',
    'initiate-destination',
  ],
}

function standsFor(call: Call, fact: Fact): boolean {
  if (!CALLS_OF_FACT[fact.kind]!.includes(call.name)) return false
  if (fact.kind === 'stun-part') return call.until === fact.at
  if (fact.kind === 'sdps-check' || fact.kind === 'sdps-sleep')
    return call.at <= fact.at && fact.at <= call.until!
  return call.at === fact.at
}

const law = (check: (run: FinishedRun, calls: readonly Call[]) => void) =>
  fc.assert(
    fc.property(anySmallInput(), ({ changes, seed }) => {
      const run = smallRun(changes, seed)
      check(run, callsOf(run))
    }),
    runs(150),
  )

describe('the calls of any run', () => {
  it('stand in order of time, each with an id of its own', () => {
    law((_, calls) => {
      expect(new Set(calls.map(({ id }) => id)).size).toBe(calls.length)
      for (const [index, { at, until }] of calls.entries()) {
        expect(Number.isInteger(at)).toBe(true)
        expect(at).toBeGreaterThanOrEqual(calls[index - 1]?.at ?? 0)
        if (until !== undefined) expect(until).toBeGreaterThanOrEqual(at)
      }
    })
  })

  it('go between known components and end with the run', () => {
    law((run, calls) => {
      for (const { from, to, at } of calls) {
        expect(COMPONENT_IDS).toContain(from)
        expect(COMPONENT_IDS).toContain(to)
        expect(at).toBeLessThanOrEqual(run.end)
      }
    })
  })

  it('change VMX states only as facts 1.4 allow', () => {
    law((_, calls) => {
      for (const { side, from, to } of vmxTransitions(situationsOf(calls))) {
        expect(isLegalTransition(side, from, to), `${side}: ${from} → ${to}`).toBe(true)
      }
    })
  })

  it('leave the VM running on exactly one host, or lost, and never on two', () => {
    law((run, calls) => {
      const situations = situationsOf(calls)
      for (const { source, destination } of situations) {
        expect(source.vm === 'running' && destination.vm === 'running').toBe(false)
      }
      const failed = factOf(run, 'migration-failed')
      const expected =
        failed === undefined ? 'destination' : failed.reason === 'vm-lost' ? 'lost' : 'source'
      const last = situations.at(-1)!
      expect(ownerOf(last)).toBe(expected)
      if (expected !== 'lost')
        expect(last[expected]).toMatchObject({ vm: 'running', lock: 'VM_STATE_ON' })
    })
  })

  it('never carry data through vCenter', () => {
    law((_, calls) => {
      const data = calls.filter(({ bytes }) => bytes !== undefined)
      for (const { from, to } of data) expect([from, to]).not.toContain('vpxd')
    })
  })

  it('cover every fact that concerns a component', () => {
    law((run, calls) => {
      for (const fact of run.facts) {
        if (CALLS_OF_FACT[fact.kind] === undefined) continue
        expect(
          calls.some((call) => standsFor(call, fact)),
          `${fact.kind} at ${fact.at}`,
        ).toBe(true)
      }
    })
  })

  it('say nothing any more once they are down', () => {
    law((_, calls) => {
      const strike = calls.find(
        ({ name }) => name === 'vcenter-fails' || name === 'destination-fails',
      )
      if (strike === undefined) {
        expect(calls.some(({ missing }) => missing)).toBe(false)
        return
      }
      for (const { at, from, to, missing } of calls) {
        if (at <= strike.at || missing) continue
        if (strike.name === 'vcenter-fails') expect([from, to]).not.toContain('vpxd')
        else expect(hostOf(from)).not.toBe('destination')
      }
    })
  })
})

describe.each(GENERATION_OPTIONS)('a migration of %s', (generation) => {
  const calls = callsOf(smallRun({ generation }))
  const at = (name: CallName) => calls.find((call) => call.name === name)!.at

  it('makes the calls of the hosts in the order of the task catalogue (facts 1.2)', () => {
    const order = [
      'prepare-source',
      'prepare-destination',
      'initiate-destination',
      'initiate-source',
      'complete-source',
      'complete-destination',
    ] as const
    expect(
      calls.map(({ name }) => name).filter((name) => order.some((one) => one === name)),
    ).toEqual(order)
  })

  it('passes all states of the VMX on both sides', () => {
    const passed = (side: string) =>
      vmxTransitions(situationsOf(calls))
        .filter((one) => one.side === side)
        .map(({ to }) => to)
    expect(passed('source')).toEqual(['READY', 'PRECOPY', 'CHECKPT', 'WAIT_HANDSHAKE', 'FINISHED'])
    expect(passed('destination')).toEqual([
      'INIT',
      'WAITING',
      'PRECOPY',
      'CHECKPT',
      'FINISHED',
      'NONE',
    ])
  })

  it('asks after each pass and lets the source go before the destination runs', () => {
    const passes = calls.filter(({ name }) => name === 'copy').length
    expect(calls.filter(({ name }) => name === 'may-end')).toHaveLength(passes)
    const names = calls.map(({ name }) => name)
    expect(names.indexOf('handshake')).toBeLessThan(names.indexOf('resume'))
    expect(at('announce')).toBe(at('resume'))
  })
})

describe('when it goes wrong', () => {
  it('a refused migration reaches no host', () => {
    const calls = callsOf(smallRun({ failure: 'evc-mismatch' }))
    expect(calls.map(({ name }) => name)).toEqual([
      'request',
      'ask-destination',
      'check',
      'features-differ',
      'refuse',
    ])
  })

  it('an exceeded switchover time finds the source waiting for the handshake (KB435078)', () => {
    const calls = callsOf(
      smallRun({ generation: '6.7', 'vm.deviceState': 500, 'vmotion.maxSwitchoverSeconds': 1 }),
    )
    const source = vmxTransitions(situationsOf(calls)).filter(({ side }) => side === 'source')
    expect(source.map(({ to }) => to)).toEqual([
      'READY',
      'PRECOPY',
      'CHECKPT',
      'WAIT_HANDSHAKE',
      'FINISHED',
      'NONE',
    ])
    expect(calls.some(({ name }) => name === 'continue-on-source')).toBe(true)
  })

  it('a vCenter that is down is missed by its calls, not by the VM', () => {
    const calls = callsOf(smallRun({ failure: 'vcenter-down', 'failure.at': 5 }))
    const missing = calls.filter((call) => call.missing).map(({ name }) => name)
    expect(missing).toEqual([
      'report-vcenter',
      'complete-source',
      'complete-destination',
      'task-done',
    ])
    expect(ownerOf(situationsOf(calls).at(-1)!)).toBe('destination')
  })

  it.each([
    ['4.1', 'changed-file', 'task-done'],
    ['6.7', 'vm-lost', 'task-failed'],
  ] as const)('a network cut during the page-in of %s: %s, %s', (generation, call, ends) => {
    const changes = {
      generation,
      'workload.writeRate': 60,
      'network.limit': 30,
      'Migrate.NetTimeout': 1,
    } as const
    const resumed = callsOf(smallRun(changes)).find(({ name }) => name === 'page-in')!
    const cut = { failure: 'link-cut', 'failure.at': resumed.at / 1e9 + 0.01 } as const
    const names = callsOf(smallRun({ ...changes, ...cut })).map(({ name }) => name)
    expect(names).toContain(call)
    expect(names.at(-1)).toBe(ends)
  })
})

describe('the calls of another hypervisor', () => {
  it.each(['QEMU7.2', 'XEN2005', 'SIMGRID', 'HUAWEI'] as const)(
    '%s: end with its run, and leave the VM where the run says',
    (generation) => {
      const record = runWith({ generation, 'vm.memory': 0.125, 'workload.writeRate': 0 })
      const calls = callsOf(record)
      expect(record.runsOn).toBe('destination')
      expect(calls.at(-1)!.at).toBeLessThanOrEqual(record.end)
      const before = calls.findIndex(({ name }) => name === 'start-precopy')
      const masked = calls.findIndex(({ name }) => name === 'masked-vm')
      expect(masked).toBeGreaterThanOrEqual(0)
      if (before >= 0) expect(masked).toBeLessThan(before)
      expect(situationsOf(calls).at(-1)!.destination.vm).toBe('running')
    },
  )

  it.each(['QEMU7.2', 'XEN2005', 'SIMGRID', 'HUAWEI'] as const)(
    '%s: are over in milliseconds where it never connects',
    (generation) => {
      const record = runWith({
        generation,
        'vm.memory': 0.125,
        'workload.writeRate': 0,
        failure: 'link-cut',
        'failure.at': 0,
      })
      const { prepared } = GENERATIONS[generation].timing
      const made = callsOf(record).filter(({ name }) => (PREPARE_CALLS as string[]).includes(name))
      expect(record.failure).toBe('connection-failed')
      expect(made).toHaveLength(PREPARE_CALLS.length)
      for (const { at } of made) expect(at).toBeLessThanOrEqual(prepared)
    },
  )
})

describe('the times of vMotion’s calls', () => {
  it('are those that its logs are written by', () => {
    for (const { family, timing } of Object.values(GENERATIONS))
      if (family === 'vSphere') expect(timing).toMatchObject(PREPARE_TIMES)
  })
})
