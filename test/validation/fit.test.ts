// Fits: what is put in comes out again, errors and doubts included.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { saturation } from '../../src/engine/random/elementary.ts'
import { roundsUntilLimit } from '../../src/validation/baselines.ts'
import {
  curveOf,
  dirtyBytes,
  fitRounds,
  passBytesOf,
  type MeasuredRun,
  type PassRule,
} from '../../src/validation/fit-rounds.ts'
import { nonNegativeLeastSquares } from '../../src/engine/random/least-squares.ts'
import { spreadOfRounds } from './fit-spread.ts'
import { fitTotals } from './fit-totals.ts'
import { runs } from '../properties.ts'

const GB = 1e9
const SETS = [
  { bytes: 0.1 * GB, perSecond: 2 },
  { bytes: 0.9 * GB, perSecond: 0.02 },
]

/** A run of these sets: passes at 0.1 GB/s until the last, in which the guest stands still. */
function runOf(rule: PassRule, sets = SETS): MeasuredRun {
  const seconds = [60, 12, 3, 1.4, 0.8, 0.5]
  const bare: MeasuredRun = {
    memoryBytes: 6 * GB,
    rule,
    passes: seconds.map((time, index) => ({
      bytes: 0,
      seconds: time,
      stopped: index === seconds.length - 1,
    })),
  }
  const bytes = passBytesOf(sets, bare)
  return { ...bare, passes: bare.passes.map((pass, index) => ({ ...pass, bytes: bytes[index]! })) }
}

describe('a fit to passes', () => {
  it.each(['resend', 'skip-redirtied'] as const)('finds the curve again (%s)', (rule) => {
    const run = runOf(rule)
    const fit = fitRounds(run)
    expect(fit.largestError).toBeLessThan(0.01)
    for (const seconds of [1, 3, 12])
      expect(Math.abs(dirtyBytes(fit.sets, seconds) / dirtyBytes(SETS, seconds) - 1)).toBeLessThan(
        0.05,
      )
  })

  it('is the same every time, and never more than memory', () => {
    const sizes = fc.tuple(
      fc.double({ min: 0.01, max: 3, noNaN: true }),
      fc.double({ min: 0.01, max: 20, noNaN: true }),
    )
    fc.assert(
      fc.property(sizes, ([size, perSecond]) => {
        const run = runOf('resend', [{ bytes: size * GB, perSecond }])
        const fit = fitRounds(run)
        expect(fitRounds(run)).toEqual(fit)
        expect(fit.workingSetBytes).toBeLessThanOrEqual(run.memoryBytes * (1 + 1e-9))
        expect(fit.largestError).toBeLessThan(0.02)
      }),
      runs(30),
    )
  })

  it('gives a curve that the engine takes: rising times, shares that never fall', () => {
    const run = runOf('resend')
    const curve = curveOf(fitRounds(run), run)
    for (const [index, [seconds, share]] of curve.entries()) {
      const [before, less] = curve[index - 1] ?? [0, 0]
      expect(seconds).toBeGreaterThan(before)
      expect(share).toBeGreaterThanOrEqual(less)
      expect(share).toBeLessThanOrEqual(1)
    }
    expect(curve.length).toBeLessThanOrEqual(64)
  })

  it('knows less where the passes are less sure', () => {
    const run = runOf('resend')
    const fit = fitRounds(run)
    const width = (error: number) => {
      const { range } = spreadOfRounds(run, fit, error, [3]).curve[0]!
      return range.most - range.least
    }
    expect(width(0.1)).toBeGreaterThan(width(0.02))
    const { curve } = spreadOfRounds(run, fit, 0.05, [3])
    expect(curve[0]!.range.least).toBeLessThan(dirtyBytes(SETS, 3))
    expect(curve[0]!.range.most).toBeGreaterThan(dirtyBytes(SETS, 3) * 0.98)
  })

  it('has nothing to say of a single pass', () => {
    const run = runOf('resend')
    expect(fitRounds({ ...run, passes: run.passes.slice(0, 1) }).sets).toEqual([])
  })
})

