// The dirty bitmap read while a walk is under way: by the counts of the sampled model, by the bits of the literal one and in
// expected values, each against sets of page numbers.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { smallLayout, REGION } from './small.ts'
import { clearBit, hasBit, setBit } from '../../../src/engine/memory/bitset.ts'
import type { PassFires, ToSend } from '../../../src/engine/memory/dirty-model.ts'
import { rereadExpected } from '../../../src/engine/memory/expected-sets.ts'
import { forEachFiredPage } from '../../../src/engine/memory/fired-pages.ts'
import { collectLast, rereadBits, settleLookedAt } from '../../../src/engine/memory/literal-sets.ts'
import { createPageCopies } from '../../../src/engine/memory/page-copies.ts'
import { createPageSets } from '../../../src/engine/memory/page-sets.ts'
import type { Walk } from '../../../src/engine/memory/pass-table.ts'
import { walkPosition } from '../../../src/engine/memory/walk-position.ts'
import { sentOfRegion } from '../../../src/engine/memory/walk-region.ts'
import { forEachZeroPage } from '../../../src/engine/memory/zero-pages.ts'
import { cutShort } from '../../../src/engine/migration/walk.ts'
import { walkOf, drain } from '../migration/contexts.ts'
import { runs } from '../../properties.ts'

const SEED = 5
const layout = smallLayout(undefined, 0.2)
const REGIONS = layout.regions

const firesOf = (fires: readonly number[]): PassFires => ({
  fires: Uint32Array.from(fires),
  classFires: [0, fires.reduce((sum, count) => sum + count, 0)],
  exposureStart: [0, 0],
  exposureEnd: [1, 1],
  log: undefined,
})
/** Pages that fired, as page numbers. */
const pagesFired = (pass: number, fires: readonly number[]) => {
  const found: number[] = []
  for (const [region, count] of fires.entries())
    forEachFiredPage(layout, SEED, pass, region, count, undefined, (page) => {
      found.push(region * REGION + page)
    })
  return found
}
const walkAgain = ({ pages, zero, origin }: ToSend) =>
  walkOf([...pages], undefined, {
    ...(zero && { zero: [...zero], zeroSeconds: 0.0005 }),
    origin,
  })

/** The pages of a walk by number: what is data, and what held zeros. */
interface Due {
  readonly data: Set<number>
  readonly zero: Set<number>
}

/** Takes out of the sets what the walk has sent of each region, in the order of the walk. */
function takeSent({ data, zero }: Due, walk: Walk): void {
  const position = walkPosition(walk, walk.end)
  for (let region = 0; region < REGIONS; region++) {
    const from = walk.origin?.region === region ? walk.origin.page : 0
    const inOrder = Array.from(
      { length: REGION },
      (_, step) => region * REGION + ((from + step) % REGION),
    )
    const sent = sentOfRegion(walk, position, region)
    for (const page of inOrder.filter((each) => data.has(each)).slice(0, sent.send))
      data.delete(page)
    for (const page of inOrder.filter((each) => zero.has(each)).slice(0, sent.zero))
      zero.delete(page)
  }
}

function expectSame(found: ToSend, { data, zero }: Due): void {
  const countIn = (pages: Set<number>) => {
    const counts = Array<number>(REGIONS).fill(0)
    for (const page of pages) counts[Math.floor(page / REGION)]!++
    return counts
  }
  expect([...found.pages]).toEqual(countIn(data))
  expect([found.total, found.zeroTotal]).toEqual([data.size, zero.size])
  expect(found.zero && [...found.zero]).toEqual(zero.size > 0 ? countIn(zero) : undefined)
  const { origin } = found
  if (origin === undefined) return
  const ahead = (pages: Set<number>) =>
    [...pages].filter(
      (page) => Math.floor(page / REGION) === origin.region && page % REGION >= origin.page,
    ).length
  expect([origin.tail, origin.zeroTail]).toEqual([ahead(data), ahead(zero)])
  expect(origin.share).toBe(origin.page / REGION)
}

