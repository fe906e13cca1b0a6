// Where a walk stands at a moment: by hand, and against counting the pages one by one. A page a millisecond.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Walk } from '../../../src/engine/memory/pass-table.ts'
import {
  bytesBefore,
  bytesThrough,
  walkPosition,
} from '../../../src/engine/memory/walk-position.ts'
import {
  passedBySoFar,
  sentOfRegion,
  waitingInRegion,
} from '../../../src/engine/memory/walk-region.ts'
import { MS, PAGE_A_MILLISECOND, walkOf } from '../migration/contexts.ts'
import { runs } from '../../properties.ts'

const PAGE = 4096
const place = (walk: Walk, milliseconds: number) => walkPosition(walk, milliseconds * MS)

describe('in batches of four', () => {
  const walk = walkOf([10, 0, 5], undefined, { batchPages: 4 })
  it.each([
    ['at the start', 0, 0, 0, 0, 0],
    ['within a batch', 3.9, 0, 0, 0, 0.39],
    ['a batch is through', 4, 0, 4, 4, 0.4],
    ['and another', 9, 0, 8, 8, 0.9],
    ['a region is through with its last page; an empty one is passed', 10, 2, 10, 0, 0],
    ['batches go on over regions', 12, 2, 12, 2, 0.4],
    ['the last batch is a short one', 14.9, 2, 12, 2, 0.98],
  ])('%s', (_, milliseconds, region, pagesSent, sentInRegion, share) => {
    const position = place(walk, milliseconds)
    expect(position).toMatchObject({ region, slot: region, pagesSent, sentInRegion })
    expect(position.share).toBeCloseTo(share, 9)
  })

  it('through', () => {
    expect(place(walk, 15)).toEqual({
      region: 3,
      slot: 3,
      pagesSent: 15,
      zeroSeen: 0,
      sentInRegion: 0,
      zeroInRegion: 0,
      share: 0,
    })
  })
})

describe('with zero pages', () => {
  // Ten of each take 10 + 5 ms.
  const walk = walkOf([10, 4], undefined, { zero: [10, 2], zeroSeconds: 0.0005 })
  it.each([
    [0, 0, 0],
    [3, 2, 2],
    [7.5, 5, 5],
    [14.9, 9, 9],
    [15, 10, 10],
    [17.5, 12, 11],
    [20, 14, 12],
  ])('at %f ms: %i pages, %i zero pages', (milliseconds, pagesSent, zeroSeen) => {
    expect(place(walk, milliseconds)).toMatchObject({ pagesSent, zeroSeen })
  })

  it('in the region in which it stands', () => {
    expect(place(walk, 17.5)).toMatchObject({ region: 1, sentInRegion: 2, zeroInRegion: 1 })
    expect(bytesBefore(walk, 1)).toBe(10 * PAGE + 10 * 2048)
    expect(sentOfRegion(walk, place(walk, 17.5), 0)).toEqual({ send: 10, zero: 10 })
    expect(sentOfRegion(walk, place(walk, 17.5), 1)).toEqual({ send: 2, zero: 1 })
    expect(sentOfRegion(walk, place(walk, 7.5), 1)).toEqual({ send: 0, zero: 0 })
    expect(sentOfRegion(walkOf([3, 1]), place(walkOf([3, 1]), 3), 0)).toEqual({ send: 3, zero: 0 })
  })
})

describe('from the middle of a region', () => {
  const origin = { region: 1, page: 384, share: 0.75, tail: 3, zeroTail: 1 }
  // 3 pages and a zero page of region 1; region 2; region 0; 5 pages and 2 zero pages of region 1.
  const walk = walkOf([2, 8, 4], undefined, { origin, zero: [0, 3, 0], zeroSeconds: 0.001 })
  it.each([
    ['at the start', 0, 1, 0, 0, 0, 0.75],
    ['in its end', 2, 1, 0, 1, 0, 0.875],
    ['the region after it', 4, 2, 1, 0, 0, 0],
    ['in that', 6, 2, 1, 2, 0, 0.5],
    ['around', 9, 0, 2, 1, 0, 0.5],
    ['its beginning', 10, 1, 3, 3, 1, 0],
    ['in that ', 13.5, 1, 3, 5, 2, 0.375],
  ])('%s', (_, milliseconds, region, slot, sentInRegion, zeroInRegion, share) => {
    const position = place(walk, milliseconds)
    expect(position).toMatchObject({ region, slot, sentInRegion, zeroInRegion })
    expect(position.share).toBeCloseTo(share, 9)
  })

  it.each([
    ['before it is around', 5, 1, { send: 3, zero: 1 }],
    ['where it stands, around', 13.5, 1, { send: 5, zero: 2 }],
    ['through', 17, 1, { send: 8, zero: 3 }],
    ['another region, through', 13.5, 2, { send: 4, zero: 0 }],
    ['one that it has not come to', 5, 0, { send: 0, zero: 0 }],
  ])('of a region: %s', (_, milliseconds, region, sent) => {
    expect(sentOfRegion(walk, place(walk, milliseconds), region)).toEqual(sent)
  })
})

