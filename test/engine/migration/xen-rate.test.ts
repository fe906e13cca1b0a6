// The rate of a round of Xen 2005 (Clark et al., NSDI, section 4.3): dirty rate + 50 Mbit/s, between least and most.
import { describe, expect, it } from 'vitest'
import {
  xenLeastRate,
  xenMostRate,
  xenNextRate,
  xenRateExceeded,
} from '../../../src/engine/migration/xen-rate.ts'
import { resultOf, scenarioOf } from './contexts.ts'

const scenario = scenarioOf({ 'xen.leastRate': 100, 'xen.mostRate': 500 })

it('counts in megabits of 125,000 B', () => {
  expect([xenLeastRate(scenario), xenMostRate(scenario)]).toEqual([12_500_000, 62_500_000])
})

describe('the next round', () => {
  it.each([
    ['nothing dirtied: the least', 0, 1, 12_500_000],
    // 1,000 × 4,096 + 6,250,000 = 10,346,000 < 12,500,000.
    ['few dirtied: the least', 1000, 1, 12_500_000],
    // 10,000 × 4,096 + 6,250,000.
    ['dirty rate + 50 Mbit/s', 10000, 1, 47_210_000],
    // 10,000 × 4,096 ÷ 2 + 6,250,000.
    ['of a second, not of the round', 10000, 2, 26_730_000],
    ['a round of no time says nothing of a rate', 10000, 0, 12_500_000],
  ])('%s', (_, pagesDirtied, seconds, rate) => {
    expect(xenNextRate(scenario, { pagesDirtied, seconds })).toBe(rate)
  })

  it.each([
    ['exactly the most goes', 62_500_000, false],
    ['a byte a second more does not', 62_500_001, true],
  ])('%s', (_, rate, exceeded) => {
    const pagesDirtied = (rate - 6_250_000) / 4096
    expect(xenRateExceeded(scenario, resultOf({ pagesDirtied }))).toBe(exceeded)
  })
})
