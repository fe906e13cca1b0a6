// The order of a walk: region after region, or from the middle of one around to it again.
import { describe, expect, it } from 'vitest'
import {
  dueTotals,
  regionOfSlot,
  slotsOf,
  sumsInOrder,
  walkTotals,
} from '../../../src/engine/memory/walk-order.ts'
import { slotOfRegion } from '../../../src/engine/memory/walk-region.ts'
import { walkOf } from '../migration/contexts.ts'

const origin = { region: 2, page: 128, share: 0.25, tail: 6, zeroTail: 1 }
const toSend = Uint32Array.of(1, 2, 8, 4)

describe('slots', () => {
  it('are the regions', () => {
    const plain = { origin: undefined, toSend }
    expect(slotsOf(plain)).toBe(4)
    expect([0, 1, 2, 3].map((slot) => regionOfSlot(plain, slot))).toEqual([0, 1, 2, 3])
    expect([0, 1, 2, 3].map((region) => slotOfRegion(plain, region))).toEqual([0, 1, 2, 3])
  })

  it('begin in the middle: that region is the first and the last', () => {
    const around = { origin, toSend }
    expect(slotsOf(around)).toBe(5)
    expect([0, 1, 2, 3, 4].map((slot) => regionOfSlot(around, slot))).toEqual([2, 3, 0, 1, 2])
    expect([0, 1, 2, 3].map((region) => slotOfRegion(around, region))).toEqual([2, 3, 0, 1])
  })
})

describe('running sums', () => {
  it('before each region, and in all', () => {
    expect([...sumsInOrder(toSend, undefined, 0)]).toEqual([0, 1, 3, 11, 15])
  })

  it('before each slot, and in all', () => {
    // 6 of region 2, region 3, 0, 1, the other 2 of region 2.
    expect([...sumsInOrder(toSend, origin, 6)]).toEqual([0, 6, 10, 11, 13, 15])
    expect([...sumsInOrder(Uint32Array.of(5), { ...origin, region: 0 }, 2)]).toEqual([0, 2, 5])
  })
})

describe('totals', () => {
  it('of pages and zero pages', () => {
    expect(walkTotals(walkOf([1, 2]))).toEqual({ pages: 3, zeroPages: 0 })
    expect(walkTotals(walkOf([1, 2], undefined, { zero: [3, 4] }))).toEqual({
      pages: 3,
      zeroPages: 7,
    })
    const around = walkOf([1, 2, 8, 4], undefined, { zero: [0, 0, 3, 0], origin })
    expect(walkTotals(around)).toEqual({ pages: 15, zeroPages: 3 })
  })

  it('as they were due, with what was passed by', () => {
    const walk = walkOf([1, 2])
    expect(dueTotals(walk)).toEqual({ pages: 3, zeroPages: 0 })
    const dueInAll = { pages: 9, zeroPages: 1 }
    const passedBy = {
      due: walk.toSend,
      zeroDue: undefined,
      dueInAll,
      fired: walk.toSend,
      before: new Float64Array(3),
    }
    expect(dueTotals({ ...walk, passedBy })).toBe(dueInAll)
  })
})
