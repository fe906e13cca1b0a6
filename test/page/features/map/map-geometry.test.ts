/** Laws of the map: budgets hold, all of memory shows at zoom 0, every page can be reached, a point stays under the zoom. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeGrid } from '../../../../src/page/features/map/cell-grid.ts'
import {
  lastZoom,
  mapViewFor,
  MAX_CELLS,
  MAX_FINE_PAGES,
} from '../../../../src/page/features/map/map-geometry.ts'
import {
  follow,
  geometryFor,
  moveCursor,
  pageAt,
  panRows,
  zoomAt,
  zoomOut,
} from '../../../../src/page/features/map/map-navigation.ts'
import type { MapView } from '../../../../src/page/session/app-state.ts'

const ALL: MapView = { zoom: 0, firstPage: 0, cursorPage: undefined }
const GIB = 262144

/** A power of two of at least 2 MiB with at most 131,072 regions, as DESIGN section 3 says. */
function regionOf(pages: number): number {
  let region = 512
  while (pages / region > 131072) region *= 2
  return region
}

const anyPanel = fc
  .record({
    width: fc.integer({ min: 120, max: 2400 }),
    height: fc.integer({ min: 90, max: 1200 }),
    totalPages: fc.oneof(
      fc.integer({ min: 1, max: 196608 }).map((eighths) => eighths * 32768),
      fc.integer({ min: 1, max: 1024 }).map((eighths) => eighths * 32768),
    ),
  })
  .map((panel) => ({ ...panel, regionPages: regionOf(panel.totalPages) }))
const anyView = fc.record({
  zoom: fc.integer({ min: 0, max: 20 }),
  firstPage: fc.integer({ min: 0, max: 8e9 }),
  cursorPage: fc.constant(undefined),
})

describe('map geometry', () => {
  it('keeps to the budgets and to the panel at any zoom', () => {
    fc.assert(
      fc.property(anyPanel, anyView, (panel, view) => {
        const geometry = geometryFor(panel, view)
        expect(geometry.cells).toBeGreaterThan(0)
        expect(geometry.cells).toBeLessThanOrEqual(MAX_CELLS)
        if (geometry.pagesPerCell < panel.regionPages) {
          expect(geometry.cells * geometry.pagesPerCell).toBeLessThanOrEqual(MAX_FINE_PAGES)
        }
        expect(Math.log2(geometry.pagesPerCell) % 1).toBe(0)
        expect(geometry.cols * geometry.cellWidth).toBeLessThanOrEqual(panel.width)
        expect(geometry.rows * geometry.cellHeight).toBeLessThanOrEqual(panel.height)
        expect(geometry.cells).toBeLessThanOrEqual(geometry.cols * geometry.rows)
        expect(geometry.cellPx).toBeGreaterThanOrEqual(2)
        expect(geometry.firstPage % geometry.pagesPerCell).toBe(0)
        expect(geometry.firstPage).toBeLessThan(panel.totalPages)
      }),
    )
  })

  it('shows all of memory at zoom 0', () => {
    fc.assert(
      fc.property(anyPanel, (panel) => {
        const geometry = geometryFor(panel, ALL)
        expect(geometry.firstPage).toBe(0)
        expect(geometry.cells * geometry.pagesPerCell).toBeGreaterThanOrEqual(panel.totalPages)
        if (panel.totalPages > MAX_FINE_PAGES)
          expect(geometry.pagesPerCell).toBeGreaterThanOrEqual(panel.regionPages)
      }),
    )
  })

  it('gives the default VM one region a cell and fills most of the panel', () => {
    const geometry = mapViewFor(640, 340, 64 * GIB, 512, ALL)
    expect(geometry.pagesPerCell).toBe(512)
    expect(geometry.cells).toBe(32768)
    expect(geometry.rows * geometry.cellHeight).toBeGreaterThan(0.88 * 340)
    expect(geometry.cols * geometry.cellWidth).toBeGreaterThan(0.98 * 640)
  })

  it('fills the panel for a VM of 1 GiB with cells finer than a region', () => {
    const geometry = mapViewFor(640, 340, GIB, 512, ALL)
    expect(geometry.pagesPerCell).toBeLessThan(512)
    expect(geometry.rows * geometry.cellHeight).toBeGreaterThan(0.85 * 340)
  })

  it('ends at single pages that are large enough for digits', () => {
    for (const total of [0.125 * GIB, GIB, 64 * GIB, 24576 * GIB]) {
      const geometry = mapViewFor(640, 340, total, regionOf(total), {
        ...ALL,
        zoom: lastZoom(total),
      })
      expect(geometry.pagesPerCell).toBe(1)
      expect(geometry.cellPx).toBeGreaterThanOrEqual(14)
    }
  })

  it('survives any number at all', () => {
    fc.assert(
      fc.property(
        fc.double(),
        fc.double(),
        fc.double(),
        fc.double(),
        (width, height, zoom, firstPage) => {
          const geometry = mapViewFor(width, height, GIB, 512, {
            zoom: zoom || 0,
            firstPage,
            cursorPage: undefined,
          })
          for (const value of Object.values(geometry)) expect(Number.isFinite(value)).toBe(true)
        },
      ),
    )
  })
})

