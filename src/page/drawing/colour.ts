/** Colours as canvases want them: packed pixels, with an opacity, and the ink that can be read on each. */
import { lab, rgb } from 'd3'

/** CIE lightness, 0 … 100, from which on dark ink stands out more than white. */
const MIDDLE = 49.5

/** Opaque pixel as ImageData holds it on a little-endian machine. */
export function packed(colour: string): number {
  const { r, g, b } = rgb(colour)
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0
}

/** A colour with an opacity, 0 … 1, as CSS. */
export function withAlpha(colour: string, opacity: number): string {
  return rgb(colour).copy({ opacity }).formatRgb()
}

/** Ink that can be read on a colour. */
export function inkOn(colour: string): string {
  return lab(colour).l > MIDDLE ? '#0b0f15' : '#ffffff'
}
