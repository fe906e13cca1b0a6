// The NICs that carry vMotion and how streams spread over them (facts 3.5, 8.1).
import { describe, expect, it } from 'vitest'
import { GENERATIONS } from '../../../src/engine/generations/list.ts'
import { effectiveBandwidth } from '../../../src/engine/network/bandwidth.ts'
import type { NetworkPolicy } from '../../../src/engine/network/network-policy.ts'
import { nicLoads } from '../../../src/engine/network/nics.ts'
import type { Scenario } from '../../../src/engine/scenario/scenario.ts'
import { scenarioOf } from '../migration/contexts.ts'

const policyOf = (more: Partial<NetworkPolicy> = {}): NetworkPolicy => ({
  streams: 'vmknic',
  streamCapGigabits: 15,
  sharedNicGigabits: undefined,
  latencyAware: true,
  encryption: false,
  ...more,
})
const loads = (values: Partial<Scenario>, more: Partial<NetworkPolicy> = {}) =>
  nicLoads(
    scenarioOf({
      'network.nics': 1,
      'network.vmknics': 1,
      'network.extraNics': 0,
      'network.speed': '10',
      'network.extraSpeed': '1',
      'network.mtu': '9000',
      'network.otherTraffic': 0,
      'Migrate.VMotionStreamHelpers': 0,
      ...values,
    }),
    policyOf(more),
  )

describe('NICs in use', () => {
  it.each([
    ['as many as vmknics', { 'network.nics': 4, 'network.vmknics': 2 }, {}, [10, 10]],
    ['as many as there are', { 'network.nics': 2, 'network.vmknics': 4 }, {}, [10, 10]],
    ['the others behind', { 'network.extraNics': 1, 'network.vmknics': 2 }, {}, [10, 1]],
    [
      'a single stream uses one',
      { 'network.nics': 4, 'network.vmknics': 4 },
      { streams: 'single' },
      [10],
    ],
  ] as const)('%s', (_, values, policy, speeds) => {
    expect(loads(values, policy).map(({ gigabits }) => gigabits)).toEqual(speeds)
  })
})

describe('streams of each NIC', () => {
  const two = { 'network.nics': 2, 'network.vmknics': 2 } as const
  it.each([
    ['one a vmknic', two, {}, [1, 1]],
    ['more vmknics than NICs', { ...two, 'network.vmknics': 5 }, {}, [3, 2]],
    ['helpers', { ...two, 'Migrate.VMotionStreamHelpers': 5 }, {}, [3, 2]],
    ['fewer helpers than NICs', { ...two, 'Migrate.VMotionStreamHelpers': 1 }, {}, [1, 0]],
    [
      'a single one, whatever the helpers',
      { ...two, 'Migrate.VMotionStreamHelpers': 5 },
      { streams: 'single' },
      [1],
    ],
    ['by the speed of the NIC', { ...two, 'network.speed': '40' }, { streams: 'auto' }, [3, 3]],
    ['at least one', two, { streams: 'auto' }, [1, 1]],
    ['at most 112', { 'network.speed': '100' }, { streams: 'auto', streamCapGigabits: 0.5 }, [112]],
    [
      'unless helpers are asked for',
      { ...two, 'Migrate.VMotionStreamHelpers': 4 },
      { streams: 'auto' },
      [2, 2],
    ],
  ] as const)('%s', (_, values, policy, streams) => {
    expect(loads(values, policy).map((load) => load.streams)).toEqual(streams)
  })
})

describe('what a NIC carries', () => {
  it.each([
    ['less headers', {}, 9.9],
    ['of small frames', { 'network.mtu': '1500' }, 9.41],
    ['what other traffic leaves', { 'network.otherTraffic': 60 }, 3.96],
  ] as const)('on the link: %s', (_, values, gigabits) => {
    expect(loads(values)[0]!.linkBytesPerSecond / 125e6).toBeCloseTo(gigabits, 9)
  })

  // 100 Gb/s; several streams get 25, 40, then nine tenths of the NIC.
  const shared = { sharedNicGigabits: [15, 25, 40] }
  it.each([
    ['one stream', 1, {}, 15],
    ['two, each for itself', 2, {}, 30],
    ['one, of those that share', 1, { sharedNicGigabits: [7, 25, 40] }, 15],
    ['two that hinder each other', 2, shared, 25],
    ['three', 3, shared, 40],
    ['four: as much more as the third', 4, shared, 55],
    ['six', 6, shared, 85],
    ['seven: nine tenths of the NIC', 7, shared, 90],
    ['ten', 10, shared, 90],
  ] as const)('by its streams: %s', (_, helpers, policy, gigabits) => {
    const values = { 'network.speed': '100', 'Migrate.VMotionStreamHelpers': helpers } as const
    expect(loads(values, policy)[0]!.streamBytesPerSecond / 125e6).toBeCloseTo(gigabits, 9)
  })
})

