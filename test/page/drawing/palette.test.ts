/** The colours are distinct to every eye, text can be read, and importance rises away from the background. */
import { describe, expect, it } from 'vitest'
import { cellColours, cellPixels } from '../../../src/page/features/map/cell-colours.ts'
import { heatRamp, streamShades } from '../../../src/page/features/map/modes/heat-ramps.ts'
import { inkOn, packed, withAlpha } from '../../../src/page/drawing/colour.ts'
import { PALETTES } from '../../../src/page/drawing/palette.ts'
import { CELL } from '../../../src/recording/cell.ts'
import { asSeenWith, contrast, DEFICIENCIES, difference, hue } from './colour-vision.ts'

const THEMES = ['dark', 'light'] as const
/** About four times what is just noticeable. */
const APART = 0.08

describe.each(THEMES)('%s theme', (theme) => {
  const palette = PALETTES[theme]
  const [once, again, often] = palette.changed
  /** Pairs that can lie side by side in a map, a chart or on the wire. */
  const touching: readonly (readonly [string, string])[] = [
    [palette.notSent, palette.inSync],
    [palette.notSent, once],
    [palette.inSync, once],
    [palette.inSync, again],
    [palette.inSync, often],
    [once, again],
    [again, often],
    [palette.notSent, palette.stale],
    [palette.inSync, palette.stale],
    [palette.wire, palette.stale],
    [palette.unused, palette.stale],
    [palette.inSync, palette.wire],
    [palette.wire, again],
    [palette.slowed, palette.inSync],
    [palette.slowed, palette.notSent],
    [palette.strong, palette.inSync],
    [palette.strong, again],
  ]

  it.each(touching)('%s and %s differ for every eye', (one, other) => {
    expect(difference(one, other)).toBeGreaterThan(APART)
    for (const matrix of Object.values(DEFICIENCIES)) {
      expect(difference(asSeenWith(matrix, one), asSeenWith(matrix, other))).toBeGreaterThan(APART)
    }
  })

  it('moves away from the background as importance rises', () => {
    const ladder = [palette.unused, palette.notSent, palette.inSync, once, again, often].map(
      (hex) => contrast(hex, palette.background),
    )
    ladder.slice(1).forEach((value, index) => expect(value).toBeGreaterThan(ladder[index] ?? 0))
  })

  it('has text that can be read, and shapes that can be seen', () => {
    for (const ground of [palette.background, palette.panel]) {
      for (const text of [palette.text, palette.muted, palette.wire, palette.failed]) {
        expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5)
      }
      for (const shape of [palette.slowed, palette.inSync, again]) {
        expect(contrast(shape, ground)).toBeGreaterThanOrEqual(theme === 'dark' ? 3 : 2.6)
      }
    }
  })

  it('never fills a cell with red, and fills all 256', () => {
    const colours = cellColours(palette)
    expect(colours).toHaveLength(256)
    for (const colour of colours) expect(difference(colour, palette.failed)).toBeGreaterThan(APART)
  })

  it('says once, again, often in three ambers, and an old copy in a faint one', () => {
    const colours = cellColours(palette)
    expect(Math.abs(hue(once) - hue(palette.stale))).toBeLessThan(0.35)
    for (const [severity, colour] of palette.changed.entries())
      expect(colours[CELL.changed + (severity + 1) * CELL.changedSteps - 1]).toEqual(colour)
    expect(colours[CELL.stale]).toEqual(palette.stale)
  })
})

describe('colours on a canvas', () => {
  it('have an opacity that CSS reads', () => {
    expect(withAlpha('#17827a', 0.5)).toBe('rgba(23, 130, 122, 0.5)')
  })

  it.each(THEMES)('carry ink that can be read, %s theme', (theme) => {
    const palette = PALETTES[theme]
    const ramps = (['sent', 'fired', 'age', 'difference'] as const).flatMap((ramp) =>
      heatRamp(palette, ramp),
    )
    for (const colour of [...cellColours(palette), ...ramps, ...streamShades(palette, 8)])
      expect(contrast(inkOn(colour), colour), colour).toBeGreaterThan(4.3)
  })

  it('are packed as red, green, blue, opaque in memory', () => {
    const bytes = new Uint8Array(cellPixels(PALETTES.dark).buffer)
    expect([...bytes.subarray(CELL.inSync * 4, CELL.inSync * 4 + 4)]).toEqual([
      0x17, 0x82, 0x7a, 255,
    ])
    expect(packed('#010203')).toBe(0xff030201)
  })
})
