/** Geometry of a memory map: which pages a zoom shows, how many go into a cell, and how the cells fill the panel. */
import type { CellView } from '../../../recording/cell.ts'
import type { MapView } from '../../session/app-state.ts'
import { fitCells, type CellGrid } from './cell-grid.ts'

/** A view with its grid: row by row by address, the last row may be short. Sizes in CSS pixels. */
export interface MapGeometry extends CellView {
  readonly cols: number
  readonly rows: number
  /** The smaller of the two sides; what is drawn into cells goes by it. */
  readonly cellPx: number
  readonly cellWidth: number
  readonly cellHeight: number
}

/** More cells cost frame time and show nothing more on a stage. */
export const MAX_CELLS = 32768
/** Pages below region size are looked up one by one. */
export const MAX_FINE_PAGES = 2 ** 20
/** At the last zoom step a panel shows about this many pages. */
const MIN_PAGES = 256

/** Pages that a zoom step wants to show: a quarter of the step before. */
function pagesAtZoom(totalPages: number, zoom: number): number {
  return Math.min(totalPages, Math.max(MIN_PAGES, Math.ceil(totalPages / 4 ** zoom)))
}

/** The last zoom step at which a further step still changes the picture. */
export function lastZoom(totalPages: number): number {
  let zoom = 0
  while (totalPages / 4 ** zoom > MIN_PAGES) zoom++
  return zoom
}

/** The view to ask the player for, with the grid in which it is drawn. Any input gives a view inside of memory. */
export function mapViewFor(
  panelWidth: number,
  panelHeight: number,
  totalPages: number,
  regionPages: number,
  view: MapView,
): MapGeometry {
  const width = panelSide(panelWidth)
  const height = panelSide(panelHeight)
  const total = Math.max(1, Math.floor(totalPages))
  const zoom = Math.max(0, Math.min(lastZoom(total), Math.floor(view.zoom)))
  const wanted = pagesAtZoom(total, zoom)
  const { pagesPerCell, grid } = coarsen(width, height, wanted, regionPages)

  const most = mostCells(pagesPerCell, regionPages)
  const rowsThatFit = Math.floor(height / grid.cellHeight)
  const rowPages = grid.cols * pagesPerCell
  const rowsOfMemory = Math.ceil(total / rowPages)
  // At zoom 0 the grid is just all of memory; further in, the panel is filled as far as the budget goes.
  const rows =
    zoom === 0
      ? rowsOfMemory
      : Math.min(rowsThatFit, rowsOfMemory, Math.max(1, Math.floor(most / grid.cols)))
  const lastRow = Math.max(0, rowsOfMemory - rows)
  const row = Math.max(0, Math.min(lastRow, Math.floor((view.firstPage || 0) / rowPages)))
  const cells = Math.min(rows * grid.cols, Math.ceil((total - row * rowPages) / pagesPerCell))
  return {
    firstPage: row * rowPages,
    pagesPerCell,
    cells,
    cols: grid.cols,
    rows,
    cellPx: Math.min(grid.cellWidth, grid.cellHeight),
    cellWidth: grid.cellWidth,
    cellHeight: grid.cellHeight,
  }
}

/** The finest power of two of pages a cell at which `pages` fit into the panel and into the budgets. */
function coarsen(
  width: number,
  height: number,
  pages: number,
  regionPages: number,
): { pagesPerCell: number; grid: CellGrid } {
  for (let pagesPerCell = 1; ; pagesPerCell *= 2) {
    const cells = Math.ceil(pages / pagesPerCell)
    if (cells > mostCells(pagesPerCell, regionPages)) continue
    const grid = fitCells(cells, width, height)
    if (grid) return { pagesPerCell, grid }
  }
}

function mostCells(pagesPerCell: number, regionPages: number): number {
  return pagesPerCell < regionPages
    ? Math.min(MAX_CELLS, Math.floor(MAX_FINE_PAGES / pagesPerCell))
    : MAX_CELLS
}

function panelSide(side: number): number {
  return Number.isFinite(side) ? Math.max(16, Math.min(8192, Math.floor(side))) : 16
}
