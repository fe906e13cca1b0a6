/** Joins a painter to a canvas: size in device pixels, repaint when it is due, everything undone at the end. No React. */
import type { FrameScheduler } from './frame-scheduler.ts'

/** What a painter draws on. Coordinates are CSS pixels unless a painter says otherwise. */
export interface Surface {
  readonly context: CanvasRenderingContext2D
  /** CSS pixels. */
  readonly width: number
  readonly height: number
  /** Device pixels to a CSS pixel. */
  readonly ratio: number
  /** The picture is out of date: `paint` is due. */
  invalidate(): void
}

export interface Painter {
  /** A new size, also the first one; everything that depends on it is made anew here, not in `paint`. */
  resize(surface: Surface): void
  /** Draws the picture as it is now. True: draw again in the next frame. */
  paint(now: number, seconds: number): boolean | void
}

/** Starts painting; `onSize` hears the size in CSS pixels after the painter did. Returns what undoes it. */
export function hostCanvas(
  canvas: HTMLCanvasElement,
  painter: Painter,
  scheduler: FrameScheduler,
  onSize?: (width: number, height: number) => void,
): () => void {
  const context = canvas.getContext('2d')
  let sized = false
  const task = scheduler.add('paint', (now, seconds) =>
    sized ? painter.paint(now, seconds) : false,
  )
  const resize = () => {
    const { width, height } = canvas.getBoundingClientRect()
    if (context === null || width < 1 || height < 1) return
    const ratio = Math.min(4, window.devicePixelRatio || 1)
    const [deviceWidth, deviceHeight] = [Math.round(width * ratio), Math.round(height * ratio)]
    if (canvas.width !== deviceWidth) canvas.width = deviceWidth
    if (canvas.height !== deviceHeight) canvas.height = deviceHeight
    painter.resize({ context, width, height, ratio, invalidate: () => task.invalidate() })
    sized = true
    onSize?.(width, height)
    task.invalidate()
  }
  const observer = new ResizeObserver(resize)
  observer.observe(canvas)
  const unwatch = watchRatio(resize)
  resize()
  return () => {
    observer.disconnect()
    unwatch()
    task.remove()
  }
}

/** A window dragged to another screen keeps its CSS size, so no ResizeObserver reports it. */
function watchRatio(listener: () => void): () => void {
  let query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`)
  const changed = () => {
    query.removeEventListener('change', changed)
    query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`)
    query.addEventListener('change', changed)
    listener()
  }
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}
