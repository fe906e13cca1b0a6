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
 * A cell as the painters read it: four bytes of a Uint32, little-endian.
 * byte 0: colour index of the source map, byte 1: of the destination map (see CELL), byte 2: mean times sent × 16
 * (255 at most), byte 3: mean times changed × 16 (255 at most).
 */
export const CELL = {
  notInUse: 0,
  notSent: 1,
  onTheWire: 2,
  inSync: 3,
  /** 4 … 35: a mix of not sent and in sync; 4 + share in sync × 31. */
  partlySent: 4,
  partlySentSteps: 32,
  /** A dot of the destination only: there is a copy, but the page has changed since. */
  stale: 36,
  /** 64 + severity × 64 + share changed × 63; severity 0 once, 1 again, 2 often. Any changed page gives at least 1. */
  changed: 64,
  changedSteps: 64,
} as const
