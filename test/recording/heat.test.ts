/** Laws of the heat maps: cells add up to the readout of memory, ages agree with the lives of pages, the histogram counts all. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createHeatHistory, heatOf } from '../../src/recording/questions/heat.ts'
import { HEAT_VALUES, type HeatValue } from '../../src/recording/questions/heat.ts'
import type { RunRecord } from '../../src/engine/run-record.ts'
import { sentHistogramOf } from '../../src/recording/questions/sent-histogram.ts'
import { isSending, pageLifeOf } from '../../src/recording/questions/page-life.ts'
import { createRecording } from '../../src/recording/recording.ts'
import { smallRun } from '../engine/arbitrary-scenario.ts'
import { runOnce } from '../engine/run-once.ts'
import { runs } from '../properties.ts'

/** Values of one cell a region. */
const byRegion = (
  record: RunRecord,
  time: number,
  value: HeatValue,
  held = createHeatHistory(),
) => {
  const { regions, regionPages } = record.layout
  const view = { firstPage: 0, pagesPerCell: regionPages, cells: regions }
  return heatOf(record, held, time, value, view)
}

const share = fc.double({ min: 0, max: 1, noNaN: true })

describe('heat', () => {
  it('of one cell a region agrees with the readout of each region, at any moment', () => {
    fc.assert(
      fc.property(smallRun('sampled', 'literal'), share, (input, at) => {
        const record = runOnce(input)
        const recording = createRecording(record)
        const { regions, regionPages, inUse } = record.layout
        const time = Math.round(at * record.end)
        const sent = byRegion(record, time, 'sent')
        const fired = byRegion(record, time, 'fired')
        for (let region = 0; region < regions; region += 5) {
          const used = inUse[region]!
          if (used === 0) {
            expect(sent[region]).toBeNaN()
            continue
          }
          const seen = recording.ask({
            kind: 'readout',
            time,
            firstPage: region * regionPages,
            pages: regionPages,
          })
          expect(sent[region]! * used).toBeCloseTo(seen.timesSent, 1)
          expect(fired[region]! * used).toBeCloseTo(seen.timesFired, 1)
        }
      }),
      runs(40),
    )
  })

  it('says an age that the life of the middle page confirms, to a 256th of the pass', () => {
    fc.assert(
      fc.property(smallRun('sampled', 'literal'), share, (input, at) => {
        const record = runOnce(input)
        const { regions, regionPages, inUse } = record.layout
        const time = Math.round(at * record.end)
        const ages = byRegion(record, time, 'age')
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
          const length = (table?.walk.end ?? 0) - (table?.walk.start ?? 0)
          const age = (time - last.at) / 1e9
          expect(ages[region]).toBeLessThanOrEqual(age + 1e-3)
          expect(ages[region]).toBeGreaterThanOrEqual(age - length / 256 / 1e9 - 1e-3)
        }
      }),
      runs(40),
    )
  })

  it('of one cell a page says what the life of each page says, at any moment', () => {
    fc.assert(
      fc.property(smallRun('sampled', 'literal'), share, share, (input, at, where) => {
        const record = runOnce(input)
        const time = Math.round(at * record.end)
        const { pages } = record.layout
        const firstPage = Math.floor(where * (pages - 64))
        const view = { firstPage, pagesPerCell: 1, cells: 64 }
        const held = createHeatHistory()
        const [sent, fired, age] = (['sent', 'fired', 'age'] as const).map((value) =>
          heatOf(record, held, time, value, view),
        )
        for (let cell = 0; cell < 64; cell += 9) {
          const { events, inUse } = pageLifeOf(record, firstPage + cell)
          if (!inUse) {
            expect([sent![cell], fired![cell], age![cell]]).toEqual([NaN, NaN, NaN])
            continue
          }
          const past = events.filter((event) => event.at <= time)
          expect(sent![cell]).toBe(past.filter(isSending).length)
          const fires = past.filter(({ kind }) => kind === 'fired')
          expect(fired![cell]).toBe(fires.length)
          const last = fires.at(-1)
          if (last === undefined) expect(age![cell]).toBe(Infinity)
          // Two microseconds, and what a float of 32 bits leaves of the age.
          else expect(Math.abs(age![cell]! - (time - last.at) / 1e9)).toBeLessThan(1e-4)
        }
      }),
      runs(60),
    )
  })

  it('does not depend on what was asked before', () => {
    fc.assert(
      fc.property(
        smallRun('sampled', 'literal'),
        fc.array(share, { minLength: 2 }),
        (input, all) => {
          const record = runOnce(input)
          const held = createHeatHistory()
          for (const at of all)
            for (const value of HEAT_VALUES) {
              const time = Math.round(at * record.end)
              expect(byRegion(record, time, value, held)).toEqual(byRegion(record, time, value))
            }
        },
      ),
      runs(30),
    )
  })

  it('counts every page once, and as many sends as the run made', () => {
    fc.assert(
      fc.property(smallRun('sampled', 'literal'), (input) => {
        const record = runOnce(input)
        const { pages, counted, inUse } = sentHistogramOf(record)
        expect(counted).toBe(inUse)
        expect(pages.reduce((sum, count) => sum + count, 0)).toBe(inUse)
        const sends = pages.reduce((sum, count, times) => sum + count * times, 0)
        const whole = createRecording(record).ask({
          kind: 'readout',
          time: record.end,
          firstPage: 0,
          pages: record.layout.pages,
        })
        expect(sends).toBe(whole.timesSent)
      }),
      runs(40),
    )
  })
})
