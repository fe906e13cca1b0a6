/** What painters share that show one look at one moment of model time, in CSS pixels, on a cleared canvas. */
import type { Painter, Surface } from './canvas-host.ts'

export interface TimedPainter<Look> extends Painter {
  look(next: Look): void
  /** Model time of the playhead, in nanoseconds. */
  setTime(time: number): void
}

export interface Shown<Look> {
  readonly look: Look
  readonly surface: Surface
  readonly time: number
}

/** `shown` is undefined until there are a look and a size; nothing is painted before. */
export function createTimedPainter<Look>(
  paint: (shown: Shown<Look>) => void,
): TimedPainter<Look> & { shown(): Shown<Look> | undefined } {
  let look: Look | undefined
  let surface: Surface | undefined
  let time = 0
  const shown = () =>
    look === undefined || surface === undefined ? undefined : { look, surface, time }
  return {
    shown,
    look(next) {
      look = next
      surface?.invalidate()
    },
    setTime(next) {
      time = next
      surface?.invalidate()
    },
    resize(next) {
      surface = next
    },
    paint() {
      const now = shown()
      if (now === undefined) return
      const { context, width, height, ratio } = now.surface
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      context.clearRect(0, 0, width, height)
      paint(now)
    },
  }
}
