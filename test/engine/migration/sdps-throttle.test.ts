// When SDPS looks, when it engages, and which of it is a fact (facts 3.2, 8.4).
import { describe, expect, it } from 'vitest'
import { sdpsThrottle } from '../../../src/engine/migration/sdps-throttle.ts'
import { effectiveBandwidth } from '../../../src/engine/network/bandwidth.ts'
import { GENERATIONS } from '../../../src/engine/generations/list.ts'
import { drain, MS, resultOf, S, scenarioOf, stageOf, walkOf } from './contexts.ts'

/** 1,000 fires a second wanted: 20,480,000 B/s ÷ (5 × 4,096 B). */
const PAYLOAD = 20_480_000
const bandwidth = {
  ...effectiveBandwidth(scenarioOf(), GENERATIONS['7.0U1'].network),
  bytesPerSecond: PAYLOAD,
}
const stage = (enabled: '1' | '2', fires: (until: number) => number, rates = [PAYLOAD]) =>
  stageOf(
    {
      'Migrate.SdpsEnabled': enabled,
      'Migrate.SdpsTargetRate': 500,
      'Migrate.SdpsDynamicDelaySec': 30,
      'Migrate.PreCopyMinProgressPerc': 130,
      'workload.writers': 4,
    },
    {
      fires,
      bandwidth,
      rates: rates.map((bytesPerSecond, index) => ({ from: index * 150 * MS, bytesPerSecond })),
    },
  )
/** So many pages at a page a millisecond. */
const lasting = (milliseconds: number, start = 0) => walkOf([milliseconds], undefined, { start })
const traced = (calls: readonly (readonly unknown[])[]) =>
  calls.filter(([name]) => name === 'traced').map(([, until, sleep]) => [until, sleep])

describe('a window', () => {
  /** 2,000 fires in the first 100 ms, then what is wanted (100), then 0.8 a millisecond. */
  const fires = (until: number) => {
    const ms = until / MS
    return ms <= 100 ? 20 * ms : ms <= 200 ? 1900 + ms : 2100 + 0.8 * (ms - 200)
  }
  // 4 ÷ 1000 − 4 ÷ 20000 s; with 800 fires a second: 3.8 + 4 − 5 ms.
  it.each([
    ['shorter than half of 100 ms says nothing', 249, 0.0038],
    ['of half of 100 ms counts', 250, 0.0028],
    ['of 100 ms counts', 300, 0.0028],
  ])('%s', (_, milliseconds, sleep) => {
    const { context, calls } = stage('1', fires)
    const throttle = sdpsThrottle(context, 0)
    drain(throttle.runPass(-1, lasting(milliseconds), Infinity))
    drain(throttle.runPass(0, lasting(10, S), Infinity))
    const found = traced(calls)
    expect(found.slice(0, -1).map(([until]) => until)).toEqual([
      100 * MS,
      200 * MS,
      milliseconds * MS,
    ])
    const last = found.at(-1)!
    expect(last[0]).toBe(S + 10 * MS)
    expect(last[1]).toBeCloseTo(sleep, 12)
  })

  it('begins with no sleep, and is slept through from the next one on', () => {
    const { context, calls } = stage('1', fires)
    drain(sdpsThrottle(context, 0).runPass(-1, lasting(300), Infinity))
    const sleeps = traced(calls).map(([, sleep]) => sleep)
    expect(sleeps[0]).toBe(0)
    expect(sleeps[1]).toBeCloseTo(0.0038, 12)
    expect(sleeps[2]).toBeCloseTo(0.0038, 12)
  })

  it('only a rise is a fact, with the quantum and the rate of fires', () => {
    const { context } = stage('1', fires)
    drain(sdpsThrottle(context, 0).runPass(3, lasting(300), Infinity))
    const facts = context.journal.facts.filter(({ kind }) => kind === 'sdps-sleep')
    expect(facts).toEqual([
      {
        kind: 'sdps-sleep',
        at: 100 * MS,
        pass: 3,
        sleepPerFireNanoseconds: 3_800_000,
        // A vCPU sleeps for 3 ms at most at a time.
        quantumNanoseconds: 3_000_000,
        firesPerSecond: 20000,
      },
    ])
  })

  it('follows what the wire carries at its end', () => {
    // Half of it from 150 ms on: 500 wanted when the second window is looked at: 3.8 + 8 − 4 ms may not be taken, as it may not
    // rise; in the third 800 fires are too many as well.
    const { context, calls } = stage('1', fires, [PAYLOAD, PAYLOAD / 2])
    const throttle = sdpsThrottle(context, 0)
    drain(throttle.runPass(-1, lasting(300), Infinity))
    throttle.engage(300 * MS, 0)
    drain(throttle.runPass(0, lasting(10, S), Infinity))
    // The most that was needed: 3.8 + 8 − 4 ÷ 1000 s = 7.8 ms.
    expect(traced(calls).at(-1)![1]).toBeCloseTo(0.0078, 12)
  })

  it('in which the pass breaks off is not looked at', () => {
    for (const [breaksAt, looks] of [
      [100 * MS, 0],
      [100 * MS + 1, 1],
    ] as const) {
      const { context, calls } = stage('1', fires)
      drain(sdpsThrottle(context, 0).runPass(-1, lasting(300), breaksAt))
      expect(calls.every(([, , , given]) => given === breaksAt)).toBe(true)
      expect(context.journal.facts.filter(({ kind }) => kind === 'sdps-sleep')).toHaveLength(looks)
      expect(calls).toHaveLength(looks + 1)
    }
  })
})

