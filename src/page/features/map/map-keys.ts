/** The keys of a memory map: arrows walk, + − 0 zoom, Escape lets the cursor go. */
import { follow, geometryFor, moveCursor, zoomOut, type MapPanel } from './map-navigation.ts'
import type { MapView } from '../../session/app-state.ts'
import { zoomByKeys } from './MapControls.tsx'

/** The view that a key leads to; undefined for keys that the map leaves to the page. */
export function viewForKey(key: string, panel: MapPanel, map: MapView): MapView | undefined {
  switch (key) {
    case 'ArrowLeft':
      return moveCursor(panel, map, -1, 0)
    case 'ArrowRight':
      return moveCursor(panel, map, 1, 0)
    case 'ArrowUp':
      return moveCursor(panel, map, 0, -1)
    case 'ArrowDown':
      return moveCursor(panel, map, 0, 1)
    case 'PageUp':
      return moveCursor(panel, map, 0, -geometryFor(panel, map).rows)
    case 'PageDown':
      return moveCursor(panel, map, 0, geometryFor(panel, map).rows)
    case 'Home':
      return follow(panel, map, 0)
    case 'End':
      return follow(panel, map, panel.totalPages - 1)
    case '+':
    case '=':
      return zoomByKeys(panel, map, 1)
    case '-':
      return zoomByKeys(panel, map, -1)
    case '0':
      return zoomOut(map)
    case 'Escape':
      return map.cursorPage === undefined ? undefined : { ...map, cursorPage: undefined }
    default:
      return undefined
  }
}
