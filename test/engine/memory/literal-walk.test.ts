// The walk of the literal model: which pages have gone by a moment, in the order of their bits. A page a millisecond.
import { describe, expect, it } from 'vitest'
import { createBits, hasBit, setBit } from '../../../src/engine/memory/bitset.ts'
import { createLiteralPassingWalk } from '../../../src/engine/memory/literal-passing-walk.ts'
import { createLiteralWalk } from '../../../src/engine/memory/literal-walk.ts'
import { createPageCopies } from '../../../src/engine/memory/page-copies.ts'
import type { Walk } from '../../../src/engine/memory/pass-table.ts'
import { createPassingWalk } from '../../../src/engine/memory/passing-walk.ts'
import { MS, walkOf } from '../migration/contexts.ts'

const REGION = 512

/** A walk over these page numbers of two regions, and what it has sent so far. */
function start(pages: readonly number[], walk: Walk, firstPage = 0) {
  const copies = createPageCopies(2 * REGION)
  const toSend = createBits(2 * REGION)
  for (const page of pages) setBit(toSend, page)
  const sent: number[] = []
  const literal = createLiteralWalk(copies, walk, toSend, firstPage, (_, index, word) => {
    for (let bit = 0; bit < 32; bit++) if ((word >>> bit) & 1) sent.push(index * 32 + bit)
  })
  return { literal, sent, toSend }
}
const PAGES = [3, 4, 40, 41, 300, 511, 512, 700]
const walk = (more: Parameters<typeof walkOf>[2] = {}) => walkOf([6, 2], undefined, more)

describe('by a moment', () => {
  it.each([
    ['the first page is on the wire at once', 0, 1],
    ['each when the one before is through', 2.5, 3],
    ['over words and regions', 6, 7],
    ['all when it has ended', 8, 8],
    ['and no more', 99, 8],
  ])('%s', (_, milliseconds, count) => {
    const { literal, sent, toSend } = start(PAGES, walk())
    literal.sendUntil(milliseconds * MS)
    expect(sent).toEqual(PAGES.slice(0, count))
    expect(literal.cursor()).toBe(PAGES[count - 1]! + 1)
    expect(PAGES.map((page) => hasBit(toSend, page))).toEqual(
      PAGES.map((__, index) => index >= count),
    )
  })

  it('batch by batch', () => {
    const { literal, sent } = start(PAGES, walk({ batchPages: 4 }))
    const counts = [0, 3.9, 4, 7.9, 8].map((time) => {
      literal.sendUntil(time * MS)
      return sent.length
    })
    expect(counts).toEqual([4, 4, 8, 8, 8])
  })

  it('zero pages are spread among them', () => {
    // Region 0: 6 pages and 6 zero pages of a millisecond.
    const zeros = walk({ zero: [6, 0], zeroSeconds: 0.001 })
    const { literal, sent } = start(PAGES, zeros)
    const counts = [0, 1.9, 2, 11.9, 12, 13].map((time) => {
      literal.sendUntil(time * MS)
      return sent.length
    })
    expect(counts).toEqual([1, 1, 2, 6, 7, 8])
  })

  it('given up, it sends what had begun', () => {
    const { literal, sent } = start(PAGES, { ...walk(), end: 3 * MS, complete: false })
    literal.sendUntil(99 * MS)
    expect(sent).toHaveLength(4)
  })
})

describe('from the middle on', () => {
  it('to the last page, then from the first', () => {
    const origin = { region: 0, page: 41, share: 41 / REGION, tail: 3, zeroTail: 0 }
    const { literal, sent } = start(PAGES, walk({ origin }), 41)
    literal.sendUntil(4 * MS)
    expect(sent).toEqual([41, 300, 511, 512, 700])
    literal.sendUntil(Infinity)
    expect(sent).toEqual([41, 300, 511, 512, 700, 3, 4, 40])
  })
})

describe('with marks', () => {
  const marks = {
    at: Float64Array.of(0, 2 * MS, 5 * MS, 9 * MS),
    bytes: Float64Array.of(0, 2 * 4096, 2 * 4096, 6 * 4096),
  }
  it('a page goes when it is through', () => {
    const { literal, sent } = start(PAGES, { ...walk(), end: 9 * MS, complete: false, marks })
    const counts = [0, 0.9, 1, 2, 5, 6, 8.9, 9].map((time) => {
      literal.sendUntil(time * MS)
      return sent.length
    })
    expect(counts).toEqual([0, 0, 1, 2, 2, 3, 5, 6])
  })

  it('all goes at the end of one that is whole', () => {
    const whole = { at: Float64Array.of(0, 20 * MS), bytes: Float64Array.of(0, 8 * 4096) }
    const { literal, sent } = start(PAGES, { ...walk(), end: 20 * MS, marks: whole })
    literal.sendUntil(20 * MS)
    expect(sent).toHaveLength(8)
  })
})

