/** Colours of the heat maps: seven steps away from the background for an amount, seven around a middle for a difference. */
import { mix, rgbFromHex, type Rgb } from '../../../drawing/colour.ts'
import type { Palette } from '../../../drawing/palette.ts'

/** amount of sends in the colour of the wire, of writes in that of change, of age in ink; a difference between both. */
export type HeatRamp = 'sent' | 'fired' | 'age' | 'stream' | 'difference'

export const HEAT_STEPS = 7

/** Evenly from one colour to the next by way of a third in the middle: a straight way between far colours would be grey. */
function between(from: Rgb, middle: Rgb, to: Rgb): readonly Rgb[] {
  const half = (HEAT_STEPS - 1) / 2
  return Array.from({ length: HEAT_STEPS }, (_, step) =>
    step < half ? mix(from, middle, step / half) : mix(middle, to, (step - half) / half),
  )
}

/** From the least to the most. */
export function heatRamp(palette: Palette, ramp: HeatRamp): readonly Rgb[] {
  const ground = rgbFromHex(palette.unused)
  const ink = rgbFromHex(palette.strong)
  switch (ramp) {
    case 'sent':
    case 'stream':
      return between(
        ground,
        mix(ground, rgbFromHex(palette.wire), 0.62),
        mix(rgbFromHex(palette.wire), ink, 0.35),
      )
    case 'fired':
      return between(ground, rgbFromHex(palette.changed[0]), rgbFromHex(palette.changed[2]))
    case 'age':
      return between(ground, mix(ground, ink, 0.5), ink)
    case 'difference':
      return between(rgbFromHex(palette.wire), ground, rgbFromHex(palette.changed[1]))
  }
}

/** Nothing sent, then a shade for each stream, from the first to the last. */
export function streamShades(palette: Palette, streams: number): readonly Rgb[] {
  const [ground, wire, ink] = [palette.unused, palette.wire, palette.strong].map(rgbFromHex)
  const from = mix(ground!, wire!, 0.35)
  const to = mix(wire!, ink!, 0.75)
  const last = Math.max(1, streams - 1)
  return [ground!, ...Array.from({ length: streams }, (_, stream) => mix(from, to, stream / last))]
}
