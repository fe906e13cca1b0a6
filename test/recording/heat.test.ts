/** Laws of the heat maps: cells add up to the readout of memory, ages agree with the lives of pages, the histogram counts all. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runToEnd } from '../../src/engine/run.ts'
import { heatOf, sentHistogramOf } from '../../src/recording/heat.ts'
import { pageLifeOf } from '../../src/recording/page-life.ts'
import { createRecording } from '../../src/recording/record.ts'
import { smallInput } from '../engine/arbitrary-scenario.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true })

describe('heat', () => {
  it('of one cell a region agrees with the readout of each region, at any moment', () => {
    fc.assert(
      fc.property(smallInput('sampled', 'literal'), share, (input, at) => {
        const record = runToEnd(input)
        const recording = createRecording(record)
        const { regions, regionPages, inUse } = record.layout
        const time = Math.round(at * record.end)
        const sent = heatOf(record, time, 'sent', regions)
        const fired = heatOf(record, time, 'fired', regions)
        for (let region = 0; region < regions; region += 5) {
          const used = inUse[region]!
          if (used === 0) {
            expect(sent[region]).toBeNaN()
            continue
          }
          const seen = recording.readout(time, region * regionPages, regionPages)
          expect(sent[region]! * used).toBeCloseTo(seen.timesSent, 1)
          expect(fired[region]! * used).toBeCloseTo(seen.timesFired, 1)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('says an age that the life of the middle page confirms, to a 256th of the pass', () => {
    fc.assert(
      fc.property(smallInput('sampled', 'literal'), share, (input, at) => {
        const record = runToEnd(input)
        const { regions, regionPages, inUse } = record.layout
        const time = Math.round(at * record.end)
        const ages = heatOf(record, time, 'age', regions)
        for (let region = 0; region < regions; region += 17) {
          const used = inUse[region]!
          if (used === 0) continue
          const { events } = pageLifeOf(record, region * regionPages + Math.floor(used / 2))
          const last = events.findLast(({ kind, at: when }) => kind === 'fired' && when <= time)
          if (!last) {
            expect(ages[region]).toBe(Infinity)
            continue
          }
          const table = record.passes.find(({ row }) => row.pass === last.pass)
          const length = Math.min(table?.walk.end ?? 0, time) - (table?.walk.start ?? 0)
          const age = (time - last.at) / 1e9
          expect(ages[region]).toBeLessThanOrEqual(age + 1e-3)
          expect(ages[region]).toBeGreaterThanOrEqual(age - length / 256 / 1e9 - 1e-3)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('counts every page once, and as many sends as the run made', () => {
    fc.assert(
      fc.property(smallInput('sampled', 'literal'), (input) => {
        const record = runToEnd(input)
        const { pages, counted, inUse } = sentHistogramOf(record)
        expect(counted).toBe(inUse)
        expect(pages.reduce((sum, count) => sum + count, 0)).toBe(inUse)
        const sends = pages.reduce((sum, count, times) => sum + count * times, 0)
        const whole = createRecording(record).readout(record.end, 0, record.layout.pages)
        expect(sends).toBe(whole.timesSent)
      }),
      { numRuns: 40 },
    )
  })
})
