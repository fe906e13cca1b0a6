// The log of page fires in columns: chunk by chunk, and the counts of each region.
import { describe, expect, it } from 'vitest'
import {
  clearFires,
  createFireColumns,
  logFire,
  takeFireLog,
} from '../../../src/engine/memory/fire-log.ts'
import {
  boundTimes,
  countFires,
  countUpTo,
  FIRES_PER_CHUNK,
} from '../../../src/engine/memory/fire-times.ts'
import { drain } from '../migration/contexts.ts'

describe('a log', () => {
  it('has pairs of page and time in order, and counts by region', () => {
    const columns = createFireColumns()
    for (const [page, time] of [
      [7, 1.9],
      [1030, 2],
      [513, 5],
      [1024, 3],
    ] as const)
      logFire(columns, page, time)
    const counts = new Uint32Array(3)
    const log = drain(takeFireLog(columns, 9, counts))
    expect([...log.chunks[0]!]).toEqual([7, 1, 1030, 2, 513, 5, 1024, 3])
    expect([log.count, log.chunks.length]).toEqual([4, 1])
    expect([...counts]).toEqual([1, 1, 2])
  })

  it.each([
    ['one less than a chunk', FIRES_PER_CHUNK - 1, [FIRES_PER_CHUNK - 1]],
    ['a chunk', FIRES_PER_CHUNK, [FIRES_PER_CHUNK]],
    ['one more', FIRES_PER_CHUNK + 1, [FIRES_PER_CHUNK, 1]],
    ['none', 0, [0]],
  ])('%s', (_, fires, sizes) => {
    const columns = createFireColumns()
    for (let fire = 0; fire < fires; fire++) logFire(columns, fire & 511, fire)
    const counts = new Uint32Array(1)
    const log = drain(takeFireLog(columns, 9, counts))
    expect(log.chunks.map((chunk) => chunk.length / 2)).toEqual(sizes)
    expect([log.count, counts[0]]).toEqual([fires, fires])
    for (const limit of [0, 511, 512, 1000, fires - 1, fires])
      expect(countFires(log, limit)).toBe(Math.min(fires, limit + 1))
    // The columns begin anew; what was taken stays.
    logFire(columns, 3, 9)
    const again = drain(takeFireLog(columns, 9, new Uint32Array(1)))
    expect([...again.chunks[0]!]).toEqual([3, 9])
    expect(log.chunks[0]?.[0] ?? 0).toBe(0)
  })

  it('that is cleared is empty', () => {
    const columns = createFireColumns()
    for (let fire = 0; fire <= FIRES_PER_CHUNK; fire++) logFire(columns, 1, 1)
    clearFires(columns)
    expect([columns.count, columns.chunks.length, columns.chunks[0] === columns.filling]).toEqual([
      0,
      1,
      true,
    ])
  })
})

describe('bounds of blocks of 512', () => {
  /** Three blocks: times to 511, then one that goes back, then some at the end. */
  const times = [
    ...Array.from({ length: 512 }, (_, i) => i),
    100,
    ...Array.from({ length: 511 }, (_, i) => 600 + i),
    550,
  ]
  const log = boundTimes(times.length, [Uint32Array.from(times.flatMap((time) => [0, time]))], 1)

  it('the largest so far, and the smallest from there on', () => {
    expect([...log.most]).toEqual([511, 1110, 1110])
    expect([...log.least]).toEqual([0, 100, 550])
  })

  it('the smallest from there on looks ahead', () => {
    const columns = [...Array.from({ length: 512 }, () => 50), 7].flatMap((time) => [0, time])
    const back = boundTimes(513, [Uint32Array.from(columns)], 1)
    expect([...back.least]).toEqual([7, 7])
  })

  it.each([
    [99, 100],
    [100, 102],
    [511, 513],
    [549, 513],
    [550, 514],
    [600, 515],
    [2000, 1025],
  ])('by %i: %i', (limit, count) => {
    expect(countFires(log, limit)).toBe(count)
  })
})

describe('numbers up to a limit', () => {
  const column = Uint32Array.of(1, 3, 3, 5)
  it.each([
    [0, 4, 0, 0],
    [0, 4, 1, 1],
    [0, 4, 3, 3],
    [0, 4, 9, 4],
    [1, 4, 3, 2],
    [1, 3, 9, 2],
    [2, 2, 9, 0],
  ])('from %i to %i up to %i: %i', (from, to, limit, count) => {
    expect(countUpTo(column, from, to, limit)).toBe(count)
  })
})
