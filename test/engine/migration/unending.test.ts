// When it is recognised that pre-copy never ends, line by line. A page a millisecond, and a goal of 30 pages (SimGrid) or 300 (QEMU).
import { describe, expect, it } from 'vitest'
import { GENERATIONS } from '../../../src/engine/generations/list.ts'
import type { WriteClass } from '../../../src/engine/guest/write-class.ts'
import type { Copier, Pace } from '../../../src/engine/migration/copier.ts'
import type { Schedule } from '../../../src/engine/migration/schedule.ts'
import type { Throttle } from '../../../src/engine/migration/throttle.ts'
import { PASSES_ALIKE, watchUnending } from '../../../src/engine/migration/unending.ts'
import type { Scenario } from '../../../src/engine/scenario/scenario.ts'
import { PAGE_A_MILLISECOND, resultOf, S, stageOf, wire } from './contexts.ts'

const PACE: Pace = { bytesPerSecond: PAGE_A_MILLISECOND, pageBytes: 4096, pagesAtOnce: 0 }
const LEFT = 5000
const NOW = 100 * S

interface Case {
  readonly generation?: Scenario['generation']
  readonly values?: Partial<Scenario>
  readonly pace?: Partial<Pace> | undefined
  readonly speed?: number | undefined
  /** What fires at least in a stretch of seconds; by class. */
  readonly fires?: (seconds: number) => readonly number[]
  readonly written?: Partial<WriteClass>
  readonly scheduled?: Partial<Omit<Schedule, 'conditions'>>
  readonly rates?: Schedule['rates']
}

function watch({
  generation = 'SIMGRID',
  values,
  fires = () => [1e6],
  written,
  scheduled,
  rates = wire([0, 1]),
  ...more
}: Case) {
  const { context } = stageOf(
    { generation, 'qemu.downtimeLimit': 300, ...values },
    {
      rates,
      ...(scheduled && { scheduled }),
      generated: GENERATIONS[generation],
    },
  )
  const asked: [seconds: number, speed: number][] = []
  const model = {
    ...context.model,
    firesAtLeast: (seconds: number, speed: number) => {
      asked.push([seconds, speed])
      return fires(seconds)
    },
  }
  const [background] = context.workload.classes
  const workload = {
    ...context.workload,
    classes: [{ ...background!, pages: 1e7, ...written }],
  }
  const pace = 'pace' in more ? more.pace && { ...PACE, ...more.pace } : PACE
  const speed = 'speed' in more ? more.speed : 1
  const found = watchUnending(
    { ...context, model, workload },
    { paceForGood: () => pace } as unknown as Copier,
    { speedForGood: speed } as Throttle,
  )
  return { ...found, asked }
}

const result = resultOf({ pagesSent: LEFT, pagesDirtied: LEFT, pagesLeft: LEFT })

/** After so many passes that all leave the same. */
function recognises(one: Case, at = NOW, left = LEFT): boolean {
  const { ended } = watch(one)
  const told = { ...result, pagesLeft: left }
  const all = Array.from({ length: PASSES_ALIKE + 1 }, () => ended(at, told))
  expect(all.slice(0, -1)).not.toContain(true)
  return all.at(-1)!
}

