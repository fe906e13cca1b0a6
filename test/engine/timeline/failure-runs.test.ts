// A failure that stands in the scenario and the same thing done by a person give the same run, alone and beside others.
import { describe, expect, test } from 'vitest'
import type { FaultName, PhaseKind } from '../../../src/engine/facts.ts'
import { runToEnd } from '../../../src/engine/run.ts'
import type { RunRecord } from '../../../src/engine/run-record.ts'
import type { Intervention, OneOffIntervention } from '../../../src/engine/scenario/intervention.ts'
import { DEFAULT_SCENARIO, type Scenario } from '../../../src/engine/scenario/scenario.ts'
import { MILLISECOND, SECOND } from '../../../src/engine/units.ts'

const SMALL: Scenario = {
  ...DEFAULT_SCENARIO,
  'vm.memory': 0.125,
  'vm.vcpus': 2,
  'workload.writers': 2,
  'workload.workingSet': 0.0625,
  'workload.writeRate': 400,
  'network.speed': '1',
}

const run = (values: Partial<Scenario>, interventions: readonly Intervention[] = []): RunRecord =>
  runToEnd({ scenario: { ...SMALL, ...values }, seed: 3, interventions })

/** What a run is, but for its input and what became of the list. */
function contentOf({
  facts,
  phases,
  stunParts,
  passes,
  clocks,
  end,
  ...record
}: RunRecord): object {
  const { failure, runsOn, remotePageFaults } = record
  const rows = passes.map(({ row }) => row)
  return { facts, phases, stunParts, rows, clocks, end, failure, runsOn, remotePageFaults }
}

const SAME: readonly [Scenario['failure'], OneOffIntervention['kind']][] = [
  ['link-cut', 'cut-cable'],
  ['destination-dies', 'power-off-destination'],
  ['vcenter-down', 'stop-vcenter'],
]

/** A share of the first phase of a kind, in whole milliseconds, which `failure.at` says exactly. */
function within({ phases }: RunRecord, kind: PhaseKind, share: number): number {
  const phase = phases.find((each) => each.kind === kind)!
  const at = phase.start + share * (phase.end - phase.start)
  return Math.round(at / MILLISECOND) * MILLISECOND
}

/** With a page-in and without; the file that backs up a page-in; another hypervisor; expected values. */
const VMS: readonly (readonly [string, Partial<Scenario>])[] = [
  ['7.0U1', { generation: '7.0U1' }],
  ['6.7', { generation: '6.7' }],
  ['4.1', { generation: '4.1' }],
  ['QEMU7.2', { generation: 'QEMU7.2', 'workload.writeRate': 30 }],
  ['fluid', { generation: '6.7', model: 'fluid' }],
]

describe.each(VMS)('%s', (_vm, values) => {
  const plain = run(values)
  const kinds = [...new Set(plain.phases.map(({ kind }) => kind))]
  const moments = kinds.map((kind) => within(plain, kind, 0.5))

  test.each(SAME)('%s by itself is %s by a person, in every phase', (failure, kind) => {
    for (const at of [0, ...moments]) {
      const itself = run({ ...values, failure, 'failure.at': at / SECOND })
      expect(contentOf(itself), String(at)).toEqual(contentOf(run(values, [{ kind, at }])))
    }
  })

  test.each(SAME)('%s by itself is %s by a person, beside what else is done', (failure, kind) => {
    for (const at of moments) {
      const others: Intervention[] = [
        { kind: 'set', at: Math.round(at / 2), parameter: 'network.otherTraffic', value: 30 },
        { kind: 'restore-cable', at: at + SECOND },
      ]
      const itself = run({ ...values, failure, 'failure.at': at / SECOND }, others)
      const byHand = run(values, [{ kind, at }, ...others])
      expect(contentOf(itself), String(at)).toEqual(contentOf(byHand))
      expect(itself.effects).toEqual(byHand.effects.slice(1))
    }
  })
})

/** What went wrong, and when. */
const faultsOf = ({ facts }: RunRecord): readonly (readonly [FaultName, number])[] =>
  facts.flatMap((fact) => (fact.kind === 'fault-injected' ? [[fact.fault, fact.at] as const] : []))
const reasonOf = ({ failure, runsOn }: RunRecord) => [failure, runsOn]

