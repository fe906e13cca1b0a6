/** The shapes on the wire: lanes, blocks, streaks, and the walking line on its way across. */
import { placeGrid } from '../map/cell-grid.ts'
import type { MapGeometry } from '../map/map-geometry.ts'
import type { Palette } from '../../drawing/palette.ts'
import { BLOCKS_ON_WIRE } from './wire-blocks.ts'
import { fanAt, type WireLanes } from './wire-lanes.ts'

/** Where the source's map stands beside the wire, in CSS pixels of the wire's canvas, so that the line meets it. */
export interface MapBeside {
  readonly geometry: MapGeometry
  readonly top: number
  readonly width: number
  readonly height: number
}

/** The bundle of lanes in one frame. `along` runs over the wire's length, `across` over its breadth. */
export interface Bundle {
  readonly lanes: WireLanes
  readonly length: number
  /** Where the pages leave and arrive: the height of the walking line. */
  readonly walk: number
  /** Middle of the bundle where it has fanned out. */
  readonly middle: number
  /** Distance of two lanes. */
  readonly pitch: number
  readonly thick: number
}

/** Height of the walking line on the wire's canvas, or undefined while nothing walks in the part that is shown. */
export function walkHeight(beside: MapBeside, walkPage: number, ratio: number): number | undefined {
  const { geometry, top, width, height } = beside
  const rows = (walkPage - geometry.firstPage) / (geometry.cols * geometry.pagesPerCell)
  if (walkPage < 0 || !(rows >= 0 && rows <= geometry.rows)) return undefined
  const box = placeGrid(
    geometry.cols,
    geometry.rows,
    Math.round(width * ratio),
    Math.round(height * ratio),
  )
  return top + (box.top + rows * box.cellHeight) / ratio
}

/**
 * Lays the bundle into the breadth: as wide as text is high, narrower where there are many lanes. Where it has fanned out
 * it leaves `clear` pixels free from the top, in which words stand.
 */
export function layBundle(
  lanes: WireLanes,
  length: number,
  breadth: number,
  font: number,
  walk: number | undefined,
  clear = 0,
): Bundle {
  const pitch = Math.min(font * 1.6, (breadth * 0.72) / lanes.breadth)
  const thick = Math.max(4, Math.min(font, pitch * 0.62))
  const half = ((lanes.breadth - 1) * pitch + thick) / 2
  const at = walk ?? (clear + breadth) / 2
  const least = Math.min(clear, breadth - 2 * half - 2) + half + 1
  const middle = Math.max(half + 1, least, Math.min(breadth - half - 1, at))
  return { lanes, length, walk: at, middle, pitch, thick }
}

/** Height of a lane at a share of the way. */
export function laneAt(
  { lanes, walk, middle, pitch }: Bundle,
  lane: number,
  share: number,
): number {
  const out = middle + (lanes.offsets[lane] ?? 0) * pitch
  return walk + (out - walk) * fanAt(share)
}

export function paintLanes(
  context: CanvasRenderingContext2D,
  bundle: Bundle,
  width: number,
  alpha: number,
  colour: string,
): void {
  context.strokeStyle = colour
  context.lineWidth = width
  context.globalAlpha = alpha
  context.beginPath()
  for (let lane = 0; lane < bundle.lanes.count; lane++) {
    context.moveTo(0, bundle.walk)
    for (let share = 0.03; share < 1; share += 0.03)
      context.lineTo(share * bundle.length, laneAt(bundle, lane, share))
    context.lineTo(bundle.length, bundle.walk)
  }
  context.stroke()
  context.globalAlpha = 1
}

/** First copy: plain blue. Changed pages: amber that rides on a blue edge, so that both cues of "on the wire" stay. */
export function paintBlock(
  context: CanvasRenderingContext2D,
  bundle: Bundle,
  lane: number,
  place: number,
  first: boolean,
  palette: Palette,
): void {
  const { length, thick } = bundle
  const long = Math.max(5, (length / BLOCKS_ON_WIRE) * 0.9)
  const x = place * (length + long) - long
  const across = laneAt(bundle, lane, (x + long / 2) / length)
  context.fillStyle = palette.wire
  context.fillRect(x, across - thick / 2, long, thick)
  if (first) return
  context.fillStyle = palette.changed[1]
  context.fillRect(x + 1.5, across - thick / 2 + 1.5, long - 3, thick - 3)
}

/** The walking line goes on over the wire: white where it leaves, blue where it arrives. */
export function paintCrossing(
  context: CanvasRenderingContext2D,
  y: number,
  length: number,
  unit: number,
  palette: Palette,
): void {
  context.globalAlpha = 0.55
  context.fillStyle = palette.strong
  context.fillRect(0, y - unit, length / 2, 2 * unit)
  context.fillStyle = palette.wire
  context.fillRect(length / 2, y - unit, length / 2, 2 * unit)
  context.globalAlpha = 1
}
