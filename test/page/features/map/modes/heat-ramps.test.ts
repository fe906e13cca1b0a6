/** Steps of the heat maps can be distinguished from their neighbours by every eye, and importance rises away from the background. */
import { describe, expect, it } from 'vitest'
import { HEAT_STEPS, heatRamp } from '../../../../../src/page/features/map/modes/heat-ramps.ts'
import { PALETTES } from '../../../../../src/page/drawing/palette.ts'
import { asSeenWith, contrast, DEFICIENCIES, difference } from '../../../drawing/colour-vision.ts'

/** More than twice what is just noticeable. */
const APART = 0.05

describe.each(['dark', 'light'] as const)('%s theme', (theme) => {
  const palette = PALETTES[theme]

  it.each(['sent', 'fired', 'age', 'difference'] as const)('%s: neighbours differ', (name) => {
    const ramp = heatRamp(palette, name)
    expect(ramp).toHaveLength(HEAT_STEPS)
    ramp.slice(1).forEach((colour, index) => {
      const before = ramp[index]!
      expect(difference(before, colour)).toBeGreaterThan(APART)
      for (const matrix of Object.values(DEFICIENCIES))
        expect(difference(asSeenWith(matrix, before), asSeenWith(matrix, colour))).toBeGreaterThan(
          APART,
        )
    })
  })

  it.each(['sent', 'fired', 'age'] as const)('%s: more stands out more', (name) => {
    const ground = palette.background
    const steps = heatRamp(palette, name).map((colour) => contrast(colour, ground))
    steps.slice(1).forEach((value, index) => expect(value).toBeGreaterThan(steps[index]!))
  })

  it('less and more are no mirror images, whatever the eye', () => {
    const ramp = heatRamp(palette, 'difference')
    for (let step = 0; step < 3; step++) {
      const [less, more] = [ramp[step]!, ramp[HEAT_STEPS - 1 - step]!]
      for (const matrix of Object.values(DEFICIENCIES))
        expect(difference(asSeenWith(matrix, less), asSeenWith(matrix, more))).toBeGreaterThan(
          APART,
        )
    }
  })
})