describe('what the two could not agree on', () => {
  test('a failure is reported although the migration is cancelled while traces are installed', () => {
    const trace = within(run({ generation: '6.7' }), 'trace', 0.5)
    const failing = { generation: '6.7', failure: 'destination-memory', 'failure.at': 1 } as const
    const cancelled = run(failing, [{ kind: 'cancel', at: trace }])
    expect(cancelled.failure).toBe('cancelled')
    expect(faultsOf(cancelled)).toEqual([['destination-memory', 2.1 * SECOND]])
  })

  test('a cancel is heard by nobody while vCenter is down', () => {
    const plain = run({ failure: 'vcenter-down', 'failure.at': 2.5 })
    const cancelled = run({ failure: 'vcenter-down', 'failure.at': 2.5 }, [
      { kind: 'cancel', at: 2.6 * SECOND },
    ])
    expect(cancelled.effects).toEqual(['unheard'])
    expect(contentOf(cancelled)).toEqual(contentOf(plain))
  })

  test('a check that finds a fault is not reported when the migration is cancelled first', () => {
    const cancelled = run({ failure: 'evc-mismatch' }, [{ kind: 'cancel', at: 0.1 * SECOND }])
    expect(reasonOf(cancelled)).toEqual(['cancelled', 'source'])
    expect(faultsOf(cancelled)).toEqual([])
  })

  test('a destination that dies in the cleanup takes the VM with it, and is reported, whoever did it', () => {
    const at = within(run({}), 'cleanup', 0.5)
    const byHand = run({}, [{ kind: 'power-off-destination', at }])
    for (const record of [
      byHand,
      run({ failure: 'destination-dies', 'failure.at': at / SECOND }),
    ]) {
      expect([...reasonOf(record), record.end]).toEqual(['vm-lost', 'lost', at])
      expect(faultsOf(record)).toEqual([['destination-dies', at]])
    }
    expect(byHand.effects).toEqual(['done'])
  })

  test('nothing fails at the very end of a run that arrives', () => {
    const { end } = run({})
    for (const [failure, kind] of SAME) {
      const byHand = run({}, [{ kind, at: end }])
      expect(byHand.effects).toEqual(['after-end'])
      expect(faultsOf(byHand)).toEqual([])
      expect(faultsOf(run({ failure, 'failure.at': end / SECOND }))).toEqual([])
    }
  })

  test('a host that dies twice dies once', () => {
    const twice = run({ failure: 'destination-dies', 'failure.at': 2.5 }, [
      { kind: 'power-off-destination', at: 3 * SECOND },
    ])
    expect(twice.effects).toEqual(['nothing-changed'])
    expect(faultsOf(twice)).toEqual([['destination-dies', 2.5 * SECOND]])
  })

  test('a dead wire is reported once, and its time runs from when it went dead', () => {
    const twice = run({ failure: 'destination-dies', 'failure.at': 12 }, [
      { kind: 'cut-cable', at: 2.5 * SECOND },
    ])
    const stalls = twice.facts.filter(({ kind }) => kind === 'wire-stalled')
    expect(stalls.map(({ at }) => at)).toEqual([2.5 * SECOND])
    expect(twice.facts.find(({ kind }) => kind === 'migration-failed')?.at).toBe(22.5 * SECOND)
  })

  test('an intervention that changes nothing leaves the page-in as it is', () => {
    const idle: Intervention = { kind: 'restore-cable', at: 0 }
    const start = within(run({ generation: '4.1' }), 'page-in', 0)
    for (const failure of ['none', 'link-cut'] as const) {
      const values = { generation: '4.1', failure, 'failure.at': start / SECOND + 0.1 } as const
      expect(contentOf(run(values, [idle]))).toEqual(contentOf(run(values)))
    }
  })

  test('the file of 4.1 carries nothing where the cable was in again before the page-in', () => {
    const pass = within(run({ generation: '4.1' }), 'pass', 0.5)
    const restored = run({ generation: '4.1' }, [
      { kind: 'cut-cable', at: pass },
      { kind: 'restore-cable', at: pass + SECOND },
    ])
    expect(restored.phases.some(({ kind }) => kind === 'page-in')).toBe(true)
    expect(restored.facts.some(({ kind }) => kind === 'changed-file-used')).toBe(false)
  })

  test('parts of the stun that were over are reported, whatever fails later in it', () => {
    const at = within(run({}), 'switchover', 0.9)
    const { facts } = run({ failure: 'destination-dies', 'failure.at': at / SECOND })
    const parts = facts.flatMap((fact) => (fact.kind === 'stun-part' ? [fact.part] : []))
    expect(parts).toContain('quiesce')
    expect(parts).not.toContain('resume')
  })
})

describe('a destination short of memory', () => {
  const short = { failure: 'destination-memory', 'network.limit': 20 } as const
  const middle = within(run({ 'network.limit': 20 }), 'pass', 0.5)

  test('is not why a connection is lost whose cable was out before (facts 6.2)', () => {
    const cut: Intervention = { kind: 'cut-cable', at: middle }
    const record = run({ ...short, 'failure.at': (middle + 3 * SECOND) / SECOND }, [cut])
    expect(reasonOf(record)).toEqual(['connection-lost', 'source'])
    expect(record.facts.some(({ kind }) => kind === 'destination-low-on-memory')).toBe(false)
  })

  test('is why, where the cable goes after it', () => {
    const cut: Intervention = { kind: 'cut-cable', at: middle + 3 * SECOND }
    const record = run({ ...short, 'failure.at': middle / SECOND }, [cut])
    expect(reasonOf(record)).toEqual(['destination-out-of-memory', 'source'])
  })

  test('fails a pass that goes on in the stun: its pages still stream in (facts 6.2)', () => {
    const forced: Intervention = { kind: 'switch-over', at: middle }
    const record = run({ ...short, 'failure.at': (middle + 500 * MILLISECOND) / SECOND }, [forced])
    expect(record.effects).toEqual(['done'])
    expect(reasonOf(record)).toEqual(['destination-out-of-memory', 'source'])
    expect(faultsOf(record)).toEqual([['destination-memory', middle + 500 * MILLISECOND]])
    expect(record.facts.some(({ kind }) => kind === 'destination-low-on-memory')).toBe(true)
  })

  test('has no effect once all pages are there', () => {
    const stun = within(run({ 'network.limit': 20 }), 'switchover', 0.5)
    const record = run({ ...short, 'failure.at': stun / SECOND })
    expect(record.runHash).toBe(run({ 'network.limit': 20 }).runHash)
  })
})
