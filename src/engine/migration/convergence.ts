/** The convergence test that VMM asks for after each pass: switch over, copy again, slow the guest down, or give up. */
import type { ConvergenceTest } from '../facts.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { PAGE_BYTES } from '../units.ts'

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
export function transmitToDirtyPercent(pagesSent: number, pagesDirtied: number): number | undefined {
  return pagesDirtied > 0 ? (100 * pagesSent) / pagesDirtied : undefined
}

/**
 * The test of facts 3.1 and 8.3. `canThrottle`: the generation has SDPS and `Migrate.SdpsEnabled` is not 0.
 * `strikes`: passes in a row, this one included if it made too little progress, that no further throttling can help.
 */
export function testConvergence(
  scenario: Scenario,
  result: PassResult,
  canThrottle: boolean,
  strikes: number,
): ConvergenceTest {
  const goalSeconds = scenario['Migrate.PreCopySwitchoverTimeGoal'] / 1000
  const minimumPercent = scenario['Migrate.PreCopyMinProgressPerc']
  const secondsToSend = (result.pagesDirtied * PAGE_BYTES) / result.bytesPerSecond
  const percent = transmitToDirtyPercent(result.pagesSent, result.pagesDirtied)
  const progress = percent === undefined || percent >= minimumPercent
  let decision: ConvergenceTest['decision']
  if (secondsToSend <= goalSeconds) decision = 'switchover'
  else if (strikes >= PASSES_WITHOUT_PROGRESS || result.pass >= MOST_PASSES) decision = 'fail'
  else if (progress) decision = 'next-pass'
  else decision = canThrottle ? 'sdps' : 'next-pass'
  return {
    pass: result.pass,
    decision,
    pagesLeft: result.pagesDirtied,
    secondsToSend,
    goalSeconds,
    transmitToDirtyPercent: percent,
    minimumPercent,
  }
}
