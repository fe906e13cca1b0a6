// The phases in their order, and where each outcome leaves it: whole runs of a small VM in expected values, a few milliseconds each.
import { describe, expect, it } from 'vitest'
import type { FailureReason } from '../../../src/engine/facts.ts'
import { runToEnd } from '../../../src/engine/run.ts'
import type { RunRecord } from '../../../src/engine/run-record.ts'
import type { Intervention } from '../../../src/engine/scenario/intervention.ts'
import type { Scenario } from '../../../src/engine/scenario/scenario.ts'
import { MS, S, scenarioOf } from './contexts.ts'

/** 128 MiB, which a second of the wire carries. */
const SMALL: Partial<Scenario> = {
  model: 'fluid',
  'vm.memory': 0.125,
  'vm.vcpus': 2,
  'workload.writers': 2,
  'workload.workingSet': 0.0625,
  'workload.writeRate': 50,
  'network.speed': '1',
}
/** More than the wire carries. */
const BUSY: Partial<Scenario> = { 'workload.writeRate': 600 }
const SHORT: Partial<Scenario> = { 'Migrate.NetTimeout': 1 }

const run = (values: Partial<Scenario>, interventions: readonly Intervention[] = []): RunRecord =>
  runToEnd({ scenario: scenarioOf({ ...SMALL, ...values }), seed: 1, interventions })
const phasesOf = ({ phases }: RunRecord) =>
  phases.map(({ kind, pass }) => (pass === undefined ? kind : `${kind} ${pass}`)).join(', ')
const once = (kind: Exclude<Intervention['kind'], 'set'>, milliseconds: number): Intervention => ({
  kind,
  at: milliseconds * MS,
})

interface Row {
  readonly name: string
  readonly values?: Partial<Scenario>
  readonly list?: readonly Intervention[]
  readonly phases: string
  readonly failure?: FailureReason
}

/** Prepared after 2.1 s, copied from then to 3.186 s, resumed at 3.545 s. */
const ROWS: readonly Row[] = [
  { name: 'arrives', phases: 'prepare, trace, pass -1, switchover, cleanup' },
  {
    name: 'is refused by a check',
    values: { failure: 'evc-mismatch' },
    phases: 'prepare, cleanup',
    failure: 'cpu-incompatible',
  },
  {
    name: 'finds no connection',
    values: { failure: 'no-vmotion-network' },
    phases: 'prepare, cleanup',
    failure: 'connection-failed',
  },
  {
    name: 'is cancelled while it is prepared',
    list: [once('cancel', 1000)],
    phases: 'prepare, cleanup',
    failure: 'cancelled',
  },
  {
    name: 'is cancelled while traces are installed',
    list: [once('cancel', 2100.1)],
    phases: 'prepare, trace, cleanup',
    failure: 'cancelled',
  },
  {
    name: 'is cancelled in a pass',
    list: [once('cancel', 3000)],
    phases: 'prepare, trace, pass -1, cleanup',
    failure: 'cancelled',
  },
  {
    name: 'makes no progress',
    values: { ...BUSY, 'Migrate.SdpsEnabled': '0' },
    phases: 'prepare, trace, pass -1, pass 0, pass 1, pass 2, cleanup',
    failure: 'lack-of-forward-progress',
  },
  {
    name: 'has its guest slowed',
    values: BUSY,
    phases: 'prepare, trace, pass -1, pass 0, pass 1, switchover, cleanup',
  },
  {
    name: 'stalls in a pass',
    values: SHORT,
    list: [once('cut-cable', 2500)],
    phases: 'prepare, trace, pass -1, cleanup',
    failure: 'connection-lost',
  },
  {
    name: 'stalls in the stun',
    values: SHORT,
    list: [once('cut-cable', 3200)],
    phases: 'prepare, trace, pass -1, switchover, cleanup',
    failure: 'connection-lost',
  },
  {
    name: 'runs out of memory there',
    values: { ...SHORT, failure: 'destination-memory', 'failure.at': 0 },
    phases: 'prepare, trace, pass -1, cleanup',
    failure: 'destination-out-of-memory',
  },
  {
    name: 'no longer does when all pages are there',
    values: { ...SHORT, failure: 'destination-memory', 'failure.at': 3.3 },
    phases: 'prepare, trace, pass -1, switchover, cleanup',
  },
  {
    name: 'does not resume there',
    values: { failure: 'no-resume' },
    phases: 'prepare, trace, pass -1, switchover, cleanup',
    failure: 'destination-failed-to-resume',
  },
  {
    name: 'converges, and needs no page-in in 4.1',
    values: { generation: '4.1' },
    phases: 'prepare, trace, pass -1, switchover, cleanup',
  },
  {
    name: 'converges, and pages in what fired last in 6.7',
    values: { generation: '6.7' },
    phases: 'prepare, trace, pass -1, switchover, page-in, cleanup',
  },
  {
    name: 'does not converge, and pages in what is left',
    values: { ...BUSY, generation: '4.1' },
    phases: 'prepare, trace, pass -1, pass 0, switchover, page-in, cleanup',
  },
]

describe('a migration', () => {
  it.each(ROWS)('$name', ({ values = {}, list, phases, failure }) => {
    const record = run(values, list)
    expect(phasesOf(record)).toBe(phases)
    expect(record.failure).toBe(failure)
    expect(record.runsOn).toBe(failure === undefined ? 'destination' : 'source')
    for (const [index, phase] of record.phases.entries())
      expect(phase.start).toBe(record.phases[index - 1]?.end ?? 0)
    expect(record.phases.at(-1)!.end).toBe(record.end)
    expect(record.passes).toHaveLength(phases.split('pass ').length - 1)
  })

  it('says since when its guest has been slowed', () => {
    const record = run(BUSY)
    expect(record.sdpsSince).toBe(record.passes[1]!.row.end)
    expect(run({}).sdpsSince).toBeUndefined()
  })

  it.each([
    ['before anything is copied', 1000, 'too-early', 3.186],
    ['in a pass: it is', 2500, 'done', 2.5],
    ['in the stun', 3300, 'too-late', 3.186],
  ] as const)('is to be switched over %s', (_, milliseconds, effect, stunned) => {
    const record = run({}, [once('switch-over', milliseconds)])
    expect(record.effects).toEqual([effect])
    const { start } = record.phases.find(({ kind }) => kind === 'switchover')!
    expect(start / S).toBeCloseTo(stunned, 3)
  })

  it.each([
    ['that is refused', { failure: 'evc-mismatch' }, 200],
    ['that does not connect', { failure: 'no-vmotion-network' }, 2000],
    ['that is cancelled as it is prepared', {}, 500],
    ['that is cancelled as traces are installed', {}, 2100.05],
  ] as const)('%s never comes to a switchover', (_, values, milliseconds) => {
    const record = run(values, [once('switch-over', milliseconds), once('cancel', 2100.1)])
    expect(record.effects[0]).toBe('too-early')
    expect(record.passes).toEqual([])
  })

  it('resumes early as 4.1 does only where it did not converge', () => {
    const [converged, left] = [run({ generation: '4.1' }), run({ ...BUSY, generation: '4.1' })]
    const bytesOf = ({ facts }: RunRecord, name: string) =>
      facts.flatMap((fact) => (fact.kind === 'stun-part' && fact.part === name ? [fact.bytes] : []))
    expect(converged.passes.at(-1)!.row.decision).toBe('switchover')
    expect(left.passes.at(-1)!.row.decision).toBe('quick-resume')
    // The bitmap of what is left goes in the stun.
    expect(bytesOf(left, 'bitmap')[0]).toBeGreaterThan(0)
  })
})
