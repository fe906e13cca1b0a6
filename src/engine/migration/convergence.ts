/** The convergence test that VMM asks for after each pass: switch over, copy again, slow the guest down, or give up. */
import type { ConvergenceTest, Decision } from '../facts.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { PAGE_BYTES } from '../units.ts'
import type { FallbackPolicy, StopRule } from './generation.ts'

/** Three passes in a row without progress are "lack of pre-copy forward progress"; the number three is inferred (facts 8.3). */
export const PASSES_WITHOUT_PROGRESS = 3
/** A guard of ours, not of VMware: no run copies more often than this. */
export const MOST_PASSES = 200

export interface PassResult {
  readonly pass: number
  readonly pagesSent: number
  readonly pagesDirtied: number
  readonly bytesPerSecond: number
}

/** Pages sent ÷ pages dirtied in percent: `t2d` of the logs (facts 3.1). Undefined when nothing was dirtied. */
export function transmitToDirtyPercent(
  pagesSent: number,
  pagesDirtied: number,
): number | undefined {
  return pagesDirtied > 0 ? (100 * pagesSent) / pagesDirtied : undefined
}

/** Less than this left, or gained by a pass: the rule of the first generations (NEL05, recalled and unverified). */
const ONE_MEGABYTE = 1048576

export interface ConvergenceRule {
  readonly stopRule: StopRule
  /** What is to be done when a pass makes too little progress; `sdps` only while `Migrate.SdpsEnabled` is not 0. */
  readonly fallback: FallbackPolicy
}

/** The test of facts 3.1 and 8.3. `strikes`: passes in a row, this one included, without progress that nothing helped. */
export function testConvergence(
  scenario: Scenario,
  rule: ConvergenceRule,
  result: PassResult,
  strikes: number,
): ConvergenceTest {
  const megabyte = rule.stopRule === 'one-megabyte'
  const goalSeconds = megabyte
    ? ONE_MEGABYTE / result.bytesPerSecond
    : scenario['Migrate.PreCopySwitchoverTimeGoal'] / 1000
  const secondsToSend = (result.pagesDirtied * PAGE_BYTES) / result.bytesPerSecond
  const test = {
    pass: result.pass,
    pagesLeft: result.pagesDirtied,
    secondsToSend,
    goalSeconds,
    transmitToDirtyPercent: transmitToDirtyPercent(result.pagesSent, result.pagesDirtied),
    minimumPercent: scenario['Migrate.PreCopyMinProgressPerc'],
  }
  const decide = (): Decision => {
    if (secondsToSend <= goalSeconds) return 'switchover'
    if (strikes >= PASSES_WITHOUT_PROGRESS || result.pass >= MOST_PASSES) return 'fail'
    if (madeProgress(scenario, rule.stopRule, result)) return 'next-pass'
    if (rule.fallback === 'sdps') return 'sdps'
    if (rule.fallback === 'none') return 'next-pass'
    // 4.1: proceed when what is left can be sent within the maximum switchover time, else fail (KG11).
    return secondsToSend < scenario['vmotion.maxSwitchoverSeconds'] ? 'quick-resume' : 'fail'
  }
  return { ...test, decision: decide() }
}

/** Enough progress for another pass: the ratio of the option, or a megabyte less than before. */
export function madeProgress(scenario: Scenario, stopRule: StopRule, result: PassResult): boolean {
  if (stopRule === 'one-megabyte')
    return (result.pagesSent - result.pagesDirtied) * PAGE_BYTES >= ONE_MEGABYTE
  const percent = transmitToDirtyPercent(result.pagesSent, result.pagesDirtied)
  return percent === undefined || percent >= scenario['Migrate.PreCopyMinProgressPerc']
}
