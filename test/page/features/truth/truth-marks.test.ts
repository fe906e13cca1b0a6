// The scatter's geometry: one domain for both axes, ticks inside of it, marks in the order of the arrow keys.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  caseMarks,
  domainOf,
  logTicks,
  scatterScales,
} from '../../../../src/page/features/truth/marks.ts'
import type { ReportedCase } from '../../../../src/validation/report.ts'

const reported = (measured: number, predicted: number | undefined): ReportedCase => ({
  id: String(measured),
  part: 'a',
  evidence: 'measured',
  source: 'a test',
  measured: { verdict: 'completed', totalSeconds: measured },
  predicted:
    predicted === undefined
      ? { verdict: 'never' }
      : { verdict: 'completed', totalSeconds: predicted },
})

const positive = fc.double({ min: 1e-3, max: 1e4, noNaN: true })
const box = { width: 600, height: 400, left: 50, right: 10, top: 30, bottom: 40 }

describe('the scatter', () => {
  it('keeps every mark inside of the plot and the diagonal a diagonal', () => {
    const pairs = fc.array(fc.tuple(positive, positive), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(pairs, (list) => {
        const marks = caseMarks(
          list.map(([measured, predicted]) => reported(measured, predicted)),
          'totalSeconds',
        )
        const { x, y } = scatterScales(marks, box)
        for (const { measured, predicted } of marks) {
          expect(x(measured)).toBeGreaterThanOrEqual(box.left - 1e-6)
          expect(x(measured)).toBeLessThanOrEqual(box.width - box.right + 1e-6)
          expect(y(predicted!)).toBeGreaterThanOrEqual(box.top - 1e-6)
        }
        expect(x.domain()).toEqual(y.domain())
        expect(marks.map(({ measured }) => measured)).toEqual(
          list.map(([measured]) => measured).sort((a, b) => a - b),
        )
      }),
    )
  })

  it('keeps those that never end apart', () => {
    const marks = caseMarks([reported(3, undefined), reported(2, 2)], 'totalSeconds')
    expect(marks.map(({ predicted }) => predicted)).toEqual([2, undefined])
    expect(domainOf(marks)[0]).toBeLessThan(2)
  })

  it('has round ticks inside of the domain, never too many', () => {
    fc.assert(
      fc.property(positive, positive, fc.boolean(), (a, b, bytes) => {
        const low = Math.min(a, b) * (bytes ? 1e6 : 1)
        const high = Math.max(a, b) * (bytes ? 1e6 : 1) * 5
        const ticks = logTicks([low, high], 8, bytes)
        expect(ticks.length).toBeLessThanOrEqual(8)
        for (const tick of ticks) {
          expect(tick).toBeGreaterThanOrEqual(low * 0.99)
          expect(tick).toBeLessThanOrEqual(high * 1.01)
        }
      }),
    )
  })
})
