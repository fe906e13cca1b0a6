// What the models of expected values and of draws have for themselves: clocks in closed form, slices, the bitmap read again.
import { describe, expect, it } from 'vitest'
import { classesOf, poisson, smallLayout, sweeping, workloadOf } from './small.ts'
import type { PaceChange } from '../../../src/engine/guest/pace-change.ts'
import type { WriteClass } from '../../../src/engine/guest/write-class.ts'
import { createAnalyticModel, type FireCosts } from '../../../src/engine/memory/analytic-model.ts'
import { OTHER_WALKS } from '../../../src/engine/memory/other-walks.ts'
import { createLayout } from '../../../src/engine/memory/layout.ts'
import { steadyRate } from '../../../src/engine/rate-schedule.ts'
import { PAGE_BYTES } from '../../../src/engine/units.ts'
import { drain, MS, S, walkOf } from '../migration/contexts.ts'

const FREE: FireCosts = { fireSeconds: 0, splitSeconds: 0, mappingPages: 512 }

interface Given {
  readonly written?: Partial<WriteClass>
  readonly costs?: Partial<FireCosts>
  readonly writers?: number
  readonly changes?: readonly PaceChange[]
  readonly exact?: boolean
}

function modelOf({ written = sweeping, costs, writers, changes = [], exact = true }: Given = {}) {
  const workload = workloadOf(written, writers)
  return createAnalyticModel(
    smallLayout(written),
    workload,
    { ...FREE, ...costs },
    3,
    exact,
    changes,
    OTHER_WALKS,
  )
}
type Model = ReturnType<typeof modelOf>

/** All pages in use, at a page a millisecond, from a moment on. */
const whole = (start: number) => walkOf([512, 512, 512, 412], undefined, { start })

function pass(model: Model, number: number, from: number, to: number) {
  model.beginPass(number, whole(from))
  const counted = drain(model.runTraced(to, 0))
  const { exposureStart, exposureEnd, ...fired } = drain(model.endPass())
  return { ...fired, counted, guest: exposureEnd[1]! - exposureStart[1]! }
}

/** The remote faults until a moment, when all of class 1 is missing and is pushed in so many seconds. */
function pagedIn(
  model: Model,
  start: number,
  until: number,
  seconds: number,
  fault: number,
): number {
  model.beginPass(-1, whole(start))
  drain(model.endPass())
  const push = walkOf([0, 512, 100, 0], steadyRate((612 * PAGE_BYTES) / seconds), { start })
  model.beginPageIn(push)
  return drain(model.runPageIn(until, push, fault))
}

describe('vCPUs that write share the stops', () => {
  it.each([
    // A write each millisecond of guest time, a trap of a millisecond each: g × (1 + 1 ÷ writers) = 300 ms.
    [1, 150],
    [2, 200],
    [4, 240],
  ])('of traps: %i of them', (writers, fires) => {
    const model = modelOf({ costs: { fireSeconds: 0.001 }, writers })
    expect(pass(model, -1, 0, 300 * MS).counted).toBeCloseTo(fires, 6)
  })

  it.each([
    // 612 pages are two large mappings, of 100 ms each.
    [1, 9.8],
    [2, 9.9],
  ])('of mappings that are split: %i of them', (writers, guest) => {
    const model = modelOf({ costs: { splitSeconds: 0.1 }, writers })
    expect(pass(model, -1, 0, 10 * S).guest).toBeCloseTo(guest, 6)
  })

  it('and of remote faults', () => {
    const faults = [1, 2].map((writers) => {
      const model = modelOf({ written: poisson, writers })
      return pagedIn(model, 0, 612 * MS, 1e6, 0.001)
    })
    // t + 1 ms ÷ writers × 612 × (1 − e^(−t ÷ 0.612)) = 612 ms.
    expect(faults[0]).toBeCloseTo(264.9, 0)
    expect(faults[1]).toBeCloseTo(319.6, 0)
  })
})

