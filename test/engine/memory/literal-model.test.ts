// The literal model as a whole: which pages the destination lacks after each step, who stops whom, where its clocks have marks.
import { describe, expect, it } from 'vitest'
import { classesOf, poisson, smallLayout, sweeping, workloadOf } from './small.ts'
import { withPaces, type PaceChange } from '../../../src/engine/guest/pace-change.ts'
import type { WriteClass } from '../../../src/engine/guest/write-class.ts'
import type { FireCosts } from '../../../src/engine/memory/analytic-model.ts'
import { createLayout } from '../../../src/engine/memory/layout.ts'
import { createLiteralModel, type LiteralModel } from '../../../src/engine/memory/literal-model.ts'
import { drain, MS, S, walkOf } from '../migration/contexts.ts'

const FREE: FireCosts = { fireSeconds: 0, splitSeconds: 0, mappingPages: 512 }
const IDLE: Partial<WriteClass> = { ...poisson, writesPerSecond: 0 }

interface Given {
  readonly classes?: readonly WriteClass[]
  readonly writers?: number
  readonly others?: number
  readonly costs?: Partial<FireCosts>
  readonly changes?: readonly PaceChange[]
}

function modelOf({
  classes = classesOf(sweeping),
  writers = 1,
  others = 1,
  costs,
  changes = [],
}: Given = {}) {
  const workload = withPaces({ ...workloadOf({}), classes, writers, others }, changes)
  return createLiteralModel(smallLayout(), workload, { ...FREE, ...costs }, 3, changes)
}

/** All pages in use, at a page a millisecond. */
const whole = (more: Parameters<typeof walkOf>[2] = {}) =>
  walkOf([512, 512, 512, 412], undefined, more)
const WHOLE_END = 1948 * MS

function pass(model: LiteralModel, number: number, walk = whole(), until = walk.end) {
  model.beginPass(number, walk)
  const counted = drain(model.runTraced(until, 0))
  return { counted, ...drain(model.endPass()) }
}
const stale = (model: LiteralModel) => model.verify().staleAtDestination
/** Fires of 300 ms. */
const firesOf = (given: Given, sleep = 0) => {
  const model = modelOf(given)
  model.beginPass(-1, whole())
  return drain(model.runTraced(300 * MS, sleep))
}
/** The literal model counts writes at their moments: it may be one off. */
const near = (count: number) => expect.closeTo(count, -0.5)
/** Writes no more from a moment on. */
const until = (at: number): readonly PaceChange[] => [{ at, writesPerSecond: [0, 0] }]

describe('zero pages', () => {
  const zeros = { zero: [100, 50, 0, 100] }
  const pages = [412, 462, 512, 312]
  it('of an idle guest are at the destination without being sent', () => {
    const model = modelOf({ classes: classesOf(IDLE) })
    pass(model, -1, walkOf(pages, undefined, zeros))
    expect(stale(model)).toBe(0)
  })

  it('that were written when the walk is through are not', () => {
    const model = modelOf()
    const walk = walkOf(pages, undefined, zeros)
    pass(model, -1, walk)
    // All of the class has been written: its 100 pages of the third region after they had gone, if not before.
    expect(stale(model)).toBeGreaterThan(50)
    model.sendLastPages(whole({ start: walk.end }))
    expect(stale(model)).toBe(0)
  })

  it('that a walk has not come to are left over', () => {
    const model = modelOf({ classes: classesOf(IDLE) })
    const walk = { ...walkOf(pages, undefined, zeros), end: 600 * MS, complete: false }
    const left = drain(model.reread(walk, pass(model, -1, walk)))
    // Of the second region 188 of 462 pages have gone, and so have that share of its zero pages.
    expect([...left.zero!]).toEqual([0, 50 - Math.floor((50 * 188) / 462), 0, 100])
    // A page for each that is on the wire.
    expect(left.total).toBe(1698 - 601)
    expect(stale(model)).toBe(left.total + left.zeroTotal)
  })

  it('are found in slices of 131,072 pages', () => {
    const classes = [{ ...classesOf(IDLE)[0]!, pages: 600 * 512 }]
    const layout = createLayout(600 * 512, 600 * 512, 0, classes, 512)
    const workload = { ...workloadOf({}), classes }
    const model = createLiteralModel(layout, workload, FREE, 3, [])
    const [counts, none] = [512, 0].map((count) => Array<number>(600).fill(count))
    model.beginPass(-1, walkOf(none!, undefined, { zero: counts! }))
    const slices = model.runTraced(0, 0)
    let yields = 0
    while (slices.next().done !== true) yields++
    // 307,200: twice 131,072, and the rest.
    expect(yields).toBe(3)
  })
})

