/** Lays cells of whole pixels into a box: as large as they go, nearly square. Also where a grid lands on a canvas. */

export interface CellGrid {
  readonly cols: number
  readonly rows: number
  readonly cellWidth: number
  readonly cellHeight: number
}

/** Smaller cells cannot be distinguished on a projector. */
const MIN_CELL = 2
/** How far a cell may be from square. */
const MAX_ASPECT = 1.5

/** The grid with the largest cells in which `cells` fit, or undefined when even the smallest cells do not fit. */
export function fitCells(cells: number, width: number, height: number): CellGrid | undefined {
  let best: CellGrid | undefined
  const widest = Math.max(
    MIN_CELL,
    Math.ceil(Math.sqrt((width * height * MAX_ASPECT) / Math.max(1, cells))),
  )
  for (let cellWidth = MIN_CELL; cellWidth <= widest; cellWidth++) {
    const cols = Math.floor(width / cellWidth)
    if (cols < 1) break
    const rows = Math.ceil(cells / cols)
    const room = Math.floor(height / rows)
    const cellHeight = Math.min(room, Math.floor(cellWidth * MAX_ASPECT))
    if (cellHeight < Math.max(MIN_CELL, cellWidth / MAX_ASPECT)) continue
    const grid = { cols, rows, cellWidth, cellHeight }
    if (best === undefined || better(grid, best, height)) best = grid
  }
  return best
}

/** The larger cells; of equal ones those that are nearer to square once the grid fills the height. */
function better(one: CellGrid, other: CellGrid, height: number): boolean {
  const [area, otherArea] = [one.cellWidth * one.cellHeight, other.cellWidth * other.cellHeight]
  if (area !== otherArea) return area > otherArea
  const skew = ({ cellWidth, rows }: CellGrid) => Math.abs(cellWidth - height / rows)
  return skew(one) < skew(other)
}

/** A grid on a canvas, in the canvas's own pixels. */
export interface GridBox {
  readonly left: number
  readonly top: number
  readonly cellWidth: number
  readonly cellHeight: number
}

/** A panel that would stay emptier than this with whole pixels is filled with uneven cells instead. */
const FULL_ENOUGH = 0.9

/** Puts the grid at the top with whole device pixels a cell; falls back to fractions where that would leave much of it empty. */
export function placeGrid(cols: number, rows: number, width: number, height: number): GridBox {
  const side = (room: number, count: number) => {
    const whole = Math.floor(room / count)
    return whole * count >= room * FULL_ENOUGH ? whole : room / count
  }
  const cellWidth = side(width, cols)
  const cellHeight = Math.min(side(height, rows), cellWidth * 2)
  return {
    left: Math.max(0, Math.floor((width - cellWidth * cols) / 2)),
    top: 0,
    cellWidth,
    cellHeight,
  }
}