describe('the limits of the whole', () => {
  const limitsOf = (values: Partial<Scenario>) => {
    const scenario = scenarioOf({
      generation: '7.0U1',
      'network.encryption': 'disabled',
      'network.nics': 1,
      'network.vmknics': 1,
      'network.mtu': '9000',
      'network.rtt': 0,
      'network.loss': 0,
      'network.busLimit': 0,
      'network.limit': 0,
      'Migrate.SndBufSize': 562_540,
      'Migrate.NetLatencyModeThreshold': 4,
      'Migrate.NetExpectedLineRateMBps': 133,
      ...values,
    })
    const { limits, ...bandwidth } = effectiveBandwidth(
      scenario,
      GENERATIONS[scenario.generation].network,
    )
    const of = Object.fromEntries(
      limits.map(({ limit, bytesPerSecond }) => [limit, bytesPerSecond]),
    )
    return { ...bandwidth, of }
  }

  it.each([
    ['no round trip, no window', {}, 'window', Infinity],
    ['buffer ÷ round trip', { 'network.rtt': 2 }, 'window', 562_540 / 0.002],
    ['just short of latency mode', { 'network.rtt': 3.9 }, 'window', 562_540 / 0.0039],
    // 562,540 ÷ 4 ms = 140.6 MB/s; ÷ 5 ms = 112.5.
    ['in latency mode the more of both', { 'network.rtt': 4 }, 'window', 562_540 / 0.004],
    ['in latency mode the expected line rate', { 'network.rtt': 5 }, 'window', 133e6],
    [
      'not before it, however much is expected',
      { 'network.rtt': 3.9, 'Migrate.NetExpectedLineRateMBps': 500 },
      'window',
      562_540 / 0.0039,
    ],
    [
      'from the very threshold on',
      { 'network.rtt': 4, 'Migrate.NetExpectedLineRateMBps': 500 },
      'window',
      500e6,
    ],
    ['no loss, no limit', { 'network.rtt': 1 }, 'loss', Infinity],
    // From loss to loss 100 segments: 100 ÷ 12.2 windows and a recovery, with half a window of them on the link each time, and
    // 0.01 × (200 ms + the round trip) for what is lost again.
    [
      'no round trip: the link and time-outs',
      { 'network.loss': 1 },
      'loss',
      (100 * 8948) / ((100 / 12.2 + 1) * ((12.2 * 8948) / 1.2375e9 / 2) + 0.01 * 0.2),
    ],
    [
      'loss',
      { 'network.rtt': 10, 'network.loss': 1 },
      'loss',
      (100 * 8948) / ((100 / 12.2 + 1) * (0.01 + (12.2 * 8948) / 1.2375e9 / 2) + 0.01 * 0.21),
    ],
    [
      'of small frames',
      { 'network.rtt': 10, 'network.loss': 1, 'network.mtu': '1500' },
      'loss',
      (100 * 1448) / ((100 / 12.2 + 1) * (0.01 + (12.2 * 1448) / 1.17625e9 / 2) + 0.01 * 0.21),
    ],
    ['no bus', {}, 'bus', Infinity],
    ['a bus', { 'network.busLimit': 8 }, 'bus', 1e9],
    ['no shaping', {}, 'traffic-shaping', Infinity],
    ['shaping', { 'network.limit': 500 }, 'traffic-shaping', 500e6],
  ] as const)('%s', (_, values, limit, rate) => {
    const found = limitsOf(values).of[limit]!
    if (rate === Infinity) expect(found).toBe(Infinity)
    else expect(found / rate).toBeCloseTo(1, 9)
  })

  it('ties go to the limit named first, the link', () => {
    // 10 Gb/s of which headers leave 99 %.
    const { of, limitedBy } = limitsOf({ 'network.busLimit': 9.9 })
    expect([of['bus'], limitedBy]).toEqual([of['link'], 'link'])
  })

  it('whole bytes, shared by the streams, and never less than one', () => {
    const { bytesPerSecond, perStreamBytesPerSecond, streams } = limitsOf({
      'network.speed': '100',
      'network.nics': 2,
      'network.vmknics': 2,
    })
    expect([Number.isInteger(bytesPerSecond), streams]).toEqual([true, 2])
    expect(perStreamBytesPerSecond).toBe(bytesPerSecond / 2)
    expect(limitsOf({ 'hosts.sourceCores': 1e-12 }).bytesPerSecond).toBe(1)
  })

  it('streams that are slower on one NIC leave its link idle', () => {
    // 10 and 1 Gb/s at a window of 4.5 Gb/s each.
    const mixed = {
      'network.rtt': 1,
      'network.extraNics': 1,
      'network.extraSpeed': '1',
      'network.vmknics': 2,
    } as const
    expect(limitsOf(mixed).of['window']! / 125e6).toBeCloseTo(4.50032 + 0.99, 6)
    // Where no link binds, the streams say what they would carry.
    expect(limitsOf({ ...mixed, 'network.rtt': 0.1 }).of['window']! / 125e6).toBeCloseTo(90.0064, 3)
  })

  it('a NIC without a stream carries nothing', () => {
    const idle = {
      'network.nics': 2,
      'network.vmknics': 2,
      'Migrate.VMotionStreamHelpers': 1,
    } as const
    expect(limitsOf(idle).of['window']).toBe(limitsOf({ 'network.nics': 1 }).of['link'])
  })
})
