// The verdict: what happened to the guest, by one table; and no sentence calls unharmed what was not.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { presetScenario } from '../../src/catalogue/presets.ts'
import { whereItRuns } from '../../src/cli/reason.ts'
import type { Scenario } from '../../src/engine/scenario/scenario.ts'
import { SECOND } from '../../src/engine/units.ts'
import { summarize } from '../../src/report/summarize.ts'
import type { Summary } from '../../src/report/summary.ts'
import { guestLevel, LEVELS, levelOf, THRESHOLDS } from '../../src/report/verdict.ts'
import { staysSentence } from '../../src/text/aftermath.ts'
import { narrate } from '../../src/text/narration.ts'
import { verdict } from '../../src/text/outcome.ts'
import { plain } from '../../src/text/sentence.ts'
import { LEVEL_NAMES, levelSentence } from '../../src/text/verdict.ts'
import { smallRun } from '../engine/arbitrary-scenario.ts'
import { runOnce } from '../engine/run-once.ts'
import { runs } from '../properties.ts'

type Values = Partial<Scenario>

const summaryOf = (id: Parameters<typeof presetScenario>[0], values: Values = {}) =>
  summarize(runOnce({ scenario: { ...presetScenario(id), ...values }, seed: 1 }))

const COMPLETED = summaryOf('default', { 'vm.memory': 1, 'workload.workingSet': 0.1 })
const lost = (seconds: number): Summary => ({
  ...COMPLETED,
  pain: { ...COMPLETED.pain, worstTenLostSeconds: seconds },
})

describe('levels', () => {
  it.each([
    [0, 'nobody-notices'],
    [0.999, 'nobody-notices'],
    [1, 'users-notice'],
    [4.999, 'users-notice'],
    [5, 'harmful'],
    [10, 'harmful'],
  ] as const)('%s s lost within ten: %s', (seconds, level) => {
    expect(levelOf(lost(seconds))).toBe(level)
    expect(guestLevel(lost(seconds))).toBe(level)
  })

  it.each([
    ['failed', 'source', 'does-not-arrive'],
    ['cancelled', 'source', 'does-not-arrive'],
    ['never-ends', 'source', 'does-not-arrive'],
    ['unfinished', 'source', 'does-not-arrive'],
    ['failed', 'lost', 'lost'],
    ['completed', 'destination', 'harmful'],
  ] as const)('%s, and the VM runs on the %s: %s', (outcome, vmRunsOn, level) => {
    expect(levelOf({ ...lost(7), outcome, vmRunsOn })).toBe(level)
  })

  it('name a source for each threshold, from the worst to the least', () => {
    const from = THRESHOLDS.map(({ fromSeconds }) => fromSeconds)
    expect(from).toEqual(from.toSorted((a, b) => b - a))
    expect(THRESHOLDS.at(-1)).toMatchObject({ level: LEVELS[0], fromSeconds: 0 })
    for (const { source } of THRESHOLDS) expect(source).toMatch(/\S/)
  })
})

