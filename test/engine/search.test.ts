// The binary search, against looking at all places.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { firstWhere, lastBegun } from '../../src/engine/search.ts'

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

it('finds the first place that holds, after one end and up to the other', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(1000), fc.nat(1000), (no, length, before) => {
      const yes = no + 1 + length
      const first = Math.min(yes, no + 1 + before)
      const asked: number[] = []
      const found = firstWhere(no, yes, (at) => {
        asked.push(at)
        return at >= first
      })
      expect(found).toBe(first)
      expect(asked.every((at) => at > no && at < yes)).toBe(true)
      expect(asked.length).toBeLessThanOrEqual(Math.ceil(Math.log2(length + 1)))
    }),
  )
})
