/** Every decision of the run: the rule, the numbers, what came of it, the source. */
import { useMemo } from 'react'
import { GENERATIONS } from '../../../engine/generations/list.ts'
import { testsOf } from '../../../report/explain/causes.ts'
import { goalFormula, progressFormula } from '../../../report/explain/formulas.ts'
import type { Summary } from '../../../report/summary.ts'
import { EXPLAIN_TEXT, formulaSymbols } from '../../../text/explain/explain.ts'
import { testResult, testTitle, WHY_TEXT } from '../../../text/why.ts'
import { MoreButton, usePart } from '../../controls/More.tsx'
import { useCommand } from '../../controls/session-context.ts'
import { FormulaLines } from './FormulaLines.tsx'

/** A test ends each pass, of which there may be a thousand. */
const PAGE = 50

export function Decisions({ summary }: { readonly summary: Summary }) {
  const perform = useCommand()
  const tests = useMemo(() => testsOf(summary), [summary])
  const { rows, ...more } = usePart(tests, PAGE)
  const { stopRule } = GENERATIONS[summary.input.scenario.generation]
  const megabyte = stopRule === 'one-megabyte'
  const { sources } = WHY_TEXT
  return (
    <section className="why-decisions" aria-label={EXPLAIN_TEXT.decisions}>
      <h3>{EXPLAIN_TEXT.decisions}</h3>
      <p className="drawer-intro">{tests.length > 0 ? WHY_TEXT.intro : WHY_TEXT.none}</p>
      <ol>
        {rows.map((test) => (
          <li key={test.pass}>
            <h4>
              <button type="button" onClick={() => perform('point-out', test.at, 'race')}>
                {testTitle(test)}
              </button>{' '}
              {testResult(test)}
            </h4>
            {[goalFormula(summary, test), ...progressFormula(summary, test)].map(
              (formula, index) => (
                <div key={formulaSymbols(formula)}>
                  <FormulaLines formula={formula} />
                  <p className="source">
                    {megabyte ? sources.megabyte : index === 0 ? sources.goal : sources.progress}
                  </p>
                </div>
              ),
            )}
          </li>
        ))}
      </ol>
      <MoreButton {...more} />
    </section>
  )
}
