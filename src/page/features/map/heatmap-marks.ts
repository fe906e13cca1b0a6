/** What stands on top of the cells: grid, hatch and digits at single pages, the walking line, the cursor. Device pixels. */
import { CELL } from '../../../recording/cell.ts'
import type { GridBox } from './cell-grid.ts'
import type { MapGeometry } from './map-geometry.ts'
import type { Palette } from '../../drawing/palette.ts'
import type { Side } from '../../../text/pictures.ts'

/** CSS pixels a cell from which hatch and digits can be read, and from which cells get a gap. */
export const MARK_CELL = 14
const GAP_CELL = 7
/** Times changed, as it is written into a cell; the count of a cell ends at 15.9. */
const DIGITS = Array.from({ length: 16 }, (_, count) => (count < 15 ? String(count) : '15+'))

export function paintMarks(
  context: CanvasRenderingContext2D,
  geometry: MapGeometry,
  box: GridBox,
  cells: Uint32Array,
  host: Side,
  palette: Palette,
  inks: readonly string[],
  ratio: number,
): void {
  const side = Math.min(box.cellWidth, box.cellHeight) / ratio
  if (geometry.pagesPerCell !== 1 || side < MARK_CELL) return
  const shift = host === 'source' ? 0 : 8
  context.font = `600 ${Math.round(side * ratio * 0.6)}px system-ui, sans-serif`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.strokeStyle = palette.muted
  context.lineWidth = ratio
  context.globalAlpha = 0.6
  context.beginPath()
  for (let index = 0; index < geometry.cells; index++) {
    if ((((cells[index] ?? 0) >>> shift) & 255) === CELL.notSent)
      hatch(context, geometry, box, index)
  }
  context.stroke()
  context.globalAlpha = 1
  for (let index = 0; index < geometry.cells; index++) {
    const cell = cells[index] ?? 0
    const changes = (cell >>> 24) >> 4
    const code = (cell >>> shift) & 255
    if (changes === 0 || code === CELL.notInUse || code === CELL.notSent) continue
    context.fillStyle = inks[code] ?? '#ffffff'
    const x = box.left + ((index % geometry.cols) + 0.5) * box.cellWidth
    const y = box.top + (Math.floor(index / geometry.cols) + 0.54) * box.cellHeight
    context.fillText(DIGITS[changes] ?? '', x, y)
  }
}

function hatch(
  context: CanvasRenderingContext2D,
  { cols }: MapGeometry,
  box: GridBox,
  index: number,
): void {
  const x = box.left + (index % cols) * box.cellWidth
  const y = box.top + Math.floor(index / cols) * box.cellHeight
  const [w, h] = [box.cellWidth, box.cellHeight]
  context.moveTo(x + w * 0.15, y + h * 0.55)
  context.lineTo(x + w * 0.55, y + h * 0.15)
  context.moveTo(x + w * 0.45, y + h * 0.85)
  context.lineTo(x + w * 0.85, y + h * 0.45)
}

export function paintGaps(
  context: CanvasRenderingContext2D,
  { cols, rows }: MapGeometry,
  box: GridBox,
  colour: string,
  ratio: number,
): void {
  if (Math.min(box.cellWidth, box.cellHeight) / ratio < GAP_CELL) return
  context.fillStyle = colour
  const gap = Math.max(1, Math.round(ratio))
  for (let col = 0; col <= cols; col++) {
    context.fillRect(
      box.left + Math.round(col * box.cellWidth),
      box.top,
      gap,
      box.cellHeight * rows,
    )
  }
  for (let row = 0; row <= rows; row++) {
    context.fillRect(
      box.left,
      box.top + Math.round(row * box.cellHeight),
      box.cellWidth * cols,
      gap,
    )
  }
}

/** `unit`: device pixels of a thin line. The line steps down by a row at the exact page: left of the step and above it all is done. */
export function paintWalk(
  context: CanvasRenderingContext2D,
  geometry: MapGeometry,
  box: GridBox,
  walkPage: number,
  colour: string,
  halo: string,
  unit: number,
): void {
  const rowPages = geometry.cols * geometry.pagesPerCell
  const rows = (walkPage - geometry.firstPage) / rowPages
  if (walkPage < 0 || !(rows >= 0 && rows <= geometry.rows)) return
  const row = Math.floor(rows)
  const right = box.left + box.cellWidth * geometry.cols
  const top = box.top + row * box.cellHeight
  const x = box.left + (rows - row) * (right - box.left)
  const bottom = Math.min(top + box.cellHeight, box.top + box.cellHeight * geometry.rows)
  context.beginPath()
  context.moveTo(box.left, bottom)
  context.lineTo(x, bottom)
  context.lineTo(x, top)
  context.lineTo(right, top)
  context.lineJoin = 'miter'
  context.globalAlpha = 0.55
  context.strokeStyle = halo
  context.lineWidth = 5 * unit
  context.stroke()
  context.globalAlpha = 1
  context.strokeStyle = colour
  context.lineWidth = 2 * unit
  context.stroke()
}

/** A frame around the cell of the cursor, large enough to be seen around the smallest cell. */
export function paintCursor(
  context: CanvasRenderingContext2D,
  geometry: MapGeometry,
  box: GridBox,
  page: number,
  palette: Palette,
  ratio: number,
): void {
  const cell = Math.floor((page - geometry.firstPage) / geometry.pagesPerCell)
  if (cell < 0 || cell >= geometry.cells) return
  const x = box.left + (cell % geometry.cols) * box.cellWidth
  const y = box.top + Math.floor(cell / geometry.cols) * box.cellHeight
  const grow = Math.max(2, 6 - box.cellWidth / ratio / 2) * ratio
  context.lineWidth = 4 * ratio
  context.strokeStyle = palette.background
  context.strokeRect(x - grow, y - grow, box.cellWidth + 2 * grow, box.cellHeight + 2 * grow)
  context.lineWidth = 2 * ratio
  context.strokeStyle = palette.strong
  context.strokeRect(x - grow, y - grow, box.cellWidth + 2 * grow, box.cellHeight + 2 * grow)
}