describe('bytes that are through', () => {
  it('stop with the walk', () => {
    const walk = { ...walkOf([10]), end: 4 * MS, complete: false }
    expect([3, 4, 9].map((time) => bytesThrough(walk, time * MS) / PAGE)).toEqual([3, 4, 4])
    expect(walkPosition(walk, 9 * MS)).toMatchObject({ pagesSent: 4, region: 0 })
  })

  it('all, once a whole walk has ended, however late that is', () => {
    const rates = [
      { from: 0, bytesPerSecond: PAGE_A_MILLISECOND },
      { from: 5 * MS, bytesPerSecond: 0 },
    ]
    expect(walkPosition({ ...walkOf([10], rates), end: 9 * MS }, 9 * MS).pagesSent).toBe(10)
    expect(walkPosition({ ...walkOf([10], rates), end: 9 * MS }, 9 * MS - 1).pagesSent).toBe(5)
  })

  // Two pages by 2 ms, rest until 5 ms, then to 6 pages at 10 ms though the wire would be done at 9.
  const marks = {
    at: Float64Array.of(0, 2 * MS, 5 * MS, 10 * MS),
    bytes: Float64Array.of(0, 2 * PAGE, 2 * PAGE, 6 * PAGE),
  }
  it.each([
    [0, 0],
    [1, 1],
    [2, 2],
    [4, 2],
    [5, 2],
    [7, 4],
    [9, 6],
    [9.5, 6],
    [10, 6],
    [11, 6],
  ])('by marks, at %f ms: %f pages', (milliseconds, pages) => {
    const walk = { ...walkOf([10]), end: 12 * MS, complete: false, marks }
    expect(bytesThrough(walk, milliseconds * MS) / PAGE).toBeCloseTo(pages, 9)
  })
})

describe('pages that are passed by', () => {
  const walk = walkOf([4, 2])
  const passing: Walk = {
    ...walk,
    passedBy: {
      due: Uint32Array.of(10, 5),
      zeroDue: undefined,
      dueInAll: { pages: 15, zeroPages: 0 },
      fired: Uint32Array.of(7, 3),
      before: Float64Array.of(0, 6, 9),
    },
  }
  it.each([
    [1, 6, 3, 5],
    [4, 9, 0, 2],
    [6, 9, 0, 0],
  ])('at %i ms: %i so far, %i and %i wait', (milliseconds, passed, first, second) => {
    const position = place(passing, milliseconds)
    expect(passedBySoFar(passing, position)).toBe(passed)
    expect([0, 1].map((region) => waitingInRegion(passing, position, region))).toEqual([
      first,
      second,
    ])
  })

  it('none where all goes that is due', () => {
    expect(passedBySoFar(walk, place(walk, 1))).toBe(0)
    expect([0, 1].map((region) => waitingInRegion(walk, place(walk, 1), region))).toEqual([3, 2])
  })
})

it('what is sent of the regions is what is sent in all, and never less than before', () => {
  const region = fc.integer({ min: 0, max: 6 })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(region, region), { minLength: 1, maxLength: 6 }),
      fc.option(
        fc.tuple(fc.nat(5), fc.nat(6), fc.nat(6), fc.double({ min: 0, max: 1, noNaN: true })),
      ),
      fc.integer({ min: 1, max: 5 }),
      (counts, from, batchPages) => {
        const at = from === null ? 0 : from[0] % counts.length
        const origin =
          from === null
            ? undefined
            : {
                region: at,
                page: 0,
                share: from[3],
                tail: Math.min(from[1], counts[at]![0]),
                zeroTail: Math.min(from[2], counts[at]![1]),
              }
        const walk = walkOf(
          counts.map(([pages]) => pages),
          undefined,
          { zero: counts.map(([, zero]) => zero), zeroSeconds: 0.0007, batchPages, origin },
        )
        let before = 0
        const odd: number[] = []
        for (let time = 0; time <= walk.end + MS; time += 0.7 * MS) {
          const position = walkPosition(walk, time)
          let [send, zero] = [0, 0]
          for (let region = 0; region < counts.length; region++) {
            const sent = sentOfRegion(walk, position, region)
            send += sent.send
            zero += sent.zero
          }
          const { pagesSent, zeroSeen } = position
          if (send !== pagesSent || zero !== zeroSeen || pagesSent < before) odd.push(time)
          before = pagesSent
        }
        expect(odd).toEqual([])
        expect(before).toBe(counts.reduce((sum, [pages]) => sum + pages, 0))
      },
    ),
    runs(40),
  )
})
