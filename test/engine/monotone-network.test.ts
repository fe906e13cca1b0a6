// More network never makes a migration longer, less never shorter. Where that is not so, the exception has a test of its own.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GENERATIONS } from '../../src/engine/generations/list.ts'
import { effectiveBandwidth } from '../../src/engine/network/bandwidth.ts'
import { DEFAULT_SCENARIO, type Scenario } from '../../src/engine/scenario/scenario.ts'
import { runOnce } from './run-once.ts'
import { runs } from '../properties.ts'

/** Expected values, so that no draw comes between; without SDPS, which slows the guest of the slower network alone. */
const BASE: Scenario = {
  ...DEFAULT_SCENARIO,
  model: 'fluid',
  'vm.memory': 4,
  'vm.vcpus': 4,
  'workload.writers': 2,
  'workload.workingSet': 1,
  'Migrate.SdpsEnabled': '0',
}

const rateOf = (scenario: Scenario) =>
  effectiveBandwidth(scenario, GENERATIONS[scenario.generation].network).bytesPerSecond

const SPEEDS = ['1', '10', '25', '40', '50', '100'] as const
const NAMES = ['4.1', '5.0', '6.0', '6.5', '7.0U1', '7.0U2', '9.0'] as const

const network = fc.record({
  generation: fc.constantFrom(...NAMES),
  'network.speed': fc.constantFrom(...SPEEDS),
  'network.nics': fc.integer({ min: 1, max: 16 }),
  'network.vmknics': fc.integer({ min: 1, max: 15 }),
  'network.rtt': fc.constantFrom(0, 0.2, 1, 3, 20, 150, 500),
  'network.loss': fc.constantFrom(0, 0, 0.001, 0.1, 2),
  'network.mtu': fc.constantFrom('1500', '9000'),
  'network.congestionControl': fc.constantFrom('reno', 'cubic', 'bbr'),
  'Migrate.VMotionStreamHelpers': fc.constantFrom(0, 0, 1, 3, 8),
  'workload.writeRate': fc.constantFrom(0, 20, 150),
})

/** The same with one thing better; undefined where it is the best already. */
type Step = (scenario: Scenario) => Partial<Scenario> | undefined
const fasterThan = (speed: string) => SPEEDS[SPEEDS.indexOf(speed as (typeof SPEEDS)[number]) + 1]

const BETTER: Readonly<Record<string, Step>> = {
  'a faster link': (scenario) => {
    const faster = fasterThan(scenario['network.speed'])
    return faster && { 'network.speed': faster }
  },
  'a NIC more, with a vmknic of its own': (scenario) =>
    scenario['network.nics'] === 16
      ? undefined
      : {
          'network.nics': scenario['network.nics'] + 1,
          'network.vmknics': scenario['network.vmknics'] + 1,
        },
  'a NIC more of the same speed': (scenario) =>
    scenario['network.nics'] === 16 ? undefined : { 'network.nics': scenario['network.nics'] + 1 },
  'a vmknic more': (scenario) => ({ 'network.vmknics': scenario['network.vmknics'] + 1 }),
  'a stream more': (scenario) => {
    const helpers = scenario['Migrate.VMotionStreamHelpers']
    return helpers === 0 ? undefined : { 'Migrate.VMotionStreamHelpers': helpers + 1 }
  },
  'less loss': (scenario) =>
    scenario['network.loss'] === 0 ? undefined : { 'network.loss': scenario['network.loss'] / 3 },
  'a shorter round trip': (scenario) =>
    scenario['network.rtt'] === 0 ? undefined : { 'network.rtt': scenario['network.rtt'] / 3 },
  'larger packets': (scenario) =>
    scenario['network.mtu'] === '9000' ? undefined : { 'network.mtu': '9000' },
}

/** A round trip that falls out of latency mode, where buffers are larger than before it: tested below. */
const leavesLatencyMode = (worse: Scenario, better: Scenario) =>
  worse['network.rtt'] >= 4 && better['network.rtt'] < 4

