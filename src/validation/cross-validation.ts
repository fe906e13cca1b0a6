/** Whether a table that was chosen on some rows holds on others: choose on all folds but one, score on that one. */
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
