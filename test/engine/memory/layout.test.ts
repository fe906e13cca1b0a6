// Where the classes lie: regions, bands, gaps, zero pages (by hand where small, as laws for any sizes).
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MIXED, type WriteClass } from '../../../src/engine/guest/write-class.ts'
import { createLayout } from '../../../src/engine/memory/layout.ts'
import { regionPagesFor } from '../../../src/engine/memory/region-size.ts'
import { runs } from '../../properties.ts'

const REGION = 512
const classOf = (id: number, pages: number, bands = 1): WriteClass => ({
  id,
  name: id === 0 ? 'background' : 'working set',
  pattern: 'poisson',
  pages,
  writesPerSecond: 1,
  group: 0,
  bands,
  burst: undefined,
  sweepStart: 0,
  curve: undefined,
})
/** A layout in regions, all in use; the classes' sizes in regions and how many bands they have. */
const layoutOf = (
  regions: number,
  classes: readonly (readonly [regions: number, bands: number])[],
  zeroShare = 0,
  startPage = 0,
  zeroInWritten = false,
) => {
  const written = classes.map(([size, bands], index) => classOf(index + 1, size * REGION, bands))
  const cold = regions * REGION - written.reduce((sum, { pages }) => sum + pages, 0)
  const all = [classOf(0, cold, 0), ...written]
  return createLayout(regions * REGION, regions * REGION, zeroShare, all, startPage, zeroInWritten)
}
const picture = ({ classOf: ids }: ReturnType<typeof layoutOf>) => [...ids].join('')

describe('the size of a region', () => {
  it.each([
    ['2 MiB at least', 1, 512],
    ['up to 131,072 of them', 131072 * 512, 512],
    ['then twice as much', 131072 * 512 + 1, 1024],
    ['24 TiB', 24 * 268_435_456, 65536],
  ])('%s', (_, pages, size) => {
    expect(regionPagesFor(pages)).toBe(size)
  })
})

describe('bands', () => {
  it.each([
    // Gaps go by 16 : 7 : 13 : 9 …, bands by 0.5 : 0.22 : 0.2 : 0.08.
    ['one band: gaps of 16 and 7 parts of 23', 33, [[10, 1]], '000000000000000011111111110000000'],
    ['nothing written', 4, [], '0000'],
    ['nothing else', 4, [[4, 1]], '1111'],
    [
      // Two bands of 5 : 2.2 of 8: 6 and 2; gaps of 16, 7, 13 parts of 36.
      'two bands',
      44,
      [[8, 2]],
      '0'.repeat(16) + '111111' + '0'.repeat(7) + '11' + '0'.repeat(13),
    ],
    [
      // 25, 11, 10, 4 of 50: three and more of one class have the third first; gaps 16, 7, 13, 9, 15.
      'four bands, the largest one second',
      110,
      [[50, 4]],
      '0'.repeat(16) +
        '1'.repeat(10) +
        '0'.repeat(7) +
        '1'.repeat(25) +
        '0'.repeat(13) +
        '1'.repeat(11) +
        '0'.repeat(9) +
        '1'.repeat(4) +
        '0'.repeat(15),
    ],
    [
      // Classes alternate: 6 and 2 of class 1, 6 and 2 of class 2; gaps 16, 7, 13, 9, 15.
      'two classes, by turns',
      76,
      [
        [8, 2],
        [8, 2],
      ],
      '0'.repeat(16) +
        '1'.repeat(6) +
        '0'.repeat(7) +
        '2'.repeat(6) +
        '0'.repeat(13) +
        '11' +
        '0'.repeat(9) +
        '22' +
        '0'.repeat(15),
    ],
    [
      // The one band of class 2 comes between those of class 1; gaps 16, 7, 13, 9.
      'two classes, of which one has fewer bands',
      61,
      [
        [8, 2],
        [8, 1],
      ],
      '0'.repeat(16) +
        '1'.repeat(6) +
        '0'.repeat(7) +
        '2'.repeat(8) +
        '0'.repeat(13) +
        '11' +
        '0'.repeat(9),
    ],
    [
      // 1.09, 0.48 and 0.43 of 2: one, none, and what is left.
      'the last band has what rounding leaves',
      38,
      [[2, 3]],
      '0'.repeat(16) + '1' + '0'.repeat(7) + '1' + '0'.repeat(13),
    ],
    ['a band of nothing is none', 24, [[1, 2]], '0'.repeat(16) + '1' + '0'.repeat(7)],
  ] as const)('%s', (_, regions, classes, expected) => {
    expect(picture(layoutOf(regions, classes))).toBe(expected)
  })

  it('what does not fit is cut off', () => {
    const all = [classOf(0, 0, 0), classOf(1, 3 * REGION), classOf(2, 3 * REGION)]
    expect(picture(createLayout(4 * REGION, 4 * REGION, 0, all))).toBe('1112')
  })
})

