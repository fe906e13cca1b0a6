// The first film: sixty seconds, in the order of the design, each sentence long enough to be read.
import { describe, expect, test } from 'vitest'
import { filmAt, filmOf, secondsOf, stillsOf } from '../../../src/page/session/film.ts'
import { plain } from '../../../src/text/sentence.ts'
import { RUNS, runOf } from './run-of.ts'

describe.each(RUNS)('%s', (_, run) => {
  const beats = filmOf(run())

  test('lasts sixty seconds, less only where nothing was copied', () => {
    const copied = run().passes.length > 0
    if (copied) expect(secondsOf(beats)).toBeCloseTo(60, 6)
    else expect(secondsOf(beats)).toBeLessThan(60)
  })

  test('shows each sentence for four seconds at least', () => {
    for (const beat of beats)
      expect(beat.seconds, plain(beat.sentence)).toBeGreaterThanOrEqual(4 - 1e-9)
  })

  test('runs forward in model time, but for the replay', () => {
    const shown = beats.filter(({ kind }) => kind !== 'replay')
    shown.forEach(({ from, to }, index) => {
      expect(to).toBeGreaterThanOrEqual(from)
      expect(from).toBeGreaterThanOrEqual(shown[index - 1]?.to ?? 0)
    })
  })

  test('ends at the end of the run, at true scale', () => {
    expect(beats.at(-1)).toMatchObject({ kind: 'true-scale', to: run().end })
    expect(filmAt(beats, 1e6)).toEqual({ beat: beats.length - 1, time: run().end })
  })
})

describe('the default run', () => {
  const beats = filmOf(runOf())

  test('tells the story of the design', () => {
    expect(beats.map(({ sentence }) => plain(sentence))).toEqual([
      'This virtual machine is running. It moves while it runs.',
      'The destination reserves memory and waits.',
      'Every write is now noticed.',
      'Pass −1 copies all 64 GiB, first page to last.',
      'The guest keeps writing: what it changes is stale over there.',
      expect.stringMatching(/^Pass 0 sends only the \d+\.\d+ GiB that changed\.$/),
      expect.stringMatching(/^\d+\.\d+ GiB\. Less time, so fewer changes\.$/),
      expect.stringMatching(/^\d+\.\d+ GiB\. Less time, so fewer changes\.$/),
      expect.stringMatching(/^\d\.\d+ GiB left is .+ s of wire\. Under 0\.5 s: switch over\.$/),
      'Now it stops: save, send the rest, resume.',
      'It runs here. The switch learns.',
      'At real speed.',
      expect.stringMatching(/^\d+\.\d s in all, stopped for 0\.\d+ s\.$/),
    ])
  })

  test('has twelve stills for reduced motion, five seconds each', () => {
    const stills = stillsOf(beats)
    expect(stills).toHaveLength(12)
    for (const { seconds, from, to } of stills) {
      expect(seconds).toBe(5)
      expect(from).toBe(to)
    }
  })

  test('replays the stun in as many seconds as it takes', () => {
    const replay = beats.find(({ kind }) => kind === 'replay')
    expect(replay && (replay.to - replay.from) / 1e9).toBeCloseTo(replay?.seconds ?? 0, 9)
    expect(replay?.from).toBeLessThan(runOf().stun.start)
    expect(replay?.to).toBeGreaterThan(runOf().stun.end)
  })
})
