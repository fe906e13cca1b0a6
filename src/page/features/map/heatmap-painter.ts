/** Paints a memory map: cells through the colour table into an image, the image onto the canvas, marks on top. */
import type { CellView } from '../../../recording/cell.ts'
import type { Theme } from '../../session/app-state.ts'
import type { Frame } from '../../session/frames.ts'
import type { Painter, Surface } from '../../drawing/canvas-host.ts'
import { cellColours, cellPixels } from './cell-colours.ts'
import { placeGrid, type GridBox } from './cell-grid.ts'
import { inkOn } from '../../drawing/colour.ts'
import { paintCursor, paintGaps, paintMarks, paintWalk } from './heatmap-marks.ts'
import type { MapGeometry } from './map-geometry.ts'
import { PALETTES } from '../../drawing/palette.ts'
import type { Side } from '../../../text/pictures.ts'

interface HeatmapLook {
  readonly theme: Theme
  /** The geometry that frames are asked for; frames of another view are passed over. */
  readonly geometry: MapGeometry | undefined
  readonly cursorPage: number | undefined
}

/** Something else than the state, cell by cell. */
export interface HeatmapCover {
  readonly view: CellView
  /** Packed colours by cell. */
  readonly pixels: Uint32Array
  /** Writes into the cells of single pages. */
  readonly marks: (
    context: CanvasRenderingContext2D,
    geometry: MapGeometry,
    box: GridBox,
    ratio: number,
  ) => void
}

export interface HeatmapPainter extends Painter {
  look(next: HeatmapLook): void
  /** Shows this in place of the state until the next one; undefined: the state again, with its next frame. */
  cover(next: HeatmapCover | undefined): void
  /** Copies the cells of a frame; one of another view is passed over. */
  take(frame: Frame): void
  /** The geometry on the screen, which lags behind the one asked for until its frame is there. */
  readonly shown: MapGeometry | undefined
  /** Where the grid stands, in device pixels. */
  readonly box: GridBox | undefined
  /** Device pixels to a CSS pixel. */
  readonly ratio: number
}

/** CSS pixels of height from which on the walking line grows with the map. */
const STOUT_FROM = 300

export function createHeatmapPainter(host: Side): HeatmapPainter {
  const image = document.createElement('canvas')
  const imageContext = image.getContext('2d')
  let pixels: ImageData | undefined
  let words = new Uint32Array(0)
  let count = 0
  let cells = new Uint32Array(0)
  let theme: Theme = 'dark'
  let table = cellPixels(PALETTES[theme])
  let inks = cellColours(PALETTES[theme]).map(inkOn)
  let asked: MapGeometry | undefined
  let shown: MapGeometry | undefined
  let cursorPage: number | undefined
  let walkPage = -1
  let surface: Surface | undefined
  let box: GridBox | undefined
  let stale = true
  let cover: HeatmapCover | undefined
  let covered = false

  const place = () => {
    if (surface === undefined || shown === undefined) return
    const { width, height, ratio } = surface
    box = placeGrid(shown.cols, shown.rows, Math.round(width * ratio), Math.round(height * ratio))
  }
  const adopt = (geometry: MapGeometry) => {
    shown = geometry
    if (image.width !== geometry.cols || image.height !== geometry.rows || pixels === undefined) {
      image.width = geometry.cols
      image.height = geometry.rows
      pixels = imageContext?.createImageData(geometry.cols, geometry.rows)
      words = pixels ? new Uint32Array(pixels.data.buffer) : new Uint32Array(0)
      cells = new Uint32Array(words.length)
    }
    place()
  }
  const colour = () => {
    if (cover) words.set(cover.pixels.subarray(0, words.length))
    else {
      const shift = host === 'source' ? 0 : 8
      for (let index = 0; index < count; index++) {
        words[index] = table[((cells[index] ?? 0) >>> shift) & 255] ?? 0
      }
    }
    // The last row may be short: what is not memory is not drawn.
    words.fill(0, cover ? cover.view.cells : count)
    if (pixels) imageContext?.putImageData(pixels, 0, 0)
    stale = false
  }

  const geometryOf = (view: CellView) => [asked, shown].find((geometry) => sameView(view, geometry))

  return {
    look(next) {
      asked = next.geometry
      cursorPage = next.cursorPage
      surface?.invalidate()
      if (next.theme === theme) return
      theme = next.theme
      table = cellPixels(PALETTES[theme])
      inks = cellColours(PALETTES[theme]).map(inkOn)
      stale = true
    },
    take(frame) {
      walkPage = frame.sample.walkPage
      surface?.invalidate()
      // A cover of another view stays until its successor is there: nothing of the state shines through.
      if (covered && cover) return
      const geometry = geometryOf(frame.view)
      if (geometry === undefined) return
      cover = undefined
      if (geometry !== shown) adopt(geometry)
      count = Math.min(cells.length, frame.cells.length, frame.view.cells)
      cells.set(frame.cells.subarray(0, count))
      stale = true
    },
    cover(next) {
      covered = next !== undefined
      const geometry = next && geometryOf(next.view)
      if (geometry === undefined) return
      if (geometry !== shown) adopt(geometry)
      cover = next
      stale = true
      surface?.invalidate()
    },
    get shown() {
      return shown
    },
    get box() {
      return box
    },
    get ratio() {
      return surface?.ratio ?? 1
    },
    resize(next) {
      surface = next
      place()
    },
    paint() {
      if (surface === undefined) return
      const { context, width, height, ratio } = surface
      context.setTransform(1, 0, 0, 1, 0, 0)
      context.clearRect(0, 0, Math.ceil(width * ratio), Math.ceil(height * ratio))
      if (shown === undefined || box === undefined) return
      if (stale) colour()
      context.imageSmoothingEnabled = false
      context.drawImage(
        image,
        box.left,
        box.top,
        box.cellWidth * shown.cols,
        box.cellHeight * shown.rows,
      )
      const palette = PALETTES[theme]
      paintGaps(context, shown, box, palette.background, ratio)
      if (cover) cover.marks(context, shown, box, ratio)
      else paintMarks(context, shown, box, cells, host, palette, inks, ratio)
      paintWalk(
        context,
        shown,
        box,
        walkPage,
        host === 'source' ? palette.strong : palette.wire,
        palette.background,
        ratio * Math.max(1, height / STOUT_FROM),
      )
      if (cursorPage !== undefined) paintCursor(context, shown, box, cursorPage, palette, ratio)
    },
  }
}

function sameView(view: CellView, geometry: MapGeometry | undefined): boolean {
  return (
    geometry !== undefined &&
    view.firstPage === geometry.firstPage &&
    view.pagesPerCell === geometry.pagesPerCell &&
    view.cells === geometry.cells
  )
}