it('is known before: through at any time, and nothing is left to find', () => {
  const { literal } = start(PAGES, walk())
  literal.finish()
  expect(literal.through()).toBe(Infinity)
})

describe('passing by', () => {
  /** Regions of 64 pages, 20 due in each of three; zero pages in the first. */
  function passing(dirty: readonly number[], zero: readonly number[] = []) {
    const copies = createPageCopies(192)
    copies.traced.fill(-1)
    for (const region of [0, 64, 128])
      for (let page = 0; page < 20; page++) setBit(copies.toSend, region + page)
    for (const page of zero) setBit(copies.zero, page)
    const mark = (page: number) => {
      copies.traced[page >>> 5]! &= ~(1 << (page & 31))
    }
    for (const page of dirty) mark(page)
    const found = createPassingWalk(
      walkOf([20, 20, 20], undefined, { zero: [zero.length, 0, 0], zeroSeconds: 0.001 }),
    )
    const sent: number[] = []
    const literal = createLiteralPassingWalk(copies, found, 64, (_, index, word) => {
      for (let bit = 0; bit < 32; bit++) if ((word >>> bit) & 1) sent.push(index * 32 + bit)
    })
    return { copies, found, literal, sent, mark }
  }

  it('what fired before its turn stays; what fires after it has gone', () => {
    const { copies, literal, sent, found, mark } = passing([0, 1, 5, 40])
    literal.sendUntil(0)
    // Of 20 due three had fired; the fourth that fired was not due.
    expect(sent).toEqual([2])
    mark(3)
    mark(64)
    literal.sendUntil(16 * MS)
    expect(sent).toHaveLength(17)
    expect(sent).toContain(3)
    expect(literal.through()).toBe(Infinity)
    literal.sendUntil(17 * MS)
    // The second region, without the page that fired meanwhile.
    expect(sent[17]).toBe(65)
    literal.sendUntil(22 * MS)
    expect(sent).toHaveLength(17 + 6)
    // 65 … 70 have gone; 71 … 83 are still to be sent.
    expect([65, 70, 71, 83].map((page) => hasBit(copies.toSend, page))).toEqual([
      false,
      false,
      true,
      true,
    ])
    literal.sendUntil(36 * MS)
    expect(literal.through()).toBe(56 * MS)
    literal.sendUntil(Infinity)
    expect(sent).toHaveLength(17 + 19 + 20)
    expect([...found.walk.toSend]).toEqual([17, 19, 20])
    expect([...found.walk.passedBy!.fired]).toEqual([4, 1, 0])
    expect(literal.cursor()).toBe(0)
  })

  it('zero pages that were written are passed by as well', () => {
    const { literal, found, copies } = passing([40], [40, 41])
    literal.sendUntil(0)
    expect([...found.walk.zero!]).toEqual([1, 0, 0])
    expect([hasBit(copies.zero, 40), hasBit(copies.zero, 41)]).toEqual([false, true])
    // 20 pages and a zero page.
    literal.finish()
    expect(literal.through()).toBe(61 * MS)
  })

  it('when the guest stops, all that is still to be looked at is', () => {
    const { literal, found, sent } = passing([130])
    literal.finish()
    expect([...found.walk.toSend]).toEqual([20, 20, 19])
    expect(sent).toEqual([])
  })

  it('the rest of the others goes where nothing of the last region does', () => {
    const { literal, sent } = passing(Array.from({ length: 20 }, (_, page) => 128 + page))
    literal.sendUntil(39 * MS)
    expect(sent).toHaveLength(40)
    literal.sendUntil(40 * MS)
    expect(sent).toHaveLength(40)
    expect(literal.through()).toBe(40 * MS)
    const { literal: late, sent: atOnce } = passing(
      Array.from({ length: 20 }, (_, page) => 128 + page),
    )
    late.sendUntil(40 * MS)
    expect(atOnce).toHaveLength(40)
  })

  it('a region of which all is passed by takes no time', () => {
    const { literal, sent } = passing(Array.from({ length: 20 }, (_, page) => page))
    literal.sendUntil(0)
    expect(sent).toEqual([64])
  })
})
