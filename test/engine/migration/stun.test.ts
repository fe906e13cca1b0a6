// The parts of the stun (facts 8.6): what each waits for and what it is made of, by hand arithmetic.
import { describe, expect, it } from 'vitest'
import type { BitmapEncoding, Generation } from '../../../src/engine/migration/generation.ts'
import {
  bitmapBytes,
  bitmapSeconds,
  planStun,
  sentBitmapBytes,
  type StunInput,
} from '../../../src/engine/migration/stun.ts'
import { NO_VGPU, VGPU_6_7, VGPU_8_0 } from '../../../src/engine/generations/common.ts'
import { GENERATIONS } from '../../../src/engine/generations/list.ts'
import { steadyRate, type RateSchedule } from '../../../src/engine/rate-schedule.ts'
import type { Scenario } from '../../../src/engine/scenario/scenario.ts'
import { MS, S, scenarioOf } from './contexts.ts'

/** 1 TiB: a bitmap of 32 MiB, 1/12 s at 384 MiB/s. */
const TIB_OF_PAGES = 268_435_456
const BITMAP = 33_554_432
const GIGABYTE = 1e9

describe('the bitmap', () => {
  it.each([
    [1, 1],
    [8, 1],
    [9, 2],
    [TIB_OF_PAGES, BITMAP],
  ])('of %i pages: %i B, a bit a page', (pages, bytes) => {
    expect(bitmapBytes(pages)).toBe(bytes)
  })

  it.each([
    ['raw', BITMAP],
    ['discard', BITMAP],
    // By 11: 3,050,402.9.
    ['compacted', 3_050_403],
    ['none', 0],
  ] as const)('%s travels as %i B', (encoding, bytes) => {
    expect(sentBitmapBytes(TIB_OF_PAGES, encoding)).toBe(bytes)
  })

  it.each([
    ['768 MiB in 2 s (facts 3.4)', 'raw', Infinity, 1 / 12],
    ['as slow as the wire', 'raw', BITMAP, 1],
    ['no faster than it is encoded', 'raw', 1e12, 1 / 12],
    ['compacted', 'compacted', Infinity, 3_050_403 / 402_653_184],
    ['none', 'none', 1, 0],
  ] as const)('%s', (_, encoding, wire, seconds) => {
    expect(bitmapSeconds(TIB_OF_PAGES, encoding, wire)).toBeCloseTo(seconds, 12)
  })
})

/** Quiesce 1 + 0.5 ms a vCPU, resume 2 + 0.1 ms a vCPU and three round trips, checkpoint at 100 MB/s. */
const generationWith = (
  encoding: BitmapEncoding = 'none',
  more: Partial<Generation> = {},
): Generation => ({
  ...GENERATIONS['7.0U1'],
  bitmap: { encoding, confidence: 'published' },
  vgpu: NO_VGPU,
  stun: {
    quiesceSeconds: 0.001,
    quiesceSecondsPerVcpu: 0.0005,
    resumeSeconds: 0.002,
    resumeSecondsPerVcpu: 0.0001,
    roundTrips: 3,
    checkpointBytesPerSecond: 100e6,
  },
  ...more,
})
/** 8 vCPUs, 10 MB of device state: 100 ms. A round trip of 0.5 ms. */
const SCENARIO = {
  'vm.vcpus': 8,
  'vm.deviceState': 10,
  'network.rtt': 0.5,
  'vm.vgpuMemory': 0,
} as const
const plan = (
  input: Partial<StunInput> = {},
  generation = generationWith(),
  values: Partial<Scenario> = {},
) =>
  planStun(S, scenarioOf({ ...SCENARIO, ...values }), generation, {
    pages: TIB_OF_PAGES,
    bytesLeft: 50e6,
    rates: steadyRate(GIGABYTE),
    lastPagesAfterResume: false,
    ...input,
  })
/** Each part from … to, milliseconds since the stun began. */
const partsOf = ({ parts }: ReturnType<typeof planStun>) =>
  parts.map(({ part, start, end }) => [part, (start - S) / MS, (end - S) / MS])
