// When a wire that goes dead is said to be, while something travels.
import { describe, expect, it } from 'vitest'
import { stallsBetween, stallsOfWalk, recordStalls } from '../../../src/engine/migration/stalls.ts'
import type { RateSchedule } from '../../../src/engine/rate-schedule.ts'
import { MS, PAGE_A_MILLISECOND, S, stageOf, walkOf } from './contexts.ts'

const wire = (...steps: (readonly [from: number, alive: 0 | 1])[]): RateSchedule =>
  steps.map(([from, alive]) => ({ from, bytesPerSecond: alive * PAGE_A_MILLISECOND }))

describe('between two moments', () => {
  it.each([
    ['a wire that holds', wire([0, 1]), []],
    ['a cut', wire([0, 1], [50, 0]), [50]],
    ['one that is mended', wire([0, 1], [50, 0], [60, 1]), [50]],
    ['each of several', wire([0, 1], [30, 0], [40, 1], [50, 0]), [30, 50]],
    ['one from before: since the first moment', wire([0, 1], [10, 0]), [20]],
    ['dead from the start', wire([5, 0]), [20]],
    ['the first rate holds before its time as well', wire([50, 0]), [20]],
    ['at the very start', wire([0, 1], [20, 0]), [20]],
    ['at the end: no more', wire([0, 1], [80, 0]), []],
    ['just before the end', wire([0, 1], [79, 0]), [79]],
    ['mended before', wire([0, 1], [10, 0], [15, 1]), []],
    ['mended at the first moment', wire([0, 1], [10, 0], [20, 1]), []],
    ['mended just after it', wire([0, 1], [10, 0], [21, 1]), [20]],
  ])('%s', (_, rates, stalls) => {
    expect(stallsBetween(rates, 20, 80)).toEqual(stalls)
  })
})

describe('of a walk', () => {
  const cut = (milliseconds: number): RateSchedule => wire([0, 1], [milliseconds * MS, 0])
  it.each([
    ['with something to send', walkOf([10], cut(5)), S, [5 * MS]],
    ['that is through by then', walkOf([10], cut(10)), S, []],
    ['that is no longer asked about', walkOf([10], cut(5)), 5 * MS, []],
    ['that waits for its acknowledgement', { ...walkOf([10], cut(15)), end: 20 * MS }, S, []],
    ['that was given up before', { ...walkOf([10], cut(5)), end: 4 * MS }, S, []],
  ])('%s', (_, walk, until, stalls) => {
    expect(stallsOfWalk(walk, until)).toEqual(stalls)
  })
})

it('is a fact with the time after which the connection is lost', () => {
  const { context } = stageOf({ 'Migrate.NetTimeout': 20 })
  recordStalls(context, [3 * S, 5 * S])
  expect(context.journal.facts).toEqual([
    { kind: 'wire-stalled', at: 3 * S, timeoutNanoseconds: 20 * S },
    { kind: 'wire-stalled', at: 5 * S, timeoutNanoseconds: 20 * S },
  ])
})
