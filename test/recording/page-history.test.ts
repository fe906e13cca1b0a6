// Pages are read by what changes from copy to copy, and what was read is kept. It must be the very same as the plain way,
// page by page through every copy, in whichever order moments are asked for and however little may be kept.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type RunRecord, walksOf } from '../../src/engine/run-record.ts'
import { createPageHistory } from '../../src/recording/page-history.ts'
import type { DuePage, RegionPages } from '../../src/recording/page-flags.ts'
import { createPageReader, createPassingReader } from '../../src/recording/pages.ts'
import { runOnce } from '../engine/run-once.ts'
import { runs } from '../properties.ts'
import { anyRun } from './any-run.ts'
import { manyPasses } from './many-passes.ts'
import { createPlainReader } from './plain-pages.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true })

const columns = ({ flags, timesSent, timesFired }: RegionPages) => [
  Array.from(flags),
  Array.from(timesSent),
  Array.from(timesFired),
]

function sameAt(record: RunRecord, time: number, regions: readonly number[]): void {
  const plain = createPlainReader(record, time)
  const kept = createPageReader(record, time)
  const passing = createPassingReader(record, time)
  for (const region of regions) {
    const right = columns(plain(region))
    expect(columns(kept(region))).toEqual(right)
    expect(columns(passing(region))).toEqual(right)
  }
}

/** Moments at which something begins or ends, and just before. */
function borders(record: RunRecord): number[] {
  const walks = walksOf(record)
  return [
    0,
    record.end,
    ...walks.flatMap((walk) => [walk.start - 1, walk.start, walk.end - 1, walk.end]),
  ]
}

describe('single pages', () => {
  it('are the same as read page by page through every copy, at any moment of any run', () => {
    fc.assert(
      fc.property(
        anyRun,
        fc.array(share, { minLength: 2, maxLength: 4 }),
        share,
        (input, moments, place) => {
          const record = runOnce(input)
          const all = Array.from({ length: record.layout.regions }, (_, region) => region)
          const first = Math.floor(place * (all.length - 1))
          const regions = [...all.slice(first, first + 4), ...all.slice(0, 2)]
          const edges = borders(record)
          const times = moments.flatMap((moment) => [
            Math.round(moment * record.end),
            edges[Math.floor(moment * (edges.length - 1))]!,
          ])
          for (const time of times) sameAt(record, time, regions)
        },
      ),
      runs(30),
    )
  })

  it.each(manyPasses)('are the same in a run of very many passes: %s', (_, record, least) => {
    expect(record.passes.length).toBeGreaterThanOrEqual(least)
    const { regions } = record.layout
    const hot = record.passes[9]!.fires.findIndex((count) => count > 0)
    const steps = Array.from({ length: 12 }, (__, step) => Math.round((record.end * step) / 11))
    for (const time of [...steps, ...steps.toReversed()])
      sameAt(record, time, [hot, Math.floor(regions / 2)])
  })

  it('report the same pages as due, in the same order', () => {
    fc.assert(
      fc.property(anyRun, share, share, (input, at, place) => {
        const record = runOnce(input)
        const time = Math.round(at * record.end)
        const region = Math.floor(place * (record.layout.regions - 1))
        const seenBy = (reader: typeof createPassingReader) => {
          const seen: (readonly [number, DuePage])[] = []
          reader(record, time, (copy, due) => seen.push([copy, due]))(region)
          return seen
        }
        expect(seenBy(createPassingReader)).toEqual(seenBy(createPlainReader))
      }),
      runs(40),
    )
  })
})

describe('what is kept of regions', () => {
  it('stays within its bytes, whatever is asked for, and changes nothing', () => {
    const [, record] = manyPasses[0]!
    const { regions, regionPages } = record.layout
    const asked = fc.record({
      region: fc.nat(regions - 1),
      copy: fc.nat(record.passes.length),
      turn: fc.boolean(),
    })
    fc.assert(
      fc.property(
        fc.array(asked, { minLength: 20, maxLength: 60 }),
        fc.constantFrom(0, 40_000, 200_000),
        (questions, most) => {
          const small = createPageHistory(record, most)
          const large = createPageHistory(record)
          for (const { region, copy, turn } of questions) {
            if (turn) small.turn()
            expect(columns(small.stateAt(region, copy))).toEqual(
              columns(large.stateAt(region, copy)),
            )
            // One region always stays.
            expect(small.keptBytes).toBeLessThanOrEqual(Math.max(most, regionPages * 7))
          }
        },
      ),
      runs(15),
    )
  })
})
