// What is said about a run: short, complete, with the numbers of the run, doubts marked.
import { describe, expect, test } from 'vitest'
import { LEGEND } from '../../src/text/legend.ts'
import { factText } from '../../src/text/facts.ts'
import { narrate, segmentAt } from '../../src/text/narration.ts'
import { outcomeRows, verdict } from '../../src/text/outcome.ts'
import { isInferred, plain, unbroken, type Sentence } from '../../src/text/sentence.ts'
import { speedText, spokenSpeed } from '../../src/text/speeds.ts'
import { explain, topicsOf } from '../../src/report/explain/explain.ts'
import { chainSentence, formulaSymbols } from '../../src/text/explain/explain.ts'
import { RUNS, runOf } from '../page/session/run-of.ts'

const MAX_WORDS = 14
/** A number and its unit are one: no line ends between them. */
const words = (sentence: Sentence) =>
  plain(unbroken(sentence))
    .split(/ +/)
    .filter((word) => /\p{L}|\p{N}/u.test(word))
const wrong = /NaN|undefined|Infinity|\[object|null/

describe.each(RUNS)('%s', (_, run) => {
  const summary = run()
  const segments = narrate(summary)

  test('has a sentence of at most fourteen words for every moment', () => {
    for (const { sentence } of segments) {
      expect(words(sentence).length, plain(sentence)).toBeLessThanOrEqual(MAX_WORDS)
      expect(plain(sentence)).toMatch(/\S[.!]$/)
      expect(plain(sentence)).not.toMatch(wrong)
    }
  })

  test('leaves no gap', () => {
    expect(segments[0]?.from).toBe(0)
    expect(segments.at(-1)?.to).toBe(summary.end)
    segments
      .slice(1)
      .forEach(({ from }, index) =>
        expect(from - (segments[index]?.to ?? 0)).toBeLessThanOrEqual(1),
      )
  })

  test('says the decision exactly at its moment, and the last word at the end', () => {
    expect(segmentAt(segments, summary.end)).toBe(segments.length - 1)
    if (summary.stun.end > summary.stun.start) {
      expect(segments[segmentAt(segments, summary.stun.start)]?.kind).toBe('decision')
      expect(segments[segmentAt(segments, summary.stun.start + 1)]?.kind).toBe('stun')
    }
  })

  test('reads well in the card, the events and the reasons', () => {
    const { title, why } = verdict(summary)
    const rows = outcomeRows(summary).flatMap(({ label, value, note }) => [
      label,
      plain(value),
      plain(note),
    ])
    const events = summary.facts.map((fact) =>
      plain(factText(fact, summary.input.scenario.generation)),
    )
    const reasons = topicsOf(summary).flatMap((topic) => {
      const chain = explain(summary, topic)
      return chain ? [plain(chainSentence(chain)), ...chain.formulas.map(formulaSymbols)] : []
    })
    expect(reasons.length).toBeGreaterThanOrEqual(topicsOf(summary).length)
    for (const text of [title, plain(why), ...rows, ...events, ...reasons])
      expect(text).not.toMatch(wrong)
    for (const text of events) expect(text).toMatch(/[.!]$/)
  })
})

test('marks what rests on inferred values in the sentence itself', () => {
  const summary = runOf()
  expect(isInferred(narrate(summary).at(-1)?.sentence ?? [])).toBe(true)
  expect(isInferred(narrate(summary)[0]?.sentence ?? [])).toBe(false)
})

test('the card, the sentence and the events say one stun', () => {
  const summary = runOf()
  const stun = outcomeRows(summary).find(({ id }) => id === 'stun')
  const resumed = summary.facts.find(({ kind }) => kind === 'resumed')
  expect(resumed && plain(factText(resumed, summary.input.scenario.generation))).toContain(
    plain(stun?.value ?? []),
  )
})

test('the legend says these words', () => {
  expect(LEGEND.map(({ label }) => label).join(' · ')).toBe(
    'Not sent · In sync · Changed since it was sent · On the wire · Guest slowed or stopped',
  )
})

test('speeds read as factors', () => {
  expect([4, 1, 0.25, 1 / 33, 0.9999, 12.3, 0].map(speedText)).toEqual([
    '4×',
    '1×',
    '1/4×',
    '1/33×',
    '1×',
    '12×',
    'still',
  ])
  expect(spokenSpeed(1)).toBe('real speed')
  expect(spokenSpeed(0.9)).toBe('1.1 times slower than real')
})

describe('what goes wrong', () => {
  test('is said from the moment on at which the wire goes dead, until the hosts give up', () => {
    const summary = runOf('default', { failure: 'link-cut', 'failure.at': 30 })
    const segments = narrate(summary)
    const at = (seconds: number) => plain(segments[segmentAt(segments, seconds * 1e9)]!.sentence)
    expect(at(29.9)).not.toContain('Nothing')
    expect(at(30)).toBe('Nothing comes through. After 20 s of silence the hosts give up.')
    expect(at(49.9)).toContain('Nothing comes through')
    expect(at(50.1)).toContain('The cable was cut.')
  })

  test('vCenter’s end is said, and the story goes on with the next pass', () => {
    const summary = runOf('default', { failure: 'vcenter-down', 'failure.at': 30 })
    const segments = narrate(summary)
    const kinds = segments.map(({ kind }) => kind)
    expect(kinds.slice(kinds.indexOf('copy-all'), kinds.indexOf('pass'))).toEqual([
      'copy-all',
      'stale',
      'aside',
    ])
    for (const [index, { from }] of segments.entries())
      expect(from).toBeGreaterThanOrEqual(segments[index - 1]?.from ?? 0)
  })
})
