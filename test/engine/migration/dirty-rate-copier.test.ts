// Xen 2005 (Clark et al., NSDI, sections 4.2 and 5): how fast each round goes, and what it passes by.
import { describe, expect, it } from 'vitest'
import { byDirtyRate } from '../../../src/engine/migration/dirty-rate-copier.ts'
import { steadyRate } from '../../../src/engine/rate-schedule.ts'
import { dueOf, MS, PAGE_A_MILLISECOND, resultOf, S, stageOf, walkOf, drain } from './contexts.ts'
import { atOnce } from '../../../src/engine/work.ts'

/** 100 Mbit/s are 12,500,000 B/s, 500 are 62,500,000. */
const LEAST = 12_500_000
const MOST = 62_500_000
const WIRE = 125_000_000

function start(wire = WIRE, switchOvers: number[] = []) {
  const passed: (readonly [pass: number, stopsAt: number, rate: number])[] = []
  const { context } = stageOf(
    { generation: 'XEN2005', 'xen.leastRate': 100, 'xen.mostRate': 500 },
    { rates: steadyRate(wire), scheduled: { switchOvers } },
  )
  const model = {
    ...context.model,
    passBy(pass: number, due: ReturnType<typeof walkOf>, stopsAt: number) {
      passed.push([pass, stopsAt, due.rates[0]!.bytesPerSecond])
      return atOnce(due)
    },
  }
  return { copier: byDirtyRate({ ...context, model }), passed }
}
const due = dueOf(Uint32Array.of(500))

describe('the rate of a round', () => {
  it.each([
    ['the first goes at the least', WIRE, undefined, -1, LEAST],
    ['or as fast as the wire', 5_000_000, undefined, -1, 5_000_000],
    // 10,000 pages a second + 50 Mbit/s.
    ['each other by the dirty rate of the one before', WIRE, 10000, 4, 47_210_000],
    ['not below the least', WIRE, 100, 4, LEAST],
    ['nor beyond the wire', 30_000_000, 10000, 4, 30_000_000],
  ])('%s', (_, wire, pagesDirtied, pass, rate) => {
    const { copier, passed } = start(wire)
    const walk =
      pagesDirtied === undefined
        ? drain(copier.first(S))
        : drain(copier.next(S, due, resultOf({ pass: 3, pagesDirtied })))
    expect(passed).toEqual([[pass, Infinity, rate]])
    expect(walk.start).toBe(S)
    expect(copier.bytesPerSecond(walk)).toBe(rate)
  })

  it('is the mean of a round that began on a dead wire', () => {
    const rates = [
      { from: 0, bytesPerSecond: 0 },
      { from: 10 * MS, bytesPerSecond: PAGE_A_MILLISECOND },
    ]
    // Ten pages in 20 ms.
    expect(start().copier.bytesPerSecond(walkOf([10], rates))).toBe(PAGE_A_MILLISECOND / 2)
  })
})

it('the guest stops firing when it is switched over by hand', () => {
  const { copier, passed } = start(WIRE, [S, 3 * S])
  drain(copier.first(2 * S))
  drain(copier.first(S))
  expect(passed.map(([, stopsAt]) => stopsAt)).toEqual([3 * S, S])
})

it('the last pages go at the most', () => {
  const { copier } = start()
  expect(copier.stunRates(steadyRate(WIRE))).toEqual(steadyRate(MOST))
  expect(copier.stunRates(steadyRate(LEAST))).toEqual(steadyRate(LEAST))
  // 500 pages of 4 KiB without a barrier.
  const rates = steadyRate(PAGE_A_MILLISECOND)
  expect(copier.last(S, due, rates).end).toBe(S + 500 * MS)
  expect(drain(copier.pageIn(S, due, rates)).end).toBe(S + 500 * MS)
})

it('collects what fired, and never resumes before', () => {
  const fired = {
    fires: Uint32Array.of(3),
    classFires: [3],
    exposureStart: [],
    exposureEnd: [],
    log: undefined,
  }
  const { copier } = start()
  expect(drain(copier.collect(walkOf([1]), fired)).total).toBe(3)
  expect(copier.resumesFrom).toBe(Infinity)
})
