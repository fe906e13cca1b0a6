/** Every decision of the run: the rule, the numbers, what came of it, the source. */
import { useMemo } from 'react'
import { GENERATIONS } from '../../../engine/generations/list.ts'
import type { ConvergenceTest } from '../../../engine/facts.ts'
import type { Formula } from '../../../report/explain/chain.ts'
import { engagingCheck, testsOf } from '../../../report/explain/causes.ts'
import { checkFormula, goalFormula, progressFormula } from '../../../report/explain/formulas.ts'
import type { Summary } from '../../../report/summary.ts'
import { EXPLAIN_TEXT, formulaSymbols } from '../../../text/explain/explain.ts'
import { checkTitle, testResult, testTitle, WHY_TEXT } from '../../../text/why.ts'
import { MoreButton, usePart } from '../../controls/More.tsx'
import { useCommand } from '../../controls/session-context.ts'
import { FormulaLines } from './FormulaLines.tsx'

/** A test ends each pass, of which there may be a thousand. */
const PAGE = 50

interface MadeDecision {
  readonly at: number
  readonly title: string
  readonly decision: ConvergenceTest['decision']
  readonly formulas: readonly Formula[]
}

/** In the order of time: the tests after each pass, and before the first the check that engaged SDPS, if one did. */
function decisionsOf(summary: Summary): readonly MadeDecision[] {
  const check = engagingCheck(summary)
  const tests = testsOf(summary).map((test) => ({
    at: test.at,
    title: testTitle(test),
    decision: test.decision,
    formulas: [goalFormula(summary, test), ...progressFormula(summary, test)],
  }))
  if (!check) return tests
  const title = checkTitle(check.at - (summary.passes[0]?.start ?? 0))
  const formulas = [checkFormula(summary, check)]
  return [{ at: check.at, title, decision: 'sdps', formulas }, ...tests]
}

const isT2d = (part: Formula[number]) => typeof part !== 'string' && part.name === 't2d'

export function Decisions({ summary }: { readonly summary: Summary }) {
  const perform = useCommand()
  const decisions = useMemo(() => decisionsOf(summary), [summary])
  const { rows, ...more } = usePart(decisions, PAGE)
  const { stopRule, family, sources: own } = GENERATIONS[summary.input.scenario.generation]
  const megabyte = stopRule === 'one-megabyte'
  const { sources } = WHY_TEXT
  const goalSource = family === 'other' ? own.join(', ') : sources.goal
  const intro = family === 'other' ? WHY_TEXT.introOther : WHY_TEXT.intro
  return (
    <section className="why-decisions" aria-label={EXPLAIN_TEXT.decisions}>
      <h3>{EXPLAIN_TEXT.decisions}</h3>
      <p className="drawer-intro">{decisions.length > 0 ? intro : WHY_TEXT.none}</p>
      <ol>
        {rows.map(({ at, title, decision, formulas }) => (
          <li key={at}>
            <h4>
              <button type="button" onClick={() => perform('point-out', at, 'race')}>
                {title}
              </button>{' '}
              {testResult({ decision })}
            </h4>
            {formulas.map((formula) => (
              <div key={formulaSymbols(formula)}>
                <FormulaLines formula={formula} />
                <p className="source">
                  {megabyte
                    ? sources.megabyte
                    : formula.some(isT2d)
                      ? sources.progress
                      : goalSource}
                </p>
              </div>
            ))}
          </li>
        ))}
      </ol>
      <MoreButton {...more} />
    </section>
  )
}
