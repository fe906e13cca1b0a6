// Laws of the moving playhead: fit mode is even on the axis, rate mode in model time, auto slow motion the slower of both.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTimeLens } from '../../../src/report/time-lens.ts'
import type { Playback } from '../../../src/page/session/app-state.ts'
import { FIRST_PLAYBACK } from '../../../src/page/session/initial-state.ts'
import { advance, cursorAt, speedAt, type Cursor } from '../../../src/page/session/playback.ts'
import { runs } from '../../properties.ts'
import { runOf } from './run-of.ts'

const summary = runOf()
const axis = createTimeLens(summary.phases, { linear: false })
const playback = (change: Partial<Playback>): Playback => ({
  ...FIRST_PLAYBACK,
  playing: true,
  ...change,
})
const FRAME = 1 / 60

function play(from: Cursor, how: Playback, seconds: number): Cursor {
  let cursor = from
  for (let played = 0; played < seconds - 1e-9; played += FRAME)
    cursor = advance(cursor, how, axis, FRAME)
  return cursor
}

describe('fit mode', () => {
  test('takes the seconds that it says, wherever it starts', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 60 }),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        (fitSeconds, from) => {
          const how = playback({ fitSeconds })
          const start = { time: axis.time(from), position: from }
          const half = play(start, how, ((1 - from) * fitSeconds) / 2)
          expect(half.position).toBeCloseTo(from + (1 - from) / 2, 1)
          expect(play(start, how, (1 - from) * fitSeconds + 2 * FRAME).time).toBe(summary.end)
        },
      ),
      runs(20),
    )
  })
})

describe('rate mode', () => {
  test('moves evenly in model time', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0.001, 0.25, 1, 10),
        fc.double({ min: 0, max: 40, noNaN: true }),
        (rate, start) => {
          const how = playback({ mode: 'rate', rate, autoSlow: false })
          const from = cursorAt(Math.round(start * 1e9), axis)
          expect((play(from, how, 1).time - from.time) / 1e9).toBeCloseTo(rate, 3)
        },
      ),
    )
  })

  test('with auto slow motion takes the slower of the rate and the axis, at every moment', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0.1, 1, 4, 100),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (rate, position) => {
          const cursor = cursorAt(Math.round(axis.time(position)), axis)
          const fit = speedAt(cursor, playback({}), axis)
          const both = speedAt(cursor, playback({ mode: 'rate', rate, autoSlow: true }), axis)
          expect(both).toBe(Math.min(rate, fit))
        },
      ),
    )
  })

  test('never passes the end, and reaches it', () => {
    const how = playback({ mode: 'rate', rate: 100, autoSlow: false })
    expect(advance(cursorAt(0, axis), how, axis, 1000)).toEqual({ time: summary.end, position: 1 })
  })
})

test('a replay runs at real speed in every mode', () => {
  const replay = { from: 0, to: summary.end }
  for (const mode of ['fit', 'rate'] as const) {
    const from = cursorAt(summary.stun.start, axis)
    expect(speedAt(from, playback({ mode, rate: 100, replay }), axis)).toBe(1)
    expect(play(from, playback({ mode, replay }), 0.1).time - from.time).toBeCloseTo(0.1e9, -6)
  }
})
