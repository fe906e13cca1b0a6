/** Non-negative least squares by coordinate descent: which amounts of some columns add up to what was measured. */

const SWEEPS = 4000
const STILL = 1e-9

/**
 * Amounts ≥ 0 of `columns` whose sum is nearest to `measured`, squares weighted by `weights`. All lists have one entry
 * for each measured value. Works on products of columns, which are few.
 */
export function nonNegativeLeastSquares(
  columns: readonly (readonly number[])[],
  measured: readonly number[],
  weights: readonly number[],
): number[] {
  const product = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, i) => sum + value * b[i]! * weights[i]!, 0)
  const products = columns.map((a) => Float64Array.from(columns, (b) => product(a, b)))
  const gradients = Float64Array.from(columns, (column) => product(column, measured))
  const amounts = columns.map(() => 0)
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let moved = 0
    for (let k = 0; k < columns.length; k++) {
      const row = products[k]!
      const change = Math.max(-amounts[k]!, gradients[k]! / row[k]!)
      if (change === 0) continue
      amounts[k]! += change
      moved = Math.max(moved, Math.abs(change))
      for (let j = 0; j < row.length; j++) gradients[j]! -= change * row[j]!
    }
    if (moved < STILL) break
  }
  return amounts
}
