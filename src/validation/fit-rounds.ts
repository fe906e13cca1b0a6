/**
 * Which workload explains the passes of one run? From the bytes and seconds of each pass to a dirty curve: a few sets of
 * pages, each written at random at its own rate. With the measured durations given, the bytes of every pass are a sum of
 * those sets, so that the sizes follow from least squares; no search, no chance, the same on every machine.
 */
import { saturation } from '../engine/random/elementary.ts'
import { nonNegativeLeastSquares } from '../engine/random/least-squares.ts'
import type { CurvePoint } from '../engine/scenario/parameter.ts'

/**
 * `resend`: a pass sends all that was dirtied in the one before (vMotion, QEMU). `skip-redirtied`: pages dirtied again
 * before their turn are left to the next pass (Xen 2005).
 */
export type PassRule = 'resend' | 'skip-redirtied'

interface MeasuredPass {
  readonly bytes: number
  readonly seconds: number
  /** The guest stood still: nothing is dirtied, nothing skipped. */
  readonly stopped: boolean
}

export interface MeasuredRun {
  /** Memory that the first pass walks over. */
  readonly memoryBytes: number
  readonly rule: PassRule
  /** In order; at least two, the first over all memory. */
  readonly passes: readonly MeasuredPass[]
}

/** Pages written at random alike. */
export interface FittedSet {
  readonly bytes: number
  /** Writes a second to each of its pages. */
  readonly perSecond: number
}

export interface RoundsFit {
  readonly sets: readonly FittedSet[]
  /** All that is ever written: the sum of the sets. */
  readonly workingSetBytes: number
  /** Bytes of each pass under the fit, with the measured durations. */
  readonly passBytes: readonly number[]
  /** Largest error of a pass, as a share of it. */
  readonly largestError: number
}

const RATES_A_DOUBLING = 2
/** Ends of the grid: a set that has hardly begun by the longest pass, and one that is through early in the shortest. */
const SLOWEST = 0.05
const FASTEST = 8
/** Figures are read to about 5 %. */
const READ_TO = 0.05
const TURNS = 40
/** Sets below this share of memory say nothing. */
const MIN_SHARE = 1e-6

/** Mean share of a pass over which a page of this rate is still clean since the pass began. */
function stillClean(perSecond: number, seconds: number): number {
  const x = perSecond * seconds
  return x > 0 ? saturation(x) / x : 1
}

/** Share of a set that is sent in a pass. */
function sentShare(rule: PassRule, perSecond: number, before: number, pass: MeasuredPass): number {
  const dirty = saturation(perSecond * before)
  return rule === 'resend' || pass.stopped ? dirty : dirty * stillClean(perSecond, pass.seconds)
}

function rateGrid(passes: readonly MeasuredPass[]): number[] {
  const times = passes.filter(({ stopped }) => !stopped).map(({ seconds }) => seconds)
  const step = Math.sqrt(RATES_A_DOUBLING)
  const rates: number[] = []
  const fastest = FASTEST / Math.min(...times)
  for (let rate = SLOWEST / Math.max(...times); rate <= fastest; rate *= step) rates.push(rate)
  return rates
}

/**
 * Least absolute deviations of ratios, by least squares that are weighted anew: half of a size is as wrong as twice it, and a
 * round that contradicts the others does not bend them. `read`: what was read of a row whose amount is a difference, and
 * is as uncertain as that.
 */
function fitShares(
  columns: readonly (readonly number[])[],
  measured: readonly number[],
  read: readonly number[],
): number[] {
  const scale = measured.map((share, row) => Math.max(read[row] ?? share, MIN_SHARE))
  let shares = columns.map(() => 0)
  let weights = scale.map((size) => 1 / size)
  for (let turn = 0; turn < TURNS; turn++) {
    shares = nonNegativeLeastSquares(columns, measured, weights)
    weights = measured.map((share, row) => {
      const fitted = columns.reduce((sum, column, set) => sum + column[row]! * shares[set]!, 0)
      const offset = scale[row]! - share
      const [was, is] = [share + offset, Math.max(fitted + offset, MIN_SHARE)]
      const size = Math.sqrt(was * is)
      return 1 / (size * Math.sqrt(Math.max(Math.abs(is - was) / size, READ_TO)))
    })
  }
  return shares
}

