// The dirty models, each by itself: a sequential writer of 1,000 pages a second, whose fires are known one by one, and a
// random one by its saturation curve.
import { describe, expect, it } from 'vitest'
import { poisson, smallLayout, sweeping, workloadOf } from './small.ts'
import type { PaceChange } from '../../../src/engine/guest/pace-change.ts'
import type { WriteClass } from '../../../src/engine/guest/write-class.ts'
import { createAnalyticModel } from '../../../src/engine/memory/analytic-model.ts'
import { OTHER_WALKS } from '../../../src/engine/memory/other-walks.ts'
import type { DirtyModel } from '../../../src/engine/memory/dirty-model.ts'
import { createLiteralModel } from '../../../src/engine/memory/literal-model.ts'
import { steadyRate } from '../../../src/engine/rate-schedule.ts'
import { PAGE_BYTES } from '../../../src/engine/units.ts'
import { drain, MS, S, walkOf } from '../migration/contexts.ts'

const FREE = { fireSeconds: 0, splitSeconds: 0, mappingPages: 512 }
const KINDS = ['literal', 'sampled', 'fluid'] as const
type Kind = (typeof KINDS)[number]

function modelOf(
  kind: Kind,
  written: Partial<WriteClass> = sweeping,
  costs = FREE,
  changes: readonly PaceChange[] = [],
  writers = 1,
): DirtyModel {
  const [layout, workload] = [smallLayout(written), workloadOf(written, writers)]
  return kind === 'literal'
    ? createLiteralModel(layout, workload, costs, 3, changes)
    : createAnalyticModel(layout, workload, costs, 3, kind === 'fluid', changes, OTHER_WALKS)
}
/** All pages in use, at a page a millisecond, from a moment on. */
const whole = (start: number) => walkOf([512, 512, 512, 412], undefined, { start })
const passOf = (model: DirtyModel, pass: number, from: number, to: number) => {
  model.beginPass(pass, whole(from))
  const counted = drain(model.runTraced(to, 0))
  return { counted, ...drain(model.endPass()) }
}
/** The literal model counts writes at their moments, the others whole writes: they may differ by one. */
const near = (count: number) => expect.closeTo(count, -0.5)

