/** When the middle page of each cell was last written, as far as it is recorded: when its trace fired. */
import { fireOrderKey } from '../engine/memory/fired-pages.ts'
import type { PassTable } from '../engine/memory/pass-table.ts'
import { createPermutation, rank } from '../engine/random/permutation.ts'
import type { RunRecord } from '../engine/run-record.ts'
import { firstWhere } from '../engine/search.ts'
import { MICROSECOND, type Nanoseconds } from '../engine/units.ts'
import { firesByRegion } from './fire-index.ts'
import { fireMoment, firesInRegion, type FireMoment } from './fires.ts'
import type { CellView } from './cell.ts'
import { copyAt } from './timeline.ts'

/** The middle pages of a view, and when they fired: before a pass, and in it. */
export interface AgeHistory {
  readonly view: CellView
  /** Region and page within it by cell; NONE where the cell's middle is not in use. */
  readonly region: Uint32Array
  readonly page: Uint32Array
  pass: number
  /** The last fire before the pass, −Infinity without one; the fire in the whole pass, Infinity without one. */
  readonly before: Float64Array
  readonly within: Float64Array
}

const NONE = 0xffffffff

/** Steps of a pass in which a fire is looked for; a power of two. */
const GRID = 256

/** Seconds since the last fire by cell; NaN where nothing is in use, Infinity where none is recorded. */
export function agesOf(record: RunRecord, held: AgeHistory, time: Nanoseconds): Float32Array {
  const { passIndex } = copyAt(record, time)
  const { view, region, page, before, within } = held
  const table = record.passes[passIndex]
  const late = table ? lateness(table, view) : 0
  const test = table && fireTest(record, table)
  const ages = new Float32Array(view.cells).fill(NaN)
  for (let cell = 0; cell < view.cells; cell++) {
    if (page[cell] === NONE) continue
    const at = within[cell]!
    // A fire is known to have happened by a moment: for the step before that, only the page itself can answer.
    const justNow = at > time && at - late < time && test?.(region[cell]!, page[cell]!)(time)
    ages[cell] = (time - (at <= time ? at : justNow ? time : before[cell]!)) / 1e9
  }
  return ages
}

/** So much earlier may a fire have been than it is held. */
function lateness({ walk, log }: PassTable, { pagesPerCell }: CellView): Nanoseconds {
  if (log !== undefined) return 0
  return pagesPerCell === 1 ? 2 * MICROSECOND : Math.ceil((walk.end - walk.start) / GRID) + 1
}

/** What is held of a view, brought to the pass of the moment; made anew for another view, or on the way back. */
export function holdAges(
  record: RunRecord,
  kept: AgeHistory | undefined,
  time: Nanoseconds,
  view: CellView,
): AgeHistory {
  const { passIndex } = copyAt(record, time)
  const fits = kept !== undefined && sameView(kept.view, view) && kept.pass <= passIndex
  const held = fits ? kept : createAges(record, view)
  const { before, within } = held
  while (held.pass < passIndex) {
    for (let cell = 0; cell < view.cells; cell++)
      if (within[cell]! < Infinity) before[cell] = within[cell]!
    within.fill(Infinity)
    held.pass++
    findFires(record, record.passes[held.pass]!, held)
  }
  return held
}

function sameView(one: CellView, other: CellView): boolean {
  return (
    one.firstPage === other.firstPage &&
    one.pagesPerCell === other.pagesPerCell &&
    one.cells === other.cells
  )
}

/** As the dots do: the middle page of a cell; of a cell of many regions that of the first. */
function createAges(record: RunRecord, view: CellView): AgeHistory {
  const { regionPages, regions, inUse } = record.layout
  const { cells, pagesPerCell } = view
  const region = new Uint32Array(cells)
  const page = new Uint32Array(cells).fill(NONE)
  for (let cell = 0; cell < cells; cell++) {
    const from = view.firstPage + cell * pagesPerCell
    const at = Math.floor(from / regionPages)
    if (at >= regions) continue
    const used = inUse[at]!
    const middle =
      pagesPerCell < regionPages
        ? from - at * regionPages + Math.floor(pagesPerCell / 2)
        : Math.floor(used / 2)
    region[cell] = at
    if (middle < used) page[cell] = middle
  }
  return {
    view,
    region,
    page,
    pass: -1,
    before: new Float64Array(cells).fill(-Infinity),
    within: new Float64Array(cells).fill(Infinity),
  }
}

