// Keyed draws: permutations are bijections, draws are even and independent of their neighbours, gaps are exponential.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EXPONENTIAL_STEPS } from '../../../src/engine/random/exponential.ts'
import { drawKey, mix32, STREAM, streamKey, uniform } from '../../../src/engine/random/hash.ts'
import { createPermutation, pagesByPlace, rank } from '../../../src/engine/random/permutation.ts'
import { runs } from '../../properties.ts'

const key = fc.integer({ min: 0, max: 2 ** 32 - 1 })

test('a permutation of any size is a bijection', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), key, (size, permutationKey) => {
      const order = createPermutation(size, permutationKey)
      const seen = new Uint8Array(size)
      // A rank outside of the array would leave a gap inside of it.
      for (let page = 0; page < size; page++) seen[rank(order, page)] = 1
      expect(seen.indexOf(0)).toBe(-1)
    }),
    runs(60),
  )
})

test('a place leads back to the page that stands at it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2 ** 24 }),
      key,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (size, permutationKey, share) => {
        const order = createPermutation(size, permutationKey)
        const pageAt = pagesByPlace(order)
        const page = Math.floor(share * (size - 1))
        expect(pageAt(rank(order, page))).toBe(page)
        expect(rank(order, pageAt(page))).toBe(page)
      },
    ),
    runs(500),
  )
})

test('a page comes at any place: the first one over many keys is even (chi-square)', () => {
  const cells = 16
  const counts = new Float64Array(cells)
  for (let i = 0; i < 8000; i++) {
    const order = createPermutation(512, drawKey(99, i))
    const at = Math.floor((rank(order, 137) * cells) / 512)
    counts[at] = counts[at]! + 1
  }
  const expected = 8000 / cells
  const chiSquare = counts.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0)
  expect(chiSquare).toBeLessThan(15 + 5 * Math.sqrt(30))
})

test('mix32 is a bijection that changes half of the bits', () => {
  fc.assert(
    fc.property(key, fc.integer({ min: 0, max: 31 }), (x, bit) => {
      expect(mix32(x)).not.toBe(mix32((x ^ (1 << bit)) >>> 0))
    }),
  )
  let flipped = 0
  for (let x = 0; x < 2000; x++) {
    let difference = mix32(x) ^ mix32(x ^ (1 << (x & 31)))
    for (; difference !== 0; difference &= difference - 1) flipped++
  }
  expect(flipped / 2000).toBeCloseTo(16, 0)
})

test('draws are even, and every part of a key counts', () => {
  const keys = [
    streamKey(1, STREAM.fireCount, 1, 0),
    streamKey(2, STREAM.fireCount, 1, 0),
    streamKey(1, STREAM.write, 1, 0),
    streamKey(1, STREAM.fireCount, 2, 0),
    streamKey(1, STREAM.fireCount, 1, -1),
  ]
  expect(new Set(keys).size).toBe(keys.length)
  for (const streamOfDraws of keys) {
    let sum = 0
    for (let i = 0; i < 4000; i++) sum += uniform(streamOfDraws, i)
    // Five standard errors of a mean of 4,000 even draws.
    expect(Math.abs(sum / 4000 - 0.5)).toBeLessThan(5 / Math.sqrt(12 * 4000))
  }
})

test('gaps of a Poisson process have mean 1 and a variance that is 0.4 % short of 1', () => {
  const mean = EXPONENTIAL_STEPS.reduce((sum, gap) => sum + gap, 0) / EXPONENTIAL_STEPS.length
  const square =
    EXPONENTIAL_STEPS.reduce((sum, gap) => sum + gap * gap, 0) / EXPONENTIAL_STEPS.length
  expect(mean).toBeCloseTo(1, 12)
  expect(square - 1).toBeGreaterThan(0.995)
  expect(square - 1).toBeLessThan(1)
})
