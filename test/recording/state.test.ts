// The state at any time: a pure function of the record and t. Forward, backward and at random it is the same, every zoom
// shows the same memory, and what it says at the end of a pass is the row of that pass.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runToEnd } from '../../src/engine/run.ts'
import type { RunRecord } from '../../src/engine/run-record.ts'
import { PAGE_BYTES, SECOND } from '../../src/engine/units.ts'
import { dueTotals, walkTotals } from '../../src/engine/memory/walk-order.ts'
import { passesPagesBy } from '../../src/recording/page-flags.ts'
import { createRecording } from '../../src/recording/recording.ts'
import { CELL } from '../../src/recording/cell.ts'
import type { Recording } from '../../src/recording/recording.ts'
import { dotsOf, everyPage } from './every-page.ts'
import {
  finishedPasses,
  inputOf,
  isForced,
  runWith,
  smallRun,
} from '../engine/arbitrary-scenario.ts'
import { runOnce } from '../engine/run-once.ts'
import { runs } from '../properties.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true })

/** Everything that can be asked of a moment. */
function stateAt(recording: Recording, time: number) {
  const map = (pagesPerCell: number) => Array.from(dotsOf(recording, time, pagesPerCell))
  return {
    sample: recording.sampleAt(time),
    regions: map(recording.regionPages),
    coarse: map(recording.regionPages * 4),
    fine: map(64),
    pages: everyPage(recording, time),
    whole: recording.ask({ kind: 'readout', time, firstPage: 0, pages: recording.pages }),
  }
}