describe('more is never less', () => {
  it.each(Object.keys(BETTER))('%s: as much bandwidth', (what) => {
    fc.assert(
      fc.property(network, (values) => {
        const worse = { ...BASE, ...values }
        const change = BETTER[what]!(worse)
        if (change === undefined) return
        // Whole bytes.
        expect(rateOf({ ...worse, ...change })).toBeGreaterThanOrEqual(rateOf(worse) - 1)
      }),
      runs(300),
    )
  })

  it.each(Object.keys(BETTER))('%s: the migration takes no longer', (what) => {
    fc.assert(
      fc.property(network, (values) => {
        const worse = { ...BASE, ...values }
        const change = BETTER[what]!(worse)
        if (change === undefined) return
        const better = { ...worse, ...change }
        if (leavesLatencyMode(worse, better)) return
        const [slow, fast] = [worse, better].map((scenario) => runOnce({ scenario, seed: 1 }))
        if (slow!.failure !== undefined) return
        expect(fast!.failure).toBeUndefined()
        // A millisecond, below which slow start is left out.
        expect(fast!.end).toBeLessThanOrEqual(slow!.end + 1e6)
      }),
      runs(25),
    )
  })

  it('a vmknic adds no more than one stream carries, on any NIC', () => {
    for (const generation of NAMES)
      for (const speed of SPEEDS) {
        const cap = GENERATIONS[generation].network.streamCapGigabits
        const gigabits = (vmknics: number) =>
          rateOf({
            ...BASE,
            generation,
            'network.speed': speed,
            'network.rtt': 0,
            'network.vmknics': vmknics,
            'hosts.sourceCores': 256,
            'hosts.destinationCores': 256,
          }) / 125e6
        for (let vmknics = 1; vmknics < 16; vmknics++) {
          const step = gigabits(vmknics + 1) - gigabits(vmknics)
          expect(
            step,
            `${generation}, ${speed} GbE, ${vmknics + 1} vmknics`,
          ).toBeGreaterThanOrEqual(0)
          expect(step).toBeLessThanOrEqual(cap + 1e-6)
        }
      }
  })

  it('40 GbE in 6.0: 18, 28 and 36 Gb/s with one, two and three vmknics (KB 323379)', () => {
    const found = [1, 2, 3].map((vmknics) =>
      rateOf({
        ...BASE,
        generation: '6.0',
        'network.speed': '40',
        'network.rtt': 0,
        'network.vmknics': vmknics,
      }),
    )
    expect(found.map((rate) => rate / 125e6)).toEqual([18, 28, 36])
  })
})

describe('exceptions', () => {
  it('a longer round trip that engages latency mode is faster where larger buffers were asked for', () => {
    const near = { ...BASE, 'network.rtt': 3.9, 'Migrate.NetExpectedLineRateMBps': 500 }
    expect(rateOf({ ...near, 'network.rtt': 4 })).toBeGreaterThan(rateOf(near))
  })

  it('a slower NIC of another kind takes a vmknic from a faster one', () => {
    const one = {
      ...BASE,
      generation: '6.0',
      'network.speed': '100',
      'network.vmknics': 2,
    } as const
    const mixed = { ...one, 'network.extraNics': 1, 'network.extraSpeed': '1' } as const
    expect(rateOf(mixed)).toBeLessThan(rateOf(one))
    expect(rateOf({ ...mixed, 'network.vmknics': 3 })).toBeGreaterThanOrEqual(rateOf(one))
  })

  it('SDPS engages a copy earlier on a slower network, and there is less to send from then on', () => {
    const writing = { ...BASE, 'Migrate.SdpsEnabled': '2', 'workload.writeRate': 300 } as const
    const [slower, faster] = [200, 205].map((limit) =>
      runOnce({ scenario: { ...writing, 'network.limit': limit }, seed: 1 }),
    )
    expect(slower!.sdpsSince).toBeLessThan(faster!.sdpsSince!)
    expect(slower!.end).toBeLessThan(faster!.end)
  })
})
