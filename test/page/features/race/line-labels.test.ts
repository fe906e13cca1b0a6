/** Labels of lines stand beside their own line, on no line, on no other label, and inside of their room. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeLineLabels, type LineLabel } from '../../../../src/page/features/race/line-labels.ts'

const PLACES = 200
const room = { left: 10, step: 4, top: 0, bottom: 120, gap: 3, leastSpan: 0.6 }
const level = (y: number) => new Float64Array(PLACES).fill(y)
const sides = ['above', 'below'] as const

/** A line that wanders, with gaps: pieces of a start, a slope and perhaps nothing. */
const curve = fc
  .array(
    fc.record({
      y: fc.double({ min: 2, max: 118, noNaN: true }),
      slope: fc.double({ min: -1, max: 1, noNaN: true }),
      drawn: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((pieces) =>
    Float64Array.from({ length: PLACES }, (_, place) => {
      const piece = pieces[Math.floor((place / PLACES) * pieces.length)]
      if (!piece?.drawn) return NaN
      return Math.max(0, Math.min(120, piece.y + piece.slope * (place % 25)))
    }),
  )

describe('labels of lines', () => {
  it('never touch a line or each other, and stay in their room', () => {
    fc.assert(
      fc.property(fc.array(curve, { minLength: 1, maxLength: 4 }), (curves) => {
        const labels = curves.map((line): LineLabel => ({
          width: 70,
          height: 18,
          curve: line,
          sides,
        }))
        const boxes = placeLineLabels(labels, curves, room)
        boxes.forEach((box, index) => {
          if (!box) return
          expect(box.y).toBeGreaterThanOrEqual(room.top)
          expect(box.y + box.height).toBeLessThanOrEqual(room.bottom)
          expect(box.x).toBeGreaterThanOrEqual(room.left)
          for (const line of curves)
            line.forEach((y, place) => {
              const x = room.left + place * room.step
              if (x < box.x || x > box.x + box.width || Number.isNaN(y)) return
              expect(y <= box.y || y >= box.y + box.height).toBe(true)
            })
          for (const other of boxes.slice(index + 1)) {
            if (!other) continue
            const apart =
              box.x >= other.x + other.width ||
              other.x >= box.x + box.width ||
              box.y >= other.y + other.height ||
              other.y >= box.y + box.height
            expect(apart).toBe(true)
          }
        })
      }),
    )
  })

  it('stand at the start of a level line, on the better side', () => {
    const line = level(60)
    const [box] = placeLineLabels([{ width: 70, height: 18, curve: line, sides }], [line], room)
    expect(box).toEqual({ x: 10, y: 60 - 3 - 18, width: 70, height: 18 })
  })

  it('go below where there is no room above, and further right where a line is in the way', () => {
    const high = level(10)
    const short = Float64Array.from({ length: PLACES }, (_, place) => (place < 40 ? 30 : NaN))
    const label = { width: 70, height: 18, curve: high, sides }
    expect(placeLineLabels([label], [high], room)[0]?.y).toBe(13)
    const [box] = placeLineLabels([label], [high, short], room)
    expect(box?.y).toBe(13)
    expect(box?.x).toBeGreaterThanOrEqual(10 + 40 * 4)
  })

  it('keep away from boxes that are taken, and give up where nothing is free', () => {
    const line = level(60)
    const label = { width: 70, height: 18, curve: line, sides: ['above'] as const }
    const taken = { x: 0, y: 30, width: 300, height: 40 }
    expect(placeLineLabels([label], [line], room, [taken])[0]?.x).toBeGreaterThanOrEqual(303)
    expect(placeLineLabels([label], [line, level(50)], room)[0]).toBeUndefined()
  })
})