describe('what a run names', () => {
  const last = (summary: Summary) => plain(narrate(summary).at(-1)!.sentence)

  it('the default run: nobody notices', () => {
    const summary = summaryOf('default')
    expect(levelOf(summary)).toBe('nobody-notices')
    expect(last(summary)).toBe('69.7 s in all, stopped for 0.23 s.')
    expect(verdict(summary).good).toBe(true)
  })

  it('20,000 MiB/s: the crawl under SDPS, not the short stop', () => {
    const summary = summaryOf('default', { 'workload.writeRate': 20_000 })
    expect(levelOf(summary)).toBe('harmful')
    expect(last(summary)).toBe(
      '82.8 s in all, 15.9 s lost. Stopped 0.16 s, but ran at 1.6 % for 13.6 s.',
    )
    expect(verdict(summary)).toMatchObject({ good: false, title: 'Slowed by SDPS' })
  })

  it('Quick Resume: the page-in', () => {
    const summary = summaryOf('quick-resume-41')
    expect(levelOf(summary)).toBe('harmful')
    expect(summary.pain.slowStretch).toMatchObject({ kind: 'page-in' })
    expect(last(summary)).toContain('but ran at')
  })

  it('a vGPU that is copied in the stun: the freeze, though a longer stretch cost more bit by bit', () => {
    const summary = summaryOf('default', {
      'vm.vgpuMemory': 4,
      'vm.vcpus': 1,
      'workload.writers': 1,
    })
    const stopped = (summary.stun.end - summary.stun.start) / SECOND
    const { start, end, speed } = summary.pain.slowStretch!
    expect(((end - start) / SECOND) * (1 - speed)).toBeGreaterThan(stopped)
    expect(levelOf(summary)).toBe('harmful')
    expect(last(summary)).toContain('but frozen for')
    expect(whereItRuns(summary)).toContain('froze for')
    expect(plain(verdict(summary).why)).toContain('Then the frame buffer takes')
  })

  it('a VM that no switch finds: out of reach, however short its stun', () => {
    const summary = summaryOf('default', { 'network.notifySwitches': 'no' })
    expect(levelOf(summary)).toBe('harmful')
    expect(last(summary)).toBe('69.7 s in all, but out of reach for 300 s.')
    expect(plain(levelSentence(summary))).toContain('it was out of reach for 300 s')
    expect(whereItRuns(summary)).toBe(
      'the VM was out of reach for 300 s and runs on the destination host',
    )
  })

  it('the more RARP frames are lost, the worse', () => {
    const levels = Array.from({ length: 7 }, (_, lost) =>
      LEVELS.indexOf(levelOf(summaryOf('default', { 'network.rarpLost': lost }))),
    )
    expect(levels).toEqual(levels.toSorted((a, b) => a - b))
    expect(levels[0]).toBe(0)
    expect(levels.at(-1)).toBe(LEVELS.indexOf('harmful'))
  })

  it.each([
    ['a cable cut in the stun', { failure: 'link-cut', 'failure.at': 69.2 }, 20],
    ['a vGPU of 16 GB in 6.7', { generation: '6.7', 'vm.vgpuMemory': 16 }, 100],
  ] as const)('%s: it froze', (_, values, seconds) => {
    const summary = summaryOf('default', values)
    expect(guestLevel(summary)).toBe('harmful')
    expect(levelOf(summary)).toBe('does-not-arrive')
    const frozen = (summary.stun.end - summary.stun.start) / SECOND
    expect(Math.abs(frozen - seconds)).toBeLessThan(0.3)
    expect(last(summary)).toContain(`The VM froze for ${frozen.toFixed(1).replace('.0', '')}`)
    expect(whereItRuns(summary)).toContain('froze for')
    expect(plain(verdict(summary).why)).toContain('froze for')
  })
})

it('is called unharmed where nobody would have noticed, and nowhere else', () => {
  const seen = new Set<boolean>()
  fc.assert(
    fc.property(smallRun('sampled'), fc.boolean(), (drawn, cut) => {
      const { stun, outcome: whole } = summarize(runOnce(drawn))
      // A wire that dies in the stun makes the VM stand still until the connection counts as lost.
      const input =
        cut && whole === 'completed'
          ? { ...drawn, interventions: [{ kind: 'cut-cable', at: stun.start + 1 } as const] }
          : drawn
      const summary = summarize(runOnce(input))
      const texts = [
        ...narrate(summary).map(({ sentence }) => plain(sentence)),
        plain(verdict(summary).why),
        whereItRuns(summary),
      ]
      const unharmed = texts.filter((text) => text.includes('unharmed'))
      const { outcome, vmRunsOn } = summary
      const may = guestLevel(summary) === 'nobody-notices' && vmRunsOn !== 'lost'
      if (!may || outcome === 'completed') expect(unharmed).toEqual([])
      else expect(unharmed.length).toBeGreaterThanOrEqual(2)
      if (outcome !== 'completed' && vmRunsOn !== 'lost') {
        expect(plain(staysSentence(summary, 'stays here')).includes('unharmed')).toBe(may)
        seen.add(may)
      }
    }),
    runs(60),
  )
  expect(seen).toEqual(new Set([false, true]))
})

it('every level has a name of its own', () => {
  expect(new Set(LEVELS.map((level) => LEVEL_NAMES[level])).size).toBe(LEVELS.length)
})

describe('what adds up', () => {
  const qemu = {
    generation: 'QEMU7.2',
    'vm.memory': 0.125,
    'workload.workingSet': 0.125,
  } as const satisfies Values

  it('says what a guest lost bit by bit, not that it is unharmed', () => {
    const summary = summaryOf('default', qemu)
    expect(summary.outcome).not.toBe('completed')
    expect(guestLevel(summary)).toBe('nobody-notices')
    expect(summary.pain.behind.most).toBeGreaterThan(1)
    expect(whereItRuns(summary)).toMatch(/^the VM lost .* in all and runs on the source host$/)
    expect(plain(staysSentence(summary, 'runs on'))).not.toMatch(/unharmed/)
  })
})