describe('always on (1)', () => {
  it('is engaged when pass −1 begins, once', () => {
    const { context } = stage('1', () => 0)
    const throttle = sdpsThrottle(context, 5 * S)
    expect(throttle.since).toBe(5 * S)
    throttle.engage(9 * S, 1)
    expect(throttle.since).toBe(5 * S)
    expect(context.journal.facts).toEqual([
      { kind: 'sdps-engaged', at: 5 * S, pass: -1, wantedFiresPerSecond: 1000, writers: 4 },
    ])
  })

  it('does not poll', () => {
    const { context } = stage('1', () => 1e9)
    drain(sdpsThrottle(context, 0).runPass(-1, lasting(31_000), Infinity))
    expect(context.journal.facts.some(({ kind }) => kind === 'sdps-check')).toBe(false)
  })
})

describe('once it is needed (2)', () => {
  // 30,000 pages are sent by the first poll: 130 % of 23,076.9, so of 23,076 whole ones; 60,000 by the second.
  it.each([
    ['130 % by both polls', () => 23076, [false, false]],
    ['nothing dirtied', () => 0, [false, false]],
    ['a page too many', () => 23077, [true]],
    ['too many by the second', (until: number) => (until <= 30 * S ? 0 : 50000), [false, true]],
  ])('is polled in pass −1 every 30 s: %s', (_, fires, engaged) => {
    const { context, calls } = stage('2', fires)
    const throttle = sdpsThrottle(context, 0)
    drain(throttle.runPass(-1, lasting(60_001), Infinity))
    const checks = context.journal.facts.filter((fact) => fact.kind === 'sdps-check')
    expect(checks.map((check) => check.engaged)).toEqual(engaged)
    for (const [index, { at, transmitToDirtyPercent }] of checks.entries()) {
      expect(at).toBe((index + 1) * 30 * S)
      const dirtied = fires(at)
      const percent = dirtied === 0 ? undefined : ((index + 1) * 3_000_000) / dirtied
      expect(transmitToDirtyPercent).toBe(percent)
    }
    const needed = engaged.includes(true)
    expect(throttle.since).toBe(needed ? engaged.length * 30 * S : undefined)
    // From then on in windows of 100 ms.
    const next = traced(calls).map(([until]) => until)
    expect(next.includes(30 * S + 100 * MS)).toBe(engaged[0] === true)
    expect(next.includes(60 * S)).toBe(true)
  })

  it('is not polled when the pass is through at that moment, nor in later passes', () => {
    for (const [pass, milliseconds] of [
      [-1, 30_000],
      [0, 40_000],
    ] as const) {
      const { context, calls } = stage('2', () => 1e9)
      const throttle = sdpsThrottle(context, 0)
      drain(throttle.runPass(pass, lasting(milliseconds), Infinity))
      expect(context.journal.facts).toEqual([])
      expect(throttle.since).toBe(undefined)
      expect(traced(calls).at(-1)).toEqual([milliseconds * MS, 0])
    }
  })

  it('is engaged by a test that found too little progress', () => {
    const { context } = stage('2', () => 0)
    const throttle = sdpsThrottle(context, 0)
    throttle.engage(7 * S, 1)
    expect(throttle.since).toBe(7 * S)
    expect(context.journal.facts).toEqual([
      { kind: 'sdps-engaged', at: 7 * S, pass: 1, wantedFiresPerSecond: 1000, writers: 4 },
    ])
  })

  it('looks at full pace for 500 windows since it was engaged, not since the pass began', () => {
    const { context, calls } = stage('2', () => 1e9)
    drain(sdpsThrottle(context, 0).runPass(-1, lasting(85_000), Infinity))
    const untils = traced(calls).map(([until]) => until as number)
    expect(untils.slice(0, 2)).toEqual([30 * S, 30 * S + 100 * MS])
    // 50 s later the steps begin to grow.
    expect(untils).toContain(80 * S)
    expect(untils).toContain(80 * S + 100 * MS)
    expect(untils).not.toContain(84 * S)
  })
})

it('lets passes go on, waits for nothing and looks at no pass', () => {
  const { context } = stage('2', () => 0)
  const throttle = sdpsThrottle(context, 0)
  throttle.passEnded(S, resultOf(), 5)
  expect([throttle.allowed, throttle.waitAt(S), throttle.since]).toEqual([true, 0, undefined])
})
