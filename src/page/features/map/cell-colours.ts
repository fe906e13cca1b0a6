/** Colour tables of the maps: 256 packed pixels for the state of a dot (see CELL), the same for both hosts. */
import { CELL } from '../../../recording/cell.ts'
import { packed } from '../../drawing/colour.ts'
import type { Palette } from '../../drawing/palette.ts'

/** Colour of each state. What no dot ever is looks like memory that is not in use. */
export function cellColours(palette: Palette): readonly string[] {
  const colours = Array.from({ length: 256 }, () => palette.unused)
  colours[CELL.notSent] = palette.notSent
  colours[CELL.onTheWire] = palette.wire
  colours[CELL.inSync] = palette.inSync
  colours[CELL.stale] = palette.stale
  palette.changed.forEach((colour, severity) => {
    const first = CELL.changed + severity * CELL.changedSteps
    colours.fill(colour, first, first + CELL.changedSteps)
  })
  return colours
}

/** The same as pixels. */
export function cellPixels(palette: Palette): Uint32Array {
  return Uint32Array.from(cellColours(palette), packed)
}
