/** Colours of the heat maps: seven steps away from the background for an amount, seven around a middle for a difference. */
import { interpolateLab, piecewise, quantize, rgb } from 'd3'
import type { Palette } from '../../../drawing/palette.ts'

/** Sends in the colour of the wire, writes in that of change, age in that of ink; a difference runs from the first to the second. */
export type HeatRamp = 'sent' | 'fired' | 'age' | 'stream' | 'difference'

export const HEAT_STEPS = 7

const mix = (from: string, to: string, share: number) => interpolateLab(from, to)(share)

/** As `drawing/colour.ts` reads them. */
const hex = (colour: string) => rgb(colour).formatHex()

/** From the least to the most. By way of a third colour in the middle: a straight way between far colours would be grey. */
export function heatRamp(palette: Palette, ramp: HeatRamp): readonly string[] {
  return quantize(piecewise(interpolateLab, [...waysOf(palette, ramp)]), HEAT_STEPS).map(hex)
}

type Way = readonly [from: string, middle: string, to: string]

function waysOf({ unused: ground, strong: ink, wire, changed }: Palette, ramp: HeatRamp): Way {
  switch (ramp) {
    case 'sent':
    case 'stream':
      return [ground, mix(ground, wire, 0.62), mix(wire, ink, 0.35)]
    case 'fired':
      return [ground, changed[0], changed[2]]
    case 'age':
      return [ground, mix(ground, ink, 0.5), ink]
    case 'difference':
      return [wire, ground, changed[1]]
  }
}

/** Nothing sent, then a shade for each stream, from the first to the last. */
export function streamShades(
  { unused: ground, strong: ink, wire }: Palette,
  streams: number,
): readonly string[] {
  const from = mix(ground, wire, 0.35)
  const to = mix(wire, ink, 0.75)
  return [ground, ...(streams > 1 ? quantize(interpolateLab(from, to), streams) : [from])].map(hex)
}
