// A sequential writer: which pages its writes between two moments touch, against writing them one by one.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { WriteClass } from '../../../src/engine/guest/write-class.ts'
import { sweepFires, sweepWrites } from '../../../src/engine/memory/sweep.ts'

const sweep = (pages: number, writesPerSecond: number, sweepStart = 0): WriteClass => ({
  id: 1,
  name: 'working set',
  pattern: 'sweep',
  pages,
  writesPerSecond,
  group: 0,
  bands: 1,
  burst: undefined,
  sweepStart,
  curve: undefined,
})

it.each([
  ['whole writes', sweep(100, 10), 1.55, 15],
  ['from where it stands at first', sweep(100, 10, 0.25), 1.55, 40],
  ['none', sweep(100, 10), 0, 0],
])('%s', (_, writeClass, exposure, writes) => {
  expect(sweepWrites(writeClass, exposure)).toBe(writes)
})

it('its run is what was written, page by page', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 0, max: 90 }),
      fc.integer({ min: 0, max: 60 }),
      fc.nat(40),
      fc.nat(40),
      (pages, before, writes, offset, length) => {
        const run = sweepFires(sweep(pages, 1), before, before + writes)
        const written = new Set(Array.from({ length: writes }, (_, i) => (before + i) % pages))
        const all = Array.from({ length: pages }, (_, page) => page)
        expect(run.length).toBe(written.size)
        expect(all.filter((page) => run.has(page))).toEqual(all.filter((page) => written.has(page)))
        const some = all.slice(offset, offset + length)
        if (offset < pages)
          expect(run.countIn(offset, some.length)).toBe(
            some.filter((page) => written.has(page)).length,
          )
      },
    ),
  )
})

it('begins where the writes before have come to', () => {
  expect(sweepFires(sweep(100, 10), 13, 15)).toMatchObject({ first: 30, length: 20 })
})

it('of no pages is no run', () => {
  const run = sweepFires(sweep(0, 10), 1, 2)
  expect([run.first, run.length, run.countIn(0, 5), run.has(0)]).toEqual([0, 0, 0, false])
})
