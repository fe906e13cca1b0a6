/**
 * Colours as canvases want them: packed pixels, with an opacity, and the ink that can be read on each. They are written
 * `#rrggbb` everywhere, so that the first load needs no parser of colours.
 */

/** Relative luminance (WCAG 2.2) from which on dark ink stands out more than white: that of CIE lightness 49.5. */
const MIDDLE = 0.18

/** Red, green and blue of `#rrggbb`, 0 … 255. */
function channels(colour: string): readonly [number, number, number] {
  const bits = Number.parseInt(colour.slice(1), 16)
  return [bits >> 16, (bits >> 8) & 255, bits & 255]
}

/** Opaque pixel as ImageData holds it on a little-endian machine. */
export function packed(colour: string): number {
  const [r, g, b] = channels(colour)
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0
}

/** A colour with an opacity, 0 … 1, as CSS. */
export function withAlpha(colour: string, opacity: number): string {
  return `rgba(${channels(colour).join(', ')}, ${opacity})`
}

/** Ink that can be read on a colour. */
export function inkOn(colour: string): string {
  const [r, g, b] = channels(colour).map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > MIDDLE ? '#0b0f15' : '#ffffff'
}
