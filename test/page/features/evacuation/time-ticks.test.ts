// The time axis of an evacuation: what a label says is where its tick stands.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { timeTicks } from '../../../../src/page/features/evacuation/geometry.ts'
import { runs } from '../../../properties.ts'

const SECONDS = { s: 1, min: 60, h: 3600, d: 86_400 }

function readBack(text: string): { nanoseconds: number; unit: string } {
  const [, count, unit] = /^([\d.\u202f]+) (s|min|h|d)$/.exec(text) ?? []
  const seconds = Number(count!.replaceAll('\u202f', '')) * SECONDS[unit as keyof typeof SECONDS]
  return { nanoseconds: Math.round(seconds * 1e9), unit: unit! }
}

/** From a tenth of a millisecond to 60 days, on a logarithmic scale: an end may be anywhere. */
const anyEnd = fc.double({ min: 5, max: 15.7, noNaN: true }).map((power) => Math.round(10 ** power))
const anyCount = fc.integer({ min: 2, max: 27 })

describe('the time axis', () => {
  it('has labels that are exact and all of one unit', () => {
    fc.assert(
      fc.property(anyEnd, anyCount, (end, count) => {
        const labels = timeTicks(end, count).map(({ time, text }) => ({ time, ...readBack(text) }))
        for (const { time, nanoseconds } of labels) expect(nanoseconds).toBe(time)
        expect(new Set(labels.map(({ unit }) => unit)).size).toBe(1)
      }),
      runs(2000),
    )
  })

  it('has even steps from zero to its end, about as many as are wanted', () => {
    fc.assert(
      fc.property(anyEnd, anyCount, (end, count) => {
        const times = timeTicks(end, count).map(({ time }) => time)
        const step = times[1]! - times[0]!
        expect(times[0]).toBe(0)
        for (const [index, time] of times.entries())
          expect(Math.abs(time - index * step)).toBeLessThanOrEqual(1)
        expect(times.at(-1)).toBeLessThanOrEqual(end)
        expect(times.at(-1)! + step).toBeGreaterThan(end)
        // The steps next to each other lie within a factor of 2.5.
        expect(end / step / count).toBeGreaterThan(0.6)
        expect(end / step / count).toBeLessThan(1.7)
      }),
      runs(2000),
    )
  })

  it.each<[what: string, end: number, count: number, texts: readonly string[]]>([
    ['a minute', 67.4, 4, ['0 s', '20 s', '40 s', '60 s']],
    ['just short of two hours', 7199, 4, ['0 s', '2\u202f000 s', '4\u202f000 s', '6\u202f000 s']],
    ['three hours, narrow', 3 * 3600, 3, ['0 h', '1 h', '2 h', '3 h']],
    [
      'three hours, wide',
      3 * 3600,
      6,
      ['0 min', '30 min', '60 min', '90 min', '120 min', '150 min', '180 min'],
    ],
    ['two days and a half', 60 * 3600, 5, ['0 h', '12 h', '24 h', '36 h', '48 h', '60 h']],
    ['700 hours', 700 * 3600, 6, ['0 d', '5 d', '10 d', '15 d', '20 d', '25 d']],
  ])('of %s', (_, end, count, texts) => {
    expect(timeTicks(end * 1e9, count).map(({ text }) => text)).toEqual(texts)
  })
})
