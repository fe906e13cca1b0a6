// What a walk that passes pages by finds in a region: counts of what fired and of what was due, against the pages themselves.
import { describe, expect, it } from 'vitest'
import { classesOf, poisson, smallLayout, sweeping, workloadOf } from './small.ts'
import type { WriteClass } from '../../../src/engine/guest/write-class.ts'
import { createAnalyticModel } from '../../../src/engine/memory/analytic-model.ts'
import type { PassFires } from '../../../src/engine/memory/dirty-model.ts'
import { forEachFiredPage } from '../../../src/engine/memory/fired-pages.ts'
import { createLooks } from '../../../src/engine/memory/looks.ts'
import type { PassOfPages } from '../../../src/engine/memory/page-sets.ts'
import { sweepFires, type SweepFires } from '../../../src/engine/memory/sweep.ts'
import { forEachZeroPage } from '../../../src/engine/memory/zero-pages.ts'
import { drain, S, walkOf } from '../migration/contexts.ts'

const SEED = 3
/** Exposures are the seconds of the time that is asked about. */
const exposureAt = (_id: number, time: number) => time / S

interface Asked {
  readonly written?: Partial<WriteClass>
  readonly exact?: boolean
  readonly pass?: number
  /** Exposure when the pass began. */
  readonly from?: number
  readonly former?: PassOfPages
  readonly zero?: number[]
  readonly due?: number[]
}

function looks({ written = poisson, exact = false, pass = -1, from = 0, ...asked }: Asked) {
  const layout = smallLayout(written)
  const lookAt = createLooks(
    layout,
    SEED,
    exact,
    pass,
    classesOf(written),
    [0, from],
    asked.former,
    exposureAt,
  )
  const { due = [512, 512, 512, 412], zero } = asked
  const walk = walkOf(due, undefined, zero && { zero })
  return { layout, look: (region: number, seconds: number) => lookAt(walk, region, seconds * S) }
}

/** A pass −1 in which these pages fired, by region. */
function formerOf(fires: number[], sweep?: SweepFires): PassOfPages {
  const fired: PassFires = {
    fires: Uint32Array.from(fires),
    classFires: [0, 0],
    exposureStart: [0, 0],
    exposureEnd: [0, 0],
    log: undefined,
  }
  return { pass: -1, fired, sweeps: [undefined, sweep] }
}

describe('in expected values', () => {
  const share = 1 - Math.exp(-1)
  it('of pass −1: what fired, by the share of the region that is written', () => {
    const { look } = looks({ exact: true, due: [512, 500, 400, 412], zero: [0, 12, 112, 0] })
    // 612 writes to 612 pages; of the third region the class has 100 of 512 pages.
    const first = look(1, 0.612)
    expect(first.fired).toBeCloseTo(512 * share, 6)
    expect(first.data).toBeCloseTo(500 * share, 6)
    expect(first.zero).toBeCloseTo(12 * share, 6)
    const second = look(2, 0.612)
    expect(second.fired).toBeCloseTo(100 * share, 6)
    expect(second.data).toBeCloseTo(400 * (100 / 512) * share, 6)
    expect(second.zero).toBeCloseTo(112 * (100 / 512) * share, 6)
  })

  it('of later passes: what is due is written, all of it', () => {
    const { look } = looks({
      exact: true,
      pass: 0,
      from: 0.5,
      former: formerOf([0, 200, 60, 0]),
      due: [0, 200, 60, 0],
    })
    const second = look(2, 0.5 + 0.612)
    expect(second.fired).toBeCloseTo(100 * share, 6)
    expect(second.data).toBeCloseTo(60 * share, 6)
    expect(second.zero).toBe(0)
  })

  it('nothing where the class has no pages', () => {
    expect(looks({ exact: true }).look(0, 1)).toEqual({ fired: 0, data: 0, zero: 0 })
  })
})

