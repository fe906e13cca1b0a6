/** The outcome in a line: where the VM is, and why, with the numbers that the rule compared. */
import { isUnending, type ConvergenceTest, type UncompletedReason } from '../engine/facts.ts'
import { PAGE_BYTES, SECOND } from '../engine/units.ts'
import { passUnderWay, stopsAnyway, switchoverForced, type Summary } from '../report/summary.ts'
import {
  formatBytes,
  formatDuration,
  formatPages,
  formatPercent,
  formatSeconds,
} from '../text/format.ts'
import { FAILURE_NAMES } from '../text/terms.ts'
import { PLAIN } from './columns.ts'

function lastTest(summary: Summary): ConvergenceTest | undefined {
  const tests = summary.facts.filter((fact) => fact.kind === 'convergence-test')
  return tests.at(-1)
}

/** Why it failed; the rule that gave up shows its numbers. */
function failureText(
  failure: UncompletedReason,
  test: ConvergenceTest | undefined,
  summary: Summary,
): string {
  const name = FAILURE_NAMES[failure]
  if (failure === 'maximum-switchover-time')
    return `${name} (${summary.input.scenario['vmotion.maxSwitchoverSeconds']} s)`
  if (isUnending(failure)) {
    const underWay = passUnderWay(summary)
    const until = formatDuration(summary.end, PLAIN)
    if (underWay) return `pass ${underWay.pass} was still under way after ${until}: ${name}`
    return test ? `${leftover(test)}, the goal is ${goal(test)}: ${name}` : name
  }
  if (failure !== 'lack-of-forward-progress' || test === undefined) return name
  const numbers = `${name}: ${leftover(test)}, the goal is ${goal(test)}`
  // Before 4.1 the rule counts megabytes, not the ratio.
  if (test.goalSeconds * 1000 !== summary.input.scenario['Migrate.PreCopySwitchoverTimeGoal'])
    return numbers
  const ratio = formatPercent(test.transmitToDirtyPercent ?? 0, PLAIN)
  return `${numbers}; ${ratio} sent to dirtied, ${test.minimumPercent} % needed`
}

const goal = (test: ConvergenceTest) => formatSeconds(test.goalSeconds * SECOND, PLAIN)

/** What the convergence test found: pages left and the time that they take. */
function leftover({ pass, pagesLeft, secondsToSend }: ConvergenceTest): string {
  const size = formatBytes(pagesLeft * PAGE_BYTES, PLAIN)
  const time = formatSeconds(secondsToSend * SECOND, PLAIN)
  return `pass ${pass} left ${formatPages(pagesLeft, PLAIN)} (${size}), ${time} to send`
}

/** Why it ended so, with the numbers that the rule compared. */
export function reason(summary: Summary): string {
  const test = lastTest(summary)
  if (summary.failure !== undefined) return failureText(summary.failure, test, summary)
  if (switchoverForced(summary.facts)) return 'the switchover was forced'
  if (test === undefined) return 'nothing was left to send'
  if (stopsAnyway(test))
    return `${leftover(test)}: too long for the goal of ${goal(test)}, so the VM stops until the rest is sent`
  return test.decision === 'quick-resume'
    ? `${leftover(test)}: too long for the goal of ${goal(test)}, so it resumes first and pages the rest in`
    : `${leftover(test)}: within the goal of ${goal(test)}`
}

/** Where the VM is afterwards. */
export function whereItRuns({ outcome, vmRunsOn }: Summary): string {
  if (vmRunsOn === 'lost') return 'the VM is lost'
  const ended = outcome === 'failed' || outcome === 'cancelled'
  return `the VM runs on the ${vmRunsOn} host${ended && vmRunsOn === 'source' ? ', unharmed' : ''}`
}
