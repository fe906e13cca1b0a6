/** Work that is counted: several parts as one. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { oneAfterTheOther, toEnd, type Progress } from '../../src/engine/work.ts'
import { runs } from '../properties.ts'

function* counting(to: number, foreseen = to): Generator<Progress, string> {
  for (let done = 0; done <= to; done++) yield { done, foreseen: Math.max(done, foreseen), at: 0 }
  return `${to}`
}

function told(work: Generator<Progress, readonly string[]>) {
  const steps: Progress[] = []
  for (;;) {
    const step = work.next()
    if (step.done === true) return { steps, results: step.value }
    steps.push(step.value)
  }
}

it('several parts are one', () => {
  const { steps, results } = told(oneAfterTheOther([counting(2), counting(4)], [2, 4]))
  expect(results).toEqual(['2', '4'])
  expect(steps.map(({ done }) => done)).toEqual([0, 1, 2, 2, 3, 4, 5, 6])
  expect(steps.every(({ foreseen }) => foreseen === 6)).toBe(true)
  expect(toEnd(oneAfterTheOther([], []))).toEqual([])
})

it('what several parts do never falls, is never more than foreseen, and comes to the sum of all', () => {
  const part = fc.record({
    takes: fc.integer({ min: 0, max: 20 }),
    foreseen: fc.integer({ min: 0, max: 20 }),
  })
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
      const { steps } = told(
        oneAfterTheOther(
          parts.map(({ takes, foreseen }) => counting(takes, foreseen)),
          parts.map(({ foreseen }) => foreseen),
        ),
      )
      for (const [index, { done, foreseen }] of steps.entries()) {
        expect(done).toBeGreaterThanOrEqual(steps[index - 1]?.done ?? 0)
        expect(foreseen).toBeGreaterThanOrEqual(done)
      }
      expect(steps.at(-1)!.done).toBe(parts.reduce((sum, { takes }) => sum + takes, 0))
    }),
    runs(60),
  )
})
