// Error statistics: laws, and the numbers of small lists by hand.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crossValidate, foldOf } from '../../src/validation/snu-cross.ts'
import {
  errorOf,
  errorStatistics,
  metricStatistics,
  quantile,
  verdictsOf,
} from '../../src/validation/errors.ts'

const done = { verdict: 'completed' } as const

describe('the error of one number', () => {
  it('is a signed share of what was measured', () => {
    const error = errorOf(
      'totalSeconds',
      { ...done, totalSeconds: 10 },
      { ...done, totalSeconds: 9 },
    )
    expect(error).toEqual({ measured: 10, predicted: 9, error: -0.1 })
  })

  it('is 100 % where the prediction never ends, and nothing where the real run did not', () => {
    const measured = { ...done, totalSeconds: 10 }
    expect(errorOf('totalSeconds', measured, { verdict: 'never' })?.error).toBe(1)
    expect(errorOf('totalSeconds', { ...measured, verdict: 'never' }, measured)).toBeUndefined()
  })

  it('counts passes in passes', () => {
    expect(errorOf('passes', { ...done, passes: 4 }, { ...done, passes: 6 })?.error).toBe(2)
  })

  it('is nothing inside of a measured range, and the way to its nearer end outside', () => {
    const measured = { ...done, cores: 2, ranges: { cores: [1, 3] } } as const
    expect(errorOf('cores', measured, { ...done, cores: 1.2 })?.error).toBe(0)
    expect(errorOf('cores', measured, { ...done, cores: 4 })?.error).toBe(0.5)
    expect(errorOf('cores', measured, { ...done, cores: 0 })?.error).toBe(-0.5)
  })
})

describe('statistics', () => {
  const errors = (values: readonly number[]) =>
    values.map((error) => ({ measured: 1, predicted: 1 + error, error }))

  it('of a small list, by hand', () => {
    expect(errorStatistics(errors([0.01, -0.02, 0.03, -0.04, 0.1]))).toEqual({
      n: 5,
      median: 0.03,
      mean: expect.closeTo(0.04, 12) as number,
      p90: expect.closeTo(0.076, 12) as number,
      max: 0.1,
      near: 0.8,
      never: 0,
    })
    expect(errorStatistics([])).toBeUndefined()
  })

  it('do not depend on the order, and lie between nothing and the worst', () => {
    const list = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1 })
    fc.assert(
      fc.property(list, (values) => {
        const forwards = errorStatistics(errors(values))!
        const backwards = errorStatistics(errors(values.toReversed()))!
        expect(backwards.median).toBe(forwards.median)
        expect(backwards.max).toBe(forwards.max)
        expect(forwards.median).toBeLessThanOrEqual(forwards.p90)
        expect(forwards.p90).toBeLessThanOrEqual(forwards.max)
        expect(forwards.mean).toBeLessThanOrEqual(forwards.max + 1e-12)
      }),
    )
  })

  it('quantiles lie between neighbours', () => {
    expect(quantile([1, 2, 4], 0.5)).toBe(2)
    expect(quantile([1, 2, 4], 0.75)).toBe(3)
    expect(quantile([7], 0.9)).toBe(7)
  })

  it('tell verdicts apart', () => {
    const one = (measured: 'completed' | 'never', predicted: 'completed' | 'never') => ({
      measured: { verdict: measured, totalSeconds: 1 },
      predicted: { verdict: predicted, totalSeconds: 1 },
    })
    const cases = [one('completed', 'completed'), one('completed', 'never'), one('never', 'never')]
    expect(verdictsOf(cases)).toMatchObject({ n: 3, right: 2 / 3 })
    expect(metricStatistics(cases).totalSeconds).toMatchObject({ n: 2, mean: 0.5, never: 0.5 })
  })
})

describe('cross-validation', () => {
  it('never scores a row under a choice that has seen it', () => {
    const rows = Array.from({ length: 60 }, (_, index) => index)
    const seen = crossValidate(
      rows,
      5,
      (others) => new Set(others),
      (row, choice) => choice.has(row),
    )
    expect(seen).toEqual(rows.map(() => false))
    expect(new Set(rows.map((row) => foldOf(row, 5))).size).toBe(5)
  })
})
