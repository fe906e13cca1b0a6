/** Laws of the time lens: strictly monotone, its own inverse, and room for every phase. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Phase, PhaseKind } from '../../src/engine/facts.ts'
import { placeBandLabels } from '../../src/page/features/race/label-layout.ts'
import { moveBoundary } from '../../src/report/lens-custom.ts'
import { createTimeLens } from '../../src/report/time-lens.ts'
import { phaseLabels } from '../../src/text/pictures.ts'

function phasesOf(parts: readonly (readonly [PhaseKind, number, number?])[]): Phase[] {
  let start = 0
  return parts.map(([kind, length, pass]) => {
    const phase = { kind, start, end: start + length, ...(pass === undefined ? {} : { pass }) }
    start = phase.end
    return phase
  })
}

const SECOND = 1e9
const THE_FILM = phasesOf([
  ['prepare', 2.5 * SECOND],
  ['trace', 0.05 * SECOND],
  ['pass', 55.5 * SECOND, -1],
  ['pass', 8.2 * SECOND, 0],
  ['pass', 2.2 * SECOND, 1],
  ['pass', 0.6 * SECOND, 2],
  ['switchover', 0.24 * SECOND],
  ['cleanup', 1.2 * SECOND],
])

/** Any run: nothing to a day a phase, none to sixty passes, with or without a switchover. */
const anyRun = fc
  .record({
    ends: fc.array(fc.integer({ min: 0, max: 1e10 }), { minLength: 4, maxLength: 4 }),
    passes: fc.array(fc.integer({ min: 0, max: 86400e9 }), { maxLength: 60 }),
    completes: fc.boolean(),
  })
  .map(({ ends, passes, completes }) =>
    phasesOf([
      ['prepare', ends[0] ?? 0],
      ['trace', ends[1] ?? 0],
      ...passes.map((length, index) => ['pass', length, index - 1] as const),
      ...(completes ? [['switchover', ends[2] ?? 0] as const] : []),
      ['cleanup', ends[3] ?? 0],
    ]),
  )

const axis = fc.double({ min: 0, max: 1, noNaN: true })

describe('time lens', () => {
  it('covers the axis without a gap', () => {
    fc.assert(
      fc.property(anyRun, fc.boolean(), (phases, linear) => {
        const { stretches } = createTimeLens(phases, { linear })
        if (stretches.length === 0) return
        expect(stretches[0]?.from).toBe(0)
        expect(stretches.at(-1)?.to).toBe(1)
        stretches.forEach((stretch, index) => {
          if (index > 0) expect(stretch.from).toBe(stretches[index - 1]?.to)
          expect(stretch.factor).toBeGreaterThan(0)
        })
      }),
    )
  })

  it('is strictly monotone where a run has a length that a double can tell', () => {
    fc.assert(
      fc.property(anyRun, axis, axis, (phases, a, b) => {
        const lens = createTimeLens(phases, { linear: false })
        if (lens.stretches.length === 0 || Math.abs(a - b) < 1e-9) return
        const [low, high] = a < b ? [a, b] : [b, a]
        expect(lens.time(high)).toBeGreaterThan(lens.time(low))
      }),
    )
  })

  it('returns to the position that it came from', () => {
    fc.assert(
      fc.property(anyRun, axis, fc.boolean(), (phases, x, linear) => {
        const lens = createTimeLens(phases, { linear })
        if (lens.stretches.length === 0) return
        // 1e13 ns to a stretch of 1 ns: the double itself has no more than this.
        expect(lens.position(lens.time(x))).toBeCloseTo(x, linear ? 12 : 4)
      }),
    )
  })

  it('returns exactly for the default run', () => {
    fc.assert(
      fc.property(axis, (x) => {
        const lens = createTimeLens(THE_FILM, { linear: false })
        expect(lens.position(lens.time(x))).toBeCloseTo(x, 10)
      }),
    )
  })

  it('clamps outside of the run', () => {
    const lens = createTimeLens(THE_FILM, { linear: false })
    expect(lens.position(-5)).toBe(0)
    expect(lens.position(1e15)).toBe(1)
    expect(lens.time(-1)).toBe(0)
    expect(lens.time(2)).toBe(THE_FILM.at(-1)?.end)
    expect(lens.position(NaN)).toBe(0)
  })

  it('has no stretch and no NaN for a run of no length', () => {
    const lens = createTimeLens([], { linear: false })
    expect(lens.stretches).toEqual([])
    expect(lens.position(7)).toBe(0)
    expect(lens.time(0.5)).toBe(0)
  })

  it('is the identity when linear', () => {
    const end = THE_FILM.at(-1)?.end ?? 1
    const lens = createTimeLens(THE_FILM, { linear: true })
    for (const time of [0, 1e9, 30e9, end]) expect(lens.position(time)).toBeCloseTo(time / end, 12)
    expect(lens.stretches.every((stretch) => stretch.factor === 1)).toBe(true)
  })

  it('gives the default run the widths of the stage', () => {
    const width = (index: number) => {
      const stretch = createTimeLens(THE_FILM, { linear: false }).stretches[index]
      return (stretch?.to ?? 0) - (stretch?.from ?? 0)
    }
    expect(width(0)).toBeCloseTo(0.05, 2)
    expect(width(2)).toBeGreaterThan(0.35)
    expect(width(2)).toBeLessThanOrEqual(0.4)
    expect(width(5)).toBeGreaterThan(0.06)
    expect(width(6)).toBeCloseTo(0.14, 2)
    expect(width(7)).toBeCloseTo(0.04, 2)
  })

  it('lets twenty passes and more share evenly', () => {
    const passes = Array.from(
      { length: 24 },
      (_, index) => ['pass', (index + 1) * SECOND, index - 1] as const,
    )
    const { stretches } = createTimeLens(phasesOf([['prepare', SECOND], ...passes]), {
      linear: false,
    })
    const widths = stretches.slice(1).map((stretch) => stretch.to - stretch.from)
    expect(Math.max(...widths) - Math.min(...widths)).toBeLessThan(1e-9)
  })

  it('always leaves the switchover wide enough to read', () => {
    fc.assert(
      fc.property(anyRun, (phases) => {
        for (const { phase, from, to } of createTimeLens(phases, { linear: false }).stretches) {
          if (phase.kind === 'switchover') expect(to - from).toBeGreaterThan(0.13)
        }
      }),
    )
  })
})

