/**
 * The binomial quantile: how many of n pages fire when each does so with probability p, for a given uniform draw.
 * As a quantile it is monotone in the draw and (up to one page) in p, so a dial moves counts smoothly instead of drawing anew.
 */
import { exp, log } from './elementary.ts'
import { normalQuantile } from './normal.ts'

/** Below this variance the distribution function is summed exactly; above, a Cornish–Fisher expansion is used. */
const EXACT_VARIANCE = 12

/** Smallest k with P(Binomial(n, p) ≤ k) ≥ u. n ≥ 0 whole, 0 ≤ p ≤ 1, 0 < u < 1. */
export function binomialQuantile(n: number, p: number, u: number): number {
  if (n <= 0 || p <= 0) return 0
  if (p >= 1) return n
  if (p > 0.5) return n - exactOrExpanded(n, 1 - p, 1 - u)
  return exactOrExpanded(n, p, u)
}

function exactOrExpanded(n: number, p: number, u: number): number {
  const variance = n * p * (1 - p)
  return variance < EXACT_VARIANCE ? exactQuantile(n, p, u) : expandedQuantile(n, p, u, variance)
}

function exactQuantile(n: number, p: number, u: number): number {
  const odds = p / (1 - p)
  let probability = exp(n * log(1 - p))
  let cumulative = probability
  let k = 0
  while (cumulative < u && k < n) {
    k++
    probability *= (odds * (n - k + 1)) / k
    cumulative += probability
    if (probability < 1e-18 && k > n * p) break
  }
  return k
}

/** Cornish–Fisher to second order with continuity correction; off by at most a page near the tails (tested). */
function expandedQuantile(n: number, p: number, u: number, variance: number): number {
  const z = normalQuantile(u)
  const deviation = Math.sqrt(variance)
  const skew = (1 - 2 * p) * (z * z - 1) * (1 / 6)
  const curvature = (z * (z * z - 3) * (1 - 6 * p * (1 - p))) / 24 - ((2 * z * z - 5) * z * (1 - 2 * p) * (1 - 2 * p)) / 36
  const k = Math.floor(n * p + z * deviation + skew + curvature / deviation + 0.5)
  return k < 0 ? 0 : k > n ? n : k
}