describe('mixed', () => {
  it.each([
    // The class that is furthest behind its share at the middle of each region.
    ['half and half', 8, [[4, MIXED]], '01010101'],
    ['a quarter', 8, [[2, MIXED]], '01000100'],
    ['all', 3, [[3, MIXED]], '111'],
  ] as const)('%s', (_, regions, classes, expected) => {
    const found = picture(layoutOf(regions, classes))
    expect(found).toBe(expected)
  })

  it('each class has its regions, spread over memory', () => {
    const { classOf: ids } = layoutOf(60, [
      [20, MIXED],
      [10, MIXED],
    ])
    for (const [id, every] of [
      [1, 3],
      [2, 6],
    ] as const) {
      const places = Array.from(ids).flatMap((each, place) => (each === id ? [place] : []))
      expect(places).toHaveLength(60 / every)
      for (const [index, at] of places.entries())
        expect(Math.abs(at - (index + 0.5) * every)).toBeLessThanOrEqual(every)
    }
  })
})

describe('at an address', () => {
  it.each([
    ['one behind the other', 3 * REGION, '0001122000'],
    ['rounded to a region', 3.4 * REGION, '0001122000'],
    ['up, too', 2.5 * REGION, '0001122000'],
    ['as far up as they fit', 9 * REGION, '0000001122'],
  ])('%s', (_, start, expected) => {
    expect(
      picture(
        layoutOf(
          10,
          [
            [2, 4],
            [2, 1],
          ],
          0,
          start,
        ),
      ),
    ).toBe(expected)
  })

  it('what does not fit is cut off', () => {
    const all = [classOf(0, 0, 0), classOf(1, 3 * REGION), classOf(2, 3 * REGION)]
    expect(picture(createLayout(4 * REGION, 4 * REGION, 0, all, REGION))).toBe('1112')
  })
})

describe('pages of a region', () => {
  it('in use, of its class, and of the class before it', () => {
    // 3.5 regions in use of 6; a class of 1.25 regions at the second.
    const classes = [classOf(0, 2.25 * REGION, 0), classOf(1, 1.25 * REGION)]
    const layout = createLayout(6 * REGION, 3.5 * REGION, 0, classes, REGION)
    expect(picture(layout)).toBe('011000')
    expect([...layout.inUse]).toEqual([512, 512, 512, 256, 0, 0])
    expect([...layout.classPages]).toEqual([512, 512, 128, 256, 0, 0])
    expect([...layout.classOffset]).toEqual([0, 0, 512, 512, 0, 0])
    expect(layout).toMatchObject({ pages: 3072, pagesInUse: 1792, regions: 6, pagesZero: 0 })
  })
})

describe('zero pages', () => {
  it.each([
    // 768 of 2,048.
    ['evenly over the background', [[2, 1]], 0.25, false, [192, 192, 0, 0, 192, 192], 1, 768],
    // 1,024 of 2,048: but only two regions are background.
    ['as many as fit there', [[4, 1]], 0.5, false, [512, 0, 0, 0, 0, 512], 1, 1024],
    [
      'others in what is written, where that may be',
      [[4, 1]],
      0.5,
      true,
      [512, 128, 128, 128, 128, 512],
      1,
      1536,
    ],
    ['not where they fit outside', [[2, 1]], 0.25, true, [192, 192, 0, 0, 192, 192], 1, 768],
    ['none', [[2, 1]], 0, true, [0, 0, 0, 0, 0, 0], 1, 0],
    ['no background', [[6, 1]], 0.5, false, [0, 0, 0, 0, 0, 0], 1, 0],
  ] as const)('%s', (_, classes, share, inWritten, expected, start, total) => {
    const first = classes[0][0] === 2 ? 2 : start
    const layout = layoutOf(6, classes, share, first * REGION, inWritten)
    expect([...layout.zero]).toEqual(expected)
    expect(layout.pagesZero).toBe(total)
  })
})

it('every page in use lies once, and a class has its pages', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 * REGION }),
      fc.integer({ min: 1, max: 100 }),
      fc.array(fc.tuple(fc.integer({ min: 0, max: 10 * REGION }), fc.integer({ min: 1, max: 4 })), {
        maxLength: 3,
      }),
      fc.boolean(),
      fc.integer({ min: 0, max: 50 * REGION }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (pages, percent, sizes, mixed, start, zeroShare) => {
        const inUse = Math.max(1, Math.round((pages * percent) / 100))
        let free = inUse
        const written = sizes.map(([size, bands], index) => {
          const own = Math.min(size, free)
          free -= own
          return classOf(index + 1, own, mixed ? MIXED : bands)
        })
        const classes = [classOf(0, free, 0), ...written]
        const layout = createLayout(pages, inUse, zeroShare, classes, start)
        const sum = (counts: ArrayLike<number>) =>
          Array.from(counts).reduce((all, count) => all + count, 0)
        expect(sum(layout.inUse)).toBe(inUse)
        expect(layout.regions).toBe(Math.ceil(pages / REGION))
        expect(sum(layout.zero)).toBe(layout.pagesZero)
        const odd = [...layout.zero].filter(
          (zero, region) =>
            layout.classPages[region]! > layout.inUse[region]! ||
            zero > layout.classPages[region]! ||
            (layout.classOf[region] !== 0 && zero > 0),
        )
        expect(odd).toEqual([])
        for (const { id, pages: wanted } of written) {
          const own = [...layout.classPages].filter((_, region) => layout.classOf[region] === id)
          expect(sum(own)).toBeLessThanOrEqual(wanted)
        }
      },
    ),
    runs(50),
  )
})
