// What the default run must show, for the film's sake (the preset's numbers are tuned to it, never the mechanism), and
// what an idle VM and the largest one must hold.
import { describe, expect, it } from 'vitest'
import { runToEnd } from '../../src/engine/run.ts'
import { presetScenario } from '../../src/catalogue/presets.ts'
import { DEFAULT_SCENARIO, type Scenario } from '../../src/engine/scenario/scenario.ts'
import { MIB, SECOND } from '../../src/engine/units.ts'
import { summarize } from '../../src/report/summarize.ts'
import type { Summary } from '../../src/report/summary.ts'

const run = (values: Partial<Scenario>, seed = 1) =>
  summarize(runToEnd({ scenario: { ...DEFAULT_SCENARIO, ...values }, seed }))
const stunSeconds = ({ stun }: Summary) => (stun.end - stun.start) / SECOND

describe.each(['sampled', 'fluid', 'literal'] as const)('the default run, %s', (model) => {
  const { passes, facts, sdps, outcome, ...rest } = run({ model })

  it('is the one of the design', () => {
    expect(DEFAULT_SCENARIO).toMatchObject({
      generation: '7.0U1',
      'vm.memory': 64,
      'vm.inUse': 100,
      'vm.vcpus': 16,
      'workload.pattern': 'random',
      'workload.workingSet': 12,
      'workload.writeRate': 350,
      'network.speed': '10',
      'network.mtu': '9000',
    })
  })

  it('has four passes at least, each below 40 % of the one before, and no SDPS', () => {
    expect(outcome).toBe('completed')
    expect(passes.length).toBeGreaterThanOrEqual(4)
    for (const { pagesDirtied, pagesSent } of passes)
      expect(pagesDirtied).toBeLessThan(0.4 * pagesSent)
    expect(sdps.engaged).toBe(false)
  })

  it('stops for 150 to 300 ms', () => {
    const seconds = (rest.stun.end - rest.stun.start) / SECOND
    expect(seconds).toBeGreaterThanOrEqual(0.15)
    expect(seconds).toBeLessThanOrEqual(0.3)
  })

  it('takes no decision within 15 % of its threshold', () => {
    const away = (value: number, threshold: number) => Math.abs(value / threshold - 1)
    let decisions = 0
    for (const fact of facts) {
      if (fact.kind === 'convergence-test') {
        decisions++
        expect(away(fact.secondsToSend, fact.goalSeconds)).toBeGreaterThan(0.15)
        expect(away(fact.transmitToDirtyPercent!, fact.minimumPercent)).toBeGreaterThan(0.15)
      } else if (fact.kind === 'sdps-check') {
        decisions++
        expect(away(fact.transmitToDirtyPercent!, 130)).toBeGreaterThan(0.15)
      }
    }
    // One for each pass, and the poll after 30 s of pass −1.
    expect(decisions).toBe(passes.length + 1)
  })
})

describe('the default run', () => {
  it('shows the same with other seeds', () => {
    for (let seed = 2; seed <= 12; seed++) {
      const { passes, sdps, ...summary } = run({}, seed)
      expect(passes.length).toBeGreaterThanOrEqual(4)
      for (const { pagesDirtied, pagesSent } of passes)
        expect(pagesDirtied).toBeLessThan(0.4 * pagesSent)
      expect(sdps.engaged).toBe(false)
      const seconds = (summary.stun.end - summary.stun.start) / SECOND
      expect(seconds > 0.15 && seconds < 0.3).toBe(true)
    }
  })
})

describe('published intervals, from the first page to the resume (start of pass −1 to resume)', () => {
  const idle = {
    generation: '5.0',
    'workload.workingSet': 0,
    'workload.writeRate': 0,
  } as const
  const interval = (values: Partial<Scenario>) => {
    const { passes, stun } = run({ ...idle, ...values })
    return (stun.end - passes[0]!.start) / SECOND
  }
  it.each([
    ['64 GiB, 10 GbE, MTU 9000', 55, 57, {}],
    ['64 GiB, 10 GbE, MTU 1500', 58, 60, { 'network.mtu': '1500' }],
    ['1 GiB, 1 GbE, MTU 9000', 8.6, 9.3, { 'vm.memory': 1, 'network.speed': '1' }],
    [
      '1 GiB, 1 GbE, MTU 1500',
      8.6,
      9.3,
      { 'vm.memory': 1, 'network.speed': '1', 'network.mtu': '1500' },
    ],
  ] as const)('%s: %f to %f s', (_, least, most, values) => {
    expect(interval(values)).toBeGreaterThanOrEqual(least)
    expect(interval(values)).toBeLessThanOrEqual(most)
  })
})

describe('the stun', () => {
  it('of an idle VM (16 vCPUs, 64 GiB, 10 MB of device state) is 100 to 200 ms', () => {
    for (const generation of ['5.0', '6.7', '7.0U1', '8.0'] as const) {
      const seconds = stunSeconds(
        run({ generation, 'workload.workingSet': 0, 'workload.writeRate': 0 }),
      )
      expect(seconds).toBeGreaterThanOrEqual(0.1)
      expect(seconds).toBeLessThanOrEqual(0.2)
    }
  })

  it('of 24 TiB: 768 MiB of bitmap cost 2 s raw; compacted the whole stun stays within a second', () => {
    const monster = presetScenario('monster-24tib')
    const bitmap = (summary: Summary) =>
      summary.facts.find((fact) => fact.kind === 'stun-part' && fact.part === 'bitmap')
    const raw = run({ ...monster, generation: '6.7' })
    expect(bitmap(raw)).toMatchObject({ bytes: 768 * MIB, nanoseconds: 2 * SECOND })
    expect(stunSeconds(raw)).toBeGreaterThan(2)
    const compacted = run(monster)
    expect(stunSeconds(compacted)).toBeLessThanOrEqual(1)
    // An eleventh (unverified), in whole bytes.
    expect(bitmap(compacted)).toMatchObject({ nanoseconds: 181818183 })
  })
})

describe('what dirties faster than the wire sends', () => {
  const memtest = presetScenario('memtest')
  it.each(['5.0', '5.1', '6.0', '6.5', '6.7', '7.0U1', '7.0U2', '8.0', '9.0'] as const)(
    '%s converges by SDPS, which slows the guest',
    (generation) => {
      const summary = run({ ...memtest, generation })
      expect(summary).toMatchObject({ outcome: 'completed', vmRunsOn: 'destination' })
      expect(summary.sdps.engaged).toBe(true)
      expect(summary.pain.worstSecondBeforeStun).toBeLessThan(0.5)
      const off = run({ ...memtest, generation, 'Migrate.SdpsEnabled': '0' })
      expect(off).toMatchObject({
        outcome: 'failed',
        failure: 'lack-of-forward-progress',
        vmRunsOn: 'source',
      })
      expect(stunSeconds(off)).toBe(0)
    },
  )
})
