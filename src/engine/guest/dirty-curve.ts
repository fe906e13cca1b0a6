/**
 * Fits a measured dirty curve by at most eight Poisson classes: share(t) ≈ Σ share_k (1 − e^(−rate_k t)), all shares ≥ 0.
 * Rates are laid on a logarithmic grid over the curve's times; the shares come from non-negative least squares
 * on relative errors, then the weakest classes are dropped until eight are left.
 */
import type { CurvePoint } from '../scenario/parameter.ts'
import { saturation } from '../random/elementary.ts'
import { nonNegativeLeastSquares } from '../random/least-squares.ts'

export interface CurveFit {
  /** Share of memory and writes a second to each of its pages. */
  readonly classes: readonly { readonly share: number; readonly ratePerSecond: number }[]
  /** Largest difference between fit and measured share. */
  readonly largestError: number
}

const MAX_CLASSES = 8
const RATES_A_DOUBLING = 2
/** Ends of the grid: a class that has hardly begun at the last point, and one that is through at the first. */
const SLOWEST = 0.05
const FASTEST = 8

export type FitCurve = (points: readonly CurvePoint[]) => CurveFit

/** The fit. Points ascend in time, shares are 0 … 1 and never fall. */
export function fitDirtyCurve(points: readonly CurvePoint[]): CurveFit {
  if (points.length === 0) return { classes: [], largestError: 0 }
  const samples = densify(points)
  const first = points[0]![0]
  const last = points[points.length - 1]![0]
  let rates: number[] = []
  const step = Math.sqrt(RATES_A_DOUBLING)
  for (let rate = SLOWEST / last; rate <= FASTEST / first; rate *= step) rates.push(rate)
  // A slow class may need more pages than there are: the best fit that memory can hold has faster ones instead.
  let best: CurveFit | undefined
  for (; rates.length > 0; rates = rates.slice(RATES_A_DOUBLING)) {
    const shares = solve(samples, rates)
    const total = shares.reduce((sum, share) => sum + share, 0)
    const fit = strongest(points, samples, rates, shares)
    if (best === undefined || fit.largestError < best.largestError) best = fit
    if (total <= 1) break
  }
  return best ?? { classes: [], largestError: 0 }
}

/** Drops the weakest classes until few are left, and scales what does not fit into memory. */
function strongest(
  points: readonly CurvePoint[],
  samples: readonly CurvePoint[],
  allRates: readonly number[],
  allShares: readonly number[],
): CurveFit {
  let rates = allRates
  let shares = allShares
  while (rates.length > MAX_CLASSES) {
    const kept = shares
      .map((share, index) => ({ share, rate: rates[index]! }))
      .filter(({ share }) => share > 1e-9)
    kept.sort((a, b) => b.share - a.share)
    const next = kept
      .slice(0, Math.max(MAX_CLASSES, kept.length - 1))
      .sort((a, b) => a.rate - b.rate)
    if (next.length === rates.length) next.pop()
    rates = next.map(({ rate }) => rate)
    shares = solve(samples, rates)
  }
  const total = shares.reduce((sum, share) => sum + share, 0)
  const scale = total > 1 ? 1 / total : 1
  const classes = rates
    .map((ratePerSecond, index) => ({ share: shares[index]! * scale, ratePerSecond }))
    .filter(({ share }) => share > 1e-9)
  const value = (seconds: number) =>
    classes.reduce(
      (sum, { share, ratePerSecond }) => sum + share * saturation(ratePerSecond * seconds),
      0,
    )
  const largestError = points.reduce(
    (worst, [seconds, share]) => Math.max(worst, Math.abs(value(seconds) - share)),
    0,
  )
  return { classes, largestError }
}

/** The points and three more between each two, so that the fit cannot swing between them. */
function densify(points: readonly CurvePoint[]): CurvePoint[] {
  const samples: CurvePoint[] = []
  let [beforeSeconds, beforeShare] = [0, 0]
  for (const [seconds, share] of points) {
    for (const part of [0.25, 0.5, 0.75, 1]) {
      samples.push([
        beforeSeconds + (seconds - beforeSeconds) * part,
        beforeShare + (share - beforeShare) * part,
      ])
    }
    ;[beforeSeconds, beforeShare] = [seconds, share]
  }
  return samples
}

/** Shares of the rates whose curve is nearest to the samples; errors count as shares of what each sample says. */
function solve(samples: readonly CurvePoint[], rates: readonly number[]): number[] {
  return nonNegativeLeastSquares(
    rates.map((rate) => samples.map(([seconds]) => saturation(rate * seconds))),
    samples.map(([, share]) => share),
    samples.map(([, share]) => 1 / Math.max(share, 1e-3)),
  )
}
