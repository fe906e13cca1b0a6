// QEMU's auto-converge (ram.c, cpu-throttle.c; validation README, rule 8), sync by sync.
import { describe, expect, it } from 'vitest'
import {
  autoConverge,
  THROTTLED_RUN,
  throttledShare,
} from '../../../src/engine/migration/auto-converge.ts'
import type { Scenario } from '../../../src/engine/scenario/scenario.ts'
import { drain, MS, resultOf, S, stageOf, walkOf } from './contexts.ts'

describe('what a throttled vCPU gets', () => {
  // 9 of the 10 ms that it may run for in each 10 ÷ (1 − p).
  it.each([
    [0, 1],
    [10, 0.81],
    [20, 0.72],
    [30, 0.63],
    [40, 0.54],
    [50, 0.45],
    [60, 0.36],
    [70, 0.27],
    [99, 0.009],
  ])('%i %%: %f', (percent, share) => {
    expect(throttledShare(percent)).toBeCloseTo(share, 12)
  })
})

const start = (values: Partial<Scenario> = {}, begin = 0) => {
  const { context, calls } = stageOf({
    generation: 'QEMU7.2',
    'qemu.throttleInitial': 20,
    'qemu.throttleIncrement': 10,
    'qemu.throttleMost': 45,
    'workload.cpuShare': 100,
    ...values,
  })
  return { throttle: autoConverge(context, begin), facts: context.journal.facts, calls }
}
/** A sync: when, pages sent and pages dirtied since the last one. */
type Sync = readonly [seconds: number, sent: number, dirtied: number]
const HIGH = [100, 51] as const

describe('syncs', () => {
  it.each<[string, readonly Sync[], readonly (readonly [number, number])[]]>([
    ['one that is high does nothing', [[2, ...HIGH]], []],
    [
      'the second one throttles',
      [
        [2, ...HIGH],
        [4, ...HIGH],
      ],
      [[4, 20]],
    ],
    [
      'exactly half is not high',
      [
        [2, 100, 50],
        [4, 100, 50],
        [6, ...HIGH],
      ],
      [],
    ],
    [
      'a low one between two high ones does not count, and does not begin anew',
      [
        [2, ...HIGH],
        [4, 100, 10],
        [6, ...HIGH],
      ],
      [[6, 20]],
    ],
    [
      'within a second of the last one counted none is',
      [
        [1, ...HIGH],
        [2, ...HIGH],
        [2.5, ...HIGH],
        [3, ...HIGH],
      ],
      [],
    ],
    [
      // 10 + 60 dirtied and 100 + 20 sent by the sync at 2 s.
      'what was sent and dirtied adds up until one is counted',
      [
        [0.5, 100, 10],
        [2, 20, 60],
        [4, ...HIGH],
      ],
      [[4, 20]],
    ],
    [
      'and begins anew then',
      [
        [2, 1000, 0],
        [4, ...HIGH],
        [6, 1000, 0],
        [8, ...HIGH],
      ],
      [[8, 20]],
    ],
    [
      'more and more, up to the most',
      [2, 4, 6, 8, 10, 12, 14, 16, 18, 20].map((at): Sync => [at, ...HIGH]),
      [
        [4, 20],
        [8, 30],
        [12, 40],
        [16, 45],
        [20, 45],
      ],
    ],
  ])('%s', (_, syncs, expected) => {
    const { throttle, facts } = start()
    for (const [seconds, pagesSent, dirtied] of syncs)
      throttle.passEnded(seconds * S, resultOf({ pagesSent }), dirtied)
    expect(facts).toEqual(
      expected.map(([seconds, percent]) => ({ kind: 'cpu-throttled', at: seconds * S, percent })),
    )
    expect(throttle.since).toBe(expected.length === 0 ? undefined : expected[0]![0] * S)
    expect(throttle.allowed).toBe(false)
  })

  it('the first second begins with pass −1', () => {
    const { throttle } = start({}, 5 * S)
    for (const at of [6 * S, 7.5 * S, 9 * S])
      throttle.passEnded(at, resultOf({ pagesSent: 100 }), 51)
    // That at 6 s is exactly a second later: not counted.
    expect(throttle.since).toBe(9 * S)
  })
})

const throttled = (values: Partial<Scenario> = {}) => {
  const started = start(values)
  for (const at of [2 * S, 4 * S]) started.throttle.passEnded(at, resultOf({ pagesSent: 100 }), 51)
  return started
}

describe('the guest', () => {
  it.each([
    ['busy vCPUs get what is measured', 100, 0.72],
    ['one that idles half of the time has time to lose', 50, 1],
    // 0.72 ÷ 0.8.
    ['as far as it needs more than it gets', 80, 0.9],
  ])('%s', (_, cpuShare, speed) => {
    const { throttle, calls } = throttled({ 'workload.cpuShare': cpuShare })
    drain(throttle.runPass(0, walkOf([20]), 7 * MS))
    const [, until, sleep, breaksAt, found] = calls[0]!
    expect([until, sleep, breaksAt]).toEqual([20 * MS, 0, 7 * MS])
    expect(found).toBeCloseTo(speed, 12)
  })

  it('runs as it likes before', () => {
    const { throttle, calls } = start()
    throttle.engage(S, 0)
    drain(throttle.runPass(0, walkOf([20]), Infinity))
    expect(calls).toEqual([['traced', 20 * MS, 0, Infinity, 1]])
  })
})

describe('a vCPU that sleeps answers when it wakes', () => {
  // 10 ms of running in each 10 ÷ 0.8 = 12.5 ms.
  it.each([
    ['runs', 0, 0],
    ['runs until 10 ms are over', 10 - 1e-6, 0],
    ['sleeps from then on', 10, 2.5],
    ['sleeps', 12, 0.5],
    ['runs again', 12.5, 0],
    ['sleeps in a later period', 125 + 11, 1.5],
  ])('%s', (_, milliseconds, wait) => {
    expect(throttled().throttle.waitAt(4 * S + milliseconds * MS)).toBe(wait * MS)
  })

  it('none sleeps before it is throttled', () => {
    expect(start().throttle.waitAt(4 * S + 11 * MS)).toBe(0)
    expect(THROTTLED_RUN).toBe(10 * MS)
  })

  it('waits whole nanoseconds', () => {
    // 30 %: periods of 10 ÷ 0.7 ms.
    const { throttle } = start({ 'qemu.throttleInitial': 30 })
    const since = 4.003 * S
    for (const at of [2 * S, since]) throttle.passEnded(at, resultOf({ pagesSent: 100 }), 51)
    expect(throttle.waitAt(since + 11 * MS)).toBe(Math.ceil((10 / 0.7 - 11) * MS))
  })
})
