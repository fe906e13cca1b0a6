/** Colour tables of the maps: 256 packed pixels for the colour index of a cell (see CELL), one table a host. */
import { CELL } from '../recording/recording.ts'
import { mix, oklabFromRgb, packed, rgbFromHex, rgbFromOklab, type Rgb } from './colour.ts'
import type { Palette } from './palette.ts'
import type { Side } from '../text/pictures.ts'

/** At the destination, one stale page among a thousand in a cell still moves the colour this far: an exact average would hide it. */
const STALE_FLOOR = 0.34
/** Cells with hardly a changed page are muted, full strength is reached at a share of 6 %: few is not many. */
const FAINT = 0.55
const FAINT_GAIN = 7.5
/** How far the first page sent moves the colour, and the last one missing. */
const PARTLY_FLOOR = 0.12

/** Colour of each index. At the destination a changed page is what it is there: no current copy, so missing. */
export function cellColours(palette: Palette, host: Side): readonly Rgb[] {
  const notSent = rgbFromHex(palette.notSent)
  const inSync = rgbFromHex(palette.inSync)
  const colours: Rgb[] = Array.from({ length: 256 }, () => rgbFromHex(palette.unused))
  colours[CELL.notSent] = notSent
  colours[CELL.onTheWire] = rgbFromHex(palette.wire)
  colours[CELL.inSync] = inSync
  const last = CELL.partlySentSteps - 1
  for (let step = 0; step <= last; step++) {
    const share = PARTLY_FLOOR + (1 - 2 * PARTLY_FLOOR) * (step / last)
    colours[CELL.partlySent + step] = mix(notSent, inSync, share)
  }
  palette.changed.forEach((colour, severity) => {
    const target = host === 'source' ? rgbFromHex(colour) : notSent
    const start =
      host === 'source'
        ? dimmed(rgbFromHex(palette.changed[severity === 0 ? 0 : 1]), inSync)
        : mix(inSync, notSent, STALE_FLOOR)
    for (let step = 0; step < CELL.changedSteps; step++) {
      const share = step / (CELL.changedSteps - 1)
      const colour = mix(start, target, share)
      colours[CELL.changed + severity * CELL.changedSteps + step] =
        host === 'source' ? mix(inSync, colour, Math.min(1, FAINT + share * FAINT_GAIN)) : colour
    }
  })
  return colours
}

/**
 * The hue of `colour`, hardly more important than `ground`: how a cell with its first changed page looks. A blend with
 * the ground itself would pass through an olive that means nothing.
 */
function dimmed(colour: Rgb, ground: Rgb): Rgb {
  const [lightness, a, b] = oklabFromRgb(colour)
  const [base] = oklabFromRgb(ground)
  return rgbFromOklab([base + (lightness - base) * 0.2, a * 0.75, b * 0.75])
}

/** The same as pixels. */
export function cellPixels(palette: Palette, host: Side): Uint32Array {
  return Uint32Array.from(cellColours(palette, host), packed)
}
