// What a pass sends, how fast, and the copier of vMotion: from the first page to the last (facts 1.5, 8.3).
import { describe, expect, it } from 'vitest'
import { createLayout } from '../../../src/engine/memory/layout.ts'
import {
  firedPages,
  firstPages,
  meanRate,
  passByPass,
} from '../../../src/engine/migration/copier.ts'
import { cutShort } from '../../../src/engine/migration/walk.ts'
import { steadyRate } from '../../../src/engine/rate-schedule.ts'
import {
  dueOf,
  MS,
  PAGE_A_MILLISECOND,
  resultOf,
  S,
  scenarioOf,
  stageOf,
  walkOf,
  wire,
  drain,
} from './contexts.ts'

const SLOW = {
  rates: steadyRate(PAGE_A_MILLISECOND),
}

describe('the pages of pass −1', () => {
  const { context } = stageOf()
  // 16,384 pages of which 1,000 of 16,384 are zeros, in 32 regions of 512.
  const layout = createLayout(16384, 16384, 1000 / 16384, context.workload.classes)

  it.each([
    ['zero pages are not sent', '1', 'sampled', Uint32Array, 15384, 1000],
    ['unless they are not looked for', '0', 'sampled', Uint32Array, 16384, 0],
    ['expected values in the fluid model', '1', 'fluid', Float64Array, 15384, 1000],
  ] as const)('%s', (_, detect, model, columns, sent, zeros) => {
    const staged = stageOf({ 'Migrate.DetectZeroPages': detect, model }, { layout }).context
    const { pages, zero } = firstPages(staged)
    const sum = (counts: typeof pages) => Array.from(counts).reduce((all, count) => all + count, 0)
    expect([sum(pages), sum(zero)]).toEqual([sent, zeros])
    expect([pages, zero].every((counts) => counts instanceof columns)).toBe(true)
    expect(pages).toHaveLength(32)
  })
})

it('what fired is due next, from the first page on', () => {
  const fires = Uint32Array.of(1, 2, 4)
  const fired = { fires, classFires: [3, 4], exposureStart: [], exposureEnd: [], log: undefined }
  expect(firedPages(fired)).toEqual({
    pages: fires,
    zero: undefined,
    origin: undefined,
    total: 7,
    zeroTotal: 0,
  })
})

describe('the rate of a pass', () => {
  it.each([
    ['the wire’s, where that is steady', walkOf([100]), PAGE_A_MILLISECOND],
    // 50 pages in 50 ms, 50 in 100 ms.
    ['the mean, where it changed', walkOf([100], wire([0, 1], [50, 0.5])), (100 * 4096) / 0.15],
    [
      'the wire’s, where it ends as it began',
      walkOf([100], wire([0, 1], [20, 0.5], [30, 1])),
      PAGE_A_MILLISECOND,
    ],
    [
      'since it began',
      walkOf([100], wire([0, 1], [55, 0.5]), { start: 5 * MS }),
      (100 * 4096) / 0.15,
    ],
    // Nothing in 30 ms, and never less than a byte.
    ['at least a byte', cutShort(walkOf([100], wire([0, 0], [50, 1])), 30 * MS), 1],
    ['dead at the end', cutShort(walkOf([100], wire([0, 1], [50, 0])), 100 * MS), 50 * 4096 * 10],
  ])('%s', (_, walk, rate) => {
    expect(meanRate(walk)).toBeCloseTo(rate, 6)
  })
})

describe('pass by pass', () => {
  it('walks over all pages in use, then over what is left, at the rate of the wire', () => {
    const { context } = stageOf({ 'network.rtt': 20 }, SLOW)
    const copier = passByPass(context)
    const first = drain(copier.first(S))
    // 16,384 pages at a page a millisecond, and the acknowledgement.
    expect([first.start, first.end]).toEqual([S, S + 16384 * MS + 20 * MS])
    const next = drain(copier.next(5 * S, dueOf(Uint32Array.of(7)), resultOf()))
    expect([next.start, next.end]).toEqual([5 * S, 5 * S + 27 * MS])
    expect(copier.bytesPerSecond(next)).toBe(PAGE_A_MILLISECOND)
    expect(copier.resumesFrom).toBe(Infinity)
  })

  it('sends last pages and page-in over the wire that it is given', () => {
    const copier = passByPass(stageOf({ 'network.rtt': 0 }, SLOW).context)
    const double = steadyRate(2 * PAGE_A_MILLISECOND)
    const due = dueOf(Uint32Array.of(10))
    expect(copier.stunRates(double)).toBe(double)
    expect(copier.last(S, due, double).end).toBe(S + 5 * MS)
    expect(drain(copier.pageIn(S, due, double)).end).toBe(S + 5 * MS)
  })

  it('by the round trip of the moment at which a pass begins', () => {
    const { context } = stageOf()
    const conditions = [0, 20].map((rtt, index) => ({
      from: index * S,
      scenario: scenarioOf({ 'network.rtt': rtt }),
      bandwidth: context.bandwidth,
    }))
    const copier = passByPass(stageOf({}, { ...SLOW, scheduled: { conditions } }).context)
    const due = dueOf(Uint32Array.of(7))
    expect(drain(copier.next(S - 1, due, resultOf())).end).toBe(S - 1 + 7 * MS)
    expect(drain(copier.next(S, due, resultOf())).end).toBe(S + 27 * MS)
  })

  it('collects what fired, whatever the walk', () => {
    const fires = Uint32Array.of(3)
    const fired = { fires, classFires: [3], exposureStart: [], exposureEnd: [], log: undefined }
    expect(drain(passByPass(stageOf().context).collect(walkOf([1]), fired)).total).toBe(3)
  })
})
