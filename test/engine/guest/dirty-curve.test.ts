// Fitting a measured dirty curve by at most eight Poisson classes.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitDirtyCurve } from '../../../src/engine/guest/dirty-curve.ts'
import type { CurvePoint } from '../../../src/engine/scenario/parameter.ts'
import { DEFAULT_SCENARIO } from '../../../src/engine/scenario/scenario.ts'
import { runs } from '../../properties.ts'

const valueOf = (fit: ReturnType<typeof fitDirtyCurve>, seconds: number) =>
  fit.classes.reduce(
    (sum, { share, ratePerSecond }) => sum - share * Math.expm1(-ratePerSecond * seconds),
    0,
  )

test('the published curve is met within a hundredth of memory', () => {
  const curve = DEFAULT_SCENARIO['workload.curve']
  const fit = fitDirtyCurve(curve)
  expect(fit.largestError).toBeLessThan(0.01)
  for (const [seconds, share] of curve)
    expect(Math.abs(valueOf(fit, seconds) - share)).toBeLessThanOrEqual(fit.largestError + 1e-12)
})

test('a curve that is itself made of Poisson classes is met closely', () => {
  const truth = (t: number) => 0.05 * (1 - Math.exp(-2 * t)) + 0.3 * (1 - Math.exp(-0.02 * t))
  const curve = [0.1, 0.3, 1, 3, 10, 30, 100].map((t): CurvePoint => [t, truth(t)])
  expect(fitDirtyCurve(curve).largestError).toBeLessThan(0.01)
})

test('at most eight classes, shares that memory can hold, and the error is the one that it reports', () => {
  const steps = fc.array(
    fc.tuple(
      fc.double({ min: 0.05, max: 30, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    ),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  fc.assert(
    fc.property(steps, (found) => {
      let seconds = 0
      const shares = found.map(([, share]) => share).sort((a, b) => a - b)
      const curve = found.map(([gap], index): CurvePoint => [(seconds += gap), shares[index]!])
      const fit = fitDirtyCurve(curve)
      expect(fit.classes.length).toBeLessThanOrEqual(8)
      for (const { share, ratePerSecond } of fit.classes)
        expect(share > 0 && ratePerSecond > 0).toBe(true)
      expect(fit.classes.reduce((sum, { share }) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-9)
      const worst = Math.max(...curve.map(([at, share]) => Math.abs(valueOf(fit, at) - share)))
      expect(fit.largestError).toBeCloseTo(worst, 9)
    }),
    runs(25),
  )
})
