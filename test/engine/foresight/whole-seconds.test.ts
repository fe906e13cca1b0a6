// The estimate of how long work takes, from what was foreseen and what is measured.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wholeSeconds } from '../../../src/engine/foresight/whole-seconds.ts'
import { runs } from '../../properties.ts'

const seconds = fc.double({ min: 0, max: 1e6, noNaN: true })
const share = fc.double({ min: 1e-6, max: 1, noNaN: true })

test('lies between what is measured and what was foreseen, and never before now', () => {
  fc.assert(
    fc.property(seconds, share, seconds, (elapsed, done, foreseen) => {
      const measured = elapsed / done
      const whole = wholeSeconds(elapsed, done, foreseen)
      const slack = 1 + 1e-12
      expect(whole).toBeGreaterThanOrEqual(elapsed)
      expect(whole * slack).toBeGreaterThanOrEqual(Math.min(measured, foreseen))
      expect(whole).toBeLessThanOrEqual(Math.max(measured, foreseen) * slack)
    }),
    runs(1000),
  )
})

test('is what was foreseen before anything is done, and what is measured from a twentieth on', () => {
  fc.assert(
    fc.property(seconds, share, seconds, (elapsed, done, foreseen) => {
      expect(wholeSeconds(elapsed, 0, foreseen)).toBe(Math.max(elapsed, foreseen))
      const later = Math.max(0.05, done)
      expect(wholeSeconds(elapsed, later, foreseen)).toBe(elapsed / later)
      expect(wholeSeconds(elapsed, done, undefined)).toBe(elapsed / done)
    }),
    runs(1000),
  )
})
