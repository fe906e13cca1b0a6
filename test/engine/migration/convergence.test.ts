// The decision after a pass (facts 3.1, 8.3): a row for each line of the rule. A page a millisecond, so pages left are
// milliseconds to send.
import { describe, expect, it } from 'vitest'
import type { FallbackPolicy, StopRule } from '../../../src/engine/migration/generation.ts'
import {
  PASSES_WITHOUT_PROGRESS,
  testConvergence,
} from '../../../src/engine/migration/convergence.ts'
import type { PassResult } from '../../../src/engine/migration/pass-result.ts'
import { resultOf, scenarioOf } from './contexts.ts'

const scenario = scenarioOf({
  'Migrate.PreCopySwitchoverTimeGoal': 500,
  'Migrate.PreCopyMinProgressPerc': 130,
  'vmotion.maxSwitchoverSeconds': 100,
  'qemu.downtimeLimit': 300,
  'xen.mostRate': 500,
})
/** Ten times as many pages sent as dirtied, or hardly more. */
const FAST = { pagesSent: 10000, pagesDirtied: 1000 }
const SLOW = { pagesSent: 1299, pagesDirtied: 1000 }

const decide = (
  stopRule: StopRule,
  fallback: FallbackPolicy,
  result: Partial<PassResult>,
  strikes = 0,
) => testConvergence(scenario, { stopRule, fallback }, resultOf(result), strikes).decision

describe('against the goal', () => {
  it.each([
    ['time-goal', 'less than the goal', 499, 'switchover'],
    ['time-goal', 'exactly the goal', 500, 'switchover'],
    ['time-goal', 'a page more', 501, 'next-pass'],
    ['one-megabyte', 'exactly 1 MiB', 256, 'switchover'],
    ['one-megabyte', 'a page more', 257, 'next-pass'],
    ['256-kilobytes', 'exactly 256 KiB', 64, 'switchover'],
    ['256-kilobytes', 'a page more', 65, 'next-pass'],
    ['fits-goal', 'exactly the goal', 500, 'switchover'],
    ['fits-goal', 'a page more', 501, 'next-pass'],
    ['downtime-limit', 'less than the limit', 299, 'switchover'],
    ['downtime-limit', 'exactly the limit is too much', 300, 'next-pass'],
    ['thirty-milliseconds', 'less than 30 ms', 29, 'switchover'],
    ['thirty-milliseconds', 'exactly 30 ms is too much', 30, 'next-pass'],
  ] as const)('%s, %s', (rule, _, pagesLeft, decision) => {
    expect(decide(rule, 'none', { ...FAST, pagesLeft })).toBe(decision)
  })
})

describe('a pass that gains less than a megabyte', () => {
  // 1,000 pages a second: 100 s of wire are 100,000 pages.
  it.each([
    ['gains a megabyte: copies on', 100_256, 100_000, 'next-pass'],
    ['a page less, 99.999 s of wire left: stops', 100_254, 99_999, 'switchover'],
    ['a page less, 100 s of wire left: fails', 100_255, 100_000, 'fail'],
    ['gains nothing, and little is left: stops', 1500, 1500, 'switchover'],
  ] as const)('%s', (_, pagesSent, pagesLeft, decision) => {
    const result = { pagesSent, pagesDirtied: pagesLeft, pagesLeft }
    expect(decide('one-megabyte', 'none', result)).toBe(decision)
  })
})

describe('three strikes', () => {
  it.each([
    ['two passes without progress', 2, 1000, 'next-pass'],
    ['three passes without progress', 3, 1000, 'fail'],
    ['four', 4, 1000, 'fail'],
    ['three, but what is left fits', 3, 500, 'switchover'],
  ] as const)('%s', (_, strikes, pagesLeft, decision) => {
    expect(decide('time-goal', 'none', { ...SLOW, pagesLeft }, strikes)).toBe(decision)
  })

  it('are counted even where this pass made progress or a fallback stands by', () => {
    expect(decide('time-goal', 'sdps', { ...FAST, pagesLeft: 1000 }, 3)).toBe('fail')
    // "Lack of pre-copy forward progress" after three (facts 8.3; the number is inferred).
    expect(PASSES_WITHOUT_PROGRESS).toBe(3)
  })
})

describe('the number of passes', () => {
  it.each(['time-goal', 'downtime-limit'] as const)('is of no account: %s', (rule) => {
    expect(decide(rule, 'none', { ...FAST, pagesLeft: 1000, pass: 100_000 })).toBe('next-pass')
  })
})