/** Pass −1 over all in use, of which the sets say what is data and what held zeros. */
function firstDue(): Due & { walk: Walk } {
  const zero = new Set<number>()
  for (let region = 0; region < REGIONS; region++)
    forEachZeroPage(layout, SEED, region, layout.zero[region]!, (page) =>
      zero.add(region * REGION + page),
    )
  const data = new Set<number>()
  for (let region = 0; region < REGIONS; region++)
    for (let page = 0; page < layout.inUse[region]!; page++)
      if (!zero.has(region * REGION + page)) data.add(region * REGION + page)
  const walk = walkOf(
    Array.from(layout.inUse, (count, region) => count - layout.zero[region]!),
    undefined,
    { zero: [...layout.zero], zeroSeconds: 0.0005 },
  )
  return { data, zero, walk }
}

/** By pass: how much of the walk is through when the bitmap is read, and what fires in the written regions. */
const anyPasses = fc.array(
  fc.tuple(fc.constantFrom(0, 0.1, 0.37, 0.5, 0.83, 0.999, 1), fc.nat(512), fc.nat(100)),
  { minLength: 1, maxLength: 5 },
)

describe('sampled', () => {
  it('has the counts of the sets, pass after pass', () => {
    fc.assert(
      fc.property(anyPasses, (passes) => {
        const sets = createPageSets(layout, SEED)
        let due: Due & { walk: Walk } = firstDue()
        for (const [index, [share, first, second]] of passes.entries()) {
          const pass = index - 1
          const whole = due.walk
          const walk = share === 1 ? whole : cutShort(whole, share * whole.end)
          const fires = [0, first, second, 0]
          const found = drain(sets.reread(walk, { pass, fired: firesOf(fires), sweeps: [] }))
          takeSent(due, walk)
          for (const page of pagesFired(pass, fires)) {
            due.data.add(page)
            due.zero.delete(page)
          }
          expectSame(found, due)
          due = { ...due, walk: walkAgain(found) }
        }
      }),
      runs(10),
    )
  })

  it('begins behind the last page that was sent', () => {
    const sets = createPageSets(layout, SEED)
    const walk = walkOf([512, 512, 512, 412])
    // 600 of them: 88 of region 1.
    const found = drain(
      sets.reread(cutShort(walk, walk.end * (600.5 / 1948)), {
        pass: -1,
        fired: firesOf([0, 0, 0, 0]),
        sweeps: [],
      }),
    )
    expect(found.origin).toMatchObject({ region: 1, page: 88, tail: 424 })
    expect([...found.pages]).toEqual([0, 424, 512, 412])
  })

  it('at the next region when it was the last of its own, and at the first one after the last', () => {
    const reread = (pages: readonly number[], share: number) => {
      const walk = walkOf(pages)
      const cut = share === 1 ? walk : cutShort(walk, share * walk.end)
      const ended = { pass: -1, fired: firesOf([0, 3, 0, 0]), sweeps: [] }
      return drain(createPageSets(layout, SEED).reread(cut, ended))
    }
    expect(reread([512, 512, 0, 0], 1).origin).toMatchObject({ region: 2, page: 0 })
    expect(reread([512, 0, 0, 0], 1).origin).toMatchObject({ region: 1, page: 0 })
    expect(reread([512, 512, 100, 412], 0).origin).toBe(undefined)
    // In the first region, but not at its first page.
    expect(reread([512, 512, 512, 412], 100.5 / 1948).origin).toMatchObject({
      region: 0,
      page: 100,
    })
    expect(reread([0, 0, 0, 0], 1).origin).toBe(undefined)
  })

  it('keeps zero pages of a region that has nothing else', () => {
    const walk = walkOf([512, 512, 512, 0], undefined, { zero: [0, 0, 0, 412], zeroSeconds: 0.001 })
    const ended = { pass: -1, fired: firesOf([0, 0, 0, 0]), sweeps: [] }
    const found = drain(createPageSets(layout, SEED).reread(cutShort(walk, 512e6), ended))
    expect([...found.pages]).toEqual([0, 512, 512, 0])
    expect([...found.zero!]).toEqual([0, 0, 0, 412])
  })

  it('where nothing was to be sent it begins where it did', () => {
    const origin = { region: 2, page: 40, share: 40 / 512, tail: 0, zeroTail: 0 }
    const walk = walkOf([0, 0, 0, 0], undefined, { origin })
    const sets = createPageSets(layout, SEED)
    drain(sets.reread(walkOf([0, 0, 0, 0]), { pass: -1, fired: firesOf([0, 0, 0, 0]), sweeps: [] }))
    expect(
      drain(sets.reread(walk, { pass: 0, fired: firesOf([0, 5, 0, 0]), sweeps: [] })).origin,
    ).toMatchObject({ region: 2, page: 40 })
  })
})