const lengthOf = (planned: ReturnType<typeof planStun>, name: string) => {
  const { start, end } = planned.parts.find(({ part }) => part === name)!
  return (end - start) / MS
}

describe('what waits for what', () => {
  it('checkpoint and last pages side by side, then the bitmap, then the resume', () => {
    expect(partsOf(plan({}, generationWith('raw'), {}))).toEqual([
      ['quiesce', 0, 5],
      ['checkpoint', 5, 105],
      ['lastPages', 5, 55],
      ['bitmap', 105, 188.333334],
      // 2 + 0.8 + 1.5 ms.
      ['resume', 188.333334, 192.633334],
    ])
  })

  it('the longer of the two counts', () => {
    expect(partsOf(plan({ bytesLeft: 200e6 }))).toEqual([
      ['quiesce', 0, 5],
      ['checkpoint', 5, 105],
      ['lastPages', 5, 205],
      ['bitmap', 205, 205],
      ['resume', 205, 209.3],
    ])
  })

  it('last pages after the resume are no part of it, though they have to be sent', () => {
    const planned = plan({ bytesLeft: 200e6, restOfPass: 7, lastPagesAfterResume: true })
    expect(partsOf(planned)).toEqual([
      ['quiesce', 0, 5],
      ['checkpoint', 5, 105],
      ['bitmap', 105, 105],
      ['resume', 105, 109.3],
    ])
    expect(planned.lastPages).toBe(undefined)
    expect(planned.bytes.lastPages).toBe(200e6 + 7)
    expect(planned.end).toBe(S + 109.3 * MS)
  })

  it('the pass that was running goes first', () => {
    const until = S + 80 * MS
    expect(partsOf(plan({ passUntil: until })).slice(2)).toEqual([
      ['lastPages', 5, 130],
      ['bitmap', 130, 130],
      ['resume', 130, 134.3],
    ])
    expect(partsOf(plan({ passUntil: until, lastPagesAfterResume: true })).slice(2)).toEqual([
      ['bitmap', 105, 105],
      ['resume', 105, 109.3],
    ])
    const longer = { passUntil: S + 120 * MS, lastPagesAfterResume: true }
    expect(partsOf(plan(longer)).slice(2)).toEqual([
      ['bitmap', 120, 120],
      ['resume', 120, 124.3],
    ])
  })

  it('says what travels in each part, and which part is the last pages', () => {
    const planned = plan({ restOfPass: 7 }, generationWith('raw'))
    expect(planned.bytes).toEqual({
      quiesce: 0,
      checkpoint: 10e6,
      lastPages: 50e6 + 7,
      frameBuffer: 0,
      bitmap: BITMAP,
      resume: 0,
    })
    expect(planned.lastPages).toBe(planned.parts[2])
    expect(planned.end).toBe(planned.parts.at(-1)!.end)
  })
})

describe('the length of a part, in ms', () => {
  it.each([
    ['quiesce', 'one vCPU', { 'vm.vcpus': 1 }, 1.5],
    ['quiesce', 'each more', { 'vm.vcpus': 100 }, 51],
    ['resume', 'one vCPU', { 'vm.vcpus': 1 }, 3.6],
    ['resume', 'each more', { 'vm.vcpus': 100 }, 13.5],
    ['resume', 'no round trip', { 'network.rtt': 0 }, 2.8],
    ['resume', 'three of 10 ms', { 'network.rtt': 10 }, 32.8],
    ['checkpoint', 'no devices', { 'vm.deviceState': 0 }, 0],
    ['checkpoint', 'by their size', { 'vm.deviceState': 25 }, 250],
  ] as const)('%s, %s', (part, _, values, milliseconds) => {
    expect(lengthOf(plan({}, generationWith(), values), part)).toBeCloseTo(milliseconds, 9)
  })

  it.each([
    ['checkpoint', 'a slow wire', steadyRate(50e6), 200],
    ['lastPages', 'a slow wire', steadyRate(50e6), 1000],
    ['bitmap', 'a slow wire', steadyRate(BITMAP), 1000],
    ['bitmap', 'a fast one', steadyRate(1e12), 83.333334],
  ] as const)('%s, %s', (part, _, rates, milliseconds) => {
    expect(lengthOf(plan({ rates }, generationWith('raw')), part)).toBeCloseTo(milliseconds, 9)
  })

  it.each([
    // 5 µs a run and 0.44 µs a page that the destination has.
    ['no run, nothing to throw away', undefined, 0],
    ['one run of pages that were never sent', { runs: 1, pages: 0 }, 0.005],
    ['one run of 128 MiB', { runs: 1, pages: 32768 }, 14.42292],
    ['20,000 runs of two pages', { runs: 20000, pages: 40000 }, 117.6],
  ])('discard: %s', (_, discards, milliseconds) => {
    const planned = plan(discards && { discards }, generationWith('discard'))
    expect(lengthOf(planned, 'bitmap')).toBeCloseTo(milliseconds, 9)
  })
})

