/** Wheel, drag, pinch, hover and keys of a memory map, all as changes of its MapView. */
import {
  useEffect,
  useEffectEvent,
  useRef,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
} from 'react'
import type { HeatmapPainter } from './heatmap-painter.ts'
import {
  geometryFor,
  pageAt,
  panRows,
  zoomAt,
  type MapPanel,
  follow,
  moveCursor,
  zoomOut,
} from './map-navigation.ts'
import type { MapView } from '../../session/app-state.ts'
import type { FrameFeed } from '../../session/frames.ts'
import { useWheel } from '../../controls/use-wheel.ts'
import { zoomByKeys } from './MapControls.tsx'

/** Wheel travel for one step of zoom, in pixels; a notch of a mouse is 100 or 120. */
const WHEEL_STEP = 80
/** A trackpad reports a pinch as a wheel with Ctrl and small numbers. */
const PINCH_GAIN = 6
/** Fingers must spread or close by this factor for a step of zoom. */
const PINCH_STEP = 1.7

interface Gesture {
  readonly fingers: Map<number, { readonly x: number; readonly y: number }>
  spread: number
  /** Rows of drag that are not yet panned. */
  rest: number
}

interface Spot {
  readonly page: number | undefined
  readonly down: number
}

export interface MapInputOptions {
  /** The element that the map fills. */
  readonly field: RefObject<HTMLElement | null>
  /** What takes the keys once the map was clicked. */
  readonly cursor: RefObject<HTMLElement | null>
  readonly painter: HeatmapPainter
  readonly frames: FrameFeed
  readonly panel: MapPanel | undefined
  readonly map: MapView
  readonly onMap: (next: MapView) => void
  /** A click, or Enter, on a cell: the page in the middle of it, and how many it has. */
  readonly onPick?: ((page: number, cell: number) => void) | undefined
}