describe('state(t)', () => {
  it('is the same forward, backward, at random, twice, and in a recording that was asked nothing before', () => {
    fc.assert(
      fc.property(
        smallRun('sampled', 'fluid', 'literal'),
        fc.array(share, { minLength: 3, maxLength: 5 }),
        (input, shares) => {
          const record = runOnce(input)
          const recording = createRecording(record)
          // Any moment, and the borders of phases, where an error by one nanosecond would show.
          const borders = record.phases.slice(0, 4).flatMap(({ start }) => [start, start + 1])
          const times = [...shares.map((at) => Math.round(at * record.end)), ...borders]
          const random = new Map(times.map((time) => [time, stateAt(recording, time)]))
          const forward = [...random.keys()].sort((a, b) => a - b)
          for (const time of forward) expect(stateAt(recording, time)).toEqual(random.get(time))
          for (const time of forward.toReversed())
            expect(stateAt(recording, time)).toEqual(random.get(time))
          const fresh = runToEnd(input)
          for (const time of forward)
            expect(stateAt(createRecording(fresh), time)).toEqual(random.get(time))
        },
      ),
      runs(10),
    )
  })

  it('adds up: a range is the sum of its parts, whole regions and single pages alike', () => {
    fc.assert(
      fc.property(smallRun('sampled', 'literal'), share, share, (input, at, cut) => {
        const record = runOnce(input)
        const recording = createRecording(record)
        const time = Math.round(at * record.end)
        const middle = 1 + Math.floor(cut * (recording.pages - 2))
        const whole = recording.ask({ kind: 'readout', time, firstPage: 0, pages: recording.pages })
        const [left, right] = [
          recording.ask({ kind: 'readout', time, firstPage: 0, pages: middle }),
          recording.ask({
            kind: 'readout',
            time,
            firstPage: middle,
            pages: recording.pages - middle,
          }),
        ]
        for (const key of Object.keys(whole) as (keyof typeof whole)[]) {
          if (key !== 'firstPage') expect([key, left[key] + right[key]]).toEqual([key, whole[key]])
        }
        expect(whole.pages).toBe(recording.pages)
        expect(whole.inUse).toBe(record.layout.pagesInUse)
      }),
      runs(35),
    )
  })

  it('is the row of the pass where a pass ends, and the next pass begins with what is left', () => {
    fc.assert(
      fc.property(smallRun('sampled', 'literal'), (input) => {
        const record = runOnce(input)
        const recording = createRecording(record)
        let passedBy = 0
        const whole = isForced(record) ? finishedPasses(record) : record.passes
        for (const { row, walk } of whole) {
          // Xen passes pages by: some have never been sent. QEMU leaves pages over.
          passedBy += dueTotals(walk).pages + dueTotals(walk).zeroPages
          passedBy -= walkTotals(walk).pages + walkTotals(walk).zeroPages
          const over =
            walkTotals(walk).pages - row.pagesSent + (walkTotals(walk).zeroPages - row.pagesZero)
          const before = recording.sampleAt(row.end - 1)
          expect(before.phase).toBe('pass')
          expect(before.pass).toBe(row.pass)
          const { fired, notSent, waiting } = recording.ask({
            kind: 'readout',
            time: row.end - 1,
            firstPage: 0,
            pages: recording.pages,
          })
          // One nanosecond before, at most the last batch, the last zero page and the last fire of a region are missing.
          const batch = input.scenario['Migrate.PreCopyPagesPerSend']
          expect(notSent + waiting).toBeLessThanOrEqual(batch + 1 + passedBy + over)
          expect(fired).toBeLessThanOrEqual(row.pagesDirtied)
          expect(row.pagesDirtied - fired).toBeLessThanOrEqual(1 + record.layout.regions)
        }
        const stun = record.facts.find((fact) => fact.kind === 'stun-began')
        if (stun?.kind === 'stun-began' && !isForced(record)) {
          // What was dirtied, and in QEMU what was left over, each page once.
          const last = record.passes.at(-1)!.row
          expect(stun.pagesLeft).toBeGreaterThanOrEqual(last.pagesDirtied)
          expect(stun.pagesLeft).toBeLessThanOrEqual(
            last.pagesDirtied +
              last.pagesToSend -
              last.pagesSent -
              (passesPagesBy(record) ? last.pagesToSend - last.pagesSent : 0),
          )
          expect(recording.sampleAt(stun.at).pagesLeft).toBe(stun.pagesLeft)
        }
      }),
      runs(35),
    )
  })

  it('has not fired more just before the end of a pass than at it, where the draw goes over to another formula', () => {
    // The share of pass 2 is that at which a region's count has a variance of 12: `fire-path.ts` says why that matters.
    const record = runWith(
      {
        generation: 'ESX2',
        'vm.memory': 0.3125,
        'vm.inUse': 85,
        'vm.zeroPages': 15,
        'vm.vcpus': 4,
        'vm.deviceState': 10,
        'workload.writers': 1,
        'workload.pattern': 'bursts',
        'workload.burstOn': 0.1,
        'workload.burstOff': 2,
        'workload.workingSet': 0.0625,
        'workload.background': 1000,
        'network.rtt': 20,
        'hosts.pageFireCost': 20,
      },
      3663923917,
    )
    const recording = createRecording(record)
    const { row, fires } = record.passes.find((table) => table.row.pass === 2)!
    expect(
      recording.ask({ kind: 'readout', time: row.end - 1, firstPage: 0, pages: recording.pages })
        .fired,
    ).toBe(row.pagesDirtied)
    const { regions, regionPages } = record.layout
    for (let region = 0; region < regions; region++) {
      const { fired } = recording.ask({
        kind: 'readout',
        time: row.end - 1,
        firstPage: region * regionPages,
        pages: regionPages,
      })
      expect(fired).toBe(fires[region])
    }
  })

  it('never loses a page: what is missing at the destination only falls while nothing fires, and ends at none', () => {
    fc.assert(
      fc.property(smallRun('sampled', 'literal'), (input) => {
        const record = runOnce(input)
        if (record.failure !== undefined) return
        const recording = createRecording(record)
        const cleanup = record.phases.at(-1)!
        const end = recording.ask({
          kind: 'readout',
          time: cleanup.start,
          firstPage: 0,
          pages: recording.pages,
        })
        expect(end).toMatchObject({ missingAtDestination: 0, notSent: 0, waiting: 0, fired: 0 })
        expect(end.inSync).toBe(record.layout.pagesInUse)
        const last = record.lastWalk!
        let before = Infinity
        for (let step = 0; step <= 10; step++) {
          const time = last.start + ((last.end - last.start) * step) / 10
          const { missingAtDestination } = recording.ask({
            kind: 'readout',
            time,
            firstPage: 0,
            pages: recording.pages,
          })
          expect(missingAtDestination).toBeLessThanOrEqual(before)
          before = missingAtDestination
        }
      }),
      runs(40),
    )
  })

  it('single page fires are the counts: as many until t as the readout says', () => {
    fc.assert(
      fc.property(smallRun('sampled', 'literal'), share, share, (input, at, place) => {
        const record = runOnce(input)
        const recording = createRecording(record)
        const first = Math.floor(place * (recording.pages - 512))
        const fires = recording.ask({ kind: 'pageFires', firstPage: first, pages: 512 })
        const keys = new Set(fires.map(({ pass, page }) => pass * 1e9 + page))
        expect(keys.size).toBe(fires.length)
        const readout = (time: number) =>
          recording.ask({ kind: 'readout', time, firstPage: first, pages: 512 }).timesFired
        expect(fires.length).toBe(readout(record.end))
        const time = Math.round(at * record.end)
        const until = fires.filter((fire) => fire.at <= time).length
        // Times are given to a microsecond.
        const near = fires.filter((fire) => Math.abs(fire.at - time) <= 1500).length
        expect(Math.abs(until - readout(time))).toBeLessThanOrEqual(near)
      }),
      runs(40),
    )
  })
})

