// The binomial quantile against the exact distribution function, which is summed here in logarithms.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { binomialQuantile, binomialSampler } from '../../../src/engine/random/binomial.ts'
import { streamKey, STREAM, uniform } from '../../../src/engine/random/hash.ts'
import { runs } from '../../properties.ts'

/** P(Binomial(n, p) ≤ k) for k = 0 … n. */
function distribution(n: number, p: number): Float64Array {
  const cdf = new Float64Array(n + 1)
  let term = n * Math.log1p(-p)
  let sum = 0
  for (let k = 0; k <= n; k++) {
    sum += Math.exp(term)
    cdf[k] = sum
    term += Math.log((n - k) / (k + 1)) + Math.log(p) - Math.log1p(-p)
  }
  return cdf
}

const share = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true })
const draw = fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((word) => (word + 0.5) / 2 ** 32)

test('within a page of the exact quantile, for every draw that can occur', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4096 }), share, draw, (n, p, u) => {
      const cdf = distribution(n, p)
      const k = binomialQuantile(n, p, u)
      // Off by one page at most: u lies in the steps of the neighbours. Both tails sum with an error of about 1e-12.
      expect(u).toBeLessThanOrEqual((cdf[Math.min(n, k + 1)] ?? 1) + 1e-9)
      expect(u).toBeGreaterThan((cdf[k - 2] ?? 0) - 1e-9)
    }),
    runs(400),
  )
})

test('never falls in the draw, never falls in the share by more than a page, and stays within 0 … n', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 262144 }), share, share, draw, draw, (n, p, q, u, v) => {
      const k = binomialQuantile(n, p, Math.min(u, v))
      expect(Number.isInteger(k) && k >= 0 && k <= n).toBe(true)
      expect(binomialQuantile(n, p, Math.max(u, v))).toBeGreaterThanOrEqual(k)
      expect(binomialQuantile(n, Math.max(p, q), u)).toBeGreaterThanOrEqual(
        binomialQuantile(n, Math.min(p, q), u) - 1,
      )
    }),
    runs(1000),
  )
  expect([
    binomialQuantile(9, 0, 0.5),
    binomialQuantile(9, 1, 0.5),
    binomialQuantile(0, 0.5, 0.5),
  ]).toEqual([0, 9, 0])
})

test.each([
  [512, 0.003],
  [512, 0.5],
  [512, 0.97],
  [4096, 0.15],
])('keyed draws for %i pages at %f follow the distribution (chi-square)', (n, p) => {
  const draws = 20000
  const key = streamKey(7, STREAM.fireCount, 1, 0)
  const sample = binomialSampler(n, p)
  const counts = new Map<number, number>()
  for (let i = 0; i < draws; i++) {
    const k = sample(uniform(key, i))
    counts.set(k, (counts.get(k) ?? 0) + 1)
  }
  const cdf = distribution(n, p)
  let chiSquare = 0
  let cells = 0
  let [expected, seen] = [0, 0]
  for (let k = 0; k <= n; k++) {
    expected += draws * (cdf[k]! - (cdf[k - 1] ?? 0))
    seen += counts.get(k) ?? 0
    // Cells of at least 20 expected draws: below that chi-square is no chi-square.
    if (expected < 20) continue
    chiSquare += (seen - expected) ** 2 / expected
    cells++
    ;[expected, seen] = [0, 0]
  }
  // Mean cells − 1, variance 2 (cells − 1): five deviations; the draws are fixed, so that this never flickers.
  expect(chiSquare).toBeLessThan(cells + 5 * Math.sqrt(2 * cells))
})