describe('a fit to totals', () => {
  const known = { memoryBytes: 6 * GB, bytesPerSecond: 0.11 * GB, downtimeLimitSeconds: 0.3 }
  const [set, perSecond] = [0.4 * GB, 0.05]
  const { totalSeconds = 0, downtimeSeconds = 0 } = roundsUntilLimit(
    known,
    (seconds) => set * saturation(perSecond * seconds),
  )

  it('explains the numbers, and its range holds the set that made them', () => {
    const fit = fitTotals({ ...known, totalSeconds, downtimeSeconds }, 0.02)
    expect(fit.largestError).toBeLessThan(0.02)
    expect(fit.range!.least).toBeLessThanOrEqual(set * 1.1)
    expect(fit.range!.most).toBeGreaterThanOrEqual(set * 0.9)
  })

  it('with the dirty rate known, only the set is open', () => {
    const dirtyBytesPerSecond = set * saturation(perSecond)
    const fit = fitTotals({ ...known, totalSeconds, dirtyBytesPerSecond }, 0.02)
    const open = fitTotals({ ...known, totalSeconds }, 0.02)
    expect(Math.abs(fit.workingSetBytes / set - 1)).toBeLessThan(0.15)
    expect(fit.range!.most / fit.range!.least).toBeLessThan(
      open.range!.most / open.range!.least + 1e-9,
    )
  })

  it('says so where nothing explains them', () => {
    const fit = fitTotals({ ...known, totalSeconds: 1 }, 0.02)
    expect(fit.range).toBeUndefined()
    expect(fit.largestError).toBeGreaterThan(0.5)
  })
})

describe('non-negative least squares', () => {
  it('finds amounts that add up exactly, and never a negative one', () => {
    const column = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 6,
      maxLength: 6,
    })
    const amounts = fc.array(fc.double({ min: 0, max: 5, noNaN: true }), {
      minLength: 4,
      maxLength: 4,
    })
    fc.assert(
      fc.property(fc.array(column, { minLength: 4, maxLength: 4 }), amounts, (columns, wanted) => {
        const sum = columns[0]!.map((_, i) =>
          columns.reduce((total, values, k) => total + values[i]! * wanted[k]!, 0),
        )
        const found = nonNegativeLeastSquares(
          columns,
          sum,
          sum.map(() => 1),
        )
        for (const amount of found) expect(amount).toBeGreaterThanOrEqual(0)
        // It stops where no column gains more than 1e-12 of the whole: columns that are alike up to 1e-6, its root, are one.
        const near = 1e-6 * Math.max(1, Math.hypot(...sum))
        for (const [i, value] of sum.entries()) {
          const made = columns.reduce((total, values, k) => total + values[i]! * found[k]!, 0)
          expect(Math.abs(made - value)).toBeLessThanOrEqual(near)
        }
      }),
    )
  })

  it('leaves out what only a negative amount could explain', () => {
    expect(nonNegativeLeastSquares([[1, 1]], [-1, -1], [1, 1])).toEqual([0])
    expect(
      nonNegativeLeastSquares(
        [
          [1, 0],
          [0, 1],
        ],
        [2, -1],
        [1, 1],
      ),
    ).toEqual([2, 0])
  })
})

describe('a round that contradicts the others', () => {
  const sets = [
    { bytes: 40e6, perSecond: 0.09 },
    { bytes: 0.8e6, perSecond: 4 },
  ]
  const seconds = [4.5, 1.2, 0.5, 0.15, 0.1, 0.02]
  const passes = seconds.map((each, index) => ({
    bytes: 0,
    seconds: each,
    stopped: index === seconds.length - 1,
  }))
  const empty = { memoryBytes: 64e6, rule: 'skip-redirtied', passes } as const
  const exact = passBytesOf(sets, empty)
  const run = (factor: (pass: number) => number) => ({
    ...empty,
    passes: passes.map((pass, index) => ({ ...pass, bytes: exact[index]! * factor(index) })),
  })

  it('is not there: every size is found again, within what memory holds', () => {
    const fit = fitRounds(run(() => 1))
    expect(fit.largestError).toBeLessThan(0.03)
    expect(fit.workingSetBytes).toBeLessThanOrEqual(64e6)
  })

  it.each([1, 3, 4])(
    'round %i, printed two and a half times as large, does not bend the rest',
    (odd) => {
      const bent = run((pass) => (pass === odd ? 2.5 : 1))
      const { passBytes, workingSetBytes } = fitRounds(bent)
      expect(workingSetBytes).toBeLessThanOrEqual(64e6 * (1 + 1e-9))
      for (const [pass, bytes] of passBytes.entries())
        if (pass !== odd) expect(Math.abs(bytes / exact[pass]! - 1), `${pass}`).toBeLessThan(0.25)
    },
  )
})
