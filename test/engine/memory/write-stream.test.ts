// The coming writes of a group: which pages, how far apart, and that what was drawn and not written is drawn again.
import { describe, expect, it } from 'vitest'
import { classesOf, poisson, smallLayout, sweeping } from './small.ts'
import type { WriteClass } from '../../../src/engine/guest/write-class.ts'
import { createTargets, createWriteStream } from '../../../src/engine/memory/write-stream.ts'

const SEED = 3
const BATCH = 1024

/** Streams of these classes, one after the other, that draw from the same targets. */
function sourceOf(classes: readonly WriteClass[], vcpus = 1) {
  const layout = smallLayout()
  const targets = createTargets(layout, classes, SEED)
  const written = classes.filter(({ writesPerSecond }) => writesPerSecond > 0)
  return {
    targets,
    stream: (picks = 0) => createWriteStream(written, targets, vcpus, layout, SEED, picks),
  }
}
type Stream = ReturnType<ReturnType<typeof sourceOf>['stream']>

function batch(stream: Stream): number[] {
  stream.refill()
  return [...stream.pages]
}
const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index)
/** Class 1 lies on pages 512 … 1123. */
const isOfClass1 = (page: number) => page >= 512 && page < 1124

describe('a sweep', () => {
  it('writes page after page, over regions and batches, cyclic and evenly', () => {
    const stream = sourceOf(classesOf(sweeping), 4).stream()
    const cycle = range(512, 1124)
    const expected = [...cycle, ...cycle, ...cycle, ...cycle]
    expect([...batch(stream), ...batch(stream)]).toEqual(expected.slice(0, 2 * BATCH))
    expect([stream.even, stream.gapSeconds]).toEqual([true, 0.004])
    expect(new Set(stream.gaps)).toEqual(new Set([0.004]))
  })

  it.each([
    [0, 512],
    [0.5, 512 + 306],
    [600 / 612, 1112],
    [1, 512],
  ])('begins %f of its way', (sweepStart, first) => {
    expect(batch(sourceOf(classesOf({ ...sweeping, sweepStart })).stream())[0]).toBe(first)
  })

  it('touches nothing where a class has more pages than places', () => {
    // The background's 1,436 pages have the first region, and 412 places in the last.
    const [background] = classesOf({ writesPerSecond: 0 })
    const swept = [{ ...background!, ...sweeping }]
    expect(batch(sourceOf(swept).stream())).toEqual([
      ...range(0, 512),
      ...range(1536, 1948),
      ...range(0, 100).map(() => -1),
    ])
  })

  it('begins nowhere in a class without pages', () => {
    const [, swept] = classesOf({ ...sweeping, sweepStart: 0.5 })
    const { targets } = sourceOf([{ ...swept!, id: 0, pages: 0 }])
    expect(targets[0]!.cursor).toBe(0)
  })
})

describe('a random writer', () => {
  it('writes to all of its class alike', () => {
    const pages = batch(sourceOf(classesOf(poisson)).stream())
    expect(pages.every(isOfClass1)).toBe(true)
    // 512 of 612 pages lie in the first of its regions.
    const first = pages.filter((page) => page < 1024).length
    expect(Math.abs(first / BATCH - 512 / 612)).toBeLessThan(0.05)
    // 1,024 draws from 612 pages: 497 different ones.
    expect(Math.abs(new Set(pages).size - 497)).toBeLessThan(40)
  })

  it('as a Poisson process', () => {
    const stream = sourceOf(classesOf(poisson), 2).stream()
    stream.refill()
    const gaps = [...stream.gaps]
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / BATCH
    expect([stream.even, stream.gapSeconds]).toEqual([false, 0.002])
    expect(Math.abs(mean / 0.002 - 1)).toBeLessThan(0.12)
    expect(gaps.filter((gap) => gap > 0.002).length / BATCH).toBeCloseTo(Math.exp(-1), 1)
  })

  it('nothing when nothing is written', () => {
    const stream = sourceOf(classesOf({ writesPerSecond: 0 })).stream()
    expect(stream.gapSeconds).toBe(Infinity)
  })
})

describe('two classes', () => {
  const mixed = (
    rates: readonly [number, number],
    group: 0 | 1 = 0,
    pattern = sweeping.pattern!,
  ) => {
    const [background, written] = classesOf({ pattern })
    return [
      { ...background!, writesPerSecond: rates[0], group },
      { ...written!, writesPerSecond: rates[1], group },
    ]
  }
  const ofClass1 = (stream: Stream) => batch(stream).map(isOfClass1)

  it('are written by their rates, at random though one of them is a sweep', () => {
    const stream = sourceOf(mixed([300, 900])).stream()
    const share = ofClass1(stream).filter(Boolean).length / BATCH
    expect(Math.abs(share - 0.75)).toBeLessThan(0.05)
    expect([stream.even, stream.gapSeconds]).toEqual([false, 1 / 1200])
    expect(new Set(stream.gaps).size).toBeGreaterThan(50)
    expect(stream.picks).toBe(BATCH)
  })

  it.each(['sweep', 'poisson'] as const)(
    'a %s goes its way, whatever else is written',
    (pattern) => {
      const both = batch(sourceOf(mixed([300, 900], 0, pattern)).stream()).filter(isOfClass1)
      const alone = batch(sourceOf(mixed([0, 900], 0, pattern)).stream())
      expect(both.length).toBeGreaterThan(600)
      expect(both).toEqual(alone.slice(0, both.length))
    },
  )

  it('are picked in another order by each group, and in each batch', () => {
    const [first, other] = ([0, 1] as const).map((group) =>
      sourceOf(mixed([600, 600], group)).stream(),
    )
    const batches = [ofClass1(first!), ofClass1(first!), ofClass1(other!)].map(String)
    expect(new Set(batches).size).toBe(3)
  })
})

describe('what was drawn and not written', () => {
  const sweepOfBoth = classesOf(sweeping).map((each) => ({ ...each, ...sweeping }))
  const oneOfEach = classesOf(sweeping).map((each) => ({ ...each, writesPerSecond: 700 }))
  it.each([
    ['by a sweep', classesOf(sweeping), 10],
    ['by a sweep at the end of its class', classesOf(sweeping), 612],
    ['at random', classesOf(poisson), 500],
    ['from two sweeps', sweepOfBoth, 100],
    ['from two classes', oneOfEach, 333],
    ['all of it', oneOfEach, 0],
    ['nothing', oneOfEach, BATCH],
  ])('%s, is drawn again', (_, classes, written) => {
    const whole = sourceOf(classes).stream()
    const expected = [...batch(whole), ...batch(whole)]
    const source = sourceOf(classes)
    const before = source.stream()
    const first = batch(before).slice(0, written)
    before.next = written
    before.giveBack()
    expect(before.next).toBe(BATCH)
    expect(before.picks).toBe(classes[0]!.writesPerSecond > 0 ? written : 0)
    const later = batch(source.stream(before.picks))
    expect([...first, ...later]).toEqual(expected.slice(0, written + BATCH))
  })
})
