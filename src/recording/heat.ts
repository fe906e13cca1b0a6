/** What the heat maps show: values of equal stretches of memory by address, from the counts of the recording. */
import { fireOrderKey } from '../engine/memory/fired-pages.ts'
import type { PassTable, Walk } from '../engine/memory/pass-table.ts'
import { sentOfRegion, walkPosition, type WalkPosition } from '../engine/memory/walk-position.ts'
import { createPermutation, rank } from '../engine/random/permutation.ts'
import type { RunRecord } from '../engine/run-record.ts'
import type { Nanoseconds } from '../engine/units.ts'
import { fireMoment, firesInRegion, type FireMoment } from './fires.ts'
import { createPageReader } from './pages.ts'

/** sent: mean times a page was sent; fired: mean times its trace fired; age: seconds since the last recorded write of the middle page. */
export const HEAT_VALUES = ['sent', 'fired', 'age'] as const
export type HeatValue = (typeof HEAT_VALUES)[number]

/** Moments of a pass between which an age is looked up: its error is a 256th of the pass at most. */
const GRID = 256

/** By cell: the value, NaN where nothing is in use, Infinity for an age without a write. `cells` stretches cover all of memory. */
export function heatOf(
  record: RunRecord,
  time: Nanoseconds,
  value: HeatValue,
  cells: number,
): Float32Array {
  return value === 'age' ? agesOf(record, time, cells) : meansOf(record, time, value, cells)
}

/** Regions of a cell: a cell may be smaller than a region, then several show the same one. */
function regionsOf(record: RunRecord, cell: number, cells: number): readonly [number, number] {
  const { regions } = record.layout
  const first = Math.floor((cell * regions) / cells)
  return [first, Math.max(first + 1, Math.floor(((cell + 1) * regions) / cells))]
}

function meansOf(
  record: RunRecord,
  time: Nanoseconds,
  value: 'sent' | 'fired',
  cells: number,
): Float32Array {
  const { layout } = record
  const count = value === 'sent' ? sentCounter(record, time) : fireCounter(record, time)
  return Float32Array.from({ length: cells }, (_, cell) => {
    const [first, end] = regionsOf(record, cell, cells)
    let sum = 0
    let inUse = 0
    for (let region = first; region < Math.min(end, layout.regions); region++) {
      inUse += layout.inUse[region]!
      sum += count(region)
    }
    return inUse > 0 ? sum / inUse : NaN
  })
}

/** Page transmissions of a region by the moment. */
function sentCounter(record: RunRecord, time: Nanoseconds): (region: number) => number {
  const { passes, lastWalk } = record
  const walks = [...passes.map(({ walk }) => walk), ...(lastWalk ? [lastWalk] : [])]
  const begun: readonly { readonly walk: Walk; readonly position: WalkPosition }[] = walks
    .filter(({ start }) => start <= time)
    .map((walk) => ({ walk, position: walkPosition(walk, time) }))
  return (region) =>
    begun.reduce((sum, { walk, position }) => sum + sentOfRegion(walk, position, region).send, 0)
}

/** Page fires of a region by the moment. */
function fireCounter(record: RunRecord, time: Nanoseconds): (region: number) => number {
  const moments = record.passes
    .filter(({ walk }) => walk.start <= time)
    .map((table) => fireMoment(record, table, time))
  return (region) =>
    moments.reduce((sum, moment) => sum + Math.round(firesInRegion(record, moment, region)), 0)
}

/** Seconds since the middle page of each cell was last written for all that is recorded: since its trace fired. */
function agesOf(record: RunRecord, time: Nanoseconds, cells: number): Float32Array {
  const { layout, passes } = record
  const begun = passes.filter(({ walk }) => walk.start <= time)
  const grids = new Map<PassTable, FireMoment[]>()
  const gridOf = (table: PassTable) => {
    const { start, end } = table.walk
    const until = Math.min(end, time)
    const known =
      grids.get(table) ??
      Array.from({ length: GRID + 1 }, (_, at) =>
        fireMoment(record, table, start + ((until - start) * at) / GRID),
      )
    grids.set(table, known)
    return known
  }
  return Float32Array.from({ length: cells }, (_, cell) => {
    const [first, end] = regionsOf(record, cell, cells)
    const region = Math.min(layout.regions - 1, Math.floor((first + end - 1) / 2))
    const inUse = layout.inUse[region]!
    if (inUse === 0) return NaN
    const page = Math.floor(inUse / 2)
    for (const table of begun.toReversed()) {
      if (table.fires[region] === 0) continue
      const fired = firedTest(record, table, region, page)
      const grid = gridOf(table)
      if (!fired(grid[GRID]!)) continue
      let low = -1
      let high = GRID
      while (high - low > 1) {
        const middle = (low + high) >> 1
        if (fired(grid[middle]!)) high = middle
        else low = middle
      }
      const { start } = table.walk
      const at = start + ((Math.min(table.walk.end, time) - start) * high) / GRID
      return (time - at) / 1e9
    }
    return Infinity
  })
}

/** Whether a page of a region is among those that fired by a moment of a pass. */
function firedTest(
  record: RunRecord,
  table: PassTable,
  region: number,
  page: number,
): (moment: FireMoment) => boolean {
  const { layout, input } = record
  const { log } = table
  const count = (moment: FireMoment) => Math.round(firesInRegion(record, moment, region))
  if (log !== undefined) {
    const from = log.regionStart[region]!
    const place = log.page.subarray(from, log.regionStart[region + 1]).indexOf(page)
    return (moment) => place >= 0 && place < count(moment)
  }
  const pages = layout.classPages[region]!
  const id = layout.classOf[region]!
  const swept = layout.classOffset[region]! + page
  const order = createPermutation(pages, fireOrderKey(layout, input.seed, table.row.pass, region))
  const place = page < pages ? rank(order, page) : Infinity
  return (moment) => {
    const fires = count(moment)
    if (fires === 0) return false
    return moment.sweeps[id]?.has(swept) ?? place < fires
  }
}

export interface SentHistogram {
  /** Pages in use by times sent at the end of the run: index 0 never, 1 once, … */
  readonly pages: readonly number[]
  /** So many pages were counted one by one, of so many in use. */
  readonly counted: number
  readonly inUse: number
}

/** Regions that are counted page by page at most: evenly spread over memory. */
const MOST_REGIONS = 512

/** How many pages were sent how often by the end of the run. In a large memory every n-th region is counted. */
export function sentHistogramOf(record: RunRecord): SentHistogram {
  const { layout, end } = record
  const step = Math.max(1, Math.ceil(layout.regions / MOST_REGIONS))
  const read = createPageReader(record, end)
  const pages: number[] = []
  let counted = 0
  for (let region = Math.floor(step / 2); region < layout.regions; region += step) {
    const inUse = layout.inUse[region]!
    if (inUse === 0) continue
    const { timesSent } = read(region)
    for (let page = 0; page < inUse; page++) {
      const times = timesSent[page]!
      while (pages.length <= times) pages.push(0)
      pages[times] = pages[times]! + 1
    }
    counted += inUse
  }
  return { pages, counted, inUse: layout.pagesInUse }
}
