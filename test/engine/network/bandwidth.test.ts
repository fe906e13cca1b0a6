// Effective bandwidth (facts 8.1): each limit by hand arithmetic, and laws of their minimum.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GENERATIONS } from '../../../src/engine/generations/list.ts'
import { effectiveBandwidth } from '../../../src/engine/network/bandwidth.ts'
import { DEFAULT_SCENARIO, type Scenario } from '../../../src/engine/scenario/scenario.ts'
import { clampScenario } from '../../../src/engine/scenario/validate.ts'
import { parameterValue } from '../scenario/arbitrary.ts'
import { runs } from '../../properties.ts'

const of = (values: Partial<Scenario>) => {
  const scenario = { ...DEFAULT_SCENARIO, ...values }
  return effectiveBandwidth(scenario, GENERATIONS[scenario.generation].network)
}
const gigabits = (values: Partial<Scenario>) => of(values).bytesPerSecond / 125e6

describe('what binds', () => {
  it.each([
    ['link', 9.9, {}],
    ['link', 9.41, { 'network.mtu': '1500' }],
    ['link', 4.95, { 'network.otherTraffic': 50 }],
    // One stream carries 15 Gb/s (LAM), 18 in 6.0 (KB 323379).
    ['stream', 15, { 'network.speed': '40' }],
    ['stream', 18, { 'network.speed': '40', generation: '6.0' }],
    // 562,540 B ÷ 1 ms, and in latency mode 133 MB/s from 4 ms on (facts 3.5).
    ['window', 4.50032, { 'network.rtt': 1 }],
    ['window', 1.064, { 'network.rtt': 100 }],
    // With 64 KiB the window alone is less than that until there: 65,536 B ÷ 3 ms.
    ['window', 0.174763, { 'network.rtt': 3, 'Migrate.SndBufSize': 65536 }],
    ['window', 1.064, { 'network.rtt': 4, 'Migrate.SndBufSize': 65536 }],
    // 4.1 knows no latency mode: 0.56 MB ÷ 10 ms.
    ['window', 0.450032, { 'network.rtt': 10, generation: '4.1' }],
    // 1,000 segments of 8,948 B in 1,000 ÷ 38.58 windows and a recovery of 1.139 ms each, and 0.2 ms of time-outs (Mathis, RFC 6582).
    ['loss', 2.31842, { 'network.rtt': 1, 'network.loss': 0.1 }],
    // 2 cores ÷ 0.131 core a Gb/s at the destination; (0.35 + 0.29) ÷ 0.064 Gb/s, at most 0.35 ÷ 0.037, at the source.
    ['destination-cpu', 7.6336, { 'hosts.destinationCores': 1 }],
    ['source-cpu', 9.4595, { 'hosts.sourceCores': 0.35, 'network.encryption': 'disabled' }],
    ['bus', 8, { 'network.busLimit': 8 }],
    ['traffic-shaping', 4, { 'network.limit': 500 }],
  ] as const)('%s: %f Gb/s', (limit, expected, values) => {
    const plain = { 'network.encryption': 'disabled', ...values } as const
    expect(of(plain).limitedBy).toBe(limit)
    expect(gigabits(plain)).toBeCloseTo(expected, 3)
  })

  it('each NIC carries what its own link and streams allow; the others do not fill in', () => {
    const mixed = {
      'network.extraNics': 1,
      'network.extraSpeed': '1',
      'network.vmknics': 2,
    } as const
    expect(gigabits(mixed)).toBeCloseTo(9.9 + 0.99, 6)
    // The window of 4.5 Gb/s binds on the fast NIC alone; the slow one stays at its link.
    const far = of({ ...mixed, 'network.rtt': 1 })
    expect(far.limitedBy).toBe('window')
    expect(far.bytesPerSecond / 125e6).toBeCloseTo(4.50032 + 0.99, 4)
  })

  it('a NIC without a vmknic or a stream carries nothing', () => {
    expect(gigabits({ 'network.nics': 4 })).toBeCloseTo(9.9, 6)
    const helper = {
      'network.nics': 4,
      'network.vmknics': 4,
      'Migrate.VMotionStreamHelpers': 1,
      'network.rtt': 0,
    } as const
    expect(gigabits(helper)).toBeCloseTo(9.9, 6)
  })

  it('streams: one up to 4.1, one a vmknic up to 7.0 U1, by the speed of the NIC from 7.0 U2 on (TUNE19, NH21)', () => {
    const wide = { 'network.speed': '100', 'network.nics': 2, 'network.vmknics': 2 } as const
    expect(of({ ...wide, generation: '4.1' }).streams).toBe(1)
    expect(of({ ...wide, generation: '5.0' }).streams).toBe(2)
    expect(of({ ...wide, generation: '7.0U2' }).streams).toBe(14)
    expect(of({ generation: '7.0U2', 'network.speed': '1' }).streams).toBe(1)
  })
})

