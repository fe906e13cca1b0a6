// The colours of the page are those of the pictures: a legend must mean what the map shows.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { contrast } from '../drawing/colour-vision.ts'
import { PALETTES } from '../../../src/page/drawing/palette.ts'

const css = readFileSync(new URL('../../../src/page/shell/theme.css', import.meta.url), 'utf8')
const blocks = {
  dark: css.slice(css.indexOf(':root {'), css.indexOf(":root[data-theme='light']")),
  light: css.slice(css.indexOf(":root[data-theme='light']")),
}

function property(theme: 'dark' | 'light', name: string): string {
  return new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(blocks[theme])?.[1] ?? `no --${name}`
}

for (const theme of ['dark', 'light'] as const) {
  const palette = PALETTES[theme]

  test(`${theme}: custom properties equal the palette`, () => {
    expect({
      bg: property(theme, 'bg'),
      panel: property(theme, 'panel'),
      line: property(theme, 'line'),
      text: property(theme, 'text'),
      muted: property(theme, 'muted'),
      white: property(theme, 'white'),
      'not-sent': property(theme, 'not-sent'),
      teal: property(theme, 'teal'),
      amber: [property(theme, 'amber'), property(theme, 'amber-2'), property(theme, 'amber-3')],
      stale: property(theme, 'stale'),
      wire: property(theme, 'wire'),
      magenta: property(theme, 'magenta'),
      red: property(theme, 'red'),
    }).toEqual({
      bg: palette.background,
      panel: palette.panel,
      line: palette.line,
      text: palette.text,
      muted: palette.muted,
      white: palette.strong,
      'not-sent': palette.notSent,
      teal: palette.inSync,
      amber: palette.changed,
      stale: palette.stale,
      wire: palette.wire,
      magenta: palette.slowed,
      red: palette.failed,
    })
  })

  test(`${theme}: words are readable, edges of controls are visible`, () => {
    const on = (name: string, ground: string) =>
      contrast(property(theme, name), property(theme, ground))
    for (const ground of ['bg', 'panel']) {
      expect(on('text', ground)).toBeGreaterThan(7)
      expect(on('muted', ground)).toBeGreaterThan(4.5)
      expect(on('wire', ground)).toBeGreaterThan(4.5)
      expect(on('control', ground)).toBeGreaterThan(3)
    }
    expect(on('on-white', 'white')).toBeGreaterThan(7)
  })
}
