/**
 * A data set in pictures' numbers: what a scatter, an error curve and the classic mistake need, without a single row.
 * Others' records are shown in this form only; the project's own are brought into it by the page.
 */
import { BASELINE_IDS, BASELINES, type BaselineId } from './baselines.ts'
import { METRICS, type Metric, type ValidatedCase } from './case.ts'
import { errorOf, quantile, type Judged } from './errors.ts'

/** Cells of a tenfold in each direction. */
export const CELLS_A_TENFOLD = 10

/** How many cases lie where: cell (i, j) holds measured values from 10^(i/10) and predicted ones from 10^(j/10). */
export interface ScatterCells {
  readonly metric: Metric
  readonly cells: readonly (readonly [measured: number, predicted: number, n: number])[]
  /** By column: cases that the engine says never end. */
  readonly never: readonly (readonly [measured: number, n: number])[]
}

/** Absolute errors from the smallest to the largest: entry k of n is the error that k/(n − 1) of the cases stay within. */
export type ErrorCurve = readonly number[]

export interface ErrorCurves {
  readonly engine: ErrorCurve
  readonly baselines: readonly { readonly baseline: BaselineId; readonly curve: ErrorCurve }[]
}

/** Cases whose dirty rate ÷ rate lies within; everything as a multiple of memory, medians. */
export interface RatioBin {
  readonly from: number
  readonly to: number
  readonly n: number
  readonly measured: number
  /** Undefined where the engine says never in most cases. */
  readonly engine: number | undefined
  /** 1/(1 − D/R) at the middle of the bin; undefined from D = R on, where the formula says never. */
  readonly textbook: number | undefined
  /** Medians of the downtime, seconds. */
  readonly downtimeSeconds: number | undefined
}

export interface Binned {
  readonly scatter: readonly ScatterCells[]
  readonly curves: ErrorCurves | undefined
  readonly ratios: readonly RatioBin[]
}

type Case = Pick<ValidatedCase, 'measured' | 'predicted' | 'textbook'>

const CURVE_POINTS = 41

function cellOf(value: number): number {
  return Math.floor(Math.log10(value) * CELLS_A_TENFOLD + 1e-9)
}

function scatterOf(metric: Metric, cases: readonly Case[]): ScatterCells | undefined {
  const cells = new Map<string, [number, number, number]>()
  const never = new Map<number, [number, number]>()
  for (const { measured, predicted } of cases) {
    const error = errorOf(metric, measured, predicted)
    if (error === undefined || error.measured <= 0) continue
    const column = cellOf(error.measured)
    if (error.predicted === undefined) {
      const entry = never.get(column) ?? [column, 0]
      entry[1]++
      never.set(column, entry)
    } else if (error.predicted > 0) {
      const row = cellOf(error.predicted)
      const key = `${column} ${row}`
      const entry = cells.get(key) ?? [column, row, 0]
      entry[2]++
      cells.set(key, entry)
    }
  }
  if (cells.size === 0) return undefined
  return { metric, cells: [...cells.values()], never: [...never.values()] }
}

/** Of total time; undefined without any. */
function errorCurve(cases: readonly Judged[]): ErrorCurve | undefined {
  const errors = cases.flatMap(({ measured, predicted }) => {
    const error = errorOf('totalSeconds', measured, predicted)
    return error === undefined ? [] : [Math.abs(error.error)]
  })
  if (errors.length === 0) return undefined
  errors.sort((a, b) => a - b)
  return Array.from({ length: CURVE_POINTS }, (_, index) =>
    rounded(quantile(errors, index / (CURVE_POINTS - 1))),
  )
}

/** Four digits are more than a picture shows. */
function rounded(value: number): number {
  return Number(value.toPrecision(4))
}

/** The engine and the formulas on the same cases: those that say what a formula needs. */
export function errorCurves(cases: readonly Case[]): ErrorCurves | undefined {
  const comparable = cases.filter(({ textbook }) => textbook !== undefined)
  const counted = comparable.length > 0 ? comparable : cases
  const engine = errorCurve(counted)
  if (engine === undefined) return undefined
  const baselines = BASELINE_IDS.flatMap((baseline) => {
    const curve = errorCurve(
      comparable.map(({ measured, textbook }) => ({
        measured,
        predicted: BASELINES[baseline](textbook!),
      })),
    )
    return curve === undefined ? [] : [{ baseline, curve }]
  })
  return { engine, baselines }
}

const RATIO_EDGES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2]
const FEW = 8

function median(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined
  return rounded(
    quantile(
      [...values].sort((a, b) => a - b),
      0.5,
    ),
  )
}

/** Bytes on the wire as multiples of memory, by dirty rate ÷ rate. Bins of fewer than eight cases are left out. */
export function ratioBins(cases: readonly Case[]): readonly RatioBin[] {
  return RATIO_EDGES.slice(1).flatMap((to, index) => {
    const from = RATIO_EDGES[index]!
    const inside = cases.filter(({ measured, textbook }) => {
      if (textbook === undefined || measured.bytes === undefined) return false
      const ratio = textbook.dirtyBytesPerSecond / textbook.bytesPerSecond
      return ratio >= from && ratio < to
    })
    if (inside.length < FEW) return []
    const times = inside.map(({ measured, textbook }) => measured.bytes! / textbook!.memoryBytes)
    // "Never" is more than anything: in the middle of the list it makes the median unknown.
    const engine = median(
      inside.map(({ predicted, textbook }) =>
        predicted.verdict === 'completed' && predicted.bytes !== undefined
          ? predicted.bytes / textbook!.memoryBytes
          : Number.MAX_VALUE,
      ),
    )!
    const middle = (from + to) / 2
    return [
      {
        from,
        to,
        n: inside.length,
        measured: median(times)!,
        engine: engine < 1e9 ? engine : undefined,
        textbook: middle < 1 ? rounded(1 / (1 - middle)) : undefined,
        downtimeSeconds: median(
          inside.flatMap(({ measured }) =>
            measured.downtimeSeconds === undefined ? [] : [measured.downtimeSeconds],
          ),
        ),
      },
    ]
  })
}

export function binned(cases: readonly Case[]): Binned {
  return {
    scatter: METRICS.flatMap((metric) => scatterOf(metric, cases) ?? []),
    curves: errorCurves(cases),
    ratios: ratioBins(cases),
  }
}
