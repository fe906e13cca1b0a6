// QEMU's windows of 100 ms (migration.c, qemu-file.c; validation README, rules 1 and 4). The wire carries a page a
// millisecond: 50 ms are 50 pages, so it looks at the clock after 64 pages and the one that goes beyond, 65 ms.
import { describe, expect, it } from 'vitest'
import { countMarks, markAt, markBytes } from '../../../src/engine/memory/marks.ts'
import type { Walk } from '../../../src/engine/memory/pass-table.ts'
import {
  freshWindows,
  measuredBy,
  walkInWindows,
  type WindowRules,
} from '../../../src/engine/migration/rate-windows.ts'
import { wireBytesAt } from '../../../src/engine/migration/window-bytes.ts'
import { MS, PAGE_A_MILLISECOND, walkOf, wire, drain } from './contexts.ts'

const PAGE = 4096
const never = () => false
const rules = (more: Partial<WindowRules> = {}): WindowRules => ({
  quotaBytes: Infinity,
  ends: never,
  ...more,
})
/** A cap of 20 pages a window: the page that goes beyond is sent, so 21 go. */
const CAP = { quotaBytes: 20 * PAGE }
/** The marks of a walk in milliseconds and pages. */
const marksOf = ({ marks }: Walk) =>
  Array.from(marks!.at, (at, index) => [at / MS, marks!.bytes[index]! / PAGE])

describe('how far a walk comes', () => {
  it.each([
    [
      'without a cap: through at once',
      200,
      {},
      [
        [0, 0],
        [200, 200],
      ],
      true,
    ],
    [
      'with one: until more than the quota is used, then rest',
      50,
      CAP,
      [
        [0, 0],
        [21, 21],
        [100, 21],
        [121, 42],
        [200, 42],
        [208, 50],
      ],
      true,
    ],
    [
      'it rests also when it is through',
      42,
      CAP,
      [
        [0, 0],
        [21, 21],
        [100, 21],
        [121, 42],
        [200, 42],
      ],
      true,
    ],
    [
      'exactly the quota is not more: it goes on',
      20,
      CAP,
      [
        [0, 0],
        [20, 20],
      ],
      true,
    ],
    [
      'it ends at a look where the rest fits',
      200,
      { ends: (_: number, left: number) => left <= 70 },
      [
        [0, 0],
        [130, 130],
      ],
      false,
    ],
    [
      'at the end of a rest',
      200,
      { ...CAP, ends: (_: number, left: number) => left <= 179 },
      [
        [0, 0],
        [21, 21],
        [100, 21],
      ],
      false,
    ],
    [
      'stopped on the way',
      200,
      { stopsAt: 40 * MS },
      [
        [0, 0],
        [40, 40],
      ],
      false,
    ],
    [
      'stopped at a look',
      200,
      { stopsAt: 65 * MS },
      [
        [0, 0],
        [65, 65],
      ],
      false,
    ],
    [
      'stopped while it rests',
      200,
      { ...CAP, stopsAt: 50 * MS },
      [
        [0, 0],
        [21, 21],
        [50, 21],
      ],
      false,
    ],
    [
      'stopped at the end of a rest',
      200,
      { ...CAP, stopsAt: 100 * MS },
      [
        [0, 0],
        [21, 21],
        [100, 21],
        [100, 21],
      ],
      false,
    ],
    [
      'stopped after a rest',
      200,
      { ...CAP, stopsAt: 110 * MS },
      [
        [0, 0],
        [21, 21],
        [100, 21],
        [110, 31],
      ],
      false,
    ],
    [
      'stopped when it is through: not',
      30,
      { stopsAt: 30 * MS },
      [
        [0, 0],
        [30, 30],
      ],
      true,
    ],
  ] as const)('%s', (_, pages, more, marks, complete) => {
    const walk = drain(walkInWindows(walkOf([pages]), freshWindows(0), rules(more)))
    expect(marksOf(walk)).toEqual(marks)
    expect(walk.end).toBe(marks.at(-1)![0] * MS)
    expect(walk.complete).toBe(complete)
  })

  it('looks after so many batches of 64 pages as 50 ms need', () => {
    // Three pages a millisecond: 150 pages in 50 ms, three batches, 193 pages.
    const looks: number[] = []
    const walk = walkOf([1000], wire([0, 3]))
    drain(walkInWindows(walk, freshWindows(0), rules({ ends: (_, left) => looks.push(left) < 0 })))
    expect(looks).toEqual([807, 614, 421, 228, 35, 0])
  })

  it('by the rate of the moment', () => {
    const looks: number[] = []
    const walk = walkOf([600], wire([0, 1], [65, 3]))
    drain(walkInWindows(walk, freshWindows(0), rules({ ends: (_, left) => looks.push(left) < 0 })))
    expect(looks).toEqual([535, 342, 149, 0])
  })

  it('on a dead wire no further than a page and its batch, and never ends', () => {
    const walk = drain(
      walkInWindows(walkOf([200], wire([0, 1], [40, 0])), freshWindows(0), rules()),
    )
    expect(marksOf(walk)).toEqual([
      [0, 0],
      [Infinity, 65],
    ])
    expect(walk.end).toBe(Infinity)
    // Unless it is stopped.
    const stopped = drain(
      walkInWindows(
        walkOf([200], wire([0, 1], [40, 0])),
        freshWindows(0),
        rules({ stopsAt: 500 * MS }),
      ),
    )
    expect(marksOf(stopped)).toEqual([
      [0, 0],
      [500, 40],
    ])
  })

  it('nothing to send is through', () => {
    const walk = drain(
      walkInWindows(walkOf([0], undefined, { start: 5 * MS }), freshWindows(0), rules()),
    )
    expect(marksOf(walk)).toEqual([[5, 0]])
    expect([walk.end, walk.complete]).toEqual([5 * MS, true])
  })

  it.each([
    ['none', Infinity, undefined],
    ['ten windows a second', 20 * PAGE, 200 * PAGE],
  ])('a cap: %s', (_, quotaBytes, cap) => {
    for (const rates of [wire([0, 1]), wire([0, 1], [5, 0])])
      expect(
        drain(walkInWindows(walkOf([30], rates), freshWindows(0), rules({ quotaBytes })))
          .capBytesPerSecond,
      ).toBe(cap)
  })
})

