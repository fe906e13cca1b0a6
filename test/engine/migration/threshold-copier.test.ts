// QEMU 7.2 (ram.c, migration.c; validation README, rules 1–7): when a walk ends before it is through, and what goes on from
// where it stood. A page a millisecond over the wire, so that it looks every 65 ms; a limit of 300 ms is 300 pages.
import { describe, expect, it } from 'vitest'
import type { Walk } from '../../../src/engine/memory/pass-table.ts'
import { createLayout } from '../../../src/engine/memory/layout.ts'
import { belowThreshold } from '../../../src/engine/migration/threshold-copier.ts'
import { steadyRate, type RateSchedule } from '../../../src/engine/rate-schedule.ts'
import type { Scenario } from '../../../src/engine/scenario/scenario.ts'
import {
  dueOf,
  MS,
  PAGE_A_MILLISECOND,
  resultOf,
  S,
  stageOf,
  type Staged,
  drain,
} from './contexts.ts'
import { atOnce } from '../../../src/engine/work.ts'

const PAGE = 4096
/** Pages without headers, zero pages for nothing: what is left is arithmetic. */
const COPY = {
  reread: 'below-threshold',
  pacing: 'windows',
  skipRedirtied: false,
  pageHeaderBytes: 0,
  zeroPageBytes: 0,
  zeroPageSeconds: 0,
  barrier: false,
  batchPages: 1,
} as const

/** 2,048 pages, of which half are written; `zeroShare` of them hold zeros. */
const SMALL = {
  'vm.memory': 2048 / 262_144,
  'vm.inUse': 100,
  'workload.workingSet': 1024 / 262_144,
} as const
const layoutWith = (zeroShare: number) =>
  createLayout(2048, 2048, zeroShare, stageOf(SMALL).context.workload.classes, 0, true)

function stage(values: Partial<Scenario> = {}, more: Staged = {}) {
  const { context } = stageOf(
    {
      generation: 'QEMU7.2',
      'qemu.downtimeLimit': 300,
      'qemu.maxBandwidth': 0,
      'qemu.postcopyAfter': 0,
      'qemu.postcopyBandwidth': 0,
      ...SMALL,
      ...values,
    },
    {
      rates: steadyRate(PAGE_A_MILLISECOND),
      layout: layoutWith(0),
      generated: { copy: COPY },
      ...more,
    },
  )
  const reread: unknown[] = []
  const model = {
    ...context.model,
    // The background is none of those that are foreseen to be written.
    foresee: (seconds: number) => [0.9, Math.min(1, seconds / 10)],
    reread: (...given: unknown[]) => (reread.push(given), atOnce(dueOf(Uint32Array.of(5)))),
  }
  return { context: { ...context, model }, reread }
}
const start = (values: Partial<Scenario> = {}, more: Staged = {}) =>
  belowThreshold(stage(values, more).context)
const sentBy = ({ marks }: Walk) => marks!.bytes.at(-1)! / PAGE

describe('a pass ends when the rest fits', () => {
  it.each([
    // 2,048 pages; after 27 looks 293 are left, after 26 there were 358.
    ['within the limit at the measured bandwidth', {}, 27 * 65, 27 * 65],
    // 33 after 31 looks.
    ['a short limit', { 'qemu.downtimeLimit': 40 }, 31 * 65, 31 * 65],
    // 1 MiB/s: 25.6 pages a window, so 26 go and 1,064,960 B/s are measured; 78 pages fit, 72 are left after 76 windows.
    ['at what the cap lets through', { 'qemu.maxBandwidth': 1 }, 7600, 76 * 26],
  ] as const)('%s', (_, values, milliseconds, pages) => {
    const walk = drain(start(values).first(0))
    expect([walk.end / MS, sentBy(walk), walk.complete]).toEqual([milliseconds, pages, false])
  })

  it('exactly the limit does not fit', () => {
    // After two looks 130 pages in 130 ms are measured; 200 ms are 200 pages.
    for (const [pages, milliseconds] of [
      [329, 130],
      [330, 195],
    ] as const) {
      const windowed = start({ 'qemu.downtimeLimit': 200 })
      const walk = drain(windowed.next(0, dueOf(Uint32Array.of(pages)), resultOf()))
      expect(walk.end).toBe(milliseconds * MS)
    }
  })

  it('by the limit of the moment', () => {
    const { context } = stageOf({ generation: 'QEMU7.2', 'qemu.downtimeLimit': 25 })
    const conditions = [25, 300].map((limit, index) => ({
      from: index * 1800 * MS,
      scenario: { ...context.scenario, 'qemu.downtimeLimit': limit },
      bandwidth: context.bandwidth,
    }))
    const walk = drain(start({ 'qemu.downtimeLimit': 25 }, { scheduled: { conditions } }).first(0))
    // The first look after 1.8 s: 28 of them.
    expect(walk.end).toBe(28 * 65 * MS)
  })

  it('or when post-copy is due', () => {
    // At a look, or at the first one after it.
    expect(drain(start({ 'qemu.postcopyAfter': 1.04 }).first(0)).end).toBe(1040 * MS)
    const copier = start({ 'qemu.postcopyAfter': 1 })
    // 16 looks of 65 ms are 1.04 s.
    expect(drain(copier.first(0)).end).toBe(1040 * MS)
    expect(copier.resumesFrom).toBe(S)
    expect(start().resumesFrom).toBe(Infinity)
  })

  it('or when it is switched over by hand: then without a look', () => {
    const walk = drain(start({}, { scheduled: { switchOvers: [S, 1.5 * S] } }).first(S + 1))
    expect([walk.end, walk.complete]).toEqual([1.5 * S, false])
    const next = drain(
      start({}, { scheduled: { switchOvers: [S] } }).next(
        S - 10 * MS,
        dueOf(Uint32Array.of(30)),
        resultOf(),
      ),
    )
    expect([next.end, sentBy(next)]).toEqual([S, 10])
  })
})