describe('a lens that a person changes', () => {
  const change = fc.dictionary(
    fc.constantFrom(
      'prepare',
      'trace',
      'pass-1',
      'pass0',
      'pass3',
      'switchover',
      'cleanup',
      'none',
    ),
    fc.oneof(fc.double({ min: -1, max: 2, noNaN: true }), fc.constant(NaN)),
    { noNullPrototype: true },
  )

  it('still covers the axis, every stretch wide enough to take hold of', () => {
    fc.assert(
      fc.property(anyRun, change, (phases, asked) => {
        const { stretches } = createTimeLens(phases, { linear: false, change: asked })
        stretches.forEach(({ from, to }, index) => {
          expect(to).toBeGreaterThan(from)
          if (index > 0) expect(from).toBe(stretches[index - 1]?.to)
        })
        if (stretches.length > 0) {
          expect(stretches[0]?.from).toBe(0)
          expect(stretches.at(-1)?.to).toBe(1)
        }
      }),
    )
  })

  it('moves one boundary to where it is put, or as near as its neighbours allow, and no other', () => {
    fc.assert(
      fc.property(anyRun, fc.nat(), axis, (phases, any, to) => {
        const { stretches } = createTimeLens(phases, { linear: false })
        if (stretches.length < 2) return
        const index = any % (stretches.length - 1)
        const next = moveBoundary(stretches, index, to, {})
        const moved = createTimeLens(phases, { linear: false, change: next }).stretches
        const [low, high] = [stretches[index]?.from ?? 0, stretches[index + 1]?.to ?? 1]
        moved.forEach((stretch, at) => {
          if (at !== index && at < moved.length - 1)
            expect(stretch.to).toBeCloseTo(stretches[at]?.to ?? -1, 9)
        })
        const boundary = moved[index]?.to ?? -1
        expect(boundary).toBeGreaterThan(low)
        expect(boundary).toBeLessThan(high)
        if (to > low + 0.016 && to < high - 0.016) expect(boundary).toBeCloseTo(to, 9)
      }),
    )
  })

  it('means nothing on a linear axis, and no change is the suggestion', () => {
    const linear = createTimeLens(THE_FILM, { linear: true, change: { switchover: 0.9 } })
    expect(linear.stretches).toEqual(createTimeLens(THE_FILM, { linear: true }).stretches)
    const none = createTimeLens(THE_FILM, { linear: false, change: {} })
    expect(none.stretches).toEqual(createTimeLens(THE_FILM, { linear: false }).stretches)
  })
})

describe('any run can be read', () => {
  it('passes are never narrower than a fiftieth, or an even part of what they have', () => {
    fc.assert(
      fc.property(anyRun, (phases) => {
        const { stretches } = createTimeLens(phases, { linear: false })
        const passes = stretches.filter(({ phase }) => phase.kind === 'pass')
        for (const { from, to } of passes)
          expect(to - from).toBeGreaterThan(Math.min(0.02, 0.2 / passes.length) - 1e-9)
      }),
    )
  })

  it('labels never collide, on any width, stretched or linear, as suggested or changed', () => {
    const measure = (text: string) => text.length * 7.5
    fc.assert(
      fc.property(
        anyRun,
        fc.boolean(),
        fc.integer({ min: 200, max: 1900 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (phases, linear, width, share) => {
          const change = { switchover: share }
          const { stretches } = createTimeLens(phases, { linear, change })
          const placed = placeBandLabels(
            stretches.map(({ phase, from, to, factor }) => ({
              from: from * width,
              to: to * width,
              texts: phaseLabels(phase, factor, false),
              priority: phase.kind === 'switchover' ? 5 : 1,
            })),
            measure,
            0,
            width,
            6,
          )
            .filter((label) => label !== undefined)
            .toSorted((a, b) => a.x - b.x)
          placed.forEach((label, index) => {
            const before = placed[index - 1]
            expect(label.x).toBeGreaterThanOrEqual(0)
            expect(label.x + measure(label.text)).toBeLessThanOrEqual(width)
            if (before) expect(label.x).toBeGreaterThanOrEqual(before.x + measure(before.text) + 6)
          })
        },
      ),
    )
  })
})
