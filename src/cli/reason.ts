/** The outcome in a line: where the VM is, and why, with the numbers that the rule compared. */
import { isUnending, type ConvergenceTest, type UncompletedReason } from '../engine/facts.ts'
import { GENERATIONS } from '../engine/generations/list.ts'
import { PAGE_BYTES, SECOND } from '../engine/units.ts'
import { testsOf, type TestFact } from '../report/explain/causes.ts'
import { whyGivenUp, whyStopped } from '../report/explain/explain-failure.ts'
import { passUnderWay, stopsAnyway, switchoverForced, type Summary } from '../report/summary.ts'
import { cost, harm } from '../text/aftermath.ts'
import { namedBound } from '../text/bounds.ts'
import { clauseText } from '../text/explain/clauses.ts'
import { formatBytes, formatDuration, formatPages, formatSeconds } from '../text/format.ts'
import { plain } from '../text/sentence.ts'
import { silenceText } from '../text/silence.ts'
import { FAILURE_NAMES } from '../text/terms.ts'
import { PLAIN } from './columns.ts'

/** Why it failed; the rule that gave up shows its numbers. */
function failureText(
  failure: UncompletedReason,
  test: TestFact | undefined,
  summary: Summary,
): string {
  const name = `${FAILURE_NAMES[failure]}${silenceText(summary)}`
  if (failure === 'maximum-switchover-time')
    return `${name} (${summary.input.scenario['vmotion.maxSwitchoverSeconds']} s)`
  if (isUnending(failure)) {
    const underWay = passUnderWay(summary)
    const until = formatDuration(summary.end, PLAIN)
    if (underWay) return `pass ${underWay.pass} was still under way after ${until}: ${name}`
    return test ? `${leftover(test)}, more than ${bound(summary, test)}: ${name}` : name
  }
  if (failure !== 'lack-of-forward-progress' || test === undefined) return name
  return `${name}: ${leftover(test)}; ${plain(clauseText(whyGivenUp(summary, test)))}`
}

const bound = ({ input }: Summary, { goalSeconds }: ConvergenceTest) =>
  namedBound(GENERATIONS[input.scenario.generation].stopRule, goalSeconds, PLAIN)

/** What the convergence test found: pages left and the time that they take. */
function leftover({ pass, pagesLeft, secondsToSend }: ConvergenceTest): string {
  const size = formatBytes(pagesLeft * PAGE_BYTES, PLAIN)
  const time = formatSeconds(secondsToSend * SECOND, PLAIN)
  return `pass ${pass} left ${formatPages(pagesLeft, PLAIN)} (${size}), ${time} to send`
}

/** Why it ended so, with the numbers that the rule compared. */
export function reason(summary: Summary): string {
  const test = testsOf(summary).at(-1)
  if (summary.failure !== undefined) return failureText(summary.failure, test, summary)
  if (switchoverForced(summary.facts)) return 'the switchover was forced'
  if (test === undefined) return 'nothing was left to send'
  if (stopsAnyway(test)) {
    const why = plain(clauseText(whyStopped(summary, test)))
    return `${leftover(test)}, sent while the VM stands still: ${why}`
  }
  return test.decision === 'quick-resume'
    ? `${leftover(test)}: too long for ${bound(summary, test)}, so it resumes first and pages the rest in`
    : `${leftover(test)}: within ${bound(summary, test)}`
}

/** Where the VM is afterwards, and what it went through. */
export function whereItRuns(summary: Summary): string {
  const { outcome, vmRunsOn } = summary
  if (vmRunsOn === 'lost') return 'the VM is lost'
  const runs = `runs on the ${vmRunsOn} host`
  const what = outcome === 'completed' ? harm(summary, PLAIN) : cost(summary, PLAIN)
  if (what !== undefined) return `the VM ${plain(what)} and ${runs}`
  return `the VM ${runs}${outcome === 'completed' ? '' : ', unharmed'}`
}
