/**
 * The working sets of the SNU records by rule instead of by hand, and on rows that the rule has not seen. The rule: of a
 * small grid, for each workload the set and the pattern with the least mean error of total time in pre-copy, "never"
 * counted as 100 %; of two that are alike the first of the grid.
 */
import { errorOf, type Judged } from './errors.ts'
import type { SnuRow } from './snu-rows.ts'
import type { SnuWorkload } from './snu-workloads.ts'
import { mix32 } from '../engine/random/hash.ts'

/** The fold of a row by its number: the same on every machine, and unrelated to the order of the rows. */
export function foldOf(row: number, folds: number): number {
  return mix32(row) % folds
}

/**
 * Scores of every row under a choice that was made without it, in the order of the rows. `choose` sees the rows of the
 * other folds, `score` one row.
 */
export function crossValidate<Row, Choice, Outcome>(
  rows: readonly Row[],
  folds: number,
  choose: (rows: readonly Row[]) => Choice,
  score: (row: Row, choice: Choice) => Outcome,
): Outcome[] {
  const outcomes: Outcome[] = []
  for (let fold = 0; fold < folds; fold++) {
    const choice = choose(rows.filter((_, index) => foldOf(index, folds) !== fold))
    for (const [index, row] of rows.entries())
      if (foldOf(index, folds) === fold) outcomes[index] = score(row, choice)
  }
  return outcomes
}

/** Shares of the state to move: steps of a third to a half, from hardly anything to nearly all. */
const SHARES = [0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8]

export const SNU_GRID: readonly SnuWorkload[] = (['random', 'sweep'] as const).flatMap((pattern) =>
  SHARES.map((share) => ({ share, pattern })),
)
export const FOLDS = 5

/** A row under every candidate of the grid, in its order. */
export interface GridRow {
  readonly row: Pick<SnuRow, 'workload'>
  readonly judged: readonly Judged[]
}

/** By workload, the place of the chosen candidate in the grid. */
export type Chosen = ReadonlyMap<string, number>

function errorOfTotal({ measured, predicted }: Judged): number {
  return Math.abs(errorOf('totalSeconds', measured, predicted)?.error ?? 0)
}

/** The rule. */
export function chooseWorkloads(rows: readonly GridRow[]): Chosen {
  const sums = new Map<string, number[]>()
  for (const { row, judged } of rows) {
    const sum = sums.get(row.workload) ?? judged.map(() => 0)
    for (const [candidate, one] of judged.entries()) sum[candidate]! += errorOfTotal(one)
    sums.set(row.workload, sum)
  }
  return new Map([...sums].map(([workload, sum]) => [workload, sum.indexOf(Math.min(...sum))]))
}

/** What the rule says of each row when it chooses without the rows of its own fold, and what it chooses from all. */
export function judgeByRule(rows: readonly GridRow[]): {
  readonly heldOut: readonly Judged[]
  readonly chosen: Chosen
} {
  const judgedBy = ({ row, judged }: GridRow, choice: Chosen): Judged =>
    judged[choice.get(row.workload) ?? 0]!
  return {
    heldOut: crossValidate(rows, FOLDS, chooseWorkloads, judgedBy),
    chosen: chooseWorkloads(rows),
  }
}