/** Looks up when the pages fired in a whole pass. Cells of one region lie side by side. */
function findFires(record: RunRecord, table: PassTable, held: AgeHistory): void {
  const { region } = held
  const { cells, pagesPerCell } = held.view
  const search = table.log ? undefined : fireSearch(record, table, pagesPerCell === 1)
  for (let from = 0; from < cells;) {
    const at = region[from]!
    let end = from + 1
    while (end < cells && region[end] === at) end++
    if (table.fires[at]! > 0) {
      if (search) search(held, at, from, end)
      else findLogged(record, table, held, at, from, end)
    }
    from = end
  }
}

/** The first nanosecond of the tick that was logged. */
function findLogged(
  { layout }: RunRecord,
  { walk, log }: PassTable,
  held: AgeHistory,
  region: number,
  from: number,
  end: number,
): void {
  const { start, page, ticks } = firesByRegion(log!, layout)
  const tick = log!.tick * MICROSECOND
  const first = held.page[from]!
  const { pagesPerCell } = held.view
  for (let i = start[region]!; i < start[region + 1]!; i++) {
    // Middle pages lie a cell apart.
    const distance = page[i]! - first
    if (distance < 0 || distance % pagesPerCell !== 0) continue
    const cell = from + distance / pagesPerCell
    if (cell < end && held.page[cell] === page[i]) held.within[cell] = walk.start + ticks[i]! * tick
  }
}

/** Finds the fires of a region's cells: between moments that all cells share, and at single pages on to the microsecond. */
function fireSearch(record: RunRecord, table: PassTable, fine: boolean) {
  const { start, end } = table.walk
  const gridTime = (step: number) => Math.round(start + ((end - start) * step) / GRID)
  const test = fireTest(record, table)
  return (held: AgeHistory, region: number, from: number, to: number): void => {
    for (let cell = from; cell < to; cell++) {
      if (held.page[cell] === NONE) continue
      const fired = test(region, held.page[cell]!)
      if (!fired(end)) continue
      const step = firstWhere(-1, GRID, (at) => fired(gridTime(at)))
      held.within[cell] =
        fine && step > 0
          ? firstMicrosecond(gridTime(step - 1), gridTime(step), fired)
          : gridTime(step)
    }
  }
}

/** Whether a page has fired in a pass by a moment. Moments are kept, since many pages ask for the same ones. */
function fireTest(record: RunRecord, table: PassTable) {
  const { layout, input, workload } = record
  const known = new Map<Nanoseconds, FireMoment>()
  const momentAt = (time: Nanoseconds) => {
    const moment = known.get(time) ?? fireMoment(record, table, time)
    known.set(time, moment)
    return moment
  }
  let of = -1
  let order = createPermutation(1, 0)
  return (region: number, page: number): ((time: Nanoseconds) => boolean) => {
    const pages = layout.classPages[region]!
    if (page >= pages) return () => false
    const id = layout.classOf[region]!
    if (workload.classes[id]!.pattern === 'sweep') {
      const swept = layout.classOffset[region]! + page
      return (time) => momentAt(time).sweeps[id]!.has(swept)
    }
    if (region !== of) {
      order = createPermutation(pages, fireOrderKey(layout, input.seed, table.row.pass, region))
      of = region
    }
    const place = rank(order, page)
    return (time) => place < Math.round(firesInRegion(record, momentAt(time), region))
  }
}

/** By halves like `firstWhere`, but to a microsecond and no further: the rest would cost ten looks at the pass a page. */
function firstMicrosecond(
  from: Nanoseconds,
  to: Nanoseconds,
  fired: (time: Nanoseconds) => boolean,
): Nanoseconds {
  let [low, high] = [from, to]
  while (high - low > MICROSECOND) {
    const middle = Math.round((low + high) / 2)
    if (fired(middle)) high = middle
    else low = middle
  }
  return high
}
