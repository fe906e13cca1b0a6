/** What the destination lacks, cell by cell: counted in small memories, from the painters' cells in large ones. */
import { CELL } from '../recording/cell.ts'
import type { Recording } from '../recording/recording.ts'

/** Share of a cell's pages in use that are missing or stale at the destination; undefined where none is in use. */
export type MissingShare = number | undefined

/** A share too small for the painters' steps, yet not nothing. */
const A_TRACE = 1e-6

/** The smallest power of two of pages that needs no more than so many cells. */
export function pagesPerCell(pages: number, mostCells: number): number {
  let perCell = 1
  while (pages / perCell > mostCells) perCell *= 2
  return perCell
}

function counted(recording: Recording, time: number, first: number, pages: number): MissingShare {
  const { inUse, missingAtDestination } = recording.ask({
    kind: 'readout',
    time,
    firstPage: first,
    pages,
  })
  return inUse === 0 ? undefined : missingAtDestination / inUse
}

/** From the colour of the destination map; undefined for the one cell on the wire, whose colour says no share. */
function shareOfColour(colour: number): number | undefined {
  if (colour === CELL.inSync) return 0
  if (colour === CELL.onTheWire) return undefined
  if (colour < CELL.partlySent) return 1
  return Math.max(A_TRACE, 1 - (colour - CELL.partlySent) / (CELL.partlySentSteps - 1))
}

export function missingShares(recording: Recording, time: number, perCell: number): MissingShare[] {
  const cells = Math.ceil(recording.pages / perCell)
  const atDestination = recording.sampleAt(time).memoryAtDestination
  const colours = new Uint32Array(cells)
  recording.paintCells(time, { firstPage: 0, pagesPerCell: perCell, cells }, colours)
  return Array.from(colours, (word, cell) => {
    const first = cell * perCell
    const pages = Math.min(perCell, recording.pages - first)
    const [source, destination] = [word & 255, (word >>> 8) & 255]
    if (source === CELL.notInUse && destination === CELL.notInUse) return undefined
    if (!atDestination) return 1
    if (perCell < recording.regionPages) return counted(recording, time, first, pages)
    return shareOfColour(destination) ?? counted(recording, time, first, pages)
  })
}
