/** Buttons for what the wheel does: zoom in, zoom out, all of memory. */
import { lastZoom } from './map-geometry.ts'
import { geometryFor, zoomAt, zoomOut, type MapPanel } from './map-navigation.ts'
import type { ReactNode } from 'react'
import type { MapView } from '../../session/app-state.ts'
import { MAP_TEXT } from '../../../text/pictures.ts'

export interface MapControlsProps {
  readonly panel: MapPanel
  readonly map: MapView
  readonly onMap: (next: MapView) => void
  readonly pagesPerCell: number
  /** What stands before the buttons. */
  readonly children: ReactNode
}

export function MapControls({ panel, map, onMap, pagesPerCell, children }: MapControlsProps) {
  const zoom = (steps: number) => onMap(zoomByKeys(panel, map, steps))
  return (
    <div className="memory-map-controls">
      {children}
      <span className="memory-map-scale">{MAP_TEXT.dots(pagesPerCell)}</span>
      <button
        type="button"
        aria-label={MAP_TEXT.zoomOut}
        title={MAP_TEXT.zoomOut}
        disabled={map.zoom <= 0}
        onClick={() => zoom(-1)}
      >
        −
      </button>
      <button
        type="button"
        aria-label={MAP_TEXT.zoomIn}
        title={MAP_TEXT.zoomIn}
        disabled={map.zoom >= lastZoom(panel.totalPages)}
        onClick={() => zoom(1)}
      >
        +
      </button>
      <button
        type="button"
        aria-label={MAP_TEXT.zoomAll}
        title={MAP_TEXT.zoomAll}
        disabled={map.zoom <= 0}
        onClick={() => onMap(zoomOut(map))}
      >
        ⤢
      </button>
    </div>
  )
}

/** Zooms at the cursor, or at the middle of the view without one. */
export function zoomByKeys(panel: MapPanel, map: MapView, steps: number): MapView {
  const { firstPage, cells, pagesPerCell } = geometryFor(panel, map)
  const middle = firstPage + Math.floor(cells / 2) * pagesPerCell
  const { cursorPage } = map
  const inView =
    cursorPage !== undefined &&
    cursorPage >= firstPage &&
    cursorPage < firstPage + cells * pagesPerCell
  return zoomAt(panel, map, steps, inView ? cursorPage : middle, 0.5)
}
