/**
 * Figures beside those of a data set: the same rows under another setting. Only these show how much of an error
 * is the mechanism and how much is what was chosen for lack of a figure.
 */
import { metricStatistics, verdictsOf, type Judged, type Score } from './errors.ts'

/**
 * `one-working-set`: the same working set for every row. `held-out`: chosen by rule from rows that are not scored with it.
 * `left-out`: with the constant that the other scenarios set.
 */
export type BesideId = 'one-working-set' | 'held-out' | 'left-out'

/** Rows of one part of a group under another setting. */
export interface Beside<Row = unknown> {
  readonly id: BesideId
  readonly part: string
  /** Undefined: the row is not of that part. Pure and deterministic. */
  readonly judge: (row: Row) => Judged | undefined
}

export interface BesideResult {
  readonly id: BesideId
  readonly part: string
  readonly n: number
  readonly engine: Score
  /** How it was made, where another command than that of the group made it, and by which version of the model. */
  readonly command?: string
  readonly modelVersion?: number
}

export function besideResult(
  id: BesideId,
  part: string,
  judged: readonly (Judged | undefined)[],
): BesideResult {
  const cases = judged.filter((one) => one !== undefined)
  return {
    id,
    part,
    n: cases.length,
    engine: { errors: metricStatistics(cases), verdicts: verdictsOf(cases) },
  }
}
