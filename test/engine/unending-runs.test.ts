// Runs that never end: what was filed, and laws. Whatever is recognised would have gone on to a bound of ours.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isUnending } from '../../src/engine/facts.ts'
import { createLiteralModel } from '../../src/engine/memory/literal-model.ts'
import { OTHER_COPIERS } from '../../src/engine/migration/other-copiers.ts'
import type { RunRecord } from '../../src/engine/run-record.ts'
import { startRunWith } from '../../src/engine/run-with.ts'
import type { DialIntervention, Intervention } from '../../src/engine/scenario/intervention.ts'
import type { RunInput, Scenario } from '../../src/engine/scenario/scenario.ts'
import { clampScenario } from '../../src/engine/scenario/validate.ts'
import { toEnd } from '../../src/engine/work.ts'
import { SECOND } from '../../src/engine/units.ts'
import { summarize } from '../../src/report/summarize.ts'
import { runs } from '../properties.ts'
import { anySeed, inputOf, runWith, smallScenario } from './arbitrary-scenario.ts'
import { runOnce } from './run-once.ts'

/** The run that goes on for as long as bounds of ours allow. */
const unrecognised = (input: RunInput): RunRecord =>
  toEnd(
    startRunWith(
      { literal: createLiteralModel, others: OTHER_COPIERS, recognisesUnending: false },
      input,
    ),
  )

const FILED: Partial<Scenario> = {
  generation: 'QEMU7.2',
  'vm.memory': 24576,
  'workload.workingSet': 24576,
  'workload.writeRate': 20000,
  'network.speed': '1',
}

describe('24 TiB that are written faster than a gigabit carries them, with QEMU', () => {
  it('never end, and it takes eleven passes to know', () => {
    const record = runWith(FILED)
    const summary = summarize(record)
    expect(summary).toMatchObject({ outcome: 'never-ends', vmRunsOn: 'source' })
    expect(record.passes).toHaveLength(11)
    expect(record.passes.every(({ row }) => row.decision === 'next-pass')).toBe(true)
    // The run is left while it copies: nothing fails, nothing is cleaned up, and the last fact says why.
    expect(record.phases.at(-1)!.kind).toBe('pass')
    expect(record.facts.at(-1)).toEqual({
      kind: 'left-copying',
      at: record.end,
      reason: 'never-ends',
      pass: 9,
    })
  })

  it('nor over a bad line, where the first pass is under way for thirty days', () => {
    const record = runWith({ ...FILED, 'network.rtt': 500, 'network.loss': 5 })
    expect(summarize(record)).toMatchObject({ outcome: 'never-ends', failure: 'never-ends' })
    expect(record.passes).toHaveLength(1)
    expect(record.passes[0]!.row.end - record.passes[0]!.row.start).toBe(30 * 86400 * SECOND)
  })

  it('a wire that only takes longer than is simulated is no such thing', () => {
    const record = runWith({ 'vm.memory': 24576, 'network.limit': 1 })
    expect(summarize(record)).toMatchObject({ outcome: 'unfinished', failure: 'thirty-days' })
  })
})

/** Near the border: rates around the wire's, limits that a pass may just miss. */
const nearTheBorder: fc.Arbitrary<RunInput> = fc
  .tuple(
    smallScenario('sampled', 'fluid'),
    fc.record({
      generation: fc.constantFrom('QEMU7.2', 'SIMGRID', 'HUAWEI', '7.0U1'),
      'workload.writeRate': fc.constantFrom(60, 100, 150, 400, 1000),
      'workload.workingSet': fc.constantFrom(0.0078125, 0.03125, 0.0625, 0.125),
      'network.speed': fc.constantFrom('1', '10'),
      'network.otherTraffic': fc.integer({ min: 0, max: 60 }),
      'Migrate.PreCopySwitchoverTimeGoal': fc.constantFrom(100, 200, 500),
      'Migrate.PreCopyMinProgressPerc': fc.constantFrom(1, 30, 90),
      'Migrate.SdpsEnabled': fc.constantFrom('0', '2'),
      'qemu.maxBandwidth': fc.constantFrom(0, 32, 128, 200),
      'qemu.downtimeLimit': fc.integer({ min: 20, max: 600 }),
      'qemu.throttleMost': fc.constantFrom(20, 50, 99),
    }),
    anySeed,
  )
  .map(([small, values, seed]) => ({
    scenario: clampScenario({ ...small, ...(values as Partial<Scenario>), failure: 'none' })
      .scenario,
    seed,
  }))

const RELIEF: readonly Omit<DialIntervention, 'at'>[] = [
  { kind: 'set', parameter: 'workload.writeRate', value: 0 },
  { kind: 'set', parameter: 'network.speed', value: '100' },
  { kind: 'set', parameter: 'qemu.downtimeLimit', value: 100_000 },
]

