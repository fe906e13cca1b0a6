/** How far a prediction is off, case by case and over many cases. */
import { METRICS, type Metric, type Quantities, type Verdict } from './case.ts'

/** Error of one number of one case, as a share of what was measured: 0.02 is two percent too much or too little. */
export interface SignedError {
  readonly measured: number
  /** Undefined where the prediction says that it never ends: counted as an error of 100 %. */
  readonly predicted: number | undefined
  readonly error: number
}

/** What "never" costs where the measured run ended: as much as being off by everything. */
const NEVER_ERROR = 1

/**
 * The error of one metric, or undefined where there is nothing to compare. Passes are whole things: their error is a
 * difference, not a share.
 */
export function errorOf(
  metric: Metric,
  measured: Quantities,
  predicted: Quantities,
): SignedError | undefined {
  const real = measured[metric]
  if (real === undefined || measured.verdict !== 'completed') return undefined
  if (predicted.verdict !== 'completed')
    return { measured: real, predicted: undefined, error: NEVER_ERROR }
  const value = predicted[metric]
  if (value === undefined) return undefined
  const [least, most] = measured.ranges?.[metric] ?? [real, real]
  const difference = value < least ? value - least : value > most ? value - most : 0
  if (metric === 'passes') return { measured: real, predicted: value, error: difference }
  if (real === 0) return { measured: real, predicted: value, error: difference === 0 ? 0 : 1 }
  return { measured: real, predicted: value, error: difference / real }
}

export interface ErrorStatistics {
  /** Cases that have this metric. */
  readonly n: number
  readonly median: number
  readonly mean: number
  readonly p90: number
  readonly max: number
  /** Share of the cases within 5 %, for passes within one. */
  readonly near: number
  /** Share of the cases in which the prediction never ends though the run did; each counts as 100 %. */
  readonly never: number
}

const NEAR = 0.05
const NEAR_PASSES = 1

/** Value at `share` of a sorted list, between neighbours in proportion. The list is not empty. */
export function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1)
  const below = Math.floor(place)
  const low = sorted[below]!
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!
  return low + (high - low) * (place - below)
}

/** Median, mean, 90th percentile and largest of the absolute errors; undefined without any. */
export function errorStatistics(
  errors: readonly SignedError[],
  near = NEAR,
): ErrorStatistics | undefined {
  if (errors.length === 0) return undefined
  const sorted = errors.map(({ error }) => Math.abs(error)).sort((a, b) => a - b)
  const share = (test: (error: SignedError) => boolean) =>
    errors.filter(test).length / errors.length
  return {
    n: errors.length,
    median: quantile(sorted, 0.5),
    mean: sorted.reduce((sum, error) => sum + error, 0) / sorted.length,
    p90: quantile(sorted, 0.9),
    max: sorted[sorted.length - 1]!,
    near: share(({ error }) => Math.abs(error) <= near),
    never: share(({ predicted }) => predicted === undefined),
  }
}

/** One prediction of many cases, whoever made it. */
export interface Judged {
  readonly measured: Quantities
  readonly predicted: Quantities
}

export interface Verdicts {
  readonly n: number
  /** Share with the right verdict. */
  readonly right: number
  /** Of the measured ones, how many were predicted as what. */
  readonly table: readonly {
    readonly measured: Verdict
    readonly predicted: Verdict
    readonly n: number
  }[]
}

export function verdictsOf(cases: readonly Judged[]): Verdicts {
  const counts = new Map<string, { measured: Verdict; predicted: Verdict; n: number }>()
  let right = 0
  for (const { measured, predicted } of cases) {
    if (measured.verdict === predicted.verdict) right++
    const key = `${measured.verdict} ${predicted.verdict}`
    const entry = counts.get(key) ?? {
      measured: measured.verdict,
      predicted: predicted.verdict,
      n: 0,
    }
    entry.n++
    counts.set(key, entry)
  }
  const n = cases.length
  return { n, right: n > 0 ? right / n : 1, table: [...counts.values()] }
}

/** Statistics of every metric that the cases have. */
export type MetricStatistics = Readonly<Partial<Record<Metric, ErrorStatistics>>>

export function metricStatistics(cases: readonly Judged[]): MetricStatistics {
  const entries = METRICS.flatMap((metric) => {
    const errors = cases.flatMap(({ measured, predicted }) => {
      const error = errorOf(metric, measured, predicted)
      return error === undefined ? [] : [error]
    })
    const near = metric === 'passes' ? NEAR_PASSES : NEAR
    const statistics = errorStatistics(errors, near)
    return statistics === undefined ? [] : [[metric, statistics] as const]
  })
  return Object.fromEntries(entries)
}

/** How well one prediction does on many cases. */
export interface Score {
  readonly errors: MetricStatistics
  readonly verdicts: Verdicts
}
