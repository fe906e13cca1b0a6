/**
 * Pointer, wheel and keys of the time axis: drag seeks, Shift-drag zooms into a range, the wheel zooms at the pointer or
 * moves sideways, a double click shows the whole run again.
 */
import { useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react'
import type { RacePainter } from './race-painter.ts'
import { WHOLE_AXIS, type AxisWindow } from '../../session/axes.ts'
import { useWheel } from '../../controls/use-wheel.ts'
import type { TimeLens } from '../../../report/time-lens.ts'
import type { Playhead } from '../../session/playhead.ts'

/** No zoom shows less of the axis than this. */
const MIN_WINDOW = 0.01
/** A key zooms by this factor. */
const KEY_ZOOM = 2
/** The wheel halves or doubles the window over this many pixels of travel. */
const WHEEL_DOUBLING = 240

export interface AxisInputOptions {
  /** The element that the chart fills. */
  readonly field: RefObject<HTMLElement | null>
  /** What takes the keys once the chart was clicked. */
  readonly slider: RefObject<HTMLElement | null>
  readonly painter: RacePainter
  readonly lens: TimeLens
  readonly playhead: Playhead
  readonly window: AxisWindow
  readonly onWindow: (next: AxisWindow) => void
  readonly onSeek: (time: number) => void
}

interface Drag {
  readonly kind: 'seek' | 'zoom'
  readonly startX: number
  readonly nowX: number
}

export function useAxisInput({
  field,
  slider,
  painter,
  lens,
  playhead,
  window,
  onWindow,
  onSeek,
}: AxisInputOptions) {
  const [drag, setDrag] = useState<Drag>()
  const xOf = (event: PointerEvent) =>
    event.clientX - (field.current?.getBoundingClientRect().left ?? 0)
  const positionAt = (x: number) => painter.positionAt(x)

  useWheel(field, (event) => {
    const travel = (distance: number) => distance * (event.deltaMode === 1 ? 30 : 1)
    const sideways = event.shiftKey ? event.deltaY : event.deltaX
    const across = Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)
    // What would change nothing is left to the page.
    if (window === WHOLE_AXIS && (across || event.deltaY > 0)) return
    event.preventDefault()
    if (across) {
      const width = field.current?.clientWidth ?? 1
      onWindow(moveWindow(window, (travel(sideways) / width) * (window.to - window.from)))
      return
    }
    const left = field.current?.getBoundingClientRect().left ?? 0
    const factor = 2 ** (travel(event.deltaY) / WHEEL_DOUBLING)
    onWindow(zoomWindow(window, positionAt(event.clientX - left), factor))
  })

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return
    // Or the browser would take the focus away again.
    event.preventDefault()
    slider.current?.focus({ preventScroll: true })
    event.currentTarget.setPointerCapture(event.pointerId)
    const x = xOf(event)
    setDrag({ kind: event.shiftKey ? 'zoom' : 'seek', startX: x, nowX: x })
    if (!event.shiftKey) onSeek(lens.time(positionAt(x)))
  }
  const onPointerMove = (event: PointerEvent) => {
    if (drag === undefined) return
    const x = xOf(event)
    if (drag.kind === 'seek') onSeek(lens.time(positionAt(x)))
    else setDrag({ ...drag, nowX: x })
  }
  const onPointerUp = () => {
    if (drag?.kind === 'zoom') {
      const [from, to] = [drag.startX, drag.nowX].map(positionAt).sort((a, b) => a - b)
      if (from !== undefined && to !== undefined && to - from >= MIN_WINDOW) onWindow({ from, to })
    }
    setDrag(undefined)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const zoom =
      event.key === '+' || event.key === '='
        ? 1 / KEY_ZOOM
        : event.key === '-'
          ? KEY_ZOOM
          : undefined
    if (zoom === undefined && event.key !== '0') return
    event.preventDefault()
    event.stopPropagation()
    onWindow(
      zoom === undefined ? WHOLE_AXIS : zoomWindow(window, lens.position(playhead.time), zoom),
    )
  }

  const selection =
    drag?.kind === 'zoom'
      ? { left: Math.min(drag.startX, drag.nowX), width: Math.abs(drag.nowX - drag.startX) }
      : undefined
  return {
    pointer: {
      onPointerDown,
      onPointerMove,
      onPointerUp,
      onPointerCancel: () => setDrag(undefined),
      onDoubleClick: () => onWindow(WHOLE_AXIS),
    },
    onKeyDown,
    selection,
  }
}

/** Scales the window about a position and keeps it on the axis. */
function zoomWindow(window: AxisWindow, position: number, factor: number): AxisWindow {
  const width = Math.max(MIN_WINDOW, (window.to - window.from) * factor)
  if (width >= 1) return WHOLE_AXIS
  const share = Math.max(0, Math.min(1, (position - window.from) / (window.to - window.from)))
  const from = Math.max(0, Math.min(1 - width, position - share * width))
  return { from, to: from + width }
}

/** Moves the window along the axis, as far as it goes. */
function moveWindow({ from, to }: AxisWindow, by: number): AxisWindow {
  const start = Math.max(0, Math.min(1 - (to - from), from + by))
  return { from: start, to: start + (to - from) }
}
