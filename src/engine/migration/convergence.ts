/** The convergence test after each pass: switch over, copy again, slow the guest down, or give up. */
import type { ConvergenceTest, Decision } from '../facts.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { PAGE_BYTES } from '../units.ts'
import type { FallbackPolicy, StopRule } from './generation.ts'
import type { PassResult } from './pass-result.ts'
import { STOP_POLICIES, transmitToDirtyPercent } from './stop-rules.ts'

/** Three passes in a row without progress are "lack of pre-copy forward progress"; the number three is inferred (facts 8.3). */
export const PASSES_WITHOUT_PROGRESS = 3

export interface ConvergenceRule {
  readonly stopRule: StopRule
  /** What is to be done when a pass makes too little progress; `sdps` only while `Migrate.SdpsEnabled` is not 0. */
  readonly fallback: FallbackPolicy
}

/**
 * The test of facts 3.1 and 8.3. `strikes`: passes in a row, this one included, without progress that nothing helped.
 */
export function testConvergence(
  scenario: Scenario,
  rule: ConvergenceRule,
  result: PassResult,
  strikes: number,
): ConvergenceTest {
  const policy = STOP_POLICIES[rule.stopRule]
  const goalSeconds = policy.goalSeconds(scenario, result)
  const secondsToSend = (result.pagesLeft * PAGE_BYTES) / result.bytesPerSecond
  const test = {
    pass: result.pass,
    pagesLeft: result.pagesLeft,
    secondsToSend,
    goalSeconds,
    transmitToDirtyPercent: transmitToDirtyPercent(result.pagesSent, result.pagesDirtied),
    minimumPercent: scenario['Migrate.PreCopyMinProgressPerc'],
  }
  const decide = (): Decision => {
    if (secondsToSend < goalSeconds) return 'switchover'
    if (secondsToSend === goalSeconds && !policy.strict) return 'switchover'
    if (policy.gaveUp(scenario, result))
      return secondsToSend < policy.longestStop(scenario) ? 'switchover' : 'fail'
    if (strikes >= PASSES_WITHOUT_PROGRESS) return 'fail'
    if (policy.madeProgress(scenario, result)) return 'next-pass'
    if (rule.fallback === 'sdps') return 'sdps'
    if (rule.fallback !== 'quick-resume') return 'next-pass'
    // 4.1: proceed when what is left can be sent within the maximum switchover time, else fail (KG11).
    return secondsToSend < scenario['vmotion.maxSwitchoverSeconds'] ? 'quick-resume' : 'fail'
  }
  return { ...test, decision: decide() }
}
