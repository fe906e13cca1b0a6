/** Laws of the streams: what they carried is what was sent, page by page, and each in proportion to its rate. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Intervention } from '../../src/engine/scenario/intervention.ts'
import { walkPosition } from '../../src/engine/memory/walk-position.ts'
import { createHeatHistory, heatOf } from '../../src/recording/questions/heat.ts'
import { createRecording } from '../../src/recording/recording.ts'
import { batchesOf, streamOfBatch, streamPattern } from '../../src/recording/stream-pattern.ts'
import { streamSharesOf } from '../../src/recording/questions/stream-shares.ts'
import { streamsOf } from '../../src/recording/streams.ts'
import { smallRun } from '../engine/arbitrary-scenario.ts'
import { runOnce } from '../engine/run-once.ts'
import { runs } from '../properties.ts'

const rates = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 20 })

describe('batches', () => {
  it('are each carried by one stream, and counted as they are dealt out', () => {
    fc.assert(
      fc.property(rates, fc.integer({ min: 0, max: 1500 }), (all, batches) => {
        const pattern = streamPattern(all)
        const counted = all.map(() => 0)
        for (let batch = 0; batch < batches; batch++) counted[streamOfBatch(pattern, batch)]!++
        expect(all.map((_, stream) => batchesOf(pattern, stream, batches))).toEqual(counted)
      }),
    )
  })

  it('go to the streams in proportion to their rates, to a batch and a 256th', () => {
    fc.assert(
      fc.property(rates, fc.integer({ min: 1, max: 1e9 }), (all, batches) => {
        const pattern = streamPattern(all)
        const most = Math.max(...all)
        const weights = all.map((rate) => Math.max(1, Math.round((rate / most) * 256)))
        const sum = weights.reduce((one, other) => one + other, 0)
        for (const [stream, weight] of weights.entries()) {
          const fair = (batches * weight) / sum
          // A stream that is free first may be one batch ahead for each of the others.
          expect(Math.abs(batchesOf(pattern, stream, batches) - fair)).toBeLessThanOrEqual(
            all.length,
          )
        }
      }),
    )
  })

  it('alternate where all streams are alike', () => {
    const pattern = streamPattern([5, 5, 5])
    expect([0, 1, 2, 3, 4].map((batch) => streamOfBatch(pattern, batch))).toEqual([0, 1, 2, 0, 1])
  })
})

/** Several streams, which interventions change in mid-run. */
const manyStreams = fc
  .tuple(
    smallRun('sampled', 'literal', 'fluid'),
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 0, max: 5 }),
    fc.array(fc.double({ min: 0.05, max: 0.9, noNaN: true }), { maxLength: 2 }),
  )
  .map(([input, nics, helpers, pulls]) => {
    const scenario = {
      ...input.scenario,
      'network.nics': nics,
      'network.vmknics': nics,
      'network.extraNics': 1,
      'Migrate.VMotionStreamHelpers': helpers,
    }
    const { end } = runOnce({ ...input, scenario })
    const interventions: Intervention[] = pulls
      .map((share) => ({ kind: 'pull-nic' as const, at: Math.round(share * end) }))
      .toSorted((a, b) => a.at - b.at)
    return runOnce({ ...input, scenario, interventions })
  })

describe('streams', () => {
  it('carried together all pages and bytes that were sent', () => {
    fc.assert(
      fc.property(manyStreams, (record) => {
        const { streams, pages, bytes, frameBufferBytes } = streamSharesOf(record)
        expect(streams.reduce((sum, share) => sum + share.pages, 0)).toBeCloseTo(pages, 6)
        const rows = record.passes.map(({ row }) => row)
        const inPasses = rows.reduce((sum, { pagesSent }) => sum + pagesSent, 0)
        const last = record.lastWalk ? pages - inPasses : 0
        // Bytes of a pass are whole.
        const reported = rows.reduce((sum, { bytesSent }) => sum + bytesSent, 0)
        // QEMU leaves zero pages over as well: the last of them go with the last pages, a few bytes each.
        const { pageBytes = 0, zeroWireBytes = 0 } = record.lastWalk ?? {}
        const lastZero = record.lastWalk ? walkPosition(record.lastWalk, record.end).zeroSeen : 0
        const all = reported + last * pageBytes + lastZero * zeroWireBytes + frameBufferBytes
        expect(Math.abs(bytes - all)).toBeLessThanOrEqual(rows.length + all * 1e-9)
        if (record.input.scenario.model === 'fluid') return
        const { timesSent } = createRecording(record).ask({
          kind: 'readout',
          time: record.end,
          firstPage: 0,
          pages: record.layout.pages,
        })
        expect(pages).toBe(timesSent)
      }),
      runs(40),
    )
  })

  it('add up on the map to the times sent, at any zoom and moment; the last one is one of them', () => {
    fc.assert(
      fc.property(
        manyStreams.filter(({ input }) => input.scenario.model !== 'fluid'),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(1, 4),
        (record, at, coarse) => {
          const { regionPages, regions } = record.layout
          const time = Math.round(at * record.end)
          const views = [
            {
              firstPage: 0,
              pagesPerCell: regionPages * coarse,
              cells: Math.ceil(regions / coarse),
            },
            { firstPage: 3 * regionPages, pagesPerCell: 1, cells: regionPages },
          ]
          const { count } = streamsOf(record)
          const held = createHeatHistory()
          for (const view of views) {
            const sent = heatOf(record, held, time, 'sent', view)
            const last = heatOf(record, held, time, 'stream', view)
            const carried = Array.from({ length: count }, (_, stream) =>
              heatOf(record, held, time, 'stream', view, stream),
            )
            for (let cell = 0; cell < view.cells; cell++) {
              if (Number.isNaN(sent[cell]!)) {
                expect(last[cell]).toBeNaN()
                continue
              }
              const sum = carried.reduce((all, values) => all + values[cell]!, 0)
              expect(sum).toBeCloseTo(sent[cell]!, 4)
              if (sent[cell] === 0) expect(last[cell]).toBe(-1)
              else expect(carried[last[cell]!]![cell]).toBeGreaterThan(0)
            }
          }
        },
      ),
      runs(40),
    )
  })
})
