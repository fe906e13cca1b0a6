// A walk that passes by what fired before its turn (Xen): a region is looked at when the walk comes to it.
import { describe, expect, it } from 'vitest'
import { passBy } from '../../../src/engine/memory/passing-walk.ts'
import { MS, PAGE_A_MILLISECOND, walkOf, drain } from '../migration/contexts.ts'

const LOOK = { fired: 5, data: 4, zero: 1 }

describe('passing by', () => {
  it('looks at each region when what went before is through, and is the shorter for it', () => {
    const asked: number[][] = []
    const due = walkOf([10, 20, 0, 8], undefined, { start: 3 * MS })
    const walk = drain(
      passBy(due, Infinity, (region, time) => {
        asked.push([region, time / MS])
        return { fired: region + 5, data: 4, zero: 0 }
      }),
    )
    // 6, then 16, nothing, then 4 pages: a region with nothing due is not looked at.
    expect(asked).toEqual([
      [0, 3],
      [1, 9],
      [3, 25],
    ])
    expect([...walk.toSend]).toEqual([6, 16, 0, 4])
    expect([...walk.sendBefore]).toEqual([0, 6, 22, 22, 26])
    expect([...walk.passedBy!.fired]).toEqual([5, 6, 0, 8])
    expect([...walk.passedBy!.before]).toEqual([0, 4, 8, 8, 12])
    expect(walk.end).toBe(29 * MS)
    expect(walk.zero).toBe(undefined)
    expect(walk.passedBy).toMatchObject({
      due: due.toSend,
      zeroDue: undefined,
      dueInAll: { pages: 38, zeroPages: 0 },
    })
  })

  it('passes by zero pages too', () => {
    const due = walkOf([10, 0], undefined, { zero: [4, 6], zeroSeconds: 0.001 })
    const asked: number[] = []
    const walk = drain(passBy(due, Infinity, (_, time) => (asked.push(time / MS), LOOK)))
    // 6 pages and 3 zero pages of a millisecond each.
    expect(asked).toEqual([0, 9])
    expect([...walk.zero!]).toEqual([3, 5])
    expect([...walk.zeroBefore!]).toEqual([0, 3, 8])
    expect(walk.passedBy!.dueInAll).toEqual({ pages: 10, zeroPages: 10 })
    expect(walk.passedBy!.zeroDue).toBe(due.zero)
  })

  it('the guest stops: later regions are looked at as they were then', () => {
    const asked: number[] = []
    drain(passBy(walkOf([10, 10, 10]), 8 * MS, (_, time) => (asked.push(time / MS), LOOK)))
    expect(asked).toEqual([0, 6, 8])
  })

  it('where it never comes nothing is known', () => {
    const dead = [
      { from: 0, bytesPerSecond: PAGE_A_MILLISECOND },
      { from: 8 * MS, bytesPerSecond: 0 },
    ]
    const asked: number[] = []
    const walk = drain(
      passBy(walkOf([10, 10, 10], dead), Infinity, (region) => (asked.push(region), LOOK)),
    )
    expect(asked).toEqual([0, 1])
    expect([...walk.toSend]).toEqual([6, 6, 10])
    expect(walk.end).toBe(Infinity)
  })

  it('expected values stay such', () => {
    const due = { ...walkOf([10]), toSend: Float64Array.of(10) }
    const walk = drain(passBy(due, Infinity, () => ({ fired: 0.5, data: 0.25, zero: 0 })))
    expect([...walk.toSend]).toEqual([9.75])
    expect([...walk.passedBy!.fired]).toEqual([0.5])
  })
})
