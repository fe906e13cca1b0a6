// What pictures are made of: counts add up, curves rise, the textbook's bins are its formula.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { binned, errorCurves, ratioBins } from '../../src/validation/binned.ts'
import type { Quantities, TextbookInputs } from '../../src/validation/case.ts'

interface Made {
  readonly measured: Quantities
  readonly predicted: Quantities
  readonly textbook: TextbookInputs
}

function made(total: number, off: number, ratio: number, never = false): Made {
  const bytes = total * 1e8
  return {
    measured: { verdict: 'completed', totalSeconds: total, bytes, downtimeSeconds: 0.1 },
    predicted: never
      ? { verdict: 'never' }
      : { verdict: 'completed', totalSeconds: total * (1 + off), bytes: bytes * (1 + off) },
    textbook: {
      memoryBytes: 1e9,
      bytesPerSecond: 1e8,
      dirtyBytesPerSecond: ratio * 1e8,
      downtimeLimitSeconds: 0.3,
    },
  }
}

const cases = fc.array(
  fc
    .tuple(
      fc.double({ min: 1, max: 500, noNaN: true }),
      fc.double({ min: -0.9, max: 3, noNaN: true }),
      fc.double({ min: 0, max: 1.4, noNaN: true }),
      fc.boolean(),
    )
    .map(([total, off, ratio, never]) => made(total, off, ratio, never)),
  { minLength: 1, maxLength: 60 },
)

describe('a binned set', () => {
  it('counts every case once', () => {
    fc.assert(
      fc.property(cases, (all) => {
        for (const { cells, never } of binned(all).scatter.filter(
          ({ metric }) => metric === 'totalSeconds',
        )) {
          const inside = cells.reduce((sum, [, , n]) => sum + n, 0)
          const above = never.reduce((sum, [, n]) => sum + n, 0)
          expect(inside + above).toBe(all.length)
        }
      }),
    )
  })

  it('has curves that never fall, the engine and the formulas over the same cases', () => {
    fc.assert(
      fc.property(cases, (all) => {
        const { engine, baselines } = errorCurves(all)!
        for (const curve of [engine, ...baselines.map(({ curve: one }) => one)])
          for (const [index, error] of curve.entries())
            expect(error).toBeGreaterThanOrEqual(curve[index - 1] ?? 0)
      }),
    )
  })

  it('says at 0.9 to 1.0 what the textbook says: twenty times memory', () => {
    const bins = ratioBins(Array.from({ length: 9 }, () => made(32, 0.1, 0.95)))
    expect(bins).toEqual([
      expect.objectContaining({ from: 0.9, to: 1, n: 9, measured: 3.2, textbook: 20 }),
    ])
    expect(ratioBins(Array.from({ length: 9 }, () => made(32, 0, 1.05)))[0]?.textbook).toBe(
      undefined,
    )
  })

  it('calls the engine unknown where it mostly says never, and leaves thin bins out', () => {
    const never = Array.from({ length: 9 }, () => made(32, 0, 0.95, true))
    expect(ratioBins(never)[0]?.engine).toBeUndefined()
    expect(ratioBins(never.slice(0, 3))).toEqual([])
  })
})
