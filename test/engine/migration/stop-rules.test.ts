// When a rule says that pre-copy is good enough, line by line (facts 3.1, 8.3; other hypervisors: validation README).
import { describe, expect, it } from 'vitest'
import {
  MAX_PASSES,
  STOP_POLICIES,
  transmitToDirtyPercent,
} from '../../../src/engine/migration/stop-rules.ts'
import { resultOf, scenarioOf } from './contexts.ts'

describe('t2d', () => {
  it.each([
    ['sent ÷ dirtied in percent', 1300, 1000, 130],
    ['half', 50, 100, 50],
    ['one page dirtied counts', 7, 1, 700],
    ['nothing dirtied: no ratio', 1000, 0, undefined],
    ['nothing sent', 0, 10, 0],
  ])('%s', (_, sent, dirtied, percent) => {
    expect(transmitToDirtyPercent(sent, dirtied)).toBe(percent)
  })
})

describe('the goal in seconds', () => {
  // 1 MiB and 256 KiB ÷ 4,096,000 B/s; goals of an option in milliseconds ÷ 1000.
  it.each([
    ['one-megabyte', 0.256],
    ['time-goal', 0.4],
    ['downtime-limit', 0.25],
    ['256-kilobytes', 0.064],
    ['thirty-milliseconds', 0.03],
    ['fits-goal', 0.4],
  ] as const)('%s: %f s', (rule, seconds) => {
    const scenario = scenarioOf({
      'Migrate.PreCopySwitchoverTimeGoal': 400,
      'qemu.downtimeLimit': 250,
    })
    expect(STOP_POLICIES[rule].goalSeconds(scenario, resultOf())).toBeCloseTo(seconds, 12)
  })

  it('is stricter with QEMU and SimGrid: exactly the goal is too much', () => {
    const strict = Object.entries(STOP_POLICIES).filter(([, policy]) => policy.strict)
    expect(strict.map(([id]) => id)).toEqual(['downtime-limit', 'thirty-milliseconds'])
  })
})

describe('the least progress', () => {
  const scenario = scenarioOf({ 'Migrate.PreCopyMinProgressPerc': 130 })
  it.each([
    ['time-goal', 'exactly 130 %', 1300, 1000, true],
    ['time-goal', 'a page less', 1299, 1000, false],
    ['time-goal', 'a page more', 1301, 1000, true],
    ['time-goal', 'nothing dirtied', 0, 0, true],
    ['one-megabyte', 'more dirtied than sent', 100, 1000, true],
    ['fits-goal', 'more dirtied than sent', 1, 1000, true],
    ['downtime-limit', 'more dirtied than sent', 1, 1000, true],
    ['256-kilobytes', 'more dirtied than sent', 1, 1000, true],
    ['thirty-milliseconds', 'more dirtied than sent', 1, 1000, true],
  ] as const)('%s, %s', (rule, _, pagesSent, pagesDirtied, made) => {
    const result = resultOf({ pagesSent, pagesDirtied })
    expect(STOP_POLICIES[rule].madeProgress(scenario, result)).toBe(made)
  })
})

describe('giving up on pre-copy', () => {
  // Clark 2005: the rate of the next round is what was dirtied a second + 50 Mbit/s, here against 500 Mbit/s.
  // 450 Mbit/s = 56,250,000 B/s are 13,732.9 pages of 4 KiB.
  const scenario = scenarioOf({ 'xen.leastRate': 100, 'xen.mostRate': 500 })
  it.each([
    ['256-kilobytes', 'round 27', 27, 0, false],
    ['256-kilobytes', 'round 28', 28, 0, true],
    ['256-kilobytes', 'the next round within the most', 0, 13732, false],
    ['256-kilobytes', 'the next round beyond the most', 0, 13733, true],
    ['time-goal', 'never', 1000, 99999, false],
    ['downtime-limit', 'never', 1000, 99999, false],
    ['thirty-milliseconds', 'never', 1000, 99999, false],
    ['fits-goal', 'never', 1000, 99999, false],
  ] as const)('%s, %s', (rule, _, pass, pagesDirtied, gaveUp) => {
    expect(STOP_POLICIES[rule].gaveUp(scenario, resultOf({ pass, pagesDirtied }))).toBe(gaveUp)
  })
})

describe('a pass of the first generations that makes the set smaller by less than a megabyte is the last', () => {
  it.each([
    ['a gain of 1 MiB', 356, 0, 100, false],
    ['a page less', 355, 0, 100, true],
    ['more dirtied than sent', 100, 0, 1000, true],
    ['zero pages were in the set too', 100, 256, 100, false],
    ['zero pages, and a page less', 99, 256, 100, true],
  ] as const)('%s', (_, pagesSent, pagesZero, pagesDirtied, gaveUp) => {
    const result = resultOf({ pagesSent, pagesZero, pagesDirtied })
    expect(STOP_POLICIES['one-megabyte'].gaveUp(scenarioOf(), result)).toBe(gaveUp)
  })
})

describe('going on for ever', () => {
  const scenario = scenarioOf({ 'Migrate.PreCopyMinProgressPerc': 100 })
  it.each([
    ['downtime-limit', 'QEMU has no rule that gives up', 1000, 100_000, true],
    ['thirty-milliseconds', 'nor has SimGrid', 1000, 100_000, true],
    ['fits-goal', 'nor a predictor', 1000, 100_000, true],
    ['time-goal', 'a tenth more than the least progress', 1100, 1000, true],
    ['time-goal', 'a page less: a draw may make it too little', 1099, 1000, false],
    ['time-goal', 'nothing dirtied', 10, 0, true],
    ['one-megabyte', 'a megabyte less each time comes to an end', 10_000, 100, false],
    ['256-kilobytes', 'Xen gives up', 10_000, 100, false],
  ] as const)('%s, %s', (rule, _, pagesSent, pagesDirtied, goesOn) => {
    const result = resultOf({ pagesSent, pagesDirtied })
    expect(STOP_POLICIES[rule].goesOn(scenario, result)).toBe(goesOn)
  })
})

describe('guards of our own', () => {
  it.each([
    ['one-megabyte', 200],
    ['time-goal', 200],
    ['downtime-limit', 1000],
    ['256-kilobytes', 200],
    ['thirty-milliseconds', 3000],
    ['fits-goal', 3000],
  ] as const)('%s: at most %i passes', (rule, passes) => {
    expect(STOP_POLICIES[rule].maxPasses).toBe(passes)
    expect(MAX_PASSES).toBe(200)
  })
})
