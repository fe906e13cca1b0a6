/** A canvas off the page: what changes seldom is drawn into it once and copied every frame. */
import type { Surface } from './canvas-host.ts'

export interface Layer {
  /** Clears it at the surface's size and scale; what follows is drawn in CSS pixels. */
  begin(surface: Surface): CanvasRenderingContext2D | undefined
  /** Copies the strip `from … to` (CSS pixels) of the layer to the same place on the surface. */
  copy(surface: Surface, from: number, to: number): void
}

export function createLayer(): Layer {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d') ?? undefined
  return {
    begin({ width, height, ratio }) {
      canvas.width = Math.round(width * ratio)
      canvas.height = Math.round(height * ratio)
      context?.setTransform(ratio, 0, 0, ratio, 0, 0)
      return context
    },
    copy({ context: target, width, ratio }, from, to) {
      const left = Math.round(Math.max(0, from) * ratio)
      const right = Math.round(Math.min(width, to) * ratio)
      const [part, height] = [right - left, canvas.height]
      if (part <= 0 || height === 0) return
      // Device pixel on device pixel, also where the size in CSS pixels is a fraction: nothing is resampled.
      target.drawImage(canvas, left, 0, part, height, left / ratio, 0, part / ratio, height / ratio)
    },
  }
}
