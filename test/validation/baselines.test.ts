// The textbook formulas, by hand and by their laws.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BASELINE_IDS, BASELINES } from '../../src/validation/baselines.ts'

const GB = 1e9
const inputs = (dirty: number) => ({
  memoryBytes: 8 * GB,
  bytesPerSecond: GB,
  dirtyBytesPerSecond: dirty * GB,
  downtimeLimitSeconds: 0.3,
})

describe('textbook formulas', () => {
  it('agree with paper and pencil', () => {
    expect(BASELINES['memory-over-rate'](inputs(0.5))).toMatchObject({ totalSeconds: 8 })
    expect(BASELINES['memory-over-difference'](inputs(0.5))).toMatchObject({
      totalSeconds: 16,
      bytes: 16 * GB,
    })
    // 8 + 4 + 2 + 1 + 0.5 s, then 0.25 s of downtime.
    expect(BASELINES['constant-rate'](inputs(0.5))).toMatchObject({
      totalSeconds: 15.75,
      downtimeSeconds: 0.25,
      passes: 6,
    })
  })

  it('say never where they dirty faster than they send', () => {
    for (const id of ['memory-over-difference', 'constant-rate'] as const)
      expect(BASELINES[id](inputs(1))).toEqual({ verdict: 'never' })
    // A fifth of 8 GB needs 1.6 s of wire: a full set never fits 0.3 s.
    expect(BASELINES['saturating-20'](inputs(1.5)).verdict).toBe('never')
  })

  it('are one where nothing is written', () => {
    for (const id of BASELINE_IDS)
      expect(BASELINES[id](inputs(0))).toMatchObject({ verdict: 'completed', totalSeconds: 8 })
  })

  it('a saturating set never sends more than a growing one, and never less than memory once', () => {
    const rates = fc.double({ min: 0.001, max: 0.95, noNaN: true })
    fc.assert(
      fc.property(rates, (dirty) => {
        const saturating = BASELINES['saturating-40'](inputs(dirty))
        const linear = BASELINES['memory-over-difference'](inputs(dirty))
        if (saturating.verdict !== 'completed') return
        expect(saturating.bytes!).toBeGreaterThanOrEqual(8 * GB)
        if (linear.bytes !== undefined)
          expect(saturating.bytes!).toBeLessThanOrEqual(linear.bytes * (1 + 1e-9) + 0.3 * GB)
      }),
    )
  })
})