describe('the map', () => {
  const record = runToEnd(
    inputOf({ 'vm.memory': 0.25, 'workload.workingSet': 0.125, 'vm.zeroPages': 5 }),
  )
  const recording = createRecording(record)

  it('shows at every zoom the page in the middle of each cell, and where the walk stands', () => {
    for (const moment of [0.1, 0.4, 0.7, 0.95, 1]) {
      const time = Math.round(record.end * moment)
      const pages = dotsOf(recording, time)
      const travels = (page: number) => (page & 255) === CELL.onTheWire
      for (const perCell of [16, 256]) {
        for (const [index, cell] of dotsOf(recording, time, perCell).entries()) {
          const inside = pages.subarray(index * perCell, (index + 1) * perCell)
          expect([index, travels(cell)]).toEqual([index, inside.some(travels)])
          if (!travels(cell)) expect([index, cell]).toEqual([index, inside[perCell / 2]])
        }
      }
    }
  })

  it('shows of whole regions the middle page of those in use, and where the walk stands', () => {
    const { regionPages, inUse } = record.layout
    for (const moment of [0.1, 0.4, 0.7, 0.95, 1]) {
      const time = Math.round(record.end * moment)
      const pages = dotsOf(recording, time)
      for (const regions of [1, 4]) {
        for (const [index, cell] of dotsOf(recording, time, regions * regionPages).entries()) {
          const region = index * regions
          if ((cell & 255) === CELL.onTheWire) continue
          const middle = region * regionPages + Math.floor(inUse[region]! / 2)
          expect([index, cell]).toEqual([index, pages[middle]])
        }
      }
    }
  })
})

describe('numbers over time', () => {
  /** Trapezoids over each pass; the curve is smooth within a pass and jumps between two. */
  const integral = (recording: Recording, { passes }: RunRecord) =>
    passes.reduce((sum, { row }) => {
      const steps = 500
      const width = (row.end - row.start) / steps
      for (let step = 0; step < steps; step++)
        sum +=
          (recording.sampleAt(row.start + (step + 0.5) * width).newlyDirtyBytesPerSecond * width) /
          SECOND
      return sum
    }, 0)

  it('newly dirty bytes, summed over time, are page fires × 4 KiB', () => {
    for (const values of [
      {},
      { 'workload.pattern': 'hotcold' },
      { 'workload.writeRate': 3000, 'workload.workingSet': 4, 'network.limit': 600 },
    ] as const) {
      const record = runToEnd(inputOf({ 'vm.memory': 8, 'workload.workingSet': 2, ...values }))
      const fires = record.passes.reduce((sum, { row }) => sum + row.pagesDirtied, 0)
      const summed = integral(createRecording(record), record) / PAGE_BYTES
      // 1 %: the counts are drawn, the rate is the expected one.
      expect(Math.abs(summed - fires)).toBeLessThan(0.01 * fires)
    }
  })

  it('the wire, summed over time, is what was sent', () => {
    const record = runToEnd(
      inputOf({ 'vm.memory': 4, 'workload.workingSet': 1, 'vm.zeroPages': 30 }),
    )
    const recording = createRecording(record)
    const steps = 4000
    let sum = 0
    for (let step = 0; step < steps; step++)
      sum +=
        (recording.sampleAt(((step + 0.5) * record.end) / steps).wireBytesPerSecond * record.end) /
        steps /
        SECOND
    const sent = recording.sampleAt(record.end).bytesSent
    expect(Math.abs(sum - sent)).toBeLessThan(0.005 * sent)
  })
})
