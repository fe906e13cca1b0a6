// What the classes will have been exposed to: by the clock that the guest will follow, and never more than it will have been.
import { describe, expect, it } from 'vitest'
import { classesOf, poisson } from './small.ts'
import type { ClockSegment } from '../../../src/engine/guest/clock-segment.ts'
import type { PaceChange } from '../../../src/engine/guest/pace-change.ts'
import { foresight } from '../../../src/engine/memory/foresight.ts'
import { MS } from '../migration/contexts.ts'

/** Guest time of both groups at 200 ms, from when the guest runs at half speed. */
const GUEST = [0.2, 0.15] as const
const foreseen = (changes: readonly PaceChange[] = []) =>
  foresight(classesOf(poisson), changes, 200 * MS, GUEST, (_group, base) => ({
    kind: 'linear',
    ...base,
    speed: 0.5,
  }))

describe('without traps', () => {
  it.each([
    ['now', 200, 0.2],
    ['by the clock from now on', 600, 0.4],
  ])('%s', (_, milliseconds, exposure) => {
    expect(foreseen()(1, milliseconds * MS)).toBeCloseTo(exposure, 9)
  })

  it('each group by its own clock', () => {
    expect(foreseen()(0, 600 * MS)).toBeCloseTo(0.35, 9)
  })

  it('a hair less than the clock will say, lest a page be foreseen that has not fired', () => {
    const exposure = foreseen()(1, 600 * MS)
    expect(exposure).toBeLessThan(0.4)
    expect(exposure).toBeGreaterThan(0.4 - 1e-10)
  })

  it.each([
    ['until the pace changes as if it did not', 400, 0.3],
    ['at its change as before', 600, 0.4],
    ['then at another pace', 1000, 0.4 + 0.2 * 3],
    ['and at the next', 1400, 0.4 + 0.2 * 3 + 0.1 * 3 + 0.1 * 0.5],
  ])('%s', (_, milliseconds, exposure) => {
    const at = foreseen([
      { at: 600 * MS, writesPerSecond: [0, 3000] },
      { at: 1200 * MS, writesPerSecond: [0, 500] },
    ])
    expect(at(1, milliseconds * MS)).toBeCloseTo(exposure, 9)
  })

  it('a pace that changes now counts from now on', () => {
    const at = foreseen([{ at: 200 * MS, writesPerSecond: [0, 2000] }])
    expect(at(1, 600 * MS)).toBeCloseTo(0.2 + 0.2 * 2, 9)
  })
})

describe('with traps', () => {
  const trapped = () =>
    foresight(
      classesOf(poisson),
      [{ at: 900 * MS, writesPerSecond: [0, 4000] }],
      200 * MS,
      GUEST,
      (group, base): ClockSegment => ({
        kind: 'traced',
        ...base,
        tracedAt: GUEST[group],
        costSeconds: 0.001,
        splitSeconds: 0,
        mappedAt: 0,
        mappingPages: 512,
      }),
    )

  it.each([
    // t + 1 ms × 612 × (1 − e^(−t ÷ 0.612)) of guest time t.
    ['before the pace changes', 612, 0.2 + 0.22425],
    ['and after', 1200, undefined],
  ])('step by step it comes to the same as at once: %s', (_, milliseconds, exposure) => {
    const steps = trapped()
    let last = GUEST[0] as number
    for (let step = 0; step <= 40; step++) {
      const next = steps(1, (200 + ((milliseconds - 200) * step) / 40) * MS)
      expect(next).toBeGreaterThanOrEqual(last - 1e-9)
      last = next
    }
    expect(last).toBeCloseTo(trapped()(1, milliseconds * MS), 8)
    if (exposure !== undefined) expect(last).toBeCloseTo(exposure, 3)
  })
})
