/**
 * Non-negative least squares: which amounts of some columns add up to what was measured. The active-set method of Lawson
 * and Hanson (1974) with an orthogonal factorisation, since columns of similar rates are nearly alike.
 */

type Vector = readonly number[]

const SMALL = 1e-12

function dot(a: Vector, b: Vector): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0)
}

/** Least squares over the chosen columns, any sign: Gram–Schmidt, each column cleaned twice. */
function solve(columns: readonly Vector[], target: Vector): number[] {
  const basis: number[][] = []
  const upper: number[][] = []
  for (const column of columns) {
    let rest = [...column]
    const row = columns.map(() => 0)
    for (let twice = 0; twice < 2; twice++) {
      for (const [k, q] of basis.entries()) {
        const share = dot(q, rest)
        row[k]! += share
        rest = rest.map((value, i) => value - share * q[i]!)
      }
    }
    const length = Math.sqrt(dot(rest, rest))
    row[basis.length] = length
    upper.push(row)
    // A column that the others make up already adds nothing.
    basis.push(length > SMALL ? rest.map((value) => value / length) : rest.map(() => 0))
  }
  const amounts = columns.map(() => 0)
  for (let k = columns.length - 1; k >= 0; k--) {
    let value = dot(basis[k]!, target)
    for (let j = k + 1; j < columns.length; j++) value -= upper[j]![k]! * amounts[j]!
    const length = upper[k]![k]!
    amounts[k] = length > SMALL ? value / length : 0
  }
  return amounts
}

/**
 * Amounts ≥ 0 of `columns` whose sum is nearest to `measured`, each difference weighted by `weights`. All lists have one
 * entry for each measured value.
 */
export function nonNegativeLeastSquares(
  columns: readonly Vector[],
  measured: Vector,
  weights: Vector,
): number[] {
  const scaled = columns.map((column) => column.map((value, i) => value * weights[i]!))
  const lengths = scaled.map((column) => Math.sqrt(dot(column, column)) || 1)
  const units = scaled.map((column, k) => column.map((value) => value / lengths[k]!))
  const target = measured.map((value, i) => value * weights[i]!)
  const size = Math.sqrt(dot(target, target)) || 1
  let amounts = units.map(() => 0)
  const free = new Set<number>()
  const residual = () =>
    target.map((value, i) => units.reduce((rest, unit, k) => rest - unit[i]! * amounts[k]!, value))
  for (let round = 0; round < 4 * units.length; round++) {
    const rest = residual()
    let best = -1
    let gain = SMALL * size
    for (const [k, unit] of units.entries()) {
      const here = free.has(k) ? 0 : dot(unit, rest)
      if (here > gain) [best, gain] = [k, here]
    }
    if (best < 0 || free.size >= target.length) break
    free.add(best)
    for (;;) {
      const chosen = [...free].sort((a, b) => a - b)
      const wanted = solve(
        chosen.map((k) => units[k]!),
        target,
      )
      // As far towards the free solution as no amount falls below zero; what reaches zero is no longer free.
      let step = 1
      for (const [i, k] of chosen.entries())
        if (wanted[i]! <= 0) step = Math.min(step, amounts[k]! / (amounts[k]! - wanted[i]! || 1))
      const next = units.map(() => 0)
      for (const [i, k] of chosen.entries())
        next[k] = Math.max(0, amounts[k]! + step * (wanted[i]! - amounts[k]!))
      amounts = next
      if (step >= 1) break
      for (const k of chosen) if (amounts[k]! <= SMALL * size) free.delete(k)
      if (free.size === 0) break
    }
  }
  return amounts.map((amount, k) => amount / lengths[k]!)
}