describe('encryption (6.5 on)', () => {
  const scarce = { 'network.speed': '40', 'network.vmknics': 3, 'hosts.sourceCores': 3 } as const
  it('costs CPU on both hosts, falls back without AES-NI where it may, and earlier versions have none', () => {
    const encrypted = of({ ...scarce, generation: '6.5', 'network.encryption': 'opportunistic' })
    expect(encrypted).toMatchObject({ encrypted: true, limitedBy: 'source-cpu' })
    // (3 + 0.74) ÷ 0.166 Gb/s.
    expect(encrypted.bytesPerSecond / 125e6).toBeCloseTo(22.53, 2)
    const without = of({ ...scarce, generation: '6.5', 'hosts.aesNi': 'no' })
    expect(without).toMatchObject({ encrypted: false, limitedBy: 'stream' })
    expect(of({ ...scarce, generation: '6.0' }).encrypted).toBe(false)
  })
})

/** Everything that the wire depends on. */
const anyNetwork = fc
  .record({
    generation: parameterValue('generation'),
    'network.speed': parameterValue('network.speed'),
    'network.nics': fc.integer({ min: 1, max: 16 }),
    'network.vmknics': fc.integer({ min: 1, max: 16 }),
    'network.extraNics': fc.integer({ min: 0, max: 15 }),
    'network.extraSpeed': parameterValue('network.extraSpeed'),
    'network.mtu': parameterValue('network.mtu'),
    'network.rtt': fc.constantFrom(0, 0.2, 1, 3.9, 4, 150, 500),
    'network.loss': fc.constantFrom(0, 0.001, 1, 5),
    'network.otherTraffic': fc.integer({ min: 0, max: 95 }),
    'network.busLimit': fc.constantFrom(0, 0.1, 8),
    'network.limit': fc.constantFrom(0, 1, 500),
    'Migrate.VMotionStreamHelpers': fc.integer({ min: 0, max: 112 }),
  })
  .map(
    (values) => clampScenario({ ...DEFAULT_SCENARIO, ...(values as Partial<Scenario>) }).scenario,
  )

describe('laws', () => {
  it('the smallest limit binds, is finite, and no NIC carries more than its link', () => {
    fc.assert(
      fc.property(anyNetwork, (scenario) => {
        const found = effectiveBandwidth(scenario, GENERATIONS[scenario.generation].network)
        const least = Math.min(...found.limits.map(({ bytesPerSecond }) => bytesPerSecond))
        expect(found.bytesPerSecond).toBe(Math.max(1, Math.floor(least)))
        const links = found.nics.reduce((sum, nic) => sum + nic.linkBytesPerSecond, 0)
        expect(found.bytesPerSecond).toBeLessThanOrEqual(Math.max(1, links))
        expect(found.streams).toBeGreaterThanOrEqual(1)
      }),
      runs(300),
    )
  })

  it('less loss or less other traffic never makes it slower', () => {
    fc.assert(
      fc.property(anyNetwork, fc.double({ min: 0, max: 1, noNaN: true }), (scenario, share) => {
        const policy = GENERATIONS[scenario.generation].network
        const before = effectiveBandwidth(scenario, policy).bytesPerSecond
        for (const id of ['network.loss', 'network.otherTraffic'] as const) {
          const eased = { ...scenario, [id]: scenario[id] * share }
          expect(effectiveBandwidth(eased, policy).bytesPerSecond).toBeGreaterThanOrEqual(before)
        }
      }),
      runs(300),
    )
  })
})
