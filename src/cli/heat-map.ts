/** What the destination lacks, cell by cell: counted in memories up to 64 GiB, from the dots of the maps in larger ones. */
import { CELL } from '../recording/cell.ts'
import type { Recording } from '../recording/recording.ts'

/** Up to 64 GiB every page is counted. */
const MAX_COUNTED_PAGES = 2 ** 24

/** Pages in use that were looked at, and those of them that are missing or stale at the destination. */
export interface MissingPages {
  readonly inUse: number
  readonly missing: number
}

export interface HeatMap {
  readonly cells: readonly MissingPages[]
  /** True where every page was looked at; else one page of each region. */
  readonly counted: boolean
}

/** The smallest power of two of pages that needs no more than so many cells. */
export function pagesPerCell(pages: number, mostCells: number): number {
  let perCell = 1
  while (pages / perCell > mostCells) perCell *= 2
  return perCell
}

export function heatMap(recording: Recording, time: number, perCell: number): HeatMap {
  const counted = recording.pages <= MAX_COUNTED_PAGES || perCell < recording.regionPages
  return { counted, cells: (counted ? count : lookAtDots)(recording, time, perCell) }
}

function count(recording: Recording, time: number, perCell: number): MissingPages[] {
  return Array.from({ length: Math.ceil(recording.pages / perCell) }, (_, cell) => {
    const firstPage = cell * perCell
    const pages = Math.min(perCell, recording.pages - firstPage)
    const readout = recording.ask({ kind: 'readout', time, firstPage, pages })
    return { inUse: readout.inUse, missing: readout.missingAtDestination }
  })
}

/** A cell has 32 regions or more where memory is so large. */
function lookAtDots(recording: Recording, time: number, perCell: number): MissingPages[] {
  const { pages, regionPages } = recording
  const regions = perCell / regionPages
  const atDestination = recording.sampleAt(time).memoryAtDestination
  const dots = new Uint32Array(Math.ceil(pages / regionPages))
  const view = { firstPage: 0, pagesPerCell: regionPages, cells: dots.length }
  recording.paintDots(time, view, dots)
  return Array.from({ length: Math.ceil(dots.length / regions) }, (_, cell) => {
    let [inUse, missing] = [0, 0]
    for (const dot of dots.subarray(cell * regions, (cell + 1) * regions)) {
      const [source, destination] = [dot & 255, (dot >>> 8) & 255]
      // Where the walk stands a dot says that, and nothing of its page.
      if ((source || destination) === CELL.notInUse || source === CELL.onTheWire) continue
      inUse++
      if (!atDestination || destination !== CELL.inSync) missing++
    }
    return { inUse, missing }
  })
}