describe('a frame buffer', () => {
  const stopCopy = generationWith('none', { vgpu: VGPU_6_7 })
  it.each([
    // 1.53 − 0.13 s and 7.474 s a GB (DOC67GPU).
    ['by the published line', 2, GIGABYTE, 1400 + 14948],
    ['slower with the wire', 2, 100e6, 1400 + 20000],
  ])('%s', (_, vgpuMemory, rate, milliseconds) => {
    const planned = plan({ rates: steadyRate(rate) }, stopCopy, { 'vm.vgpuMemory': vgpuMemory })
    expect(lengthOf(planned, 'checkpoint')).toBeCloseTo(100, 6)
    expect(lengthOf(planned, 'frameBuffer')).toBeCloseTo(milliseconds, 6)
    expect(planned.bytes.checkpoint).toBe(10e6)
    expect(planned.bytes.frameBuffer).toBe(vgpuMemory * 1e9)
  })

  it('is no part of the stun of a VM that has none', () => {
    const planned = plan({}, stopCopy, { 'vm.vgpuMemory': 0 })
    expect(planned.parts.map(({ part }) => part)).not.toContain('frameBuffer')
    expect(planned.bytes.frameBuffer).toBe(0)
  })

  it('begins when devices and last pages are across, before the bitmap', () => {
    // 100 ms of devices; 2 GB of last pages at 1 GB/s end long after them.
    const planned = plan({ bytesLeft: 2e9 }, stopCopy, { 'vm.vgpuMemory': 1 })
    const [lastPages, frameBuffer, bitmap] = planned.parts.slice(2, 5)
    expect(frameBuffer!.part).toBe('frameBuffer')
    expect(frameBuffer!.start).toBe(lastPages!.end)
    expect(bitmap!.start).toBe(frameBuffer!.end)
  })

  it('crosses in the stun as far as it changes where it is iterative (9.0)', () => {
    const iterative = generationWith('none', { vgpu: { ...VGPU_8_0, policy: 'iterative' } })
    const values = { 'vm.vgpuMemory': 20, 'vm.vgpuChanging': 25 }
    const planned = plan({}, iterative, values)
    expect(planned.bytes.frameBuffer).toBe(5e9)
    // 1.26 − 0.13 s, and 5 GB over a wire of 1 GB/s.
    expect(lengthOf(planned, 'frameBuffer')).toBeCloseTo(1130 + 5000, 6)
  })
})

describe('each part rounded up once', () => {
  // Devices 10 MB at 99.9 MB/s, then the line of 0.3 GB; a wire that changed before the stun is as steady as one that never does.
  const steady = steadyRate(99.9e6)
  const before = [
    { from: 0, bytesPerSecond: 1e9 },
    { from: S, bytesPerSecond: 99.9e6 },
  ]
  const after = [...steady, { from: 100 * S, bytesPerSecond: 1 }]
  it.each([
    ['a steady wire', steady],
    ['one that changed when the stun began', before],
    ['one that changes when it is long over', after],
  ])('%s', (_, rates) => {
    const stopCopy = generationWith('raw', { vgpu: VGPU_6_7 })
    const planned = plan({ rates }, stopCopy, { 'vm.vgpuMemory': 0.3 })
    const lengths = new Map(planned.parts.map(({ part, start, end }) => [part, end - start]))
    expect(lengths.get('checkpoint')).toBe(Math.ceil((10e6 / 99.9e6) * 1e9 - 1e-6))
    expect(lengths.get('frameBuffer')).toBe(
      1.4e9 + Math.ceil(Math.max(0.3 * 7.474, 0.3e9 / 99.9e6) * 1e9 - 1e-6),
    )
    expect(lengths.get('bitmap')).toBe(Math.ceil((BITMAP / 99.9e6) * 1e9 - 1e-6))
  })
})

