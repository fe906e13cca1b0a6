// No input may hang or grow without bound: guards of our own, and what they leave alone.
import { describe, expect, it } from 'vitest'
import { nextLook } from '../../src/engine/migration/sdps.ts'
import { MAX_COPY_TIME } from '../../src/engine/migration/phase-times.ts'
import { MAX_PASSES_AHEAD } from '../../src/engine/migration/pass-guard.ts'
import { MAX_PASSES } from '../../src/engine/migration/stop-rules.ts'
import { runToEnd } from '../../src/engine/run.ts'
import { presetScenario } from '../../src/catalogue/presets.ts'
import { DEFAULT_SCENARIO, type Scenario } from '../../src/engine/scenario/scenario.ts'
import { checkScenario } from '../../src/engine/scenario/validate.ts'
import { MIB, SECOND } from '../../src/engine/units.ts'

const run = (base: Scenario, values: Partial<Scenario>) =>
  runToEnd({ scenario: { ...base, ...values }, seed: 1 })
const MONSTER = presetScenario('monster-24tib')

describe('a copy that would take months', () => {
  it('is left after thirty days, the VM stays, and every time is a whole nanosecond', () => {
    const record = run(MONSTER, { 'network.limit': 1 })
    expect(record).toMatchObject({ failure: 'thirty-days', runsOn: 'source' })
    const [first] = record.passes
    expect(first!.row.end - first!.row.start).toBe(MAX_COPY_TIME)
    expect(first!.row.pagesSent).toBeLessThan(first!.row.pagesToSend)
    expect(record.facts.every(({ at }) => Number.isSafeInteger(at))).toBe(true)
  })

  it('has a bounded number of facts and clock segments, however often SDPS is set to look', () => {
    for (const values of [
      { 'Migrate.SdpsEnabled': '1' },
      { 'Migrate.SdpsDynamicDelaySec': 1, 'workload.writeRate': 0 },
    ] as const) {
      const { facts, clocks } = run(MONSTER, { 'network.limit': 11, ...values })
      expect(facts.length).toBeLessThan(10000)
      expect(clocks[0].segments.length).toBeLessThan(50000)
    }
  })

  const endless = {
    'vm.memory': 1,
    'workload.workingSet': 1,
    'workload.writeRate': 20000,
    'network.limit': 100,
    'Migrate.SdpsEnabled': '0',
    'Migrate.PreCopyMinProgressPerc': 1,
  } as const

  it('is recognised where no pass will ever leave less', () => {
    const { passes, failure } = run(DEFAULT_SCENARIO, endless)
    expect([passes.length, failure]).toEqual([11, 'never-ends'])
  })

  it('copies no more than two hundred times where nothing lies ahead', () => {
    // Bursts that rest: a pass that falls into the rest may leave little, so that nothing can be said.
    const resting = { ...endless, 'workload.pattern': 'bursts', 'workload.burstOn': 0.5 } as const
    const rests = { ...resting, 'workload.burstOff': 0.1, 'Migrate.PreCopySwitchoverTimeGoal': 10 }
    const { passes, failure } = run(DEFAULT_SCENARIO, rests)
    expect(failure).toBe('too-many-copies')
    // Passes −1, 0 … 200.
    expect(passes).toHaveLength(MAX_PASSES + 2)
  })

  it('goes on until the last thing that a person does, or says that it did not get that far', () => {
    // Passes of a second.
    const scenario = { ...DEFAULT_SCENARIO, ...endless, 'network.limit': 1000 }
    const until = (seconds: number) =>
      runToEnd({ scenario, seed: 1, interventions: [{ kind: 'cancel', at: seconds * SECOND }] })
    const reached = until(1000)
    expect(reached).toMatchObject({ failure: 'cancelled', effects: ['done'] })
    expect(reached.passes.length).toBeGreaterThan(MAX_PASSES)
    const missed = until(100_000)
    expect(missed).toMatchObject({ failure: 'too-many-copies', effects: ['not-reached'] })
    expect(missed.passes.length).toBe(MAX_PASSES_AHEAD + 2)
  })

  it('keeps no more of the passes than a page of ours may take', () => {
    const { passes, failure } = run(MONSTER, {
      generation: 'QEMU7.2',
      'workload.workingSet': 0.0625,
    })
    expect(failure).toBe('too-many-copies')
    const kept = new Set(passes.flatMap(({ walk, fires }) => [walk.toSend, walk.sendBefore, fires]))
    const bytes = [...kept].reduce((sum, { byteLength }) => sum + byteLength, 0)
    expect(bytes).toBeGreaterThan(200 * MIB)
    expect(bytes).toBeLessThan(256 * MIB)
  })
})

describe('when SDPS looks', () => {
  it('is every 100 ms for the first fifty seconds, and a 500th of the time later on', () => {
    const step = SECOND / 10
    expect(nextLook(0, step, 0)).toBe(step)
    expect(nextLook(50 * SECOND, step, 0)).toBe(50 * SECOND + step)
    expect(nextLook(500 * SECOND, step, 0)).toBe(501 * SECOND)
  })
})

describe('literal', () => {
  const problems = (values: Partial<Scenario>) =>
    checkScenario({ model: 'literal', ...values }).problems.map(({ field, message }) => [
      field,
      message,
    ])
  it('is refused where it would execute for hours, with the reason', () => {
    expect(problems({ 'network.limit': 1 })).toEqual([
      ['model', expect.stringContaining('19.1 hours')],
    ])
    expect(problems({ 'network.loss': 5, 'network.rtt': 500 })).toHaveLength(1)
    expect(problems({ 'network.speed': '1', 'workload.writeRate': 20000 })).toHaveLength(1)
    expect(checkScenario({ ...MONSTER, model: 'literal' }).problems[0]?.message).toContain(
      'at most 64 GiB',
    )
  })

  it('is offered up to 64 GiB at any rate of writes over 10 GbE', () => {
    expect(problems({ 'workload.writeRate': 20000 })).toEqual([])
    expect(problems({ 'network.speed': '1' })).toEqual([])
  })
})