describe('literal', () => {
  it('has the counts of the bits, and settles what was looked at', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0, 0.1, 0.37, 0.5, 0.83, 0.999, 1),
        fc.array(fc.nat(layout.pagesInUse - 1), { maxLength: 200 }),
        fc.nat(layout.pagesInUse - 1),
        (share, fired, cursor) => {
          const due = firstDue()
          const copies = createPageCopies(layout.pagesInUse)
          copies.traced.fill(-1)
          for (const page of due.data) setBit(copies.toSend, page)
          for (const page of due.zero) setBit(copies.zero, page)
          const walk = cutShort(due.walk, share * due.walk.end)
          const before = { data: new Set(due.data), zero: new Set(due.zero) }
          takeSent(due, walk)
          for (const page of before.data) if (!due.data.has(page)) clearBit(copies.toSend, page)
          for (const page of fired) clearBit(copies.traced, page)
          settleLookedAt(layout, copies, walk)
          // What was looked at and not written is there; what was written is no page of zeros.
          for (const page of before.zero) {
            const looked = !due.zero.has(page)
            const written = fired.includes(page)
            if (hasBit(copies.missing, page) === (looked && !written))
              throw new Error(`missing ${page}`)
            if (hasBit(copies.zero, page) !== (!looked && !written)) throw new Error(`zero ${page}`)
          }
          for (const page of fired) {
            due.data.add(page)
            due.zero.delete(page)
          }
          const found = rereadBits(layout, copies, walk, cursor)
          expectSame(found, due)
          if (cursor === 0) expect(found.origin).toBe(undefined)
          else
            expect(found.origin).toMatchObject({
              region: Math.floor(cursor / REGION),
              page: cursor % REGION,
            })
        },
      ),
      runs(12),
    )
  })

  it('behind the last page it begins at the first', () => {
    const copies = createPageCopies(layout.pagesInUse)
    copies.traced.fill(-1)
    expect(rereadBits(layout, copies, walkOf([0]), REGIONS * REGION).origin).toBe(undefined)
  })

  it('behind the last page of a region it begins with the next', () => {
    const copies = createPageCopies(layout.pagesInUse)
    copies.traced.fill(-1)
    setBit(copies.toSend, REGION)
    const { origin, zero } = rereadBits(
      layout,
      copies,
      walkOf([0], undefined, { zero: [0] }),
      REGION,
    )
    expect(origin).toEqual({ region: 1, page: 0, share: 0, tail: 1, zeroTail: 0 })
    expect(zero).toBeUndefined()
  })

  it.each([
    [31, 2],
    [32, 1],
    [33, 0],
    [64, 0],
  ])('from page %i on %i of the pages 31 and 32 are ahead', (page, tail) => {
    const copies = createPageCopies(layout.pagesInUse)
    copies.traced.fill(-1)
    for (const due of [31, 32]) setBit(copies.toSend, REGION + due)
    const { origin } = rereadBits(layout, copies, walkOf([0]), REGION + page)
    expect(origin).toEqual({ region: 1, page, share: page / REGION, tail, zeroTail: 0 })
  })

  it('settles from the page on at which the walk began', () => {
    const copies = createPageCopies(layout.pagesInUse)
    copies.traced.fill(-1)
    for (const page of [10, 300, 400]) setBit(copies.zero, page)
    const origin = { region: 0, page: 256, share: 0.5, tail: 0, zeroTail: 2 }
    const walk = walkOf([0, 0, 0, 0], undefined, { zero: [3, 0, 0, 0], zeroSeconds: 0.001, origin })
    settleLookedAt(layout, copies, cutShort(walk, 1.5e6))
    // One of three has been looked at: the first behind the origin.
    expect([10, 300, 400].map((page) => hasBit(copies.zero, page))).toEqual([true, false, true])
  })

  it('leaves zero pages alone where none are walked', () => {
    const copies = createPageCopies(layout.pagesInUse)
    setBit(copies.zero, 3)
    settleLookedAt(layout, copies, walkOf([1, 2, 3, 4]))
    expect(hasBit(copies.zero, 3)).toBe(true)
  })

  it.each([
    ['what fired', false, [1]],
    ['and what the last walk did not come to', true, [0, 1]],
  ])('at the end goes %s', (_, leftOver, pages) => {
    const copies = createPageCopies(64)
    copies.traced.fill(-1)
    setBit(copies.toSend, 0)
    clearBit(copies.traced, 1)
    collectLast(copies, leftOver)
    expect(
      Array.from({ length: 64 }, (__, page) => page).filter((page) => hasBit(copies.toSend, page)),
    ).toEqual(pages)
  })
})