describe('a window that began in the walk before', () => {
  it.each([
    [
      'of which half is used',
      10,
      [
        [30, 0],
        [41, 11],
        [100, 11],
        [112, 23],
      ],
    ],
    [
      'of which all is used',
      20,
      [
        [30, 0],
        [31, 1],
        [100, 1],
        [121, 22],
        [200, 22],
        [201, 23],
      ],
    ],
    [
      'of which more is used',
      25,
      [
        [30, 0],
        [100, 0],
        [121, 21],
        [200, 21],
        [202, 23],
      ],
    ],
  ])('%s', (_, used, marks) => {
    const windows = { ...freshWindows(0), used: used * PAGE }
    const walk = drain(
      walkInWindows(walkOf([23], undefined, { start: 30 * MS }), windows, rules(CAP)),
    )
    expect(marksOf(walk)).toEqual(marks)
  })
})

describe('the bandwidth that the source believes in', () => {
  it('is that of the last window that ended, in whole milliseconds', () => {
    // Looks at 65.5 and 130.5 ms: 130 pages in 130 ms.
    const windows = freshWindows(0)
    drain(walkInWindows(walkOf([200], undefined, { start: MS / 2 }), windows, rules()))
    expect(windows.bytesPerSecond).toBe(PAGE_A_MILLISECOND)
    expect(windows.start).toBe(130.5 * MS)
    expect(windows.used).toBe(70 * PAGE)
    expect(windows.measured).toEqual([
      { at: MS / 2, bytesPerSecond: 0 },
      { at: 130.5 * MS, bytesPerSecond: PAGE_A_MILLISECOND },
    ])
  })

  it('is what the cap let through', () => {
    const windows = freshWindows(0)
    drain(walkInWindows(walkOf([50]), windows, rules(CAP)))
    // 21 pages in 100 ms.
    expect(windows.bytesPerSecond).toBe(210 * PAGE)
    expect(windows.used).toBe(8 * PAGE)
  })

  it('is asked at each look, with the moment and what is left', () => {
    const asked: (readonly number[])[] = []
    const windows = freshWindows(0, 77)
    drain(
      walkInWindows(
        walkOf([200]),
        windows,
        rules({ ends: (...given) => (asked.push(given), false) }),
      ),
    )
    expect(asked).toEqual([
      [65 * MS, 135, 77],
      [130 * MS, 70, PAGE_A_MILLISECOND],
      [195 * MS, 5, PAGE_A_MILLISECOND],
      [200 * MS, 0, PAGE_A_MILLISECOND],
    ])
  })

  it.each([
    ['before anything', 4, 0],
    ['at a moment', 5, 11],
    ['between', 9, 11],
    ['the last one', 50, 22],
  ])('by a moment of the walk: %s', (_, time, bytesPerSecond) => {
    const measured = [
      { at: 5, bytesPerSecond: 11 },
      { at: 10, bytesPerSecond: 22 },
    ]
    expect(measuredBy({ ...freshWindows(0), measured }, time)).toBe(bytesPerSecond)
  })

  it('knows nothing at first', () => {
    expect(freshWindows(7)).toEqual({ start: 7, used: 0, bytesPerSecond: 0, measured: [] })
  })
})

