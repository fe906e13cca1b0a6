/** Labels stay in their room and never touch. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeBandLabels } from '../../../../src/page/features/race/label-layout.ts'

describe('labels of bands', () => {
  const measure = (text: string) => text.length * 8

  it('never collide and never leave the chart', () => {
    const bands = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 5 })),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(bands, (widths) => {
        let from = 100
        const labels = widths.map(([width, priority], index) => {
          const band = {
            from,
            to: from + width,
            texts: [`pass number ${index}`, String(index)],
            priority,
          }
          from = band.to
          return band
        })
        const placed = placeBandLabels(labels, measure, 0, from, 6)
          .filter((label) => label !== undefined)
          .toSorted((a, b) => a.x - b.x)
        placed.forEach((label, index) => {
          expect(label.x).toBeGreaterThanOrEqual(0)
          expect(label.x + measure(label.text)).toBeLessThanOrEqual(from)
          const before = placed[index - 1]
          if (before) expect(label.x).toBeGreaterThanOrEqual(before.x + measure(before.text) + 6)
        })
      }),
    )
  })

  it('prefers the long wording and the important band', () => {
    const bands = [
      { from: 0, to: 20, texts: ['prepare'], priority: 1 },
      { from: 20, to: 200, texts: ['pass −1', '−1'], priority: 3 },
      { from: 200, to: 216, texts: ['pass 0', '0'], priority: 2 },
    ]
    const placed = placeBandLabels(bands, measure, 0, 220, 6)
    expect(placed[0]).toBeUndefined()
    expect(placed[1]?.text).toBe('pass −1')
    expect(placed[2]?.text).toBe('0')
  })
})
