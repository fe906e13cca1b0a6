// The failure catalogue (facts 6.2): each row runs its course to the right reason, progress and survivor.
import { describe, expect, it } from 'vitest'
import type { FaultName } from '../../src/engine/facts.ts'
import { runToEnd } from '../../src/engine/run.ts'
import { FAILURE_CASES, type FailureCase } from '../../src/catalogue/failures.ts'
import { PARAMETERS } from '../../src/engine/scenario/parameters.ts'
import { presetScenario } from '../../src/catalogue/presets.ts'
import { DEFAULT_SCENARIO, type Scenario } from '../../src/engine/scenario/scenario.ts'
import { checkScenario } from '../../src/engine/scenario/validate.ts'
import { clientProgress } from '../../src/report/client.ts'
import { strikeSeconds } from '../../src/report/strike.ts'
import { summarize } from '../../src/report/summarize.ts'

const run = (scenario: Scenario) => summarize(runToEnd({ scenario, seed: 1 }))

/** As the page does it: first the run without the fault, then the fault in the middle of a part of it. */
function caseRun({ preset, changes, strikes }: FailureCase, vm: Scenario = DEFAULT_SCENARIO) {
  const base = { ...(preset === undefined ? vm : presetScenario(preset)), ...changes }
  if (strikes === undefined) return run(base)
  const at = strikeSeconds(run({ ...base, failure: 'none' }), strikes)
  const scenario = { ...base, 'failure.at': at ?? -1 }
  expect(checkScenario(scenario)).toEqual({ scenario, problems: [], notices: [] })
  return run(scenario)
}

describe.each(FAILURE_CASES)('$id', (row) => {
  const summary = caseRun(row)
  const { reason, runsOn, percent } = row.expect

  it('ends for its reason, and the VM runs where the catalogue says', () => {
    expect(summary).toMatchObject({
      failure: reason,
      vmRunsOn: runsOn,
      outcome: reason === undefined ? 'completed' : 'failed',
    })
  })

  it('stops the client’s progress where the catalogue says (facts 6.2, 6.3)', () => {
    const { least, most } = clientProgress(summary)
    expect(least).toBeGreaterThanOrEqual(percent[0])
    expect(most).toBeLessThanOrEqual(percent[1])
    expect(least).toBeLessThanOrEqual(most)
  })
})

describe('the catalogue', () => {
  it('has each fault of the model', () => {
    const used = new Set(FAILURE_CASES.flatMap(({ changes }) => changes.failure ?? []))
    const faults = PARAMETERS.failure.options.filter((name): name is FaultName => name !== 'none')
    expect([...used].sort()).toEqual([...faults].sort())
  })

  it('has ids of its own', () => {
    expect(new Set(FAILURE_CASES.map(({ id }) => id)).size).toBe(FAILURE_CASES.length)
  })

  it('strikes nothing where the run never gets: a refused migration has no stun', () => {
    const refused = run({ ...DEFAULT_SCENARIO, failure: 'evc-mismatch' })
    expect(strikeSeconds(refused, 'stun')).toBeUndefined()
    expect(strikeSeconds(refused, 'after-resume')).toBeUndefined()
  })
})
