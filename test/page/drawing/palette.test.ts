/** The colours can be told apart by everybody, text can be read, and importance rises away from the background. */
import { describe, expect, it } from 'vitest'
import { cellColours, cellPixels } from '../../../src/page/features/map/cell-colours.ts'
import {
  contrast,
  difference,
  luminance,
  mix,
  oklabFromRgb,
  rgbFromHex,
  rgbFromOklab,
} from '../../../src/page/drawing/colour.ts'
import { PALETTES } from '../../../src/page/drawing/palette.ts'
import { CELL } from '../../../src/recording/recording.ts'
import { asSeenWith, DEFICIENCIES } from './colour-vision.ts'

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
    const [a, b] = [rgbFromHex(one), rgbFromHex(other)]
    expect(difference(a, b)).toBeGreaterThan(APART)
    for (const matrix of Object.values(DEFICIENCIES)) {
      expect(difference(asSeenWith(matrix, a), asSeenWith(matrix, b))).toBeGreaterThan(APART)
    }
  })

  it('moves away from the background as importance rises', () => {
    const ladder = [palette.unused, palette.notSent, palette.inSync, once, again, often].map(
      (hex) => contrast(rgbFromHex(hex), rgbFromHex(palette.background)),
    )
    ladder.slice(1).forEach((value, index) => expect(value).toBeGreaterThan(ladder[index] ?? 0))
  })

  it('has text that can be read, and shapes that can be seen', () => {
    for (const ground of [palette.background, palette.panel]) {
      for (const text of [palette.text, palette.muted, palette.wire, palette.failed]) {
        expect(contrast(rgbFromHex(text), rgbFromHex(ground))).toBeGreaterThanOrEqual(4.5)
      }
      for (const shape of [palette.slowed, palette.inSync, again]) {
        expect(contrast(rgbFromHex(shape), rgbFromHex(ground))).toBeGreaterThanOrEqual(
          theme === 'dark' ? 3 : 2.6,
        )
      }
    }
  })

  it('never fills a cell with red, and fills all 256', () => {
    const colours = cellColours(palette)
    expect(colours).toHaveLength(256)
    for (const colour of colours)
      expect(difference(colour, rgbFromHex(palette.failed))).toBeGreaterThan(APART)
  })

  it('says once, again, often in three ambers, and an old copy in a faint one', () => {
    const colours = cellColours(palette)
    const [amber, stale] = [oklabFromRgb(rgbFromHex(once)), oklabFromRgb(rgbFromHex(palette.stale))]
    const hue = ([, a, b]: readonly [number, number, number]) => Math.atan2(b, a)
    expect(Math.abs(hue(amber) - hue(stale))).toBeLessThan(0.35)
    for (const [severity, colour] of palette.changed.entries())
      expect(colours[CELL.changed + (severity + 1) * CELL.changedSteps - 1]).toEqual(
        rgbFromHex(colour),
      )
    expect(colours[CELL.stale]).toEqual(rgbFromHex(palette.stale))
  })
})

describe('colour arithmetic', () => {
  it('goes to OKLab and back', () => {
    for (const hex of ['#000000', '#ffffff', '#17827a', '#ffb52e', '#ff2d55']) {
      expect(rgbFromOklab(oklabFromRgb(rgbFromHex(hex)))).toEqual(rgbFromHex(hex))
    }
  })

  it('blends from one end to the other', () => {
    const [dark, light] = [rgbFromHex('#17827a'), rgbFromHex('#ffb52e')]
    expect(mix(dark, light, 0)).toEqual(dark)
    expect(mix(dark, light, 1)).toEqual(light)
    expect(luminance(mix(dark, light, 0.5))).toBeGreaterThan(luminance(dark))
  })

  it('packs pixels as red, green, blue, opaque in memory', () => {
    const bytes = new Uint8Array(cellPixels(PALETTES.dark).buffer)
    expect([...bytes.subarray(CELL.inSync * 4, CELL.inSync * 4 + 4)]).toEqual([
      0x17, 0x82, 0x7a, 255,
    ])
  })
})
