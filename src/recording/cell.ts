/** How a picture of guest memory is laid out, and what a cell of it says. */
import type { PageNumber } from '../engine/units.ts'

/** A rectangle of cells over guest memory, row by row by address. */
export interface CellView {
  readonly firstPage: PageNumber
  /** Pages a cell: 1, 2, 4 … up to a region and beyond (whole multiples of the region then). */
  readonly pagesPerCell: number
  readonly cells: number
}

/**
 * A cell as the painters read it, the state of its middle page: four bytes of a Uint32, little-endian. Byte 0: colour
 * index of the source map, byte 1: of the destination map, byte 2: 0, byte 3: times changed × 16 (255 at most).
 */
export const CELL = {
  notInUse: 0,
  notSent: 1,
  onTheWire: 2,
  inSync: 3,
  /** At the destination only: there is a copy, but the page has changed since. */
  stale: 36,
  /** At the source only: 64 indexes for each of once, again, often. A dot is the last of them. */
  changed: 64,
  changedSteps: 64,
} as const
