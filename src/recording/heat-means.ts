/** How often the pages of a cell were sent, or fired, on average: from counts of regions, or from single pages. */
import { walkPosition } from '../engine/memory/walk-position.ts'
import { sentOfRegion } from '../engine/memory/walk-region.ts'
import type { RunRecord } from '../engine/run-record.ts'
import type { Nanoseconds } from '../engine/units.ts'
import { fireMoment, firesInRegion } from './fires.ts'
import { createPageReader } from './pages.ts'
import type { CellView } from './cell.ts'
import { copyAt } from './timeline.ts'

/** Sends and fires by region in the first so many passes. */
export interface HeatSums {
  passes: number
  readonly sent: Float64Array
  readonly fired: Float64Array
}

export function createSums({ layout }: RunRecord): HeatSums {
  const { regions } = layout
  return { passes: 0, sent: new Float64Array(regions), fired: new Float64Array(regions) }
}

export function meansOf(
  record: RunRecord,
  sums: HeatSums,
  time: Nanoseconds,
  value: 'sent' | 'fired',
  view: CellView,
): Float32Array {
  return view.pagesPerCell < record.layout.regionPages
    ? meansOfPages(record, time, value, view)
    : meansOfRegions(record, sums, time, value, view)
}

function meansOfRegions(
  record: RunRecord,
  sums: HeatSums,
  time: Nanoseconds,
  value: 'sent' | 'fired',
  view: CellView,
): Float32Array {
  const { regionPages, regions, inUse } = record.layout
  const step = view.pagesPerCell / regionPages
  const first = Math.floor(view.firstPage / regionPages)
  const count = value === 'sent' ? sendsBy(record, sums, time) : firesBy(record, sums, time)
  const values = new Float32Array(view.cells)
  for (let cell = 0; cell < view.cells; cell++) {
    const from = first + cell * step
    const end = Math.min(from + step, regions)
    let sum = 0
    let used = 0
    for (let region = from; region < end; region++) {
      used += inUse[region]!
      sum += count(region)
    }
    values[cell] = used > 0 ? sum / used : NaN
  }
  return values
}

/** Page transmissions of a region by the moment. */
function sendsBy(record: RunRecord, sums: HeatSums, time: Nanoseconds): (region: number) => number {
  const { passIndex, lastWalk } = copyAt(record, time)
  const walk = lastWalk ?? record.passes[passIndex]?.walk
  if (walk === undefined) return () => 0
  const { sent } = hold(record, sums, lastWalk ? passIndex + 1 : passIndex)
  const position = walkPosition(walk, time)
  return (region) => sent[region]! + sentOfRegion(walk, position, region).send
}

/** Page fires of a region by the moment. */
function firesBy(record: RunRecord, sums: HeatSums, time: Nanoseconds): (region: number) => number {
  const { passIndex } = copyAt(record, time)
  const table = record.passes[passIndex]
  if (table === undefined) return () => 0
  const { fired } = hold(record, sums, passIndex)
  const moment = fireMoment(record, table, time)
  return (region) => fired[region]! + Math.round(firesInRegion(record, moment, region))
}

/** Makes the sums those of the first so many passes: what lies between is added or taken away. */
function hold(record: RunRecord, sums: HeatSums, passes: number): HeatSums {
  while (sums.passes < passes) addPass(record, sums, sums.passes++, 1)
  while (sums.passes > passes) addPass(record, sums, --sums.passes, -1)
  return sums
}

function addPass(record: RunRecord, { sent, fired }: HeatSums, index: number, sign: 1 | -1): void {
  const { walk, fires } = record.passes[index]!
  const ended = walk.complete ? undefined : walkPosition(walk, walk.end)
  for (let region = 0; region < sent.length; region++) {
    const through = ended ? sentOfRegion(walk, ended, region).send : walk.toSend[region]!
    sent[region] = sent[region]! + sign * through
    fired[region] = fired[region]! + sign * Math.round(fires[region]!)
  }
}

/** Cells smaller than a region: page by page. */
function meansOfPages(
  record: RunRecord,
  time: Nanoseconds,
  value: 'sent' | 'fired',
  view: CellView,
): Float32Array {
  const { regionPages, regions, inUse } = record.layout
  const read = createPageReader(record, time)
  let loaded = -1
  let counts: Uint16Array = new Uint16Array(0)
  const values = new Float32Array(view.cells).fill(NaN)
  for (let cell = 0; cell < view.cells; cell++) {
    const from = view.firstPage + cell * view.pagesPerCell
    const region = Math.floor(from / regionPages)
    if (region >= regions) break
    if (region !== loaded) {
      const { timesSent, timesFired } = read(region)
      counts = value === 'sent' ? timesSent : timesFired
      loaded = region
    }
    const start = from - region * regionPages
    const end = Math.min(start + view.pagesPerCell, inUse[region]!)
    let sum = 0
    for (let page = start; page < end; page++) sum += counts[page]!
    if (end > start) values[cell] = sum / (end - start)
  }
  return values
}
