/** Colours of the heat maps: seven steps away from the background for an amount, seven around a middle for a difference. */
import { mix, rgbFromHex, type Rgb } from './colour.ts'
import type { Palette } from './palette.ts'

/** amount of sends in the colour of the wire, of writes in that of change, of age in ink; a difference between both. */
export type HeatRamp = 'sent' | 'fired' | 'age' | 'difference'

export const HEAT_STEPS = 7

function between(from: Rgb, to: Rgb): readonly Rgb[] {
  return Array.from({ length: HEAT_STEPS }, (_, step) => mix(from, to, step / (HEAT_STEPS - 1)))
}

/** From the least to the most. */
export function heatRamp(palette: Palette, ramp: HeatRamp): readonly Rgb[] {
  const ground = rgbFromHex(palette.unused)
  const ink = rgbFromHex(palette.strong)
  switch (ramp) {
    case 'sent':
      return between(ground, mix(rgbFromHex(palette.wire), ink, 0.35))
    case 'fired':
      return between(ground, rgbFromHex(palette.changed[2]))
    case 'age':
      return between(ground, ink)
    case 'difference': {
      const half = (HEAT_STEPS - 1) / 2
      const [less, more] = [rgbFromHex(palette.wire), rgbFromHex(palette.changed[1])]
      return Array.from({ length: HEAT_STEPS }, (_, step) =>
        step < half ? mix(less, ground, step / half) : mix(ground, more, (step - half) / half),
      )
    }
  }
}
