// How long a walk over memory takes, and what it looks like when it is given up or has to wait.
import { describe, expect, it } from 'vitest'
import { GENERATIONS } from '../../../src/engine/generations/list.ts'
import { createWalk, cutShort, prolonged, shapeOf } from '../../../src/engine/migration/walk.ts'
import { MS, S, scenarioOf, walkOf, wire } from './contexts.ts'

describe('the end of a walk', () => {
  // A page a millisecond; a round trip of 20 ms.
  it.each([
    ['pages at the rate of the wire', [10, 0, 5], {}, wire([0, 1]), 15],
    ['from its start on', [10], { start: 3 * MS }, wire([0, 1]), 13],
    ['with headers', [10], { pageBytes: 8192 }, wire([0, 1]), 20],
    ['as the wire changes', [10], {}, wire([0, 1], [4, 0.5]), 16],
    ['the last batch is acknowledged', [10], { barrier: true }, wire([0, 1]), 30],
    ['nothing sent, nothing to acknowledge', [0], { barrier: true }, wire([0, 1]), 0],
    [
      'cut meanwhile: when it is in again',
      [10],
      { barrier: true },
      wire([0, 1], [15, 0], [50, 1]),
      50,
    ],
    ['nothing sent over a dead wire: at once', [0], { barrier: true }, wire([0, 0], [50, 1]), 0],
    ['cut for good: never', [10], { barrier: true }, wire([0, 1], [15, 0]), Infinity],
    ['without a barrier nothing waits', [10], {}, wire([0, 1], [15, 0]), 10],
    ['dead before it is through', [20], {}, wire([0, 1], [15, 0]), Infinity],
    // Ten zero pages of 0.5 ms.
    ['zero pages cost time', [10], { zero: [10], zeroSeconds: 0.0005 }, wire([0, 1]), 15],
    ['or their few bytes', [10], { zero: [10], zeroWireBytes: 1024 }, wire([0, 1]), 12.5],
    [
      'whichever is more',
      [10],
      { zero: [10], zeroWireBytes: 1024, zeroSeconds: 0.0005 },
      wire([0, 1]),
      15,
    ],
    [
      'zero pages alone wait for no acknowledgement',
      [0],
      { zero: [10], zeroSeconds: 0.0005, barrier: true },
      wire([0, 1]),
      5,
    ],
  ] as const)('%s', (_, pages, shape, rates, milliseconds) => {
    const { zero, start = 0, ...rest } = shape as Parameters<typeof walkOf>[2] & object
    const walk = createWalk(
      start,
      Uint32Array.from(pages),
      zero && Uint32Array.from(zero),
      rates,
      scenarioOf({ 'network.rtt': 20 }),
      {
        pageBytes: 4096,
        zeroWireBytes: 0,
        zeroSeconds: 0,
        barrier: false,
        batchPages: 1,
        ...rest,
      },
    )
    expect(walk.end).toBe(milliseconds * MS)
    expect(walk.complete).toBe(true)
  })

  it('a dead wire at the start looks at no zero page: each weighs as if it carried a byte a second', () => {
    const walk = walkOf([1], wire([0, 0], [5, 1]), { zero: [1], zeroSeconds: 0.5 })
    expect(walk.zeroPageBytes).toBe(0.5)
  })
})

describe('sums in the order of the walk', () => {
  it('pages and zero pages before each region', () => {
    const walk = walkOf([10, 0, 5], undefined, { zero: [1, 2, 3] })
    expect([...walk.sendBefore]).toEqual([0, 10, 10, 15])
    expect([...walk.zeroBefore!]).toEqual([0, 1, 3, 6])
  })

  it('from the middle on: the end of the first region first, its beginning last', () => {
    const origin = { region: 1, page: 256, share: 0.5, tail: 3, zeroTail: 1 }
    const walk = walkOf([10, 8, 5], undefined, { zero: [1, 2, 3], origin })
    expect([...walk.sendBefore]).toEqual([0, 3, 8, 18, 23])
    expect([...walk.zeroBefore!]).toEqual([0, 1, 4, 5, 6])
  })

  it('no zero pages where none are looked for', () => {
    expect(walkOf([1]).zeroBefore).toBe(undefined)
  })
})

describe('the shape of a generation', () => {
  const scenario = scenarioOf({ 'Migrate.PreCopyPagesPerSend': 77 })
  it('vMotion: pages as they are, so many a batch as the option says, acknowledged', () => {
    expect(shapeOf(GENERATIONS['7.0U1'], scenario)).toEqual({
      pageBytes: 4096,
      zeroWireBytes: GENERATIONS['7.0U1'].copy.zeroPageBytes,
      zeroSeconds: GENERATIONS['7.0U1'].copy.zeroPageSeconds,
      barrier: true,
      batchPages: 77,
    })
  })

  it('the predictor: headers of 8 bytes, page by page', () => {
    // A. Gudkov, qemu-devel, 27 April 2023.
    expect(shapeOf(GENERATIONS.HUAWEI, scenario)).toEqual({
      pageBytes: 4104,
      zeroWireBytes: 8,
      zeroSeconds: 0,
      barrier: false,
      batchPages: 1,
    })
  })
})

it('given up, it ends there and is not complete', () => {
  const walk = walkOf([10])
  expect(cutShort(walk, 4 * MS)).toEqual({ ...walk, end: 4 * MS, complete: false })
})

describe('standing still until later', () => {
  it('moves the end of a walk without marks', () => {
    const walk = walkOf([10])
    expect(prolonged(walk, S)).toEqual({ ...walk, end: S })
  })

  it('adds a mark at which no more is through', () => {
    const marks = { at: Float64Array.of(0, 10 * MS), bytes: Float64Array.of(0, 40960) }
    const walk = prolonged({ ...walkOf([10]), marks }, S)
    expect(walk.end).toBe(S)
    expect([...walk.marks!.at]).toEqual([0, 10 * MS, S])
    expect([...walk.marks!.bytes]).toEqual([0, 40960, 40960])
  })
})