describe('passes', () => {
  it('the second one sends what fired in the first, and no other page', () => {
    // The sweep has written all of its class by then, and stops.
    const model = modelOf({ changes: until(WHOLE_END) })
    expect(pass(model, -1).classFires).toEqual([0, 612])
    // Pages that were written before they went are at the destination as they are; the bitmap does not know.
    const before = stale(model)
    expect(before).toBeGreaterThan(50)
    pass(model, 0, walkOf([0, 512, 100, 0], undefined, { start: WHOLE_END }))
    expect(stale(model)).toBe(0)
  })

  it('go on in the middle where the one before was broken off, with what it left over', () => {
    const model = modelOf({ changes: until(600 * MS) })
    const walk = { ...whole(), end: 600 * MS, complete: false }
    const left = drain(model.reread(walk, pass(model, -1, walk)))
    const { region, page } = left.origin!
    const whole1 = walkOf([...left.pages], undefined, { start: walk.end, origin: left.origin })
    const second = { ...whole1, end: 650 * MS, complete: false }
    const rest = drain(model.reread(second, pass(model, 0, second)))
    // From the first page that had not gone on, though pages before it are due again.
    expect([rest.origin!.region, rest.origin!.page]).toEqual([region, near(page + 50)])
    expect(rest.total).toEqual(near(left.total - 50))
    model.sendLastPages(whole({ start: second.end }))
    expect(stale(model)).toBe(0)
  })

  it('what they pass by is found by the walk’s end, and the guest goes no further', () => {
    const model = modelOf()
    model.beginPass(-1, drain(model.passBy(-1, whole(), Infinity)))
    drain(model.runTraced(10 * S, 0))
    const { exposureEnd } = drain(model.endPass())
    expect(exposureEnd[1]).toBeCloseTo(model.walked()!.end / S, 2)
  })

  it('zero pages that are passed by are sent when they are due', () => {
    const model = modelOf()
    const due = walkOf([512, 262, 512, 412], undefined, { zero: [0, 250, 0, 0] })
    model.beginPass(-1, drain(model.passBy(-1, due, Infinity)))
    drain(model.runTraced(10 * S, 0))
    drain(model.endPass())
    const walked = model.walked()!
    // All of the region had fired when the walk came to it: zero pages or not.
    expect(walked.zero![1]).toBeLessThanOrEqual(2)
    expect(walked.passedBy!.zeroDue![1]).toBe(250)
    model.sendLastPages(whole({ start: walked.end }))
    expect(stale(model)).toBe(0)
  })
})

describe('the guest without traces', () => {
  it.each([
    ['runs: none is left', 1, 1, 0],
    ['runs in part: neither', 0, 1, 0],
    ['runs in the other part: neither', 1, 0, 0],
    ['stands still: they stay', 0, 0, 100],
  ])('%s', (_, writers, others, fires) => {
    const model = modelOf()
    model.beginPass(-1, whole())
    const before = drain(model.runTraced(100 * MS, 0))
    drain(model.runUntraced(200 * MS, writers, others))
    expect(drain(model.runTraced(300 * MS, 0)) - before).toEqual(near(fires))
  })

  it('writes at the destination once the last pages have gone', () => {
    const model = modelOf()
    pass(model, -1)
    model.sendLastPages(whole({ start: WHOLE_END }))
    drain(model.runUntraced(WHOLE_END + S, 1, 1))
    expect(stale(model)).toBe(0)
  })
})

