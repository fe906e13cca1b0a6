/** Single page fires of a range, each with its time. */
import { fireOrderKey } from '../engine/memory/fired-pages.ts'
import { createPermutation, rank } from '../engine/random/permutation.ts'
import type { PassTable } from '../engine/memory/pass-table.ts'
import type { RunRecord } from '../engine/run-record.ts'
import { MICROSECOND, type PageNumber } from '../engine/units.ts'
import { fireMoment, firesInRegion, type FireMoment } from './fires.ts'
import { forEachFired } from './pages.ts'
import type { PageFire } from './recording.ts'

/** In the order of time; times are whole microseconds, rounded up. */
export function pageFiresOf(record: RunRecord, firstPage: PageNumber, pages: number): PageFire[] {
  const { regionPages: size, pages: all } = record.layout
  const end = Math.min(all, firstPage + pages)
  const found: PageFire[] = []
  for (const table of record.passes) {
    for (let region = Math.floor(firstPage / size); region * size < end; region++) {
      const timeOf =
        table.log === undefined ? closedFormTime(record, table, region) : loggedTime(table, region)
      forEachFired(record, fireMoment(record, table, table.walk.end), region, (offset) => {
        const page = region * size + offset
        if (page >= firstPage && page < end)
          found.push({ page, pass: table.row.pass, at: timeOf(offset) })
      })
    }
  }
  return found.sort((a, b) => a.at - b.at || a.page - b.page)
}

function loggedTime({ log, walk }: PassTable, region: number): (offset: number) => number {
  const times = new Map<number, number>()
  for (let i = log!.regionStart[region]!; i < log!.regionStart[region + 1]!; i++) {
    times.set(log!.page[i]!, walk.start + (log!.microseconds[i]! + 1) * MICROSECOND)
  }
  return (offset) => Math.min(walk.end, times.get(offset)!)
}

/** Moments of a pass between which fires are looked for; a power of two. */
const GRID = 1024

/**
 * The first microsecond at which so many pages of the region have fired that this one is among them. Moments of a
 * grid are shared by all pages of the pass; between two of them the search interpolates, since shares are smooth.
 */
function closedFormTime(
  record: RunRecord,
  table: PassTable,
  region: number,
): (offset: number) => number {
  const { layout } = record
  const { start, end } = table.walk
  const sweeping = record.workload.classes[layout.classOf[region]!]!.pattern === 'sweep'
  const order = createPermutation(
    layout.classPages[region]!,
    fireOrderKey(layout, record.input.seed, table.row.pass, region),
  )
  const grid = gridOf(record, table)
  const gridTime = (index: number) => start + ((end - start) * index) / GRID
  const firedAt = (offset: number, moment: FireMoment) =>
    sweeping
      ? moment.sweeps[layout.classOf[region]!]!.has(layout.classOffset[region]! + offset)
      : rank(order, offset) < Math.round(firesInRegion(record, moment, region))
  return (offset) => {
    let from = 0
    let to = GRID
    while (to - from > 1) {
      const middle = (from + to) >> 1
      if (firedAt(offset, grid[middle]!)) to = middle
      else from = middle
    }
    let low = gridTime(from)
    let high = gridTime(to)
    while (high - low > MICROSECOND) {
      const middle = Math.floor((low + high) / 2)
      if (firedAt(offset, fireMoment(record, table, middle))) high = middle
      else low = middle
    }
    return Math.ceil(high)
  }
}

const grids = new WeakMap<PassTable, FireMoment[]>()

function gridOf(record: RunRecord, table: PassTable): FireMoment[] {
  const { start, end } = table.walk
  const known = grids.get(table)
  if (known !== undefined) return known
  const grid = Array.from({ length: GRID + 1 }, (_, index) =>
    fireMoment(record, table, start + ((end - start) * index) / GRID),
  )
  grids.set(table, grid)
  return grid
}