describe.each(KINDS)('%s', (kind) => {
  describe('a sweep', () => {
    it('fires what it writes since the traces, by region', () => {
      const model = modelOf(kind)
      drain(model.runUntraced(500 * MS, 1, 1))
      const { counted, classFires, exposureStart, exposureEnd, fires } = passOf(
        model,
        -1,
        500 * MS,
        600 * MS,
      )
      expect(counted).toEqual(near(100))
      expect(classFires).toEqual([0, near(100)])
      // Pages 500 … 599 of the class: 12 in its first region. Where a sweep stands is known, also in expected values.
      for (const [region, count] of [0, 12, 88, 0].entries())
        expect(Math.abs(fires[region]! - count)).toBeLessThanOrEqual(1)
      expect([exposureStart[1], exposureEnd[1]]).toEqual([
        expect.closeTo(0.5, 6),
        expect.closeTo(0.6, 6),
      ])
    })

    it('fires each page once, and again when it is traced anew', () => {
      const model = modelOf(kind)
      expect(passOf(model, -1, 0, 2 * S).classFires[1]).toBeCloseTo(612, 6)
      expect(passOf(model, 0, 2 * S, 2.1 * S).classFires[1]).toEqual(near(100))
    })

    it.each([
      // A write every millisecond of guest time; what stops it in between.
      ['half of the time untraced', 0.5, 0, 0, 1, 100],
      ['a trap of a millisecond at each', 1, 0.001, 0, 1, 50],
      ['throttled to a half', 1, 0, 0, 0.5, 50],
      ['a sleep of three milliseconds at each', 1, 0, 0.003, 1, 25],
    ])('%s', (_, untraced, fireSeconds, sleep, speed, count) => {
      const model = modelOf(kind, sweeping, { ...FREE, fireSeconds })
      drain(model.runUntraced(200 * MS, untraced, 1))
      model.beginPass(-1, whole(200 * MS))
      const fires = drain(model.runTraced(300 * MS, sleep, Infinity, speed))
      expect(Math.abs(fires - count)).toBeLessThanOrEqual(2)
      const { exposureStart } = drain(model.endPass())
      expect(exposureStart[1]).toBeCloseTo(0.2 * untraced, 6)
    })

    it('a mapping that is whole costs its split, once', () => {
      // Two mappings of 512 pages for 612: 100 ms each at the first write into it.
      const model = modelOf(
        kind,
        { ...sweeping, writesPerSecond: 100 },
        { ...FREE, splitSeconds: 0.1 },
      )
      model.beginPass(-1, whole(0))
      drain(model.runTraced(10 * S, 0))
      const { exposureEnd } = drain(model.endPass())
      // The closed form spreads them over the class; both are paid within ten seconds.
      expect(exposureEnd[1]).toBeLessThan(9.91)
      expect(exposureEnd[1]).toBeGreaterThan(9.7)
    })

    it('breaks off where it is asked to', () => {
      const model = modelOf(kind)
      model.beginPass(-1, whole(0))
      expect(drain(model.runTraced(200 * MS, 0, 100 * MS))).toEqual(near(100))
    })

    it('stands still in the stun', () => {
      const model = modelOf(kind)
      drain(model.runUntraced(300 * MS, 0, 0))
      expect(passOf(model, -1, 300 * MS, 400 * MS).exposureStart).toEqual([0, 0])
    })

    it('writes at another pace from a moment on', () => {
      const changes = [{ at: 100 * MS, writesPerSecond: [0, 500] }]
      const model = modelOf(kind, sweeping, FREE, changes)
      const { counted } = passOf(model, -1, 0, 300 * MS)
      // 100, then 200 ms at half the pace.
      expect(Math.abs(counted - 200)).toBeLessThanOrEqual(2)
    })

    it('the clocks of both groups go on, each by its share', () => {
      const model = modelOf(kind)
      drain(model.runUntraced(500 * MS, 0.5, 1))
      const lengths = model.clocks.map(({ group, segments }) => [
        group,
        segments[0]!.start,
        segments.at(-1)!.end,
        segments.every(
          (segment) =>
            segment.kind === 'linear' && Math.abs(segment.speed - (group === 0 ? 0.5 : 1)) < 1e-9,
        ),
      ])
      expect(lengths).toEqual([
        [0, 0, 500 * MS, true],
        [1, 0, 500 * MS, true],
      ])
    })
  })

  describe('a random writer', () => {
    it.each([
      // 612 × (1 − e^(−writes ÷ 612)).
      [100, 92.2],
      [612, 386.9],
      [3000, 607.5],
    ])('%i writes: about %f pages', (writes, pages) => {
      const { counted, classFires } = passOf(modelOf(kind, poisson), -1, 0, writes * MS)
      // Five times the deviation of a count of writes is ample, and of no use to chance.
      const margin = kind === 'fluid' ? 0.1 : 5 * Math.sqrt(pages * (1.02 - pages / 612)) + 8
      expect(Math.abs(counted - pages)).toBeLessThan(margin)
      expect(Math.abs(classFires[1]! - pages)).toBeLessThan(margin)
      expect(classFires[0]).toBe(0)
    })

    it('what will have fired is foreseen', () => {
      const model = modelOf(kind, poisson)
      const [none, share] = model.foresee(0.612)
      expect(none).toBe(0)
      expect(share).toBeCloseTo(1 - Math.exp(-1), 4)
    })

    it('in bursts it writes while they are on', () => {
      const bursts = { ...poisson, burst: { on: 0.1, off: 0.3, start: 0 } }
      // 200 ms of 800 are on: 612 × (1 − e^(−200 ÷ 612)) = 170.6.
      const { counted } = passOf(modelOf(kind, bursts), -1, 0, 800 * MS)
      expect(Math.abs(counted - 170.6)).toBeLessThan(kind === 'fluid' ? 0.1 : 60)
      const late = { ...bursts, burst: { on: 0.1, off: 0.3, start: 0.1 } }
      expect(passOf(modelOf(kind, late), -1, 0, 299 * MS).counted).toBeLessThan(1e-9)
    })
  })
})

describe('paged in, by the closed form', () => {
  const faultsOf = (faultSeconds: number, milliseconds: number, pushedAt: number) => {
    const model = modelOf('fluid', poisson)
    model.beginPass(-1, whole(0))
    drain(model.endPass())
    const rate = (612 * PAGE_BYTES * S) / pushedAt
    const push = walkOf([0, 512, 100, 0], steadyRate(rate))
    model.beginPageIn(push)
    return drain(model.runPageIn(milliseconds * MS, push, faultSeconds))
  }
  it.each([
    // The push takes so long that nothing of it has come: 612 × (1 − e^(−writes ÷ 612)) pages are fetched.
    ['each page that is touched, once', 0, 612, 1e6 * S, 386.9, 1],
    // t + 1 ms × 612 × (1 − e^(−t ÷ 0.612)) = 612 ms at t = 0.347 s: 264.9 faults.
    ['at the cost of a fault', 0.001, 612, 1e6 * S, 264.9, 20],
    // A page that would be touched at t is still missing with 1 − t ÷ 100 ms: about half of 100 touches.
    ['what was pushed is not fetched', 0, 100, 0.1 * S, 48, 4],
  ])('%s', (_, faultSeconds, milliseconds, pushedAt, expected, margin) => {
    expect(Math.abs(faultsOf(faultSeconds, milliseconds, pushedAt) - expected)).toBeLessThan(margin)
  })
})