describe('the bandwidth that it believes in', () => {
  it('is that of the last window of the walk', () => {
    const copier = start({ 'qemu.maxBandwidth': 1 })
    const walk = drain(copier.first(0))
    expect(copier.bytesPerSecond(walk)).toBe(26 * PAGE * 10)
  })

  it('is what the wire has done where no window has ended', () => {
    const copier = start()
    const walk = drain(copier.next(0, dueOf(Uint32Array.of(60)), resultOf()))
    expect([walk.end, copier.bytesPerSecond(walk)]).toEqual([60 * MS, PAGE_A_MILLISECOND])
  })

  it('begins anew with the first pass', () => {
    const copier = start()
    drain(copier.first(0))
    const again = drain(copier.first(S))
    // As if nothing had been measured.
    expect(again.end - S).toBe(27 * 65 * MS)
    expect(copier.bytesPerSecond({ ...again, end: S })).toBe(PAGE_A_MILLISECOND)
  })
})

describe('the next pass', () => {
  it('goes on where the walk stood', () => {
    const origin = { region: 1, page: 256, share: 0.5, tail: 3, zeroTail: 0 }
    const left = { ...dueOf(Uint32Array.of(10, 8)), origin }
    const walk = drain(start().next(0, left, resultOf()))
    expect(walk.origin).toBe(origin)
    expect([...walk.sendBefore]).toEqual([0, 3, 13, 18])
  })

  it('reads the bitmap with what was left over', () => {
    const { context, reread } = stage()
    const copier = belowThreshold(context)
    const walk = drain(copier.next(0, dueOf(Uint32Array.of(60)), resultOf()))
    const fired = {
      fires: Uint32Array.of(1),
      classFires: [1],
      exposureStart: [],
      exposureEnd: [],
      log: undefined,
    }
    expect(drain(copier.collect(walk, fired)).total).toBe(5)
    expect(reread).toEqual([[walk, fired]])
  })

  it('the last pages go without a cap', () => {
    const copier = start({ 'qemu.maxBandwidth': 1 })
    const rates = steadyRate(2 * PAGE_A_MILLISECOND)
    expect(copier.stunRates(rates)).toBe(rates)
    const last = copier.last(S, dueOf(Uint32Array.of(100)), rates)
    expect([last.end, last.marks]).toEqual([S + 50 * MS, undefined])
  })
})

describe('post-copy', () => {
  it.each([
    // Nothing is measured before the first window of 130 ms has ended; then 300 pages fit: all at once.
    ['without a cap', 0, 1000, [0, 715, 1000], 1000],
    // 26 pages a window: 78 fit after 36 windows, 64 are left: at the rate of the wire.
    ['with one of its own', 1, 1000, undefined, 36 * 100 + 64],
  ] as const)('%s', (_, cap, pages, looks, milliseconds) => {
    const copier = start({ 'qemu.postcopyBandwidth': cap, 'qemu.maxBandwidth': 900 })
    const walk = drain(
      copier.pageIn(S, dueOf(Uint32Array.of(pages)), steadyRate(PAGE_A_MILLISECOND)),
    )
    expect([(walk.end - S) / MS, sentBy(walk), walk.complete]).toEqual([milliseconds, pages, true])
    expect(walk.marks!.at.at(-1)).toBe(walk.end)
    if (looks !== undefined)
      expect(Array.from(walk.marks!.at, (at) => (at - S) / MS)).toEqual(looks)
  })

  it('believes in what was measured in pre-copy until a window has ended', () => {
    const copier = start()
    const looksOf = () => {
      const due = dueOf(Uint32Array.of(300))
      const { marks } = drain(copier.pageIn(S, due, steadyRate(PAGE_A_MILLISECOND)))
      return Array.from(marks!.at, (at) => (at - S) / MS)
    }
    // Nothing was: the first window ends after 130 ms.
    expect(looksOf()).toEqual([0, 130, 300])
    drain(copier.first(0))
    // 235 pages are left at the first look.
    expect(looksOf()).toEqual([0, 65, 300])
  })

  it('knows no limit that is set later than what is known', () => {
    const { context } = stageOf({ generation: 'QEMU7.2' })
    const conditions = [25, 600].map((limit, index) => ({
      from: index * (S + 300 * MS),
      scenario: { ...context.scenario, 'qemu.downtimeLimit': limit },
      bandwidth: context.bandwidth,
    }))
    const copier = start({ 'qemu.postcopyBandwidth': 1 }, { scheduled: { conditions } })
    const due = dueOf(Uint32Array.of(200))
    const by = (known?: number) =>
      (drain(copier.pageIn(S, due, steadyRate(PAGE_A_MILLISECOND), known)).end - S) / MS
    // 26 a window: with 25 ms 6.5 pages fit, with 600 ms 156; then 122 are left after three windows.
    expect(by()).toBe(300 + 122)
    expect(by(S)).toBe(700 + 18)
  })
})

