// Which stretch of time holds a moment, against looking at all of them.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lastBegun } from '../../src/engine/last-begun.ts'

it('finds the last stretch that has begun, or the first one before all', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(50), { minLength: 1 }),
      fc.integer({ max: 60, min: -5 }),
      (at, time) => {
        const stretches = at.sort((a, b) => a - b).map((start) => ({ start }))
        const plain = stretches.findLastIndex(({ start }) => start <= time)
        expect(lastBegun(stretches, time)).toBe(Math.max(0, plain))
      },
    ),
  )
})