describe('that it never ends is recognised', () => {
  it.each<[what: string, one: Case, recognised: boolean]>([
    ['where every pass leaves as much', {}, true],
    ['with QEMU too', { generation: 'QEMU7.2' }, true],
    ['with Huawei’s predictor', { generation: 'HUAWEI' }, true],
    ['not with Xen, which gives up', { generation: 'XEN2005' }, false],
    ['not with the first vMotion: a megabyte less each time ends', { generation: 'ESX2' }, false],
    [
      'with vMotion that asks for less progress than none',
      { generation: '7.0U1', values: { 'Migrate.PreCopyMinProgressPerc': 90 } },
      true,
    ],
    [
      'not where a draw may make the progress too little',
      { generation: '7.0U1', values: { 'Migrate.PreCopyMinProgressPerc': 95 } },
      false,
    ],
    ['not where the copying may go on otherwise', { pace: undefined }, false],
    ['nor where the throttle may slow the guest further', { speed: undefined }, false],
    ['nor before something that is still to come', { scheduled: { cancels: [NOW + 1] } }, false],
    ['but from then on', { scheduled: { cancels: [NOW] } }, true],
    ['nor before the wire carries something else', { rates: wire([0, 1], [100_001, 2]) }, false],
    ['but from then on', { rates: wire([0, 1], [100_000, 2]) }, true],
    ['nor before a host dies', { scheduled: { sourceDies: NOW + 1 } }, false],
  ])('%s', (_, one, recognised) => {
    expect(recognises(one)).toBe(recognised)
  })

  // 30 pages fit: with eight roots and 64 pages more, 30 + 43.8 + 64 = 137.8 are never fallen below where 137.8 + 93.9 fire.
  it.each<[what: string, one: Case, recognised: boolean]>([
    ['just enough fire', { fires: () => [231.8] }, true],
    ['a page less', { fires: () => [230.8] }, false],
    ['all classes count', { fires: () => [131.8, 100], written: {} }, true],
    // 600 pages and 64 are as far again from the 300 that fit: of each its share may fire again. 664 + 206.1 at least.
    ['QEMU: the fewest', { generation: 'QEMU7.2', fires: () => [871] }, true],
    ['QEMU: a page less', { generation: 'QEMU7.2', fires: () => [869] }, false],
    [
      'QEMU: a third of the pages may count twice',
      { generation: 'QEMU7.2', fires: () => [1100], written: { pages: 3300 } },
      false,
    ],
    [
      'QEMU: what a window sends at once is as if it fitted',
      { generation: 'QEMU7.2', fires: () => [871], pace: { pagesAtOnce: 50 } },
      false,
    ],
    [
      'QEMU: a sweep may come to what is left over first',
      { generation: 'QEMU7.2', fires: () => [2000], written: { pattern: 'sweep' } },
      false,
    ],
    [
      'QEMU: but not where it is three times as fast',
      { generation: 'QEMU7.2', fires: () => [2400], written: { pattern: 'sweep' } },
      true,
    ],
    [
      'QEMU: nothing can be said of bursts',
      {
        generation: 'QEMU7.2',
        fires: () => [1e6],
        written: { burst: { on: 1, off: 1, start: 0 } },
      },
      false,
    ],
    [
      'others leave nothing over',
      { fires: () => [1e6], written: { burst: { on: 1, off: 1, start: 0 } } },
      true,
    ],
  ])('by what fires in a pass over a few more pages than fit: %s', (_, one, recognised) => {
    expect(recognises(one)).toBe(recognised)
  })

  it('asks for the time that these pages take, at the speed that the throttle leaves', () => {
    const { ended, asked } = watch({ speed: 0.25, pace: { pageBytes: 8192 } })
    for (let pass = 0; pass <= PASSES_ALIKE; pass++) ended(NOW, result)
    const [[seconds, speed]] = asked as [[number, number]]
    expect(seconds).toBeCloseTo((2 * (30 + 8 * Math.sqrt(30) + 64)) / 1000, 9)
    expect(speed).toBe(0.25)
  })

  it('not where less is left than that', () => {
    expect(recognises({}, NOW, 137)).toBe(false)
    expect(recognises({}, NOW, 138)).toBe(true)
  })
})

describe('passes that are alike', () => {
  const count = (lefts: readonly number[]) => {
    const { ended } = watch({})
    return lefts.map((pagesLeft) => ended(NOW, { ...result, pagesLeft })).indexOf(true)
  }
  const ten = Array<number>(PASSES_ALIKE).fill(1000)

  it.each([
    ['the first sets the best, ten more gain nothing on it', [1000, ...ten], 10],
    ['a gain of exactly 1 % is none', [1000, ...ten.map(() => 990)], 10],
    ['a gain of more begins anew', [1000, 1000, 989, ...ten], 12],
    ['it is gained on the best, not on the last', [1000, 900, 1000, 895, ...ten], 11],
  ])('%s', (_, lefts, index) => {
    expect(count(lefts)).toBe(index)
  })
})

describe('where a bound of ours ends it', () => {
  it.each<[what: string, one: Case, due: number, reason: string]>([
    ['it never ends', {}, LEFT, 'never-ends'],
    ['or that is all that can be said', { fires: () => [1] }, LEFT, 'thirty-days'],
    ['so few pages are due that it may be over soon', {}, 100, 'thirty-days'],
    ['something is still to come', { scheduled: { cancels: [NOW + 1] } }, LEFT, 'thirty-days'],
  ])('%s', (_, one, due, reason) => {
    expect(watch(one).reasonAtBound(NOW, result, due, 'thirty-days')).toBe(reason)
  })
})
