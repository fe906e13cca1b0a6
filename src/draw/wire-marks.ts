/** The shapes on the wire: lanes, blocks, streaks, and the walking line on its way across. */
import { placeGrid } from './cell-grid.ts'
import type { MapGeometry } from './map-geometry.ts'
import type { Palette } from './palette.ts'
import { BLOCKS_ON_WIRE } from './wire-blocks.ts'

/** Where the source's map stands beside the wire, in CSS pixels of the wire's canvas, so that the line meets it. */
export interface MapBeside {
  readonly geometry: MapGeometry
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Middle of a lane across the wire. */
export function laneAt(lane: number, lanes: number, breadth: number): number {
  return ((lane + 0.5) / lanes) * breadth
}

export function paintLanes(
  context: CanvasRenderingContext2D,
  lanes: number,
  length: number,
  breadth: number,
  palette: Palette,
): void {
  context.fillStyle = palette.line
  for (let lane = 0; lane < lanes; lane++)
    context.fillRect(0, laneAt(lane, lanes, breadth) - 1, length, 2)
}

export function blockThickness(lanes: number, breadth: number): number {
  return Math.max(4, Math.min(16, (breadth / lanes) * 0.4))
}

export function paintStreak(
  context: CanvasRenderingContext2D,
  across: number,
  length: number,
  thick: number,
  alpha: number,
  colour: string,
): void {
  context.globalAlpha = alpha * 0.7
  context.fillStyle = colour
  context.fillRect(0, across - thick * 0.3, length, thick * 0.6)
}

/** First copy: plain blue. Changed pages: amber that rides on a blue edge, so that both cues of "on the wire" stay. */
export function paintBlock(
  context: CanvasRenderingContext2D,
  place: number,
  across: number,
  length: number,
  thick: number,
  first: boolean,
  palette: Palette,
): void {
  const long = Math.max(5, (length / BLOCKS_ON_WIRE) * 0.9)
  const x = place * (length + long) - long
  context.fillStyle = palette.wire
  context.fillRect(x, across - thick / 2, long, thick)
  if (first) return
  context.fillStyle = palette.changed[1]
  context.fillRect(x + 1.5, across - thick / 2 + 1, long - 3, thick - 3)
}

export function paintCrossing(
  context: CanvasRenderingContext2D,
  beside: MapBeside,
  walkPage: number,
  length: number,
  ratio: number,
  palette: Palette,
): void {
  const { geometry, top, width, height } = beside
  const rows = (walkPage - geometry.firstPage) / (geometry.cols * geometry.pagesPerCell)
  if (walkPage < 0 || !(rows >= 0 && rows <= geometry.rows)) return
  const box = placeGrid(
    geometry.cols,
    geometry.rows,
    Math.round(width * ratio),
    Math.round(height * ratio),
  )
  const y = top + (box.top + rows * box.cellHeight) / ratio
  context.globalAlpha = 0.5
  context.fillStyle = palette.strong
  context.fillRect(0, y - 1, length / 2, 2)
  context.fillStyle = palette.wire
  context.fillRect(length / 2, y - 1, length / 2, 2)
  context.globalAlpha = 1
}