describe('vCPUs', () => {
  const inGroup1 = classesOf({ ...sweeping, group: 1 })
  it.each([
    // A trap of a millisecond at each write: g × (1 + 1 ÷ vCPUs) = 300 ms.
    ['one writer', { writers: 1 }, 150],
    ['two writers', { writers: 2 }, 200],
    ['four writers', { writers: 4 }, 240],
    ['four writers, and one other that writes alone', { writers: 4, classes: inGroup1 }, 150],
    ['one writer, and two others that write', { others: 2, classes: inGroup1 }, 200],
    ['no others: there is one all the same', { others: 0, classes: inGroup1 }, 150],
  ])('share the stops: %s', (_, given, fires) => {
    const counted = firesOf({ ...given, costs: { fireSeconds: 0.001 } })
    expect(Math.abs(counted - fires)).toBeLessThanOrEqual(4)
  })

  it.each([
    ['writers', { writers: 4 }],
    ['others', { writers: 2, others: 4, classes: inGroup1 }],
  ])('sleep each by itself: %s', (_, given) => {
    // A millisecond at each write: as a trap of it.
    expect(Math.abs(firesOf(given, 0.001) - 240)).toBeLessThanOrEqual(4)
  })

  it('owe what is short of a sleep each for itself, also between the groups', () => {
    const [background, swept] = classesOf({ ...sweeping, writesPerSecond: 15 })
    const model = modelOf({
      classes: [{ ...background!, ...sweeping, writesPerSecond: 20 }, swept!],
    })
    model.beginPass(-1, whole())
    // A write each; of 0.4 ms that it owes none sleeps before it is 0.5.
    expect(drain(model.runTraced(100 * MS, 0.0004))).toBe(2)
    expect(drain(model.endPass()).exposureEnd).toEqual([0.1, 0.1])
  })

  it('a class that is not written does not make the others’ writes random', () => {
    const idle = classesOf(sweeping).map((each) => ({ ...each, group: 0 as const }))
    expect(firesOf({ classes: idle })).toEqual(near(300))
  })
})

describe('a pace', () => {
  it('from the start is a multiple of the rate', () => {
    const [background, swept] = classesOf(sweeping)
    const pace = { guest: 0, exposure: 0, factor: 0.5, before: undefined }
    expect(firesOf({ classes: [background!, { ...swept!, pace }] })).toEqual(near(150))
  })

  it('of a class that starts to write in mid-run', () => {
    const changes = [{ at: 200 * MS, writesPerSecond: [0, 1000] }]
    const classes = classesOf({ ...sweeping, writesPerSecond: 0 })
    expect(firesOf({ classes, changes })).toEqual(near(100))
  })

  it('does not change the rhythm of what comes in bursts, which it has before it is written', () => {
    const burst = { on: 0.1, off: 0.15, start: 0 }
    const [background, swept] = classesOf({ ...sweeping, writesPerSecond: 0, burst })
    const classes = [{ ...background!, group: 0 as const }, swept!]
    const changes = [{ at: 120 * MS, writesPerSecond: [0, 1000] }]
    // On until 100 ms, and from 250 ms on.
    expect(firesOf({ classes, changes })).toEqual(near(50))
  })

  it('of a class without bursts has none of the other group’s', () => {
    const burst = { on: 0.1, off: 0.9, start: 0 }
    const [background, swept] = classesOf({ ...sweeping, group: 1 })
    const classes = [{ ...background!, pages: 0, group: 0 as const, burst }, swept!]
    const changes = [{ at: 50 * MS, writesPerSecond: [0, 500] }]
    expect(firesOf({ classes, changes })).toEqual(near(50 + 125))
  })
})

describe('clocks', () => {
  const endsOf = ({ clocks }: LiteralModel) =>
    clocks.map(({ segments }) => segments.map(({ end }) => end / MS))
  it.each([
    ['traced', true],
    ['untraced', false],
  ])('have a mark every 100 ms: %s', (_, traced) => {
    const model = modelOf()
    model.beginPass(-1, whole())
    if (traced) drain(model.runTraced(250 * MS, 0))
    else drain(model.runUntraced(250 * MS, 1, 1))
    expect(endsOf(model)).toEqual([
      [100, 200, 250],
      [100, 200, 250],
    ])
  })

  it('stop with the turn in which a pass is broken off', () => {
    const model = modelOf()
    model.beginPass(-1, whole())
    expect(drain(model.runTraced(300 * MS, 0, 149.5 * MS))).toEqual(near(150))
    expect(endsOf(model)[0]).toEqual([100, 150])
  })

  it('or before the turn that would begin there', () => {
    const model = modelOf()
    model.beginPass(-1, whole())
    drain(model.runTraced(300 * MS, 0, 150 * MS))
    expect(endsOf(model)[0]).toEqual([100, 150])
  })
})
