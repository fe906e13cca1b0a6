/** A memory map by another value than the state: colours by cell, and what stands in the cells of single pages. */
import type { CellView } from '../../../../recording/cell.ts'
import { inkOn, packed } from '../../../drawing/colour.ts'
import { MARK_CELL } from '../heatmap-marks.ts'
import type { HeatmapCover } from '../heatmap-painter.ts'
import type { Palette } from '../../../drawing/palette.ts'

export interface HeatSteps {
  /** Index into the colours. */
  readonly step: (value: number) => number
  /** What is written into the cell of a single page; nothing for ''. */
  readonly mark: (value: number) => string
}

/** `values` by cell, NaN where nothing is in use; `colours` from the least to the most. */
export function heatCover(
  view: CellView,
  values: Float32Array,
  colours: readonly string[],
  { step, mark }: HeatSteps,
  palette: Palette,
): HeatmapCover {
  const words = colours.map(packed)
  const inks = colours.map(inkOn)
  const empty = packed(palette.panel)
  const pixels = new Uint32Array(view.cells)
  for (let cell = 0; cell < view.cells; cell++) {
    const value = values[cell]!
    pixels[cell] = Number.isNaN(value) ? empty : (words[step(value)] ?? empty)
  }
  return {
    view,
    pixels,
    marks(context, { cols, pagesPerCell }, box, ratio) {
      const side = Math.min(box.cellWidth, box.cellHeight) / ratio
      if (pagesPerCell !== 1 || side < MARK_CELL) return
      context.font = `600 ${Math.round(side * ratio * 0.5)}px system-ui, sans-serif`
      context.textAlign = 'center'
      context.textBaseline = 'middle'
      for (let cell = 0; cell < view.cells; cell++) {
        const value = values[cell]!
        const text = Number.isNaN(value) ? '' : mark(value)
        if (text === '') continue
        context.fillStyle = inks[step(value)] ?? '#ffffff'
        const x = box.left + ((cell % cols) + 0.5) * box.cellWidth
        const y = box.top + (Math.floor(cell / cols) + 0.54) * box.cellHeight
        context.fillText(text, x, y, box.cellWidth * 0.9)
      }
    },
  }
}
