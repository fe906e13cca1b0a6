// Names of the race's lines keep apart, however close the lines are.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CURVE_STEP } from '../../../../src/page/features/race/race-curves.ts'
import type { RaceLayout } from '../../../../src/page/features/race/race-layout.ts'
import { placeWords } from '../../../../src/page/features/race/race-words.ts'
import { runs } from '../../../properties.ts'

const SIZE = 20
const LANE = { top: 0, bottom: 80 }
const NAMES = ['newly dirty', 'bandwidth', 'guest writes']

/** All that placing asks of a canvas. */
const context = {
  font: '',
  measureText: (text: string) => ({ width: text.length * SIZE * 0.55 }),
} as unknown as CanvasRenderingContext2D

/** A sawtooth: teeth too narrow for a name leave no room beside their line. */
const sawtooth = fc
  .record({
    places: fc.constant(500 / CURVE_STEP),
    tooth: fc.integer({ min: 3, max: 200 }),
    high: fc.integer({ min: LANE.top, max: LANE.bottom }),
    low: fc.integer({ min: LANE.top, max: LANE.bottom }),
  })
  .map(({ places, tooth, high, low }) =>
    Float64Array.from(
      { length: Math.floor(places) },
      (_, place) => high + ((place % tooth) / tooth) * (low - high),
    ),
  )

test('no name lies over another, also where no place is free of lines', () => {
  fc.assert(
    fc.property(fc.tuple(sawtooth, sawtooth, sawtooth), (curves) => {
      const named = curves.map((curve, index) => ({
        text: NAMES[index]!,
        colour: '#fff',
        curve,
        sides: ['below', 'above'] as const,
      }))
      const layout = { left: 0 } as RaceLayout
      const words = placeWords(context, layout, named, curves, LANE, SIZE, [])
      words.forEach((one, index) => {
        for (const other of words.slice(index + 1)) {
          const across = Math.min(one.right, other.right) - Math.max(one.x, other.x)
          const down = SIZE - Math.abs(one.y - other.y)
          expect(across > 0 && down > 0, `${one.text} over ${other.text}`).toBe(false)
        }
      })
    }),
    runs(200),
  )
})