export function useMapInput({
  field,
  cursor,
  painter,
  frames,
  panel,
  map,
  onMap,
  onPick,
}: MapInputOptions) {
  const wheel = useRef(0)
  const hovered = useRef(false)
  const touched = useRef(false)
  /** Where the pointer rests, in client coordinates, until there is a cell under it. */
  const waiting = useRef<{ readonly x: number; readonly y: number } | undefined>(undefined)
  const gesture = useRef<Gesture>({ fingers: new Map(), spread: 0, rest: 0 })

  const change = (next: MapView) => {
    if (next !== map) onMap(next)
  }
  const spotAt = (clientX: number, clientY: number): Spot => {
    const { shown, box, ratio } = painter
    const bounds = field.current?.getBoundingClientRect()
    if (panel === undefined || shown === undefined || box === undefined || bounds === undefined)
      return { page: undefined, down: 0.5 }
    const across = ((clientX - bounds.left) * ratio - box.left) / (box.cellWidth * shown.cols)
    const down = ((clientY - bounds.top) * ratio - box.top) / (box.cellHeight * shown.rows)
    return {
      page: pageAt(shown, panel.totalPages, across, down),
      down: Math.max(0, Math.min(1, down)),
    }
  }
  const zoom = (steps: number, spot: Spot) => {
    if (panel && spot.page !== undefined)
      change(zoomAt(panel, { ...map, cursorPage: spot.page }, steps, spot.page, spot.down))
  }

  const hover = (clientX: number, clientY: number) => {
    const { page } = spotAt(clientX, clientY)
    hovered.current = page !== undefined
    waiting.current = painter.box && panel ? undefined : { x: clientX, y: clientY }
    if (page !== map.cursorPage) change({ ...map, cursorPage: page })
  }
  const onFrame = useEffectEvent(() => {
    if (waiting.current) hover(waiting.current.x, waiting.current.y)
  })
  useEffect(() => frames.subscribe(() => onFrame()), [frames])

  useWheel(field, (event) => {
    // At the outer end the page itself may scroll.
    if (map.zoom === 0 && event.deltaY > 0) return
    event.preventDefault()
    wheel.current +=
      event.deltaY * (event.ctrlKey ? PINCH_GAIN : 1) * (event.deltaMode === 1 ? 30 : 1)
    if (Math.abs(wheel.current) < WHEEL_STEP) return
    const steps = wheel.current > 0 ? -1 : 1
    wheel.current = 0
    zoom(steps, spotAt(event.clientX, event.clientY))
  })

  const onPointerDown = (event: PointerEvent) => {
    // Or the browser would take the focus away again.
    event.preventDefault()
    touched.current = event.pointerType === 'touch'
    cursor.current?.focus({ preventScroll: true })
    const { fingers } = gesture.current
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY })
    gesture.current.spread = spreadOf(fingers)
    gesture.current.rest = 0
    if (map.zoom > 0 || fingers.size > 1) event.currentTarget.setPointerCapture(event.pointerId)
  }
  const onPointerMove = (event: PointerEvent) => {
    const now = gesture.current
    const before = now.fingers.get(event.pointerId)
    if (before === undefined || (now.fingers.size === 1 && map.zoom === 0)) {
      hover(event.clientX, event.clientY)
      return
    }
    if (panel === undefined) return
    now.fingers.set(event.pointerId, { x: event.clientX, y: event.clientY })
    if (now.fingers.size > 1) {
      const spread = spreadOf(now.fingers)
      const ratio = spread / Math.max(1, now.spread)
      if (ratio < PINCH_STEP && ratio > 1 / PINCH_STEP) return
      now.spread = spread
      zoom(ratio > 1 ? 1 : -1, spotAt(...middleOf(now.fingers)))
      return
    }
    now.rest -= (event.clientY - before.y) / geometryFor(panel, map).cellHeight
    const rows = Math.trunc(now.rest)
    if (rows === 0) return
    now.rest -= rows
    change(panRows(panel, { ...map, cursorPage: undefined }, rows))
  }
  const release = (event: PointerEvent) => {
    gesture.current.fingers.delete(event.pointerId)
    gesture.current.spread = spreadOf(gesture.current.fingers)
  }
  const onPointerLeave = (event: PointerEvent) => {
    if (hovered.current && !gesture.current.fingers.has(event.pointerId))
      change({ ...map, cursorPage: undefined })
    hovered.current = false
    waiting.current = undefined
  }

  const pick = (page: number | undefined) => {
    if (panel === undefined || page === undefined) return
    const { pagesPerCell } = geometryFor(panel, map)
    const middle = Math.floor(page / pagesPerCell) * pagesPerCell + Math.floor(pagesPerCell / 2)
    onPick?.(Math.min(middle, panel.totalPages - 1), pagesPerCell)
  }

  const onClick = (event: MouseEvent) => {
    const { page } = spotAt(event.clientX, event.clientY)
    // A finger does not rest over a cell: a tap reads it out until the next one.
    if (touched.current) change({ ...map, cursorPage: page === map.cursorPage ? undefined : page })
    pick(page)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (panel === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Enter') pick(map.cursorPage)
    const next = viewForKey(event.key, panel, map)
    if (next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    hovered.current = false
    change(next)
  }

  return {
    pointer: {
      onPointerDown,
      onPointerMove,
      onPointerUp: release,
      onPointerCancel: release,
      onPointerLeave,
      onClick,
    },
    onKeyDown,
  }
}

function spreadOf(fingers: Gesture['fingers']): number {
  const [one, other] = [...fingers.values()]
  return one && other ? Math.hypot(one.x - other.x, one.y - other.y) : 0
}

function middleOf(fingers: Gesture['fingers']): [x: number, y: number] {
  const [one, other] = [...fingers.values()]
  return one && other ? [(one.x + other.x) / 2, (one.y + other.y) / 2] : [0, 0]
}

/** The view that a key leads to; undefined for keys that the map leaves to the page. */
function viewForKey(key: string, panel: MapPanel, map: MapView): MapView | undefined {
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
