// The dots of the maps are true pages: one law against the page reader, one about what their density says.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RunRecord } from '../../src/engine/run-record.ts'
import { SECOND } from '../../src/engine/units.ts'
import { middlePage } from '../../src/recording/dot-history.ts'
import { PAGE } from '../../src/recording/page-flags.ts'
import { createPageReader } from '../../src/recording/pages.ts'
import { createRecording } from '../../src/recording/recording.ts'
import { CELL } from '../../src/recording/cell.ts'
import { runWith, smallRun } from '../engine/arbitrary-scenario.ts'
import { runOnce } from '../engine/run-once.ts'
import { runs } from '../properties.ts'

const dotsAt = (record: RunRecord, time: number, pagesPerCell: number) => {
  const recording = createRecording(record)
  const cells = Math.ceil(recording.pages / pagesPerCell)
  const out = new Uint32Array(cells)
  recording.paintDots(time, { firstPage: 0, pagesPerCell, cells }, out)
  return out
}

/** What one page looks like at the source, as the page reader knows it. */
function codeOf(record: RunRecord, time: number, region: number, page: number): number {
  const { flags, timesFired } = createPageReader(record, time)(region)
  const flag = flags[page] ?? 0
  if ((flag & PAGE.inUse) === 0) return CELL.notInUse
  if ((flag & PAGE.everSent) === 0) return CELL.notSent
  const waiting = (flag & (PAGE.toSend | PAGE.sent)) === PAGE.toSend
  if (!waiting && (flag & PAGE.fired) === 0) return CELL.inSync
  const severity = Math.min(3, Math.max(1, timesFired[page] ?? 0))
  return CELL.changed + severity * CELL.changedSteps - 1
}

test('a dot is the state of the middle page of its region, at any time of any run', () => {
  fc.assert(
    fc.property(
      smallRun('sampled', 'literal'),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (input, share) => {
        const record = runOnce(input)
        const { regionPages, regions } = record.layout
        // Before the end: at the end the source's memory is given back.
        const time = Math.floor(record.end * share * 0.999)
        const dots = dotsAt(record, time, regionPages)
        for (let region = 0; region < regions; region++) {
          const source = (dots[region] ?? 0) & 255
          if (source === CELL.onTheWire) continue
          expect(source).toBe(codeOf(record, time, region, middlePage(record, region)))
        }
      },
    ),
    runs(60),
  )
})

test('where the last pages begin later than the pass before ended, what it has sent is in sync', () => {
  const record = runWith({
    generation: 'QEMU7.2',
    'vm.memory': 0.125,
    'vm.zeroPages': 0,
    'vm.vcpus': 1,
    'workload.workingSet': 0,
    'workload.writers': 1,
    'network.speed': '1',
    'qemu.maxBandwidth': 32,
  })
  const { regionPages, regions } = record.layout
  // The pass ended in this region, behind its middle page.
  const { region, page } = record.lastWalk!.origin!
  expect(page).toBeGreaterThan(middlePage(record, region))
  const { start, end } = record.lastWalk!
  expect(start).toBeGreaterThan(record.passes.at(-1)!.walk.end)
  const dots = dotsAt(record, Math.floor((start + end) / 2), regionPages)
  expect(dots).toHaveLength(regions)
  expect(dots[region]! & 255).toBe(CELL.inSync)
})

test('a cell smaller than a region shows its middle page, also when the time goes back', () => {
  const record = runWith({ 'vm.memory': 0.25, 'workload.workingSet': 0.0625 })
  const recording = createRecording(record)
  const view = { firstPage: 0, pagesPerCell: 8, cells: recording.pages / 8 }
  const out = new Uint32Array(view.cells)
  for (const time of [record.end * 0.9, record.end * 0.5, record.end * 0.7].map(Math.floor)) {
    recording.paintDots(time, view, out)
    for (let cell = 0; cell < view.cells; cell += 97) {
      const page = cell * 8 + 4
      const region = Math.floor(page / record.layout.regionPages)
      const source = (out[cell] ?? 0) & 255
      if (source === CELL.onTheWire) continue
      expect(source).toBe(codeOf(record, time, region, page - region * record.layout.regionPages))
    }
  }
})

test('at the destination a changed page is stale, and what was never sent is not there', () => {
  const record = runWith({})
  const pass = record.passes[0]
  if (!pass) throw new Error('no pass')
  const time = Math.floor((pass.walk.start + pass.walk.end) / 2)
  for (const dot of dotsAt(record, time, record.layout.regionPages)) {
    const [source, destination] = [dot & 255, (dot >>> 8) & 255]
    if (source >= CELL.changed) expect(destination).toBe(CELL.stale)
    else expect(destination).toBe(source)
  }
})

test('the share of changed dots is the share of changed pages', () => {
  const record = runWith({})
  const recording = createRecording(record)
  for (const [index, { walk }] of record.passes.entries()) {
    const time = walk.end - SECOND / 1000
    const dots = dotsAt(record, time, record.layout.regionPages)
    const changed = dots.filter((dot) => (dot & 255) >= CELL.changed).length / dots.length
    const { waiting, fired, pages } = recording.ask({
      kind: 'readout',
      time,
      firstPage: 0,
      pages: recording.pages,
    })
    // Draws of one page in 512: four standard deviations of a binomial share.
    const share = (waiting + fired) / pages
    const spread = 4 * Math.sqrt((share * (1 - share)) / dots.length)
    expect(Math.abs(changed - share), `pass ${index - 1}`).toBeLessThan(spread)
  }
})