describe('zero pages', () => {
  /** A zero page takes as long as 41 B and puts 9 B on the wire. */
  const shape = { zeroSeconds: 41 / PAGE_A_MILLISECOND, zeroWireBytes: 9 }

  it('a few bytes on the wire, whatever time they take', () => {
    const walk = walkOf([10], undefined, { ...shape, zero: [10] })
    // Half of the region: five pages and five zero pages.
    expect(wireBytesAt(walk, 5 * PAGE + 5 * 41)).toBe(5 * PAGE + 45)
    expect(wireBytesAt(walkOf([10]), 12345)).toBe(12345)
  })

  it.each([
    // Ten pages are the quota: the eleventh, behind 1,000 zero pages, goes beyond.
    ['take nothing of the quota', [10, 0, 10], [0, 1000, 0], 0, 10, 11 * PAGE + 1000 * 41],
    // 10 pages and 10 zero pages of 9 B, 41,050 B on the wire in the time of 41,370: a quota of 4 pages + 36 B is used up after
    // 4 of each. 4,096 B further on the wire the fifth zero page is not through, so the page beside it is not either: once more.
    [
      'share it with the pages beside them',
      [10],
      [10],
      9,
      4 + 36 / PAGE,
      4 * 4137 + (2 * 41370 * PAGE) / 41050,
    ],
  ])('%s', (_, pages, zero, zeroWireBytes, quotaPages, bytes) => {
    const walk = walkOf(pages, undefined, { ...shape, zeroWireBytes, zero })
    const found = drain(
      walkInWindows(walk, freshWindows(0), rules({ quotaBytes: quotaPages * PAGE })),
    )
    expect(found.marks!.bytes[1]).toBeCloseTo(bytes, 6)
    expect(found.marks!.at[2]).toBe(100 * MS)
  })

  it('that are all that is left go on under any quota', () => {
    const walk = walkOf([10, 0], undefined, { ...shape, zeroWireBytes: 0, zero: [0, 1000] })
    const found = drain(walkInWindows(walk, freshWindows(0), rules({ quotaBytes: 10 * PAGE })))
    expect(found.complete).toBe(true)
    expect(found.marks!.at).toHaveLength(2)
  })

  it('no room: nothing goes', () => {
    const windows = { ...freshWindows(0), used: 11 * PAGE }
    const walk = walkOf([10], undefined, { ...shape, zero: [10] })
    const found = drain(walkInWindows(walk, windows, rules({ quotaBytes: 10 * PAGE })))
    expect([found.marks!.at[1], found.marks!.bytes[1]]).toEqual([100 * MS, 0])
  })
})

describe('windows that go by alike', () => {
  /** Never skipped: what it goes by may change in the next nanosecond. */
  const oneByOne = { changesAfter: (now: number) => now + 1 }
  const marked = ({ marks }: Walk) =>
    Array.from({ length: countMarks(marks!) }, (_, index) => [
      markAt(marks!, index),
      markBytes(marks!, index),
    ])

  it.each([
    ['without a cap', {}, [20_000, 30_000]],
    ['under a cap', CAP, [3_000, 9_000]],
    ['under a cap that a look does not reach', { quotaBytes: 90 * PAGE }, [20_000]],
    ['that is more than the wire carries', { quotaBytes: 101 * PAGE }, [20_000]],
    [
      'until the rest fits',
      { ...CAP, ends: (_: number, left: number) => left <= 2_345 },
      [9_000, 1_000],
    ],
    ['until it is stopped', { ...CAP, stopsAt: 22_222 * MS }, [9_000, 1_000]],
    ['until the wire is another', CAP, [9_000], wire([0, 1], [12_345, 0.01], [30_000, 2])],
    ['until the wire is dead', {}, [90_000], wire([0, 1], [60_000, 0])],
  ] as const)('%s: are what they are one by one', (_, more, pages, rates = wire([0, 1])) => {
    const walk = walkOf(pages, rates)
    const [together, apart] = [freshWindows(0), freshWindows(0)]
    const found = drain(walkInWindows(walk, together, rules(more)))
    const expected = drain(walkInWindows(walk, apart, rules({ ...more, ...oneByOne })))
    expect([found.end, found.complete]).toEqual([expected.end, expected.complete])
    expect(marked(found)).toEqual(marked(expected))
    expect({ ...together, measured: [] }).toEqual({ ...apart, measured: [] })
    for (let time = 0; time < 100_000 * MS; time += 777 * MS)
      expect(measuredBy(together, time)).toBe(measuredBy(apart, time))
    // Two marks of each of thousands of windows, written down once.
    if ('quotaBytes' in more && more.quotaBytes === CAP.quotaBytes)
      expect(found.marks!.at.length).toBeLessThan(200)
  })

  it('take no longer for thirty days than for an hour', () => {
    let asked = 0
    const ends = () => {
      asked++
      return false
    }
    const walk = walkOf([2 ** 31], wire([0, 1]))
    const found = drain(walkInWindows(walk, freshWindows(0), rules({ ...CAP, ends })))
    expect(found.end).toBeGreaterThan(30 * 86400e9)
    expect(asked).toBeLessThan(1000)
  })

  it('zero pages between the others: never alike, and in longer windows where there would be millions', () => {
    const zero = [2 ** 20]
    const walk = walkOf([2 ** 28], wire([0, 1]), { zero, zeroSeconds: 0.001, zeroWireBytes: 9 })
    const windows = freshWindows(0)
    const found = drain(walkInWindows(walk, windows, rules({ ...CAP, stopsAt: 3600e9 })))
    // 12.8 million windows of 21 pages become 3.2 million of four times as many.
    expect(found.marks!.at[2]).toBe(400 * MS)
    expect(found.marks!.bytes[1]).toBeGreaterThan(4 * 20 * PAGE)
  })
})
