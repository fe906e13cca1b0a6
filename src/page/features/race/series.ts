/** The numbers of a run along its axis, as charts draw them: columns of equal length. */
import type { SeriesColumns } from '../../../recording/questions/series.ts'

export interface RunSeries {
  /** Model times, ascending. */
  readonly times: Float64Array
  /** The same times on the axis, 0 … 1. */
  readonly positions: Float64Array
  readonly columns: SeriesColumns
}