describe('zero pages that are written before the walk comes by', () => {
  const layout = layoutWith(0.75)
  const sum = (counts: ArrayLike<number>) =>
    Array.from(counts).reduce((all, count) => all + count, 0)
  const first = (
    model: 'sampled' | 'fluid',
    rates: RateSchedule = steadyRate(PAGE_A_MILLISECOND),
  ) => drain(start({ model }, { layout, rates }).first(S))

  it('are pages like any other, as many as the guest will have written by then', () => {
    const walk = first('fluid')
    const written = Array.from(layout.zero, (zero, region) => zero - walk.zero![region]!)
    // Before each region lie so many data pages, a millisecond each; a tenth of a second's zero pages is written in a second.
    let before = 0
    for (let region = 0; region < layout.regions; region++) {
      const seconds = before / 1000
      const share = layout.classOf[region] === 0 ? 0 : Math.min(1, seconds / 10)
      expect(written[region]).toBeCloseTo(layout.zero[region]! * share, 6)
      before += layout.inUse[region]! - layout.zero[region]!
    }
    expect(sum(walk.toSend) + sum(walk.zero!)).toBeCloseTo(2048, 6)
    expect(sum(written)).toBeGreaterThan(5)
  })

  it.each([
    // The first region of the class has 256 pages. At 31.744 pages a window 32.744 go in the first one and 32 in each that
    // follows: the other 31.256 after 700 ms, which use the eighth up.
    [1.24, 731.256],
    // At 51.2 pages 52.2, then 52: the other 47.8 after 400 ms, and more in the same window.
    [2, 447.8],
  ])(
    'by a cap of %f MiB/s, which lets a window’s pages through at its beginning',
    (cap, milliseconds) => {
      const values = { model: 'fluid', 'qemu.maxBandwidth': cap, 'qemu.downtimeLimit': 20 } as const
      const walk = drain(start(values, { layout }).first(S))
      const written = Array.from(layout.zero, (zero, region) => zero - walk.zero![region]!)
      const expected = [0, 0, (256 * milliseconds) / 10_000, 0]
      for (const [region, count] of expected.entries())
        expect(written[region]).toBeCloseTo(count, 6)
    },
  )

  it('whole pages in the sampled model', () => {
    const [whole, exact] = [first('sampled'), first('fluid')]
    for (let region = 0; region < layout.regions; region++)
      expect(whole.zero![region]).toBe(
        layout.zero[region]! - Math.round(layout.zero[region]! - exact.zero![region]!),
      )
  })

  it('by the wire as it is when it begins: a later change is not foreseen', () => {
    const change = [
      { from: 0, bytesPerSecond: PAGE_A_MILLISECOND },
      { from: S + 1, bytesPerSecond: PAGE_A_MILLISECOND / 4 },
    ]
    expect([...first('fluid', change).zero!]).toEqual([...first('fluid').zero!])
    const since = [
      { from: 0, bytesPerSecond: PAGE_A_MILLISECOND / 4 },
      { from: S, bytesPerSecond: PAGE_A_MILLISECOND },
    ]
    expect([...first('fluid', since).zero!]).toEqual([...first('fluid').zero!])
    // Nor that a cut is for good: as it was before.
    const cut = [
      { from: 0, bytesPerSecond: PAGE_A_MILLISECOND },
      { from: S, bytesPerSecond: 0 },
      { from: 3 * S, bytesPerSecond: PAGE_A_MILLISECOND },
    ]
    expect([...first('fluid', cut).zero!]).toEqual([...first('fluid').zero!])
  })

  it('by the wire that others leave, where that is known', () => {
    const rates = [
      { from: 0, bytesPerSecond: PAGE_A_MILLISECOND },
      { from: S + 1, bytesPerSecond: PAGE_A_MILLISECOND / 2 },
    ]
    const { context: staged } = stage({ model: 'fluid' }, { layout, rates })
    const [first0] = staged.schedule.conditions
    const schedule = { ...staged.schedule, conditions: [{ ...first0!, wire: rates }] }
    const walk = drain(belowThreshold({ ...staged, schedule }).first(S))
    // Twice as late, twice as many.
    const plain = first('fluid')
    const written = (of: typeof walk) => 1536 - sum(of.zero!)
    expect(written(walk)).toBeGreaterThan(1.5 * written(plain))
  })
})
