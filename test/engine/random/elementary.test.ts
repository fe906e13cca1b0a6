// exp, log, saturation and the normal quantile of our own against those of the platform.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exp, log, saturation } from '../../../src/engine/random/elementary.ts'
import { normalQuantile } from '../../../src/engine/random/normal.ts'
import { runs } from '../../properties.ts'

/** Three units in the last place; near 1 the logarithm is compared absolutely. */
const RELATIVE = 1e-15
const near = (value: number, truth: number, tolerance = RELATIVE) =>
  Math.abs(value - truth) <= tolerance * Math.max(Math.abs(truth), Number.MIN_VALUE / tolerance)

test('exp agrees with the platform wherever the result is a normal number', () => {
  fc.assert(
    fc.property(fc.double({ min: -708, max: 709, noNaN: true }), (x) => {
      expect(near(exp(x), Math.exp(x))).toBe(true)
    }),
    runs(2000),
  )
  expect([exp(0), exp(-Infinity), exp(Infinity), exp(-746), exp(710)]).toEqual([
    1,
    0,
    Infinity,
    0,
    Infinity,
  ])
  expect(exp(NaN)).toBeNaN()
})

test('log agrees with the platform', () => {
  fc.assert(
    fc.property(fc.double({ min: Number.MIN_VALUE, noNaN: true, noDefaultInfinity: true }), (x) => {
      expect(near(log(x), Math.log(x))).toBe(true)
    }),
    runs(2000),
  )
  expect([log(1), log(0), log(Infinity)]).toEqual([0, -Infinity, Infinity])
  expect(log(-1)).toBeNaN()
})

test('log agrees with the platform absolutely near 1', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), (x) => {
      expect(Math.abs(log(x) - Math.log(x))).toBeLessThanOrEqual(RELATIVE)
    }),
    runs(2000),
  )
})

test('exp undoes log', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (x) => {
      // An error of the logarithm is multiplied by its size, 690 at most.
      expect(near(exp(log(x)), x, 690 * 4 * RELATIVE)).toBe(true)
    }),
  )
})

test('saturation is 1 − e^(−x), exact for small x too, and never falls', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 50, noNaN: true }), (x) => {
      expect(near(saturation(x), -Math.expm1(-x), 2 * RELATIVE)).toBe(true)
      expect(saturation(x)).toBeLessThanOrEqual(saturation(x * 1.001 + 1e-9))
    }),
    runs(2000),
  )
})

test('the normal quantile: known values, symmetry, order', () => {
  const known = [
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.99, 2.3263478740408408],
    [0.0013498980316300933, -3],
    [2.866515718791933e-7, -5],
  ] as const
  for (const [u, z] of known) expect(Math.abs(normalQuantile(u) - z)).toBeLessThan(1.2e-8)
  fc.assert(
    fc.property(
      fc.double({ min: 1e-9, max: 0.5, noNaN: true }),
      fc.double({ min: 0, max: 0.49, noNaN: true }),
      (u, v) => {
        expect(normalQuantile(1 - u)).toBeCloseTo(-normalQuantile(u), 6)
        expect(normalQuantile(u + v)).toBeGreaterThanOrEqual(normalQuantile(u) - 1e-7)
      },
    ),
  )
})
