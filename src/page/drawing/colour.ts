/** Colour arithmetic for palettes: OKLab for even steps, WCAG contrast, and the packed words that canvases want. */

/** sRGB, each 0 … 255. */
export type Rgb = readonly [red: number, green: number, blue: number]
/** OKLab: lightness 0 … 1, green–red, blue–yellow. */
export type Oklab = readonly [lightness: number, a: number, b: number]

/** `#rrggbb` to its three parts. */
export function rgbFromHex(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

/** A part of sRGB, 0 … 255, to linear light, 0 … 1. */
export function linearFromPart(part: number): number {
  const share = part / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

/** Linear light to a part of sRGB, rounded and clamped. */
export function partFromLinear(light: number): number {
  const share = light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055
  return Math.max(0, Math.min(255, Math.round(share * 255)))
}

/** Björn Ottosson's OKLab (2020). */
export function oklabFromRgb(rgb: Rgb): Oklab {
  const [r, g, b] = [linearFromPart(rgb[0]), linearFromPart(rgb[1]), linearFromPart(rgb[2])]
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const medium = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short,
  ]
}

export function rgbFromOklab([lightness, a, b]: Oklab): Rgb {
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    partFromLinear(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
    partFromLinear(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
    partFromLinear(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
  ]
}

/** A blend that looks even: `share` 0 is `from`, 1 is `to`. */
export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const [a, b] = [oklabFromRgb(from), oklabFromRgb(to)]
  return rgbFromOklab([
    a[0] + (b[0] - a[0]) * share,
    a[1] + (b[1] - a[1]) * share,
    a[2] + (b[2] - a[2]) * share,
  ])
}

/** Distance in OKLab: about 0.02 is just noticeable side by side. */
export function difference(one: Rgb, other: Rgb): number {
  const [a, b] = [oklabFromRgb(one), oklabFromRgb(other)]
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}

/** WCAG 2 contrast ratio, 1 … 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

export function luminance(rgb: Rgb): number {
  return (
    0.2126 * linearFromPart(rgb[0]) +
    0.7152 * linearFromPart(rgb[1]) +
    0.0722 * linearFromPart(rgb[2])
  )
}

/** Opaque pixel as ImageData holds it on a little-endian machine. */
export function packed([red, green, blue]: Rgb): number {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0
}

/** `#rrggbb` with an opacity, as CSS. */
export function withAlpha(hex: string, alpha: number): string {
  const [red, green, blue] = rgbFromHex(hex)
  return `rgba(${red}, ${green}, ${blue}, ${alpha})`
}
