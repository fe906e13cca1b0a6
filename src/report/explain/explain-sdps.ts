/** Why SDPS slowed the guest, or did not. */
import { GENERATIONS } from '../../engine/generations/list.ts'
import type { Summary } from '../summary.ts'
import { amount, clause, type Chain, type Clause } from './chain.ts'
import { brokenOff, changedIn, engagingCheck, rowOf, testsOf, writes } from './causes.ts'
import { checkFormula, progressFormula } from './formulas.ts'

/** What engaged SDPS, and why that was so. */
export function sdpsTrigger(summary: Summary): readonly Clause[] {
  const { facts, input } = summary
  const engaged = facts.find((fact) => fact.kind === 'sdps-engaged')
  if (engaged?.kind !== 'sdps-engaged') return []
  const { at } = engaged
  const least = amount('percent', input.scenario['Migrate.PreCopyMinProgressPerc'])
  const check = engagingCheck(summary)
  if (check) {
    const percent = amount('percent', check.transmitToDirtyPercent ?? 0)
    const time = amount('time', at - (summary.passes[0]?.start ?? 0))
    return [clause('sdps-early', at, 'race', { time, percent, least }), writes(summary, at)]
  }
  const test = testsOf(summary).find((each) => each.at === at && each.decision === 'sdps')
  if (!test) return [clause('sdps-always', at, 'guest', {})]
  const row = rowOf(summary, test.pass)
  const percent = amount('percent', test.transmitToDirtyPercent ?? 0)
  return [
    clause('sdps-after', at, 'race', { pass: amount('pass', test.pass), percent, least }),
    ...(row ? changedIn(summary, row) : []),
  ]
}

export function explainSdps(summary: Summary): Chain {
  const { sdps, input, passes, facts } = summary
  const topic = 'sdps'
  const engaged = facts.find((fact) => fact.kind === 'sdps-engaged')
  if (sdps.engaged && engaged) {
    const head = clause('sdps', engaged.at, 'guest', { time: amount('time', sdps.duration, true) })
    const check = engagingCheck(summary)
    const test = testsOf(summary).find(({ at }) => at === engaged.at)
    return {
      topic,
      clauses: [head, ...sdpsTrigger(summary)],
      formulas: check ? [checkFormula(summary, check)] : test ? progressFormula(summary, test) : [],
    }
  }
  const at = passes.at(-1)?.end ?? 0
  const head = clause('no-sdps', at, 'guest', {})
  if (GENERATIONS[input.scenario.generation].fallback !== 'sdps')
    return { topic, clauses: [head, clause('sdps-unknown', at, 'source', {})], formulas: [] }
  if (input.scenario['Migrate.SdpsEnabled'] === '0')
    return { topic, clauses: [head, clause('sdps-off', at, 'source', {})], formulas: [] }
  if (passes.length === 0)
    return {
      topic,
      clauses: [head, clause('no-pass', summary.phases.at(-1)?.start ?? 0, 'vcenter', {})],
      formulas: [],
    }
  return { topic, ...progress(summary, head) }
}

/** No SDPS because every pass gained enough, or the first was good enough already. */
function progress(summary: Summary, head: Clause): Pick<Chain, 'clauses' | 'formulas'> {
  const tests = testsOf(summary)
  const asked = tests.filter(
    (test) => test.secondsToSend > test.goalSeconds && test.transmitToDirtyPercent !== undefined,
  )
  const lowest = asked.reduce<(typeof asked)[number] | undefined>(
    (low, test) =>
      low && (low.transmitToDirtyPercent ?? 0) <= (test.transmitToDirtyPercent ?? 0) ? low : test,
    undefined,
  )
  if (lowest) {
    const least = amount('percent', lowest.minimumPercent)
    const percent = amount('percent', lowest.transmitToDirtyPercent ?? 0)
    const pass = amount('pass', lowest.pass)
    return {
      clauses: [head, clause('enough-progress', lowest.at, 'race', { percent, least, pass })],
      formulas: progressFormula(summary, lowest),
    }
  }
  const [first] = tests
  if (!first) return { clauses: [head, ...brokenOff(summary)], formulas: [] }
  const pass = amount('pass', first.pass)
  return { clauses: [head, clause('good-enough', first.at, 'race', { pass })], formulas: [] }
}
