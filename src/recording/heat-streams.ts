/** What the streams carried, cell by cell: how often one of them did, or which one was last. */
import type { Walk } from '../engine/memory/pass-table.ts'
import { walkPosition, type WalkPosition } from '../engine/memory/walk-position.ts'
import { sentOfRegion } from '../engine/memory/walk-region.ts'
import { type RunRecord, walksOf } from '../engine/run-record.ts'
import type { Nanoseconds } from '../engine/units.ts'
import { createPassingReader } from './pages.ts'
import type { CellView } from './cell.ts'
import { stretchesOf, type Dealing, type Streams } from './streams.ts'

/** Nothing of the cell has been sent. */
export const NO_STREAM = -1

interface Copy {
  readonly walk: Walk
  readonly position: WalkPosition
  readonly dealing: Dealing
}

/** Mean times that a stream carried a page of the cell; without a stream the one that carried the cell's last page. NaN where nothing is in use. */
export function carriedOf(
  record: RunRecord,
  streams: Streams,
  time: Nanoseconds,
  view: CellView,
  stream: number | undefined,
): Float32Array {
  const copies = walksOf(record)
    .filter(({ start }) => start <= time)
    .map((walk) => ({
      walk,
      position: walkPosition(walk, time),
      dealing: streams.dealingOf(walk),
    }))
  if (view.pagesPerCell < record.layout.regionPages)
    return carriedPages(record, copies, time, view, stream)
  const of = stream === undefined ? lastOf : timesOf(stream)
  return carriedRegions(record, copies, view, of)
}

type CellValue = (copies: readonly Copy[], from: number, to: number, inUse: number) => number

function carriedRegions(
  { layout }: RunRecord,
  copies: readonly Copy[],
  view: CellView,
  valueOf: CellValue,
): Float32Array {
  const { regionPages, regions, inUse } = layout
  const step = view.pagesPerCell / regionPages
  const first = Math.floor(view.firstPage / regionPages)
  const values = new Float32Array(view.cells).fill(NaN)
  for (let cell = 0; cell < view.cells; cell++) {
    const from = first + cell * step
    const to = Math.min(from + step, regions)
    let used = 0
    for (let region = from; region < to; region++) used += inUse[region]!
    if (used > 0) values[cell] = valueOf(copies, from, to, used)
  }
  return values
}

const timesOf =
  (stream: number): CellValue =>
  (copies, from, to, inUse) => {
    let pages = 0
    for (const { walk, position, dealing } of copies)
      for (let region = from; region < to; region++) {
        const { send } = sentOfRegion(walk, position, region)
        if (send === 0) continue
        for (const [begin, end] of stretchesOf(walk, region, send))
          pages += dealing.pagesOf(stream, end) - dealing.pagesOf(stream, begin)
      }
    return pages / inUse
  }

/** Of the last copy that has sent anything of the cell, the page that came last in it. */
const lastOf: CellValue = (copies, from, to) => {
  for (let index = copies.length - 1; index >= 0; index--) {
    const { walk, position, dealing } = copies[index]!
    let last = -1
    for (let region = from; region < to; region++) {
      const { send } = sentOfRegion(walk, position, region)
      if (send > 0) last = Math.max(last, ...stretchesOf(walk, region, send).map(([, end]) => end))
    }
    if (last > 0) return dealing.streamOf(Math.ceil(last) - 1)
  }
  return NO_STREAM
}

/** Cells smaller than a region: page by page, each with the place in which it went. */
function carriedPages(
  record: RunRecord,
  copies: readonly Copy[],
  time: Nanoseconds,
  view: CellView,
  stream: number | undefined,
): Float32Array {
  const { regionPages, regions, inUse } = record.layout
  const times = new Uint16Array(regionPages)
  const copyOf = new Int32Array(regionPages)
  const placeOf = new Float64Array(regionPages)
  let loaded = -1
  const read = createPassingReader(record, time, (index, { page, nth, zero, gone }) => {
    if (zero || !gone) return
    const { walk, dealing } = copies[index]!
    const place = stretchesOf(walk, loaded, nth + 1).at(-1)![1] - 1
    copyOf[page] = index
    placeOf[page] = place
    if (stream !== undefined && dealing.streamOf(place) === stream) times[page] = times[page]! + 1
  })
  const values = new Float32Array(view.cells).fill(NaN)
  for (let cell = 0; cell < view.cells; cell++) {
    const from = view.firstPage + cell * view.pagesPerCell
    const region = Math.floor(from / regionPages)
    if (region >= regions) break
    if (region !== loaded) {
      loaded = region
      times.fill(0)
      copyOf.fill(-1)
      read(region)
    }
    const start = from - region * regionPages
    const end = Math.min(start + view.pagesPerCell, inUse[region]!)
    if (end <= start) continue
    if (stream !== undefined) {
      let sum = 0
      for (let page = start; page < end; page++) sum += times[page]!
      values[cell] = sum / (end - start)
      continue
    }
    let last = start
    for (let page = start + 1; page < end; page++)
      if (
        copyOf[page]! > copyOf[last]! ||
        (copyOf[page] === copyOf[last] && placeOf[page]! > placeOf[last]!)
      )
        last = page
    const copy = copies[copyOf[last]!]
    values[cell] = copy ? copy.dealing.streamOf(placeOf[last]!) : NO_STREAM
  }
  return values
}