/** The fit. Throws nothing: a run of one pass has no sets. */
export function fitRounds({ memoryBytes, rule, passes }: MeasuredRun): RoundsFit {
  const rest = passes.slice(1)
  if (rest.length === 0 || memoryBytes <= 0)
    return { sets: [], workingSetBytes: 0, passBytes: [], largestError: 0 }
  const rates = rateGrid(passes)
  const first = passes[0]!
  // Where re-dirtied pages are skipped, what the first pass leaves out constrains the sets as well.
  const skipped = rule === 'skip-redirtied'
  const columns = rates.map((rate) => [
    ...(skipped ? [1 - stillClean(rate, first.seconds)] : []),
    ...rest.map((pass, index) => sentShare(rule, rate, passes[index]!.seconds, pass)),
  ])
  const measured = [
    ...(skipped ? [Math.max(0, memoryBytes - first.bytes)] : []),
    ...rest.map(({ bytes }) => bytes),
  ].map((bytes) => bytes / memoryBytes)
  const read = skipped ? [first.bytes / memoryBytes] : []
  // A slow set may need more pages than there are: then faster ones take its place.
  let shares: readonly number[] = []
  for (let slowest = 0; slowest < rates.length; slowest += RATES_A_DOUBLING) {
    const fitted = fitShares(columns.slice(slowest), measured, read)
    shares = [...Array<number>(slowest).fill(0), ...fitted]
    if (fitted.reduce((sum, share) => sum + share, 0) <= 1) break
  }
  const total = shares.reduce((sum, share) => sum + share, 0)
  const scale = total > 1 ? 1 / total : 1
  const sets = rates.flatMap((perSecond, index) => {
    const share = shares[index]! * scale
    return share > MIN_SHARE ? [{ bytes: share * memoryBytes, perSecond }] : []
  })
  const passBytes = passBytesOf(sets, { memoryBytes, rule, passes })
  const largestError = passes.reduce(
    (worst, { bytes }, index) =>
      bytes > 0 ? Math.max(worst, Math.abs(passBytes[index]! / bytes - 1)) : worst,
    0,
  )
  return {
    sets,
    workingSetBytes: sets.reduce((sum, { bytes }) => sum + bytes, 0),
    passBytes,
    largestError,
  }
}

/** What each pass would send, with the measured durations. */
export function passBytesOf(
  sets: readonly FittedSet[],
  { memoryBytes, rule, passes }: MeasuredRun,
): number[] {
  return passes.map((pass, index) => {
    if (index > 0)
      return sets.reduce(
        (sum, { bytes, perSecond }) =>
          sum + bytes * sentShare(rule, perSecond, passes[index - 1]!.seconds, pass),
        0,
      )
    if (rule === 'resend') return memoryBytes
    return sets.reduce(
      (sum, { bytes, perSecond }) => sum - bytes * (1 - stillClean(perSecond, pass.seconds)),
      memoryBytes,
    )
  })
}

/** Bytes dirty so many seconds after everything was clean. */
export function dirtyBytes(sets: readonly FittedSet[], seconds: number): number {
  return sets.reduce(
    (sum, { bytes, perSecond }) => sum + bytes * saturation(perSecond * seconds),
    0,
  )
}

/** The curve for the engine's scenario: shares of memory at times that span the passes. */
export function curveOf(fit: RoundsFit, run: MeasuredRun, points = 24): readonly CurvePoint[] {
  const times = run.passes.filter(({ stopped }) => !stopped).map(({ seconds }) => seconds)
  let seconds = Math.min(...times) / 4
  const factor = (Math.max(...times) * 2) / seconds
  // The same ratio between neighbours: a root by halving, which no machine computes differently.
  let [low, high] = [1, factor]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    let power = 1
    for (let i = 1; i < points; i++) power *= middle
    if (power < factor) low = middle
    else high = middle
  }
  const curve: CurvePoint[] = []
  for (let i = 0; i < points; i++, seconds *= low)
    curve.push([seconds, Math.min(1, dirtyBytes(fit.sets, seconds) / run.memoryBytes)])
  return curve
}
