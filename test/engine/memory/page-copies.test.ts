// What the literal model keeps of each page, word by word.
import { describe, expect, it } from 'vitest'
import { setBit } from '../../../src/engine/memory/bitset.ts'
import {
  copyWord,
  createPageCopies,
  dirtyWord,
  forgetWrittenZeros,
  pushWord,
  settleZeroPages,
  settleZeroWord,
  verifyCopies,
} from '../../../src/engine/memory/page-copies.ts'

/** 64 pages by their first four bits: those that are missing, stale, traced, zero. */
function copiesOf(bits: { missing?: number; stale?: number; traced?: number; zero?: number }) {
  const copies = createPageCopies(64)
  copies.missing[1] = bits.missing ?? 0
  copies.missing[0] = 0
  copies.stale[1] = bits.stale ?? 0
  copies.traced[1] = bits.traced ?? 0
  copies.zero[1] = bits.zero ?? 0
  return copies
}

it('nothing is at the destination at first, nothing is traced', () => {
  const copies = createPageCopies(40)
  expect(verifyCopies(copies)).toEqual({ pages: 40, staleAtDestination: 40 })
  expect(
    [copies.traced, copies.stale, copies.toSend, copies.zero].every((bits) =>
      bits.every((word) => word === 0),
    ),
  ).toBe(true)
})

it('pages without a trace are dirty', () => {
  expect(dirtyWord(copiesOf({ traced: ~0b0101 }), 1)).toBe(0b0101)
})

it('what goes on the wire is there, as it is now', () => {
  const copies = copiesOf({ missing: 0b1111, stale: 0b1010 })
  copyWord(copies, 1, 0b0110)
  expect([copies.missing[1], copies.stale[1]]).toEqual([0b1001, 0b1000])
})

it('what was fetched before its turn is not pushed again', () => {
  const copies = copiesOf({ missing: 0b1111, stale: 0b1111, traced: 0b0011 })
  pushWord(copies, 1, 0b0110)
  expect([copies.missing[1], copies.stale[1], copies.traced[1]]).toEqual([0b1101, 0b1101, 0b0001])
})

describe('zero pages that were looked at', () => {
  it('are there, unless they were written since they were traced', () => {
    const copies = copiesOf({ missing: 0b1111, zero: 0b0111, traced: 0b1011 })
    settleZeroWord(copies, 1, 0b0110)
    // Of pages 1 and 2, page 2 was written.
    expect([copies.missing[1], copies.zero[1]]).toEqual([0b1101, 0b0001])
  })

  it('all at once', () => {
    const copies = copiesOf({ missing: 0b1111, zero: 0b0111, traced: 0b1011 })
    settleZeroPages(copies)
    expect([copies.missing[1], copies.zero[1]]).toEqual([0b1100, 0])
  })

  it('are none any more once they were written', () => {
    const copies = copiesOf({ zero: 0b0111, traced: 0b1011 })
    copies.zero[0] = 1
    forgetWrittenZeros(copies)
    expect([copies.zero[0], copies.zero[1]]).toEqual([0, 0b0011])
  })
})

describe('the check at the end', () => {
  it.each([
    ['all is there', {}, 0],
    ['stale', { stale: 0b0110 }, 2],
    ['missing', { missing: 0b1000 }, 1],
    ['both at once count once', { stale: 0b0110, missing: 0b1100 }, 3],
  ])('%s', (_, bits, count) => {
    expect(verifyCopies(copiesOf(bits))).toEqual({ pages: 64, staleAtDestination: count })
  })

  it.each([
    [31, 31],
    [32, 32],
    [33, 33],
  ])('looks at pages in use alone: %i', (pages, count) => {
    const copies = createPageCopies(pages)
    copies.missing.fill(0)
    copies.stale.fill(-1)
    expect(verifyCopies(copies).staleAtDestination).toBe(count)
    const one = createPageCopies(pages)
    one.missing.fill(0)
    setBit(one.stale, pages - 1)
    expect(verifyCopies(one).staleAtDestination).toBe(1)
  })
})
