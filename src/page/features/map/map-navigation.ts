/** Moves over a memory map: zoom at a page, pan by rows, walk with the cursor. Pure: a MapView in, a MapView out. */
import type { MapView } from '../../session/app-state.ts'
import { lastZoom, mapViewFor, type MapGeometry } from './map-geometry.ts'

/** What the geometry of a map depends on besides its view. */
export interface MapPanel {
  readonly width: number
  readonly height: number
  readonly totalPages: number
  readonly regionPages: number
}

export function geometryFor(panel: MapPanel, view: MapView): MapGeometry {
  return mapViewFor(panel.width, panel.height, panel.totalPages, panel.regionPages, view)
}

/** Zooms by whole steps and keeps `page` at `height` (0 top … 1 bottom) of the panel, as far as memory goes. */
export function zoomAt(
  panel: MapPanel,
  view: MapView,
  steps: number,
  page: number,
  height: number,
): MapView {
  const zoom = Math.max(0, Math.min(lastZoom(panel.totalPages), view.zoom + steps))
  if (zoom === view.zoom) return view
  const after = geometryFor(panel, { ...view, zoom })
  const rowPages = after.cols * after.pagesPerCell
  const row = Math.floor(page / rowPages) - Math.floor(height * after.rows)
  return settled(panel, { ...view, zoom, firstPage: Math.max(0, row * rowPages) })
}

/** Shows all of memory; the cursor stays where it is. */
export function zoomOut(view: MapView): MapView {
  return view.zoom === 0 && view.firstPage === 0 ? view : { ...view, zoom: 0, firstPage: 0 }
}

/** Pans by rows; positive shows higher addresses. */
export function panRows(panel: MapPanel, view: MapView, rows: number): MapView {
  const { cols, pagesPerCell, firstPage } = geometryFor(panel, view)
  return settled(panel, {
    ...view,
    firstPage: Math.max(0, firstPage + Math.round(rows) * cols * pagesPerCell),
  })
}

/** Moves the cursor by cells and rows, and the view after it. The first move puts it into the middle of the view. */
export function moveCursor(panel: MapPanel, view: MapView, cols: number, rows: number): MapView {
  const geometry = geometryFor(panel, view)
  if (view.cursorPage === undefined) return { ...view, cursorPage: middlePage(panel, geometry) }
  const cell = Math.floor(view.cursorPage / geometry.pagesPerCell) + cols + rows * geometry.cols
  const lastCell = Math.ceil(panel.totalPages / geometry.pagesPerCell) - 1
  return follow(panel, view, Math.max(0, Math.min(lastCell, cell)) * geometry.pagesPerCell)
}

/** Puts the cursor on a page and brings it into view. */
export function follow(panel: MapPanel, view: MapView, page: number): MapView {
  const { firstPage, cols, rows, pagesPerCell } = geometryFor(panel, view)
  const cursorPage = Math.max(0, Math.min(panel.totalPages - 1, page))
  const rowPages = cols * pagesPerCell
  const row = Math.floor(cursorPage / rowPages)
  const top = Math.floor(firstPage / rowPages)
  if (row >= top && row < top + rows) return { ...view, cursorPage }
  const next = row < top ? row : row - rows + 1
  return settled(panel, { ...view, cursorPage, firstPage: next * rowPages })
}

/** First page of the cell at a place of the panel (0 … 1 each way), or undefined where there is none. */
export function pageAt(
  geometry: MapGeometry,
  totalPages: number,
  across: number,
  down: number,
): number | undefined {
  const col = Math.floor(across * geometry.cols)
  const row = Math.floor(down * geometry.rows)
  if (!(col >= 0 && col < geometry.cols && row >= 0 && row < geometry.rows)) return undefined
  const page = geometry.firstPage + (row * geometry.cols + col) * geometry.pagesPerCell
  return page < totalPages ? page : undefined
}

function middlePage(panel: MapPanel, { firstPage, cols, rows, pagesPerCell }: MapGeometry): number {
  const cell = Math.floor(rows / 2) * cols + Math.floor(cols / 2)
  const lastCell = Math.ceil(panel.totalPages / pagesPerCell) - 1
  return Math.min(firstPage + cell * pagesPerCell, lastCell * pagesPerCell)
}

/** The view with the first page that is really shown, so that equal pictures are equal views. */
function settled(panel: MapPanel, view: MapView): MapView {
  const { firstPage } = geometryFor(panel, view)
  return { ...view, firstPage }
}
