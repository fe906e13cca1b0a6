/**
 * The binomial quantile: how many of n pages fire when each does so with probability p, for a given uniform draw.
 * As a quantile it is monotone in the draw and (up to one page) in p, so a dial moves counts smoothly instead of drawing anew.
 */
import { exp, log } from './elementary.ts'
import { normalQuantile } from './normal.ts'

/** Below this variance the distribution function is summed exactly; above, a Cornish–Fisher expansion is used. */
const EXACT_VARIANCE = 12

/** Draws of one binomial distribution: everything that does not depend on the draw is computed once. */
export type BinomialSampler = (u: number) => number

/** Smallest k with P(Binomial(n, p) ≤ k) ≥ u, for 0 < u < 1. n ≥ 0 whole, 0 ≤ p ≤ 1. */
export function binomialSampler(n: number, p: number): BinomialSampler {
  if (n <= 0 || p <= 0) return () => 0
  if (p >= 1) return () => n
  if (p > 0.5) {
    const mirrored = lowerHalf(n, 1 - p)
    return (u) => n - mirrored(1 - u)
  }
  return lowerHalf(n, p)
}

/** The quantile for a single draw. */
export function binomialQuantile(n: number, p: number, u: number): number {
  return binomialSampler(n, p)(u)
}

function lowerHalf(n: number, p: number): BinomialSampler {
  return n * p * (1 - p) < EXACT_VARIANCE ? exactSampler(n, p) : expandedSampler(n, p)
}

function exactSampler(n: number, p: number): BinomialSampler {
  const odds = p / (1 - p)
  const none = exp(n * log(1 - p))
  const mean = n * p
  return (u) => {
    let probability = none
    let cumulative = none
    let k = 0
    while (cumulative < u && k < n) {
      k++
      probability *= (odds * (n - k + 1)) / k
      cumulative += probability
      if (probability < 1e-18 && k > mean) break
    }
    return k
  }
}

/** Cornish–Fisher to second order with continuity correction; off by at most a page near the tails (tested). */
function expandedSampler(n: number, p: number): BinomialSampler {
  const mean = n * p
  const variance = mean * (1 - p)
  const deviation = Math.sqrt(variance)
  const skewness = 1 - 2 * p
  const excess = 1 - 6 * p * (1 - p)
  return (u) => {
    const z = normalQuantile(u)
    const square = z * z
    const second = (skewness * (square - 1)) / 6
    const third =
      ((square - 3) * z * excess) / 24 - ((2 * square - 5) * z * skewness * skewness) / 36
    const k = Math.floor(mean + z * deviation + second + third / deviation + 0.5)
    return k < 0 ? 0 : k > n ? n : k
  }
}