describe('a wire that changes in the stun', () => {
  const then = (milliseconds: number, bytesPerSecond: number): RateSchedule => [
    { from: 0, bytesPerSecond: GIGABYTE },
    { from: S + milliseconds * MS, bytesPerSecond },
  ]
  // Devices: from 5 ms on at 100 MB/s, from 55 ms on at 50 MB/s: 5 MB, then 100 ms more.
  it.each([
    ['slows the devices', 'checkpoint', 'none', then(55, 50e6), 150],
    ['not when they are across', 'checkpoint', 'none', then(105, 50e6), 100],
    ['it has slowed before', 'checkpoint', 'none', then(0, 50e6), 200],
    // 20 MB, then 30 MB at 50 MB/s.
    ['slows the last pages', 'lastPages', 'none', then(25, 50e6), 20 + 600],
    // From 105 ms on at 384 MiB/s: 95 ms would carry more than all of it.
    ['not a bitmap that is across', 'bitmap', 'raw', then(300, 1e6), 83.333334],
    // 20 ms at 384 MiB/s are 8,053,063.68 B; 25,501,368.32 B more at 100 MB/s.
    ['slows the bitmap', 'bitmap', 'raw', then(125, 100e6), 20 + 255.013684],
    ['dead for the devices: never', 'checkpoint', 'none', then(50, 0), Infinity],
    ['dead for the bitmap: never', 'bitmap', 'raw', then(125, 0), Infinity],
  ] as const)('%s', (_, part, encoding, rates, milliseconds) => {
    expect(lengthOf(plan({ rates }, generationWith(encoding)), part)).toBeCloseTo(milliseconds, 6)
  })

  it('dead at its start, it waits for the cable', () => {
    const rates = [
      { from: 0, bytesPerSecond: 0 },
      { from: S + 50 * MS, bytesPerSecond: GIGABYTE },
    ]
    expect(partsOf(plan({ rates })).slice(1, 3)).toEqual([
      ['checkpoint', 5, 150],
      ['lastPages', 5, 100],
    ])
  })

  it('slows a frame buffer, of which the line is the fastest', () => {
    // 100 ms of devices, 1.4 s, then from 1.505 s on at 1/7.474 GB/s; at 10 s the wire falls to 50 MB/s.
    const stopCopy = generationWith('none', { vgpu: VGPU_6_7 })
    const planned = plan({ rates: then(10_000, 50e6) }, stopCopy, { 'vm.vgpuMemory': 2 })
    const before = (10 - 1.505) / 7.474
    const milliseconds = (10 - 0.105) * 1000 + ((2 - before) * 1e9 * 1000) / 50e6
    expect(lengthOf(planned, 'frameBuffer')).toBeCloseTo(milliseconds, 3)
  })
})

describe('how sure each part is', () => {
  it.each([
    ['unverified', 'unverified'],
    ['published', 'inferred'],
    ['third-party', 'inferred'],
  ] as const)('a bitmap that is %s: %s', (confidence, expected) => {
    const generation = generationWith('raw', {
      bitmap: { encoding: 'raw', confidence },
      lastPages: 'published',
    })
    expect(plan({}, generation).parts.map((part) => part.confidence)).toEqual([
      'inferred',
      'inferred',
      'published',
      expected,
      'inferred',
    ])
  })

  it.each([
    ['5.1', 'published'],
    ['7.0U1', 'inferred'],
    ['9.0', 'inferred'],
  ] as const)('in %s that the last pages go in the stun is %s', (id, expected) => {
    const { parts } = plan({}, GENERATIONS[id])
    expect(parts.find(({ part }) => part === 'lastPages')?.confidence).toBe(expected)
  })
})