describe('a large mapping', () => {
  it('is whole again when a migration begins, and split for all that follow', () => {
    const model = modelOf({ costs: { splitSeconds: 0.1 } })
    drain(model.runUntraced(3 * S, 1, 1))
    expect(pass(model, -1, 3 * S, 13 * S).guest).toBeCloseTo(9.8, 6)
    expect(pass(model, 0, 13 * S, 23 * S).guest).toBeCloseTo(10, 6)
  })

  it.each([
    // The first region takes 512 ms; 200 ms for two mappings are spread over the 612 writes. From page 104 on all are in it.
    ['in pass −1', -1, 512 / (1 + 0.2 / 0.612)],
    // From page 292 on, over the 100 pages in the second region, and from the first page on.
    ['but in no later one', 0, 512 - 100],
  ])('costs what is foreseen of a walk that passes by, %s', (_, number, inFirst) => {
    const model = modelOf({ costs: { splitSeconds: 0.1 } })
    drain(model.runUntraced(5 * S, 1, 1))
    if (number === 0) pass(model, -1, 5 * S, 6 * S)
    const start = number === 0 ? 6 * S : 5 * S
    const walk = drain(model.passBy(number, whole(start), Infinity))
    expect(Math.abs(walk.passedBy!.fired[1]! - inFirst)).toBeLessThanOrEqual(1)
  })
})

it('a class of the other group counts as well', () => {
  const { counted, classFires } = pass(
    modelOf({ written: { ...sweeping, group: 1 } }),
    -1,
    0,
    100 * MS,
  )
  expect(counted).toBeCloseTo(100, 6)
  expect(classFires).toEqual([0, expect.closeTo(100, 6)])
})

it('clocks have the classes as they are written since a change, and none before', () => {
  const model = modelOf({ changes: [{ at: 100 * MS, writesPerSecond: [0, 500] }] })
  pass(model, -1, 0, 300 * MS)
  const factors = model.clocks[0].segments.map(({ start, classes }) => [
    start / MS,
    classes?.map(({ pace }) => pace?.factor),
  ])
  expect(factors).toEqual([
    [0, undefined],
    [100, [undefined, 0.5]],
  ])
})

describe('a pass ends', () => {
  const yields = (slices: Generator<unknown, unknown>) => {
    let count = 0
    while (slices.next().done !== true) count++
    return count
  }
  it('in one slice for a small VM', () => {
    const model = modelOf()
    model.beginPass(-1, whole(0))
    expect(yields(model.endPass())).toBe(1)
  })

  it('in slices of 4,096 regions for a large one', () => {
    const classes = classesOf({ ...poisson, pages: 0 }, 0)
    const pages = 8200 * 512
    const [background] = classes
    const large = [{ ...background!, pages, writesPerSecond: 1000 }]
    const layout = createLayout(pages, pages, 0, large, 512)
    const workload = { ...workloadOf({}), classes: large }
    const model = createAnalyticModel(layout, workload, FREE, 3, true, [], OTHER_WALKS)
    model.beginPass(-1, whole(0))
    drain(model.runTraced(S, 0))
    // Twice 4,096, and the rest.
    expect(yields(model.endPass())).toBe(3)
  })
})

describe('the bitmap is read again', () => {
  it.each([
    ['expected values', true],
    ['whole pages', false],
  ])('in %s: what fired, and what was left over', (_, exact) => {
    const model = modelOf({ written: poisson, exact })
    model.beginPass(-1, whole(0))
    drain(model.runTraced(600 * MS, 0))
    const fired = drain(model.endPass())
    const walk = { ...whole(0), end: 600 * MS, complete: false }
    const left = drain(model.reread(walk, fired))
    expect(left.pages instanceof Float64Array).toBe(exact)
    // 88 pages of region 1 have gone with all of region 0; what is due of the others is due still.
    expect([...left.pages].map(Math.round)).toEqual([0, expect.closeTo(424 + 55, -1.5), 512, 412])
    expect(left.origin!.region).toBe(1)
    expect(left.origin!.page).toBe(88)
  })
})

describe('page-in', () => {
  it.each([
    // Rate r = 1000 ÷ 612 a second: 612 × ∫ r × (1 − t) × e^(−r·t) dt over the second that the push takes.
    ['each page that is touched before its turn, once', 0, 310.5],
    // What is touched takes the guest a millisecond: fewer come before their turn.
    ['the fewer the longer a fault takes', 0.002, 190],
  ])('%s', (_, faultSeconds, faults) => {
    const model = modelOf({ written: poisson })
    drain(model.runUntraced(300 * MS, 0, 0))
    const found = pagedIn(model, 300 * MS, 1300 * MS, 1, faultSeconds)
    expect(found).toBeCloseTo(faults, 0)
  })

  it('a class without pages is missed by nobody', () => {
    const [background, swept] = classesOf(poisson)
    const classes = [background!, swept!, { ...swept!, id: 2, pages: 0, writesPerSecond: 0 }]
    const workload = { ...workloadOf(poisson), classes }
    const model = createAnalyticModel(smallLayout(), workload, FREE, 3, true, [], OTHER_WALKS)
    expect(pagedIn(model, 0, S, 1, 0)).toBeCloseTo(310.5, 0)
  })
})
