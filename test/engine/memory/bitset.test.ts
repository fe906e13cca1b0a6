// Bits by page against a list of truth values.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  clearBit,
  countBits,
  createBits,
  hasBit,
  lowestBit,
  lowestBits,
  setBit,
  setFirst,
} from '../../../src/engine/memory/bitset.ts'
import { runs } from '../../properties.ts'

const SIZE = 100
const listOf = (bits: Int32Array) => Array.from({ length: SIZE }, (_, page) => hasBit(bits, page))

it('has a word for each 32 pages', () => {
  expect([1, 32, 33, 64, 65].map((size) => createBits(size).length)).toEqual([1, 1, 2, 2, 3])
})

it('sets and clears a page and no other', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(SIZE - 1), fc.boolean()), { maxLength: 60 }), (steps) => {
      const bits = createBits(SIZE)
      const expected = Array<boolean>(SIZE).fill(false)
      for (const [page, on] of steps) {
        if (on) setBit(bits, page)
        else clearBit(bits, page)
        expected[page] = on
      }
      expect(listOf(bits).join()).toBe(expected.join())
    }),
    runs(40),
  )
})

describe('the first pages', () => {
  it.each([0, 1, 31, 32, 33, 64, 99])('%i of them', (count) => {
    const bits = createBits(SIZE)
    setFirst(bits, count)
    expect(listOf(bits)).toEqual(Array.from({ length: SIZE }, (_, page) => page < count))
  })

  it('leaves those that are set', () => {
    const bits = createBits(SIZE)
    setBit(bits, 40)
    setFirst(bits, 33)
    expect([hasBit(bits, 40), hasBit(bits, 33), hasBit(bits, 32)]).toEqual([true, false, true])
  })
})

describe('a word', () => {
  const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
  const placesOf = (bits: number) =>
    Array.from({ length: 32 }, (_, place) => place).filter((place) => (bits >>> place) & 1)

  it('counts its bits', () => {
    fc.assert(fc.property(word, (bits) => countBits(bits) === placesOf(bits).length))
    expect([countBits(0), countBits(-1), countBits(-(2 ** 31))]).toEqual([0, 32, 1])
  })

  it('finds the lowest ones', () => {
    fc.assert(
      fc.property(word, fc.nat(32), (bits, count) => {
        expect(placesOf(lowestBits(bits, count))).toEqual(placesOf(bits).slice(0, count))
      }),
    )
  })

  it('finds the lowest one', () => {
    fc.assert(
      fc.property(word, (bits) => {
        fc.pre(bits !== 0)
        expect(lowestBit(bits)).toBe(placesOf(bits)[0])
      }),
    )
  })
})