describe('map navigation', () => {
  it('reaches the first and the last page at any zoom', () => {
    fc.assert(
      fc.property(anyPanel, fc.integer({ min: 0, max: 20 }), (panel, zoom) => {
        for (const page of [0, panel.totalPages - 1]) {
          const view = follow(panel, { ...ALL, zoom }, page)
          const { firstPage, cells, pagesPerCell } = geometryFor(panel, view)
          expect(page).toBeGreaterThanOrEqual(firstPage)
          expect(page).toBeLessThan(firstPage + cells * pagesPerCell)
        }
      }),
    )
  })

  it('keeps the page under the pointer in view when it zooms in', () => {
    fc.assert(
      fc.property(
        anyPanel,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (panel, across, down) => {
          let view: MapView = ALL
          const page = pageAt(geometryFor(panel, view), panel.totalPages, across, down)
          if (page === undefined) return
          for (let step = 0; step < 12; step++) {
            view = zoomAt(panel, view, 1, page, down)
            const { firstPage, cells, pagesPerCell } = geometryFor(panel, view)
            expect(page).toBeGreaterThanOrEqual(firstPage)
            expect(page).toBeLessThan(firstPage + cells * pagesPerCell)
          }
        },
      ),
    )
  })

  it('walks cell by cell, stops at the ends and returns to all', () => {
    const panel = { width: 640, height: 340, totalPages: 64 * GIB, regionPages: 512 }
    const middle = moveCursor(panel, ALL, 1, 0)
    expect(middle.cursorPage).toBeGreaterThan(0)
    expect(moveCursor(panel, middle, 1, 0).cursorPage).toBe((middle.cursorPage ?? 0) + 512)
    expect(moveCursor(panel, { ...ALL, cursorPage: 0 }, -1, -5).cursorPage).toBe(0)
    const deep = zoomAt(panel, ALL, 4, 9e6, 0.5)
    expect(panRows(panel, deep, 3).firstPage).toBeGreaterThan(deep.firstPage)
    expect(panRows(panel, deep, -1e9).firstPage).toBe(0)
    expect(zoomOut(deep)).toMatchObject({ zoom: 0, firstPage: 0 })
  })
})

describe('a grid on a canvas', () => {
  it('uses whole pixels where they fill the panel and never leaves it', () => {
    expect(placeGrid(320, 103, 1280, 680)).toMatchObject({ cellWidth: 4, cellHeight: 6 })
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 900 }),
        fc.integer({ min: 1, max: 900 }),
        (cols, rows) => {
          const box = placeGrid(cols, rows, 558, 312)
          expect(box.left).toBeGreaterThanOrEqual(0)
          expect(box.top).toBeGreaterThanOrEqual(0)
          expect(box.cellWidth * cols).toBeLessThanOrEqual(558.001)
          expect(box.cellHeight * rows).toBeLessThanOrEqual(312.001)
        },
      ),
    )
  })
})