describe('in expected values', () => {
  const reread = (
    pages: readonly number[],
    fires: readonly number[],
    share: number,
    zero?: number[],
  ) => {
    const walk = walkOf(pages, undefined, zero && { zero, zeroSeconds: 0.001 })
    return rereadExpected(layout, cutShort(walk, share * walk.end), firesOf(fires))
  }

  it.each([
    ['left over alone', [0, 100, 0, 0], [0, 0, 0, 0], 0.25, [0, 75, 0, 0]],
    ['fired alone', [0, 0, 0, 0], [0, 100, 0, 0], 0.25, [0, 100, 0, 0]],
    // 75 left of 512 in use: 100 × (1 − 75 ÷ 512).
    [
      'both overlap by chance',
      [0, 100, 0, 0],
      [0, 100, 0, 0],
      0.25,
      [0, 75 + 100 * (1 - 75 / 512), 0, 0],
    ],
    ['all is left', [0, 512, 0, 0], [0, 100, 0, 0], 0, [0, 512, 0, 0]],
    ['a region that is through', [256, 256, 0, 0], [0, 9, 0, 0], 0.75, [0, 128 + 9 * 0.75, 0, 0]],
  ] as const)('%s', (_, pages, fires, share, expected) => {
    const found = reread(pages, fires, share)
    const sum = expected.reduce((all: number, count) => all + count, 0)
    for (const [region, count] of expected.entries())
      expect(found.pages[region]).toBeCloseTo(count, 9)
    expect(found.total).toBeCloseTo(sum, 9)
    expect([found.zero, found.zeroTotal]).toEqual([undefined, 0])
  })

  it('zero pages that are left, but for those that were written', () => {
    // Half is through: 50 of 100 zero pages are left, 128 of 512 were written.
    const found = reread([0, 100, 0, 0], [0, 128, 0, 0], 0.5, [0, 100, 0, 0])
    expect(found.zero![1]).toBeCloseTo(50 * 0.75, 9)
    expect(found.zeroTotal).toBeCloseTo(37.5, 9)
    expect(reread([0, 100, 0, 0], [0, 0, 0, 0], 0.5, [0, 100, 0, 0]).zeroTotal).toBe(50)
    expect(reread([0, 100, 0, 0], [0, 0, 0, 0], 1, [0, 100, 0, 0]).zero).toBe(undefined)
  })

  it('goes on where it stands: behind that lies what fired alone', () => {
    // A quarter of region 1 is through; of 40 that fired 10 lie behind.
    const found = reread([0, 100, 0, 0], [0, 40, 0, 0], 0.25, [0, 8, 0, 0])
    expect(found.origin).toMatchObject({ region: 1, page: 128, share: 0.25 })
    expect(found.origin!.tail).toBeCloseTo(found.pages[1]! - 10, 9)
    expect(found.origin!.zeroTail).toBe(found.zero![1])
    // Through: at the first page.
    expect(reread([0, 100, 0, 0], [0, 40, 0, 0], 1).origin).toBe(undefined)
  })
})
