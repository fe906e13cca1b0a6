/** What the scatter draws: a dot for a case, a square for a cell of a binned set. Log scales, one domain for both axes. */
import { scaleLog, type ScaleLogarithmic } from 'd3'
import { CELLS_A_TENFOLD, type ScatterCells } from '../../../validation/binned.ts'
import type { Metric } from '../../../validation/case.ts'
import { errorOf } from '../../../validation/errors.ts'
import type { ReportedCase } from '../../../validation/report.ts'

interface MarkBase {
  readonly measured: number
  /** Undefined: the model says that it never ends; drawn on the row above. */
  readonly predicted: number | undefined
}

export interface CaseMark extends MarkBase {
  readonly kind: 'case'
  readonly one: ReportedCase
  readonly error: number
}

export interface CellMark extends MarkBase {
  readonly kind: 'cell'
  readonly n: number
  /** Measured and predicted from and to; predicted undefined for never. */
  readonly measuredTo: number
  readonly predictedTo: number | undefined
}

export type Mark = CaseMark | CellMark

/** Marks in the order of what was measured: the order of the arrow keys. */
function inOrder<M extends Mark>(marks: M[]): readonly M[] {
  return marks.sort(
    (a, b) => a.measured - b.measured || (a.predicted ?? Infinity) - (b.predicted ?? Infinity),
  )
}

export function caseMarks(cases: readonly ReportedCase[], metric: Metric): readonly CaseMark[] {
  return inOrder(
    cases.flatMap((one): CaseMark[] => {
      const error = errorOf(metric, one.measured, one.predicted)
      if (error === undefined || error.measured <= 0) return []
      if (error.predicted !== undefined && error.predicted <= 0) return []
      const { measured, predicted } = error
      return [{ kind: 'case', one, measured, predicted, error: error.error }]
    }),
  )
}

const edge = (index: number) => 10 ** (index / CELLS_A_TENFOLD)

export function cellMarks({ cells, never }: ScatterCells): readonly CellMark[] {
  return inOrder([
    ...cells.map(([column, row, n]): CellMark => ({
      kind: 'cell',
      n,
      measured: edge(column),
      measuredTo: edge(column + 1),
      predicted: edge(row),
      predictedTo: edge(row + 1),
    })),
    ...never.map(([column, n]): CellMark => ({
      kind: 'cell',
      n,
      measured: edge(column),
      measuredTo: edge(column + 1),
      predicted: undefined,
      predictedTo: undefined,
    })),
  ])
}

/** Both axes share it, so that the diagonal is exact. */
export function domainOf(marks: readonly Mark[]): readonly [number, number] {
  let [low, high] = [Infinity, 0]
  for (const mark of marks) {
    const values = [mark.measured, mark.predicted ?? mark.measured]
    if (mark.kind === 'cell') values.push(mark.measuredTo, mark.predictedTo ?? mark.measuredTo)
    low = Math.min(low, ...values)
    high = Math.max(high, ...values)
  }
  if (!(high > 0)) return [1, 10]
  // A tenth of room on each side, and never less than a factor of four in all.
  const widen = Math.max(1.15, Math.sqrt(4 / (high / low)))
  return [low / widen, high * widen]
}

export interface PlotBox {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

export interface ScatterScales {
  readonly x: ScaleLogarithmic<number, number>
  readonly y: ScaleLogarithmic<number, number>
}

export function scatterScales(marks: readonly Mark[], box: PlotBox): ScatterScales {
  const domain = domainOf(marks)
  return {
    x: scaleLog(domain, [box.left, box.width - box.right]),
    y: scaleLog(domain, [box.height - box.bottom, box.top]),
  }
}

/** Round values inside of a log domain, at most about `most`: 1-2-5 and tens, or for bytes powers of two. */
export function logTicks([low, high]: readonly [number, number], most: number, bytes = false) {
  const inside = (values: readonly number[]) =>
    values.filter((value) => value >= low * 0.999 && value <= high * 1.001)
  const tens = (steps: readonly number[]) => {
    const values: number[] = []
    for (let ten = Math.floor(Math.log10(low)); ten <= Math.ceil(Math.log10(high)); ten++)
      for (const step of steps) values.push(Number(`${step}e${ten}`))
    return values
  }
  const twos = (every: number) =>
    Array.from({ length: Math.ceil(64 / every) }, (_, index) => 2 ** (index * every))
  const candidates = bytes
    ? [1, 2, 5, 10].map(twos)
    : [[1, 1.5, 2, 3, 4, 5, 6, 8], [1, 2, 5], [1, 3], [1]].map(tens)
  const lists = candidates.map(inside)
  return lists.find((values) => values.length <= most) ?? lists[lists.length - 1]!
}
