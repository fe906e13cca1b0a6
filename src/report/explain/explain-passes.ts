/** Why it took so many passes: what the last one left was little enough, or never was; and how it shrank. */
import { PAGE_BYTES } from '../../engine/units.ts'
import { stopsAnyway, type Summary } from '../summary.ts'
import { amount, clause, type Chain, type Clause } from './chain.ts'
import { brokenOff, changedIn, testsOf, timeToSend, writes, type TestFact } from './causes.ts'
import { whyGivenUp, whyStopped } from './explain-failure.ts'
import { boundAmount, goalFormula, progressFormula } from './formulas.ts'

/** Number of passes ← what the last one left was little enough (or never was) ← how it shrank. */
export function explainPasses(summary: Summary): Chain {
  const { passes } = summary
  const topic = 'passes'
  if (passes.length === 0) {
    const at = summary.phases.at(-1)?.start ?? 0
    return { topic, clauses: [clause('no-pass', at, 'vcenter', {})], formulas: [] }
  }
  const last = testsOf(summary).at(-1)
  const at = passes.at(-1)?.end ?? 0
  const first = clause('passes', at, 'race', { count: amount('passes', passes.length) })
  return {
    topic,
    clauses: [first, ...ending(summary, last)],
    formulas: last ? [goalFormula(summary, last), ...progressFormula(summary, last)] : [],
  }
}

/** What ended the passes: a wire that died, giving up, or a rest that is small enough. */
function ending(summary: Summary, test: TestFact | undefined): readonly Clause[] {
  const broken = brokenOff(summary)
  if (broken.length > 0 || test === undefined) return broken
  return [...decision(summary, test), ...shrinking(summary)]
}

function decision(summary: Summary, test: TestFact): readonly Clause[] {
  const pass = amount('pass', test.pass)
  const bytes = amount('bytes', test.pagesLeft * PAGE_BYTES)
  const time = amount('time', timeToSend(test))
  if (test.pagesLeft === 0) return [clause('nothing-left', test.at, 'source-memory', { pass })]
  switch (test.decision) {
    case 'switchover': {
      if (stopsAnyway(test))
        return [
          clause('stops-anyway', test.at, 'race', { pass, bytes, time }),
          whyStopped(summary, test),
        ]
      const goal = boundAmount(summary, test)
      return [clause('within-goal', test.at, 'race', { pass, bytes, time, goal })]
    }
    case 'quick-resume':
      return [clause('rest-follows', test.at, 'race', { pass, bytes, time })]
    case 'fail':
    case 'next-pass':
    case 'sdps':
      return [whyGivenUp(summary, test)]
  }
}

function shrinking(summary: Summary): readonly Clause[] {
  const { passes } = summary
  const [first, last] = [passes[0], passes.at(-1)]
  if (!first || !last || last.pagesDirtied === 0) return []
  if (passes.length === 1) return changedIn(summary, last)
  return [
    clause('shrinks', first.end, 'race', {
      first: amount('bytes', first.pagesDirtied * PAGE_BYTES),
      last: amount('bytes', last.pagesDirtied * PAGE_BYTES),
    }),
    writes(summary, first.start),
  ]
}