describe('what is recognised', () => {
  it('would not have come to an end', () => {
    let recognised = 0
    fc.assert(
      fc.property(nearTheBorder, (input) => {
        const record = runOnce(input)
        if (record.failure !== 'never-ends') return
        recognised++
        expect(isUnending(unrecognised(input).failure)).toBe(true)
      }),
      runs(80),
    )
    expect(recognised).toBeGreaterThan(10)
  })

  it('is the same run until then', () => {
    fc.assert(
      fc.property(nearTheBorder, (input) => {
        const record = runOnce(input)
        if (record.failure !== 'never-ends') return
        const whole = unrecognised(input)
        const rows = record.passes.map(({ row }) => row)
        expect(whole.passes.slice(0, rows.length).map(({ row }) => row)).toEqual(rows)
      }),
      runs(20),
    )
  })

  it('never comes before something that a person does, which then may end it', () => {
    let ended = 0
    fc.assert(
      fc.property(
        nearTheBorder,
        fc.constantFrom(...RELIEF),
        fc.integer({ min: 2, max: 60 }),
        (input, relief, seconds) => {
          if (runOnce(input).failure !== 'never-ends') return
          const at = seconds * SECOND
          const interventions: readonly Intervention[] = [{ ...relief, at }]
          const record = runOnce({ ...input, interventions })
          if (record.failure === 'never-ends') expect(record.end).toBeGreaterThanOrEqual(at)
          if (record.failure === undefined && record.end > at) ended++
        },
      ),
      runs(80),
    )
    expect(ended).toBeGreaterThan(5)
  })

  it('never comes before the last thing that a person does, whatever that is, and until then nothing else ends it', () => {
    fc.assert(
      fc.property(
        nearTheBorder,
        fc.integer({ min: 0, max: 120 }),
        fc.constantFrom<Intervention['kind']>('stop-vcenter', 'restore-cable', 'set'),
        (input, seconds, kind) => {
          const at = seconds * SECOND
          // Nothing that would change the run: only that it lies ahead.
          const one: Intervention =
            kind === 'set'
              ? {
                  kind,
                  at,
                  parameter: 'qemu.downtimeLimit',
                  value: input.scenario['qemu.downtimeLimit'],
                }
              : { kind, at }
          const record = runOnce({ ...input, interventions: [one] })
          if (isUnending(record.failure)) expect(record.end).toBeGreaterThanOrEqual(at)
        },
      ),
      runs(60),
    )
  })

  it('is rescued by a person after the moment at which it would have been left', () => {
    const rescued = {
      generation: 'QEMU7.2',
      'vm.memory': 0.5,
      'vm.vcpus': 1,
      'workload.writers': 1,
      'workload.workingSet': 0.015625,
      'workload.pattern': 'sweep',
      'workload.writeRate': 156,
      'qemu.maxBandwidth': 64,
      'qemu.downtimeLimit': 100,
    } as const
    const alone = runWith(rescued)
    expect(isUnending(alone.failure)).toBe(true)
    for (const at of [15, 300]) {
      const interventions: readonly Intervention[] = [
        { kind: 'set', at: at * SECOND, parameter: 'qemu.downtimeLimit', value: 500 },
      ]
      const record = runOnce({ ...inputOf(rescued), interventions })
      expect([record.failure, record.effects]).toEqual([undefined, ['done']])
      expect(record.end).toBeGreaterThan(at * SECOND)
      // Until then it is the run without.
      const rows = (one: RunRecord) =>
        one.passes.map(({ row }) => row).filter(({ end }) => end < Math.min(at * SECOND, alone.end))
      expect(rows(record)).toEqual(rows(alone))
    }
  })

  it('is not what auto-converge still brings to an end', () => {
    const endless = {
      generation: 'QEMU7.2',
      'vm.memory': 2,
      'workload.workingSet': 0.5,
      'workload.writeRate': 400,
      'network.speed': '1',
    } as const
    expect(runWith(endless).failure).toBe('never-ends')
    const slowed = runWith({ ...endless, 'qemu.autoConverge': 'on' })
    expect(slowed.failure).toBe(undefined)
    // Where it may not slow enough, it is recognised once it slows no further.
    const little = runWith({ ...endless, 'qemu.autoConverge': 'on', 'qemu.throttleMost': 20 })
    const first = little.facts.find((fact) => fact.kind === 'cpu-throttled')
    expect([little.failure, first?.percent]).toEqual(['never-ends', 20])
    expect(little.end).toBeGreaterThan(first!.at)
  })

  it('has an outcome and a reason of its own, beside the bounds', () => {
    const bounded = summarize(
      runOnce(
        inputOf({ generation: 'QEMU7.2', 'vm.memory': 0.125, 'workload.workingSet': 0.0625 }),
      ),
    )
    expect([bounded.outcome, bounded.failure]).toEqual(['unfinished', 'too-many-copies'])
  })
})
