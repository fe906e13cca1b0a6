// "Without SDPS …" is said only of a run that was computed, and says what that run came to.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { presetScenario } from '../../src/catalogue/presets.ts'
import { startRun } from '../../src/engine/run.ts'
import type { Scenario } from '../../src/engine/scenario/scenario.ts'
import { toEnd } from '../../src/engine/work.ts'
import { computeAlternatives } from '../../src/report/alternatives.ts'
import { runAndSummarize, summarize } from '../../src/report/summarize.ts'
import type { Summary } from '../../src/report/summary.ts'
import { levelOf } from '../../src/report/verdict.ts'
import { verdict } from '../../src/text/outcome.ts'
import { plain } from '../../src/text/sentence.ts'
import { smallRun } from '../engine/arbitrary-scenario.ts'
import { runOnce } from '../engine/run-once.ts'
import { runs } from '../properties.ts'

const found = (summary: Summary) =>
  toEnd(computeAlternatives(summary, (input) => runAndSummarize(startRun(input), () => 0)))

const summaryOf = (values: Partial<Scenario>) =>
  summarize(runOnce({ scenario: { ...presetScenario('default'), ...values }, seed: 1 }))

/** Converges by itself, a little later: SDPS is engaged after a pass at 129 %. */
const BOTH_ARRIVE = {
  'vm.memory': 8,
  'vm.vcpus': 4,
  'workload.writers': 2,
  'workload.workingSet': 1,
  'workload.writeRate': 380,
  'network.limit': 400,
} as const

describe('the same run without SDPS', () => {
  it('arrives too: the sentence does not say that SDPS was needed', () => {
    const summary = summaryOf(BOTH_ARRIVE)
    expect(summary.sdps.engaged).toBe(true)
    const alternatives = found(summary)
    const without = summaryOf({ ...BOTH_ARRIVE, 'Migrate.SdpsEnabled': '0' })
    expect(alternatives[0]).toEqual({
      id: 'without-sdps',
      outcome: 'completed',
      failure: undefined,
      level: levelOf(without),
      end: without.end,
      stopped: without.stun.end - without.stun.start,
      lostSeconds: without.pain.behind.most,
    })
    const text = plain(verdict(summary, alternatives).why)
    expect(text).toContain('Without it the VM arrives, ')
    expect(text).not.toContain('does not arrive')
  })

  it('does not arrive: it says so, and what another reading of the target gives', () => {
    const summary = summaryOf({ 'workload.writeRate': 20_000 })
    const alternatives = found(summary)
    expect(alternatives.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['without-sdps', 'failed'],
      ['least-sdps', 'completed'],
    ])
    expect(plain(verdict(summary, alternatives).why)).toMatch(
      /^SDPS was engaged for 13\.6 s\. Without it the VM does not arrive\. The 500 % target is read as 5×; at 1\.3× it arrives, [\d.]+ s lost\.$/,
    )
  })

  it('says of another reading what does not hang on the seed, though it aims at the very least that is asked for', () => {
    const least = { 'workload.writeRate': 20_000, 'Migrate.SdpsTargetRate': 130 } as const
    for (const seed of [1, 2, 3, 4, 5]) {
      const scenario = { ...presetScenario('default'), ...least }
      expect(summarize(runOnce({ scenario, seed })).outcome).toBe('completed')
    }
    expect(summaryOf({ ...least, model: 'fluid' }).outcome).toBe('completed')
  })

  it('is not spoken of before it is computed', () => {
    const text = plain(verdict(summaryOf({ 'workload.writeRate': 20_000 })).why)
    expect(text).not.toMatch(/[Ww]ithout|as 1\.3/)
  })
})

it('is computed where SDPS was engaged, and nowhere else', () => {
  const seen = new Set<boolean>()
  fc.assert(
    fc.property(smallRun('sampled'), (input) => {
      const summary = summarize(runOnce(input))
      seen.add(summary.sdps.engaged)
      const ids = found(summary).map(({ id }) => id)
      if (!summary.sdps.engaged) expect(ids).toEqual([])
      else expect(ids).toContain('without-sdps')
    }),
    runs(40),
  )
  expect(seen).toEqual(new Set([false, true]))
})
