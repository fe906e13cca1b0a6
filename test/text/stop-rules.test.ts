// Each generation's own stop rule, in every sentence that speaks of it: its bound, its name, and no rule of another.
import { describe, expect, it } from 'vitest'
import { vmotionCalls } from '../../src/report/vmotion-calls.ts'
import { GENERATION_IDS, OTHER_IDS } from '../../src/engine/generations/difference.ts'
import { GENERATIONS } from '../../src/engine/generations/list.ts'
import type { Scenario } from '../../src/engine/scenario/scenario.ts'
import { reason } from '../../src/cli/reason.ts'
import { testsOf } from '../../src/report/explain/causes.ts'
import { clause, amount, type Gain } from '../../src/report/explain/chain.ts'
import { explain } from '../../src/report/explain/explain.ts'
import { summarize } from '../../src/report/summarize.ts'
import { chainSentence, clauseText, formulaSymbols } from '../../src/text/explain/explain.ts'
import { callText } from '../../src/text/calls.ts'
import { factText } from '../../src/text/facts.ts'
import { narrate } from '../../src/text/narration.ts'
import { verdict } from '../../src/text/outcome.ts'
import { RACE_TEXT } from '../../src/text/pictures.ts'
import { plain } from '../../src/text/sentence.ts'
import { smallRun } from '../engine/host/runs.ts'

type GenerationId = Scenario['generation']

const summaryOf = (generation: GenerationId, changes: Partial<Scenario> = {}) =>
  summarize(smallRun({ generation, ...changes }))

/** [generation, bound in short, with its name, whether progress of 130 % is asked for] */
const TIME_GOAL = ['0.5 s', 'the switchover time goal of 0.5 s', true] as const
const RULES: readonly (readonly [GenerationId, string, string, boolean])[] = [
  ['ESX2', '1 MiB', '1 MiB', false],
  ['4.0', '1 MiB', '1 MiB', false],
  ...GENERATION_IDS.filter((id) => id !== 'ESX2' && id !== '4.0').map(
    (id) => [id, ...TIME_GOAL] as const,
  ),
  ['QEMU7.2', '0.3 s', 'the downtime limit of 0.3 s', false],
  // Clark 2005: 256 KB, a quarter of a MiB.
  ['XEN2005', '0.25 MiB', '0.25 MiB', false],
  ['SIMGRID', '0.03 s', 'the longest downtime of 0.03 s', false],
  ['HUAWEI', '0.5 s', 'the downtime limit of 0.5 s', false],
]

describe.each(RULES)('%s lets %s be left', (generation, short, named, asksProgress) => {
  // Writes few enough for every rule to be met.
  const summary = summaryOf(generation, { 'workload.writeRate': 2, 'workload.background': 0 })
  const test = testsOf(summary).at(-1)!
  const asksGoal = named.includes('switchover time goal')

  it('in the reason, the outcome, the film and "Why?"', () => {
    expect(test.decision).toBe('switchover')
    expect(reason(summary)).toMatch(new RegExp(`: within ${named}$`))
    expect(plain(verdict(summary).why)).toContain(`: within ${short}.`)
    const said = narrate(summary).find(({ kind }) => kind === 'decision')
    expect(plain(said?.sentence ?? [])).toContain(`Under ${short}: switch over.`)
    const { clauses, formulas } = explain(summary, 'passes')!
    const ending = clauses.find(({ kind }) => kind === 'within-goal')
    if (test.pagesLeft > 0) {
      const most = plain(clauseText(ending!))
      expect(most).toContain('at most')
      if (short.endsWith('MiB')) expect(most).toContain(`at most ${short} allowed`)
    }
    const symbols = formulas.map(formulaSymbols).join()
    expect(symbols.includes('switchover time goal')).toBe(asksGoal)
    expect(symbols.includes('÷ bandwidth')).toBe(!short.endsWith('MiB'))
  })

  it('in the facts and beside the line of the race, with progress only where it is asked for', () => {
    const fact = plain(factText({ kind: 'convergence-test', ...test }, generation))
    expect(fact).toContain(`at most ${named} allowed`)
    expect(fact.includes('wanted')).toBe(asksProgress)
    expect(RACE_TEXT.goal(summaryRule(summary), test.goalSeconds)).toContain(short)
  })

  it('in the answers of its calls, where there are calls', () => {
    const answers = vmotionCalls(summary)
      .filter(({ name }) => name === 'answer')
      .map((call) => plain(callText(call, summary)))
    if (OTHER_IDS.includes(generation)) {
      expect(vmotionCalls(summary)).toEqual([])
      return
    }
    expect(answers.length).toBeGreaterThan(0)
    for (const answer of answers) {
      expect(answer).toContain(`at most ${named} is allowed`)
      expect(answer.includes('switchover time goal')).toBe(asksGoal)
      expect(/130 %|Nothing was dirtied/.test(answer)).toBe(asksProgress)
    }
  })

  it('says nothing of vCenter, of hostd or of the masked VM where there is none', () => {
    const texts = summary.facts.map((fact) => plain(factText(fact, generation))).join('\n')
    expect(/vCenter|hostd|masked/.test(texts)).toBe(!OTHER_IDS.includes(generation))
  })
})

it.each([
  [
    'less',
    0.5,
    'pass 3 left only 0.5 MiB less than it began with; a gain below 1 MiB ends pre-copy',
  ],
  ['as much', 0, 'pass 3 left as much as it began with; a gain below 1 MiB ends pre-copy'],
  ['more', 2.51, 'pass 3 left 2.51 MiB more than it began with; a gain below 1 MiB ends pre-copy'],
] as const satisfies readonly (readonly [Gain, number, string])[])(
  'a pass that leaves %s',
  (gain, mebibytes, said) => {
    const amounts = {
      pass: amount('pass', 3),
      gained: amount('bytes', mebibytes * 2 ** 20),
      least: amount('bytes', 2 ** 20),
    }
    expect(plain(clauseText(clause('no-gain', 0, 'race', amounts, gain)))).toBe(said)
  },
)

it.each([
  ['less than a megabyte gained', -0.9],
  ['nothing gained', 0],
  ['more left', 3],
])('the sign of what a pass gained: %s', (_, grownMebibytes) => {
  const summary = summaryOf('4.0', { 'workload.writeRate': 400 })
  const test = testsOf(summary).at(-1)!
  const passes = summary.passes.map((row) =>
    row.pass === test.pass
      ? {
          ...row,
          pagesDirtied: row.pagesSent + row.pagesZero + Math.round(grownMebibytes * 256),
        }
      : row,
  )
  const said = plain(chainSentence(explain({ ...summary, passes }, 'passes')!))
  expect(said).not.toContain('−0')
  expect(said).not.toMatch(/left (only )?−/)
  expect(said).toContain(
    grownMebibytes === 0
      ? 'left as much as it began with'
      : grownMebibytes > 0
        ? 'left 3 MiB more than it began with'
        : 'left only 0.9 MiB less than it began with',
  )
})

function summaryRule({ input }: ReturnType<typeof summaryOf>) {
  return GENERATIONS[input.scenario.generation].stopRule
}
