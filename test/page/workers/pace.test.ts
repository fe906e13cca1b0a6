// How far long work has come: told seldom, and an estimate that is right where the pace is even.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPace, type Pace } from '../../../src/page/workers/pace.ts'
import { paceText } from '../../../src/text/pace.ts'
import { runs } from '../../properties.ts'

/** Work at an even pace of `milliseconds` a step, `steps` of them, from a clock that stands at `begin`. */
function told(steps: number, milliseconds: number, begin: number): { at: number; pace: Pace }[] {
  let now = begin
  const heard: { at: number; pace: Pace }[] = []
  const onStep = createPace(
    () => now,
    (pace) => void heard.push({ at: now - begin, pace }),
  )
  for (let done = 1; done <= steps; done++) {
    now += milliseconds
    onStep({ done, foreseen: steps, at: 0 })
  }
  return heard
}

const anyWork = fc.tuple(
  fc.integer({ min: 1, max: 400 }),
  fc.integer({ min: 1, max: 500 }),
  fc.integer({ min: 0, max: 1e6 }),
)

test('an even pace is foreseen exactly once a twentieth is done', () => {
  fc.assert(
    fc.property(anyWork, ([steps, milliseconds, begin]) => {
      for (const { at, pace } of told(steps, milliseconds, begin)) {
        expect(pace.share).toBeCloseTo(at / (steps * milliseconds), 9)
        if (pace.share < 0.05) continue
        expect(pace.secondsLeft).toBeCloseTo((steps * milliseconds - at) / 1000, 6)
      }
    }),
    runs(200),
  )
})

test('is told of work that takes long, and five times a second at most', () => {
  fc.assert(
    fc.property(anyWork, ([steps, milliseconds, begin]) => {
      const times = told(steps, milliseconds, begin).map(({ at }) => at)
      const whole = steps * milliseconds
      if (whole < 300) expect(times).toEqual([])
      if (whole >= 1000 + milliseconds) expect(times.length).toBeGreaterThan(0)
      for (const [index, at] of times.entries())
        expect(at - (times[index - 1] ?? 100)).toBeGreaterThanOrEqual(200)
    }),
    runs(200),
  )
})

test('nothing is told until it is foreseen what the whole takes', () => {
  let now = 0
  const heard: Pace[] = []
  const onStep = createPace(
    () => now,
    (pace) => void heard.push(pace),
  )
  const step = (done: number, foreseen: number) => {
    now += 500
    onStep({ done, foreseen, at: 0 })
  }
  step(1, Infinity)
  step(2, Infinity)
  expect(heard).toEqual([])
  step(3, 12)
  expect(heard).toEqual([{ share: 0.25, secondsLeft: 4.5 }])
})

test('the first per cents are weighed with what was foreseen', () => {
  let now = 0
  const heard: Pace[] = []
  const onStep = createPace(
    () => now,
    (pace) => void heard.push(pace),
  )
  // Ten million units are foreseen to take 10 s; at the pace of the first 2.5 % it would be 40 s, of which half counts.
  now += 1000
  onStep({ done: 0.25e6, foreseen: 10e6, at: 0 })
  now += 1000
  onStep({ done: 0.5e6, foreseen: 10e6, at: 0 })
  expect(heard).toEqual([
    { share: 0.025, secondsLeft: 24 },
    { share: 0.05, secondsLeft: 38 },
  ])
})

test.each([
  [0, 0.4, '0 %, less than 1 s left'],
  [0.345, 7.4, '34 %, about 7 s left'],
  [0.5, 41, '50 %, about 40 s left'],
  [0.999, 88, '99 %, about 90 s left'],
  [0.2, 100, '20 %, about 100 s left'],
  [0.1, 10_800, '10 %, about 3 h left'],
])('%f of the work and %f s are "%s"', (share, seconds, text) => {
  expect(paceText(share, seconds)).toBe(text)
})