describe('the literal model', () => {
  const literal = (written = sweeping) =>
    createLiteralModel(smallLayout(written), workloadOf(written), FREE, 3, [])

  it('has every page at the destination when the last ones were sent', () => {
    const model = literal()
    drain(model.runUntraced(100 * MS, 1, 1))
    expect(model.verify().staleAtDestination).toBe(1948)
    const first = whole(100 * MS)
    model.beginPass(-1, first)
    drain(model.runTraced(first.end, 0))
    drain(model.endPass())
    // All 612 pages of the sweep were written since.
    expect(model.verify().staleAtDestination).toBeGreaterThan(400)
    model.sendLastPages(whole(first.end))
    expect(model.verify()).toEqual({ pages: 1948, staleAtDestination: 0 })
  })

  it('and when they were paged in, whatever was fetched before its turn', () => {
    const model = literal()
    const first = whole(0)
    model.beginPass(-1, first)
    drain(model.runTraced(first.end, 0))
    drain(model.endPass())
    const rest = walkOf([0, 512, 100, 0], undefined, { start: first.end })
    model.beginPageIn(rest)
    const faults = drain(model.runPageIn(rest.end, rest, 0))
    expect(faults).toBeGreaterThan(0)
    expect(faults).toBeLessThan(612)
    expect(model.verify().staleAtDestination).toBe(0)
  })

  it('reads the bitmap on the way: what was left over goes first', () => {
    const model = literal()
    const walk = { ...whole(0), end: 600 * MS, complete: false }
    model.beginPass(-1, walk)
    drain(model.runTraced(walk.end, 0))
    const left = drain(model.reread(walk, drain(model.endPass())))
    // 600 or so have gone: 88 of the second region, of which the sweep has written 512 and 88 of the third.
    expect(left.origin!.region).toBe(1)
    expect(left.origin!.page).toBeGreaterThanOrEqual(88)
    expect(left.origin!.page).toBeLessThanOrEqual(90)
    expect([left.pages[0], left.pages[3]]).toEqual([0, 412])
    expect(left.pages[1]).toBe(512)
    expect(left.total).toBe(512 + 512 + 412)
  })

  it('finds out on the way what it passes by', () => {
    const model = literal()
    const due = whole(0)
    model.beginPass(-1, drain(model.passBy(-1, due, Infinity)))
    drain(model.runTraced(10 * S, 0))
    const walked = model.walked()!
    // Region 1 is come to after 512 ms, when its 512 pages have fired; region 2 at once, none of it yet.
    expect(walked.toSend[0]).toBe(512)
    expect(walked.toSend[1]).toBeLessThanOrEqual(2)
    expect(walked.toSend[2]).toBeGreaterThanOrEqual(508)
    expect(walked.end).toBeGreaterThan(1430 * MS)
    expect(walked.end).toBeLessThan(1440 * MS)
    drain(model.endPass())
    expect(modelOf('sampled').walked()).toBe(undefined)
  })
})

describe('the sampled model passes by', () => {
  it.each(['sampled', 'fluid'] as const)('%s: what will have fired by then', (kind) => {
    const walk = drain(modelOf(kind).passBy(-1, whole(0), Infinity))
    // The sweep goes ahead of the walk.
    expect(walk.toSend[0]).toBe(512)
    expect(walk.toSend[1]).toBeLessThanOrEqual(1)
  })

  it('of a random writer: by its curve', () => {
    const walk = drain(modelOf('fluid', poisson).passBy(-1, whole(0), Infinity))
    // After 512 ms: 512 × e^(−512 ÷ 612), in whole pages as the walk's.
    expect(walk.toSend[1]).toBe(Math.floor(512 * Math.exp(-512 / 612)))
    const stopped = drain(modelOf('fluid', poisson).passBy(-1, whole(0), 100 * MS))
    expect(stopped.toSend[1]).toBe(Math.floor(512 * Math.exp(-100 / 612)))
  })

  it('as the pace changes', () => {
    const changes = [{ at: 100 * MS, writesPerSecond: [0, 500] }]
    const walk = drain(modelOf('fluid', poisson, FREE, changes).passBy(-1, whole(0), Infinity))
    expect(walk.toSend[1]).toBe(Math.floor(512 * Math.exp(-(100 + 206) / 612)))
  })
})
