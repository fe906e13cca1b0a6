/** Single page fires of a range, each with its time. */
import { fireOrderKey } from '../../engine/memory/fired-pages.ts'
import { createPermutation, rank } from '../../engine/random/permutation.ts'
import type { PassTable } from '../../engine/memory/pass-table.ts'
import type { RunRecord } from '../../engine/run-record.ts'
import { firstWhere } from '../../engine/search.ts'
import { MICROSECOND, type Nanoseconds, type PageNumber } from '../../engine/units.ts'
import { firesByRegion } from '../fire-index.ts'
import { fireMoment, firesInRegion, type FireMoment } from '../fires.ts'
import { forEachFired } from '../page-copies.ts'
import type { Question } from './question.ts'

interface PageFiresAsked {
  readonly firstPage: PageNumber
  /** Meant for small ranges. */
  readonly pages: number
}

/** One first write after a trace. */
interface PageFire {
  readonly page: PageNumber
  readonly pass: number
  readonly at: Nanoseconds
}

/** Every page fire of a range, in the order of time, to a microsecond. */
export const pageFires: Question<PageFiresAsked, readonly PageFire[]> = {
  answer: (record, { firstPage, pages }) => pageFiresOf(record, firstPage, pages),
}

/** In the order of time; times are whole ticks, microseconds as a rule, rounded up. */
function pageFiresOf(record: RunRecord, firstPage: PageNumber, pages: number): PageFire[] {
  const { regionPages: size, pages: all } = record.layout
  const end = Math.min(all, firstPage + pages)
  const found: PageFire[] = []
  for (const table of record.passes) {
    for (let region = Math.floor(firstPage / size); region * size < end; region++) {
      const timeOf =
        table.log === undefined
          ? closedFormTime(record, table, region)
          : loggedTime(record, table, region)
      forEachFired(record, fireMoment(record, table, table.walk.end), region, (offset) => {
        const page = region * size + offset
        if (page >= firstPage && page < end)
          found.push({ page, pass: table.row.pass, at: timeOf(offset) })
      })
    }
  }
  return found.sort((a, b) => a.at - b.at || a.page - b.page)
}

function loggedTime(
  { layout }: RunRecord,
  { log, walk }: PassTable,
  region: number,
): (offset: number) => number {
  const { start, page, ticks } = firesByRegion(log!, layout)
  const tick = log!.tick * MICROSECOND
  const times = new Map<number, number>()
  for (let i = start[region]!; i < start[region + 1]!; i++)
    times.set(page[i]!, walk.start + (ticks[i]! + 1) * tick)
  return (offset) => Math.min(walk.end, times.get(offset)!)
}

/** Moments of a pass between which fires are looked for; a power of two. */
const GRID = 1024
const MAX_STEPS = 60

/**
 * The first microsecond at which so many pages of the region have fired that this one is among them. Moments of a
 * grid are shared by all pages of the pass; between two of them the search follows the curve of the class.
 */
function closedFormTime(
  record: RunRecord,
  table: PassTable,
  region: number,
): (offset: number) => number {
  const { layout } = record
  const { start, end } = table.walk
  const id = layout.classOf[region]!
  const order = createPermutation(
    layout.classPages[region]!,
    fireOrderKey(layout, record.input.seed, table.row.pass, region),
  )
  const grid = gridOf(record, table)
  const gridTime = (index: number) => start + ((end - start) * index) / GRID
  const sweeping = record.workload.classes[id]!.pattern === 'sweep'
  const firedAt = (offset: number, moment: FireMoment) =>
    sweeping
      ? moment.sweeps[id]!.has(layout.classOffset[region]! + offset)
      : rank(order, offset) < Math.round(firesInRegion(record, moment, region))
  return (offset) => {
    const to = firstWhere(0, GRID, (step) => firedAt(offset, grid[step]!))
    const from = to - 1
    let [low, high] = [gridTime(from), gridTime(to)]
    let [lowShare, highShare] = [grid[from]!.share[id]!, grid[to]!.share[id]!]
    // About the share at which the page's rank is reached: a region that draws more fires reaches every rank earlier.
    const all = grid[GRID]!.share[id]!
    const wanted = (all * (rank(order, offset) + 0.5)) / table.fires[region]!
    for (let step = 0; step < MAX_STEPS && high - low > MICROSECOND; step++) {
      const part = (wanted - lowShare) / (highShare - lowShare)
      const straight = step % 3 < 2 && part > 0 && part < 1
      // Half a microsecond beyond the hit, on alternating sides, so that the bracket closes from both.
      const nudge = step % 2 === 0 ? MICROSECOND / 2 : -MICROSECOND / 2
      const guess = straight ? low + part * (high - low) + nudge : (low + high) / 2
      const time = Math.min(high - 1, Math.max(low + 1, Math.floor(guess)))
      const moment = fireMoment(record, table, time)
      if (firedAt(offset, moment)) [high, highShare] = [time, moment.share[id]!]
      else [low, lowShare] = [time, moment.share[id]!]
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