describe('page by page', () => {
  it.each([
    ['a random writer', poisson],
    ['a sweep', sweeping],
  ] as const)('%s: as many as the pass would end with then', (_, written) => {
    const model = createAnalyticModel(
      smallLayout(written),
      workloadOf(written),
      { fireSeconds: 0, splitSeconds: 0, mappingPages: 512 },
      SEED,
      false,
      [],
    )
    drain(model.runUntraced(0.25 * S, 1, 1))
    model.beginPass(0, walkOf([0, 0, 0, 0]))
    drain(model.runTraced(0.55 * S, 0))
    const { fires } = drain(model.endPass())
    const { look } = looks({ written, pass: 0, from: 0.25, former: formerOf([0, 0, 0, 0]) })
    for (const region of [1, 2]) expect(look(region, 0.55).fired).toBe(fires[region])
    expect(fires[1]! + fires[2]!).toBeGreaterThan(200)
  })

  it('nothing at all before the first write', () => {
    expect(looks({ from: 0.5 }).look(1, 0.5)).toEqual({ fired: 0, data: 0, zero: 0 })
  })

  it.each([
    ['a random writer', poisson],
    ['a sweep', sweeping],
  ] as const)('%s, in pass −1: zero pages apart from the others', (_, written) => {
    const { layout, look } = looks({ written, zero: [0, 90, 0, 0] })
    const { fired, data, zero } = look(1, 0.2)
    const zeros = new Set<number>()
    forEachZeroPage(layout, SEED, 1, 90, (page) => zeros.add(page))
    let [found, amongZero] = [0, 0]
    const sweep = written === sweeping ? sweepFires(classesOf(written)[1]!, 0, 0.2) : undefined
    forEachFiredPage(layout, SEED, -1, 1, fired, sweep, (page) => {
      found++
      if (zeros.has(page)) amongZero++
    })
    expect([fired, data, zero]).toEqual([found, found - amongZero, amongZero])
    expect(zero).toBeGreaterThan(5)
    expect(data).toBeGreaterThan(5)
  })

  it('without zero pages all that fired was due', () => {
    const { fired, data, zero } = looks({}).look(1, 0.2)
    expect(fired).toBeGreaterThan(50)
    expect([data, zero]).toEqual([fired, 0])
  })

  describe('in later passes', () => {
    const firedPages = (pass: number, count: number, sweep?: SweepFires) => {
      const pages = new Set<number>()
      forEachFiredPage(smallLayout(), SEED, pass, 1, count, sweep, (page) => pages.add(page))
      return pages
    }

    it('a random writer: of what is due as many as are in both', () => {
      const { fired, data, zero } = looks({ pass: 0, former: formerOf([0, 200, 0, 0]) }).look(
        1,
        0.3,
      )
      const [due, again] = [firedPages(-1, 200), firedPages(0, fired)]
      const both = [...due].filter((page) => again.has(page)).length
      expect([data, zero]).toEqual([both, 0])
      expect(both).toBeGreaterThan(20)
      expect(both).toBeLessThan(Math.min(200, fired))
    })

    it('a sweep: the end of the run before and the beginning of this one', () => {
      // Pages 100 … 399 fired, and again 350 … 449.
      const [, swept] = classesOf(sweeping)
      const former = formerOf([0, 300, 0, 0], sweepFires(swept!, 0.1, 0.4))
      const again = looks({
        written: { ...sweeping, sweepStart: 350 / 612 },
        pass: 0,
        former,
      }).look(1, 0.1)
      expect(again.fired).toBe(100)
      expect(again.data).toBe(50)
    })

    it.each([
      ['where all was due, what fired', 512, 0.3, undefined],
      ['where all has fired, what was due', 200, 100, 512],
    ])('%s', (_, count, seconds, all) => {
      const { fired, data } = looks({ pass: 0, former: formerOf([0, count, 0, 0]) }).look(
        1,
        seconds,
      )
      expect(data).toBe(Math.min(count, fired))
      if (all !== undefined) expect(fired).toBe(all)
      else expect(fired).toBeLessThan(512)
    })
  })
})
