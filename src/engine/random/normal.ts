/** The quantile of the normal distribution. Rational approximation of P. J. Acklam (2003), relative error below 1.2e-9. */
import { log } from './elementary.ts'

const LOW = 0.02425

function central(u: number): number {
  const q = u - 0.5
  const r = q * q
  const above =
    ((((-3.969683028665376e1 * r + 2.209460984245205e2) * r - 2.759285104469687e2) * r +
      1.38357751867269e2) *
      r -
      3.066479806614716e1) *
      r +
    2.506628277459239
  const below =
    ((((-5.447609879822406e1 * r + 1.615858368580409e2) * r - 1.556989798598866e2) * r +
      6.680131188771972e1) *
      r -
      1.328068155288572e1) *
      r +
    1
  return (q * above) / below
}

function lowerTail(u: number): number {
  const q = Math.sqrt(-2 * log(u))
  const above =
    ((((-7.784894002430293e-3 * q - 3.223964580411365e-1) * q - 2.400758277161838) * q -
      2.549732539343734) *
      q +
      4.374664141464968) *
      q +
    2.938163982698783
  const below =
    (((7.784695709041462e-3 * q + 3.224671290700398e-1) * q + 2.445134137142996) * q +
      3.754408661907416) *
      q +
    1
  return above / below
}

/** z with P(Z ≤ z) = u, for 0 < u < 1. */
export function normalQuantile(u: number): number {
  if (u < LOW) return lowerTail(u)
  if (u > 1 - LOW) return -lowerTail(1 - u)
  return central(u)
}
