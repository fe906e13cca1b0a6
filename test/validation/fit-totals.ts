/**
 * Which workload explains a run of which only totals are known? One set of pages, written at random: its size and its
 * write rate. Two unknowns against one or two numbers: seldom one answer, so the answer is the best one and the range of
 * sets that explain the numbers within their error.
 */
import { log, saturation } from '../../src/engine/random/elementary.ts'
import { roundsUntilLimit } from '../../src/validation/baselines.ts'
import type { Quantities, TextbookInputs } from '../../src/validation/case.ts'

export interface MeasuredTotals {
  readonly memoryBytes: number
  readonly bytesPerSecond: number
  readonly downtimeLimitSeconds: number
  readonly totalSeconds: number
  readonly downtimeSeconds?: number
  /** Distinct bytes in the first second, where they were counted: then only the set is unknown. */
  readonly dirtyBytesPerSecond?: number
}

export interface TotalsFit {
  readonly workingSetBytes: number
  readonly writesPerSecond: number
  /** What the best set predicts. */
  readonly predicted: Quantities
  /** Largest error of a number, as a share of it. */
  readonly largestError: number
  /** Sets that explain every number within the stated error; undefined where none does. */
  readonly range: { readonly least: number; readonly most: number } | undefined
}

const PAGE = 4096
const SETS = 60
const RATES = 60
const REFINEMENTS = 40
/** Sets from this share of memory to all of it. */
const MIN_SET = 0.001
/** Passes over the set a second, from once in a thousand seconds to a hundred times. */
const SLOWEST = 1e-3
const FASTEST = 100

function predict(totals: MeasuredTotals, set: number, perSecond: number): Quantities {
  const inputs: Omit<TextbookInputs, 'dirtyBytesPerSecond'> = totals
  return roundsUntilLimit(inputs, (seconds) => set * saturation(perSecond * seconds))
}

/** Largest error of the numbers; 1 where the prediction never ends. */
function misfit(totals: MeasuredTotals, predicted: Quantities): number {
  if (predicted.verdict !== 'completed') return 1
  const total = Math.abs(predicted.totalSeconds! / totals.totalSeconds - 1)
  // A downtime of nothing is one that could not be measured.
  const { downtimeSeconds } = totals
  if (downtimeSeconds === undefined || downtimeSeconds <= 0) return total
  return Math.max(total, Math.abs(predicted.downtimeSeconds! / downtimeSeconds - 1))
}

interface Candidate {
  readonly set: number
  readonly perSecond: number
  readonly error: number
}

/** Values from `least` to `most` in even ratios, by halving the range again and again: no powers, no roots. */
function ratios(least: number, most: number, count: number): number[] {
  const values = [least, most]
  while (values.length < count) {
    for (let i = values.length - 1; i > 0; i--)
      values.splice(i, 0, Math.sqrt(values[i - 1]! * values[i]!))
  }
  return values
}

/** The best write rate for a set of this size. */
function bestRate(totals: MeasuredTotals, set: number): Candidate {
  const at = (perSecond: number): Candidate => ({
    set,
    perSecond,
    error: misfit(totals, predict(totals, set, perSecond)),
  })
  if (totals.dirtyBytesPerSecond !== undefined) {
    const share = totals.dirtyBytesPerSecond / set
    return share < 1 ? at(-log(1 - share)) : { set, perSecond: FASTEST, error: Infinity }
  }
  const grid = ratios(SLOWEST, FASTEST, RATES)
  let best = at(grid[0]!)
  let [low, high] = [grid[0]!, grid[1]!]
  for (const [index, rate] of grid.entries()) {
    const candidate = at(rate)
    if (candidate.error >= best.error) continue
    best = candidate
    low = grid[Math.max(0, index - 1)]!
    high = grid[Math.min(grid.length - 1, index + 1)]!
  }
  for (let step = 0; step < REFINEMENTS; step++) {
    const left = at(low + (high - low) / 3)
    const right = at(high - (high - low) / 3)
    if (left.error <= right.error) high = right.perSecond
    else low = left.perSecond
    for (const candidate of [left, right]) if (candidate.error < best.error) best = candidate
  }
  return best
}

/** `error`: how far the numbers may be off, as a share. */
export function fitTotals(totals: MeasuredTotals, error: number): TotalsFit {
  const sets = ratios(MIN_SET, 1, SETS).map((share) => share * totals.memoryBytes)
  const candidates = sets.map((set) => bestRate(totals, set))
  let best = candidates[0]!
  for (const candidate of candidates) if (candidate.error < best.error) best = candidate
  const explains = candidates.filter((candidate) => candidate.error <= error)
  const predicted = predict(totals, best.set, best.perSecond)
  return {
    workingSetBytes: best.set,
    writesPerSecond: (best.set / PAGE) * best.perSecond,
    predicted,
    largestError: best.error,
    range:
      explains.length === 0
        ? undefined
        : { least: explains[0]!.set, most: explains[explains.length - 1]!.set },
  }
}
