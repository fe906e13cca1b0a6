import { PRESET_IDS, presetScenario } from '../../src/catalogue/presets.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_SCENARIO } from '../../src/engine/scenario/scenario.ts'
import { checkScenario } from '../../src/engine/scenario/validate.ts'
import { PAGES_PER_GIB } from '../../src/engine/units.ts'
import {
  CONSOLE_VCPUS,
  FLIP_SIDES,
  flipsFrom,
  MAX_FLIPS,
  PROGRAMS,
  type Flip,
} from '../../src/saved/console-choice.ts'
import { LANE_WINDOWS } from '../../src/saved/lane-window.ts'
import { upgradeFields } from '../../src/saved/link-fields.ts'
import { decodeLink, encodeLink, FRESH_RUN } from '../../src/saved/link.ts'
import { oneFuture, type SavedRun, shownFuture } from '../../src/saved/saved-run.ts'
import { DRAWERS, HEAT_MODES, OVERLAYS } from '../../src/saved/view.ts'
import { PAUSE_FACTS, type PauseCondition } from '../../src/recording/pause-condition.ts'
import { TOPICS } from '../../src/report/explain/chain.ts'
import { validScenario } from '../engine/scenario/arbitrary.ts'
import { runs } from '../properties.ts'

/** What others leave of the wire: ascending from 0. */
const rates = fc.option(
  fc
    .uniqueArray(fc.integer({ min: 1, max: 8e15 }), { maxLength: 6 })
    .map((times) => [0, ...times.sort((a, b) => a - b)])
    .chain((times) =>
      fc
        .array(fc.double({ min: 0, max: 1.25e12, noNaN: true }), {
          minLength: times.length,
          maxLength: times.length,
        })
        .map((speeds) =>
          times.map((from, index) => ({
            from,
            bytesPerSecond: Math.round((speeds[index] ?? 0) * 64) / 64,
          })),
        ),
    ),
  { nil: undefined },
)
/** Flips in the order of time, some at the same step. */
const flips: fc.Arbitrary<readonly Flip[]> = fc
  .array(
    fc.record({
      step: fc.integer({ min: 0, max: 2 ** 20 }),
      lead: fc.integer({ min: 0, max: 2 ** 12 }),
      side: fc.constantFrom(...FLIP_SIDES),
    }),
    { maxLength: 20 },
  )
  .map((some) => some.sort((a, b) => a.step - b.step))

const lens = fc.dictionary(
  fc.constantFrom(
    'prepare',
    'trace',
    'pass-1',
    'pass0',
    'pass17',
    'switchover',
    'page-in',
    'cleanup',
  ),
  fc.integer({ min: 0, max: 1e4 }).map((share) => share / 1e4),
  { minKeys: 1, noNullPrototype: true },
)

const condition: fc.Arbitrary<PauseCondition> = fc.oneof(
  fc.record({ kind: fc.constant('fact' as const), fact: fc.constantFrom(...PAUSE_FACTS) }),
  fc.constant({ kind: 'dirty-above-bandwidth' as const }),
  fc.record({ kind: fc.constant('left-below' as const), bytes: fc.nat() }),
  fc.record({ kind: fc.constant('page-sent' as const), page: fc.nat() }),
)

const savedRun: fc.Arbitrary<SavedRun> = fc
  .option(fc.constantFrom(...PRESET_IDS), { nil: undefined })
  .chain((preset) =>
    validScenario(preset === undefined ? DEFAULT_SCENARIO : presetScenario(preset)).chain(
      (scenario) =>
        fc.record({
          futures: fc
            .record({ seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }), rates })
            .map((given) =>
              oneFuture(
                { scenario, seed: given.seed, ...(given.rates && { rates: given.rates }) },
                preset,
              ),
            ),
          time: fc.integer({ min: 0, max: 8e15 }),
          view: fc.record({
            layout: fc.constantFrom('stage', 'explore'),
            theme: fc.constantFrom(undefined, 'dark', 'light'),
            linearAxis: fc.boolean(),
            zoom: fc.integer({ min: 0, max: 20 }),
            firstPage: fc.integer({
              min: 0,
              max: Math.floor(scenario['vm.memory'] * PAGES_PER_GIB) - 1,
            }),
            drawer: fc.constantFrom(undefined, ...DRAWERS),
            overlay: fc.constantFrom(undefined, ...OVERLAYS),
            ribbon: fc.boolean(),
            tools: fc.record({
              why: fc.constantFrom(undefined, ...TOPICS),
              life: fc.option(fc.nat(), { nil: undefined }),
              lens: fc.option(lens, { nil: undefined }),
              block: fc.option(fc.integer({ min: 2, max: 262144 }), { nil: undefined }),
              heat: fc.constantFrom(...HEAT_MODES),
              stream: fc.option(fc.nat({ max: 111 }), { nil: undefined }),
              pauses: fc.array(fc.record({ condition, enabled: fc.boolean() }), { maxLength: 20 }),
            }),
            console: fc.record({
              program: fc.constantFrom(...PROGRAMS),
              vcpu: fc.constantFrom(...CONSOLE_VCPUS),
              flips,
              lanes: fc.constantFrom(...LANE_WINDOWS),
            }),
            stage: fc.boolean(),
          }),
        }),
    ),
  )

const textsOf = (hash: string) => decodeLink(hash).notices.map(({ text }) => text)

describe('a link', () => {
  it('brings back exactly the state that it was made of', () => {
    fc.assert(
      fc.property(savedRun, (run) => {
        const link = encodeLink(run)
        expect(decodeLink(`#${link}`)).toEqual({ run, notices: [] })
        expect(link).toMatch(/^[\w.~:,!'()*=&%+-]+$/)
      }),
    )
  })

  it('opens the map by times sent where an old link shows the tab and leaves the mode out', () => {
    const modeOf = (hash: string) => decodeLink(hash).run.view.tools.heat
    expect(modeOf('#v=1&layout=explore&drawer=heat')).toBe('sent')
    expect(modeOf('#v=1&layout=explore&drawer=heat&heat=state')).toBe('state')
    expect(modeOf('#v=1&layout=explore&drawer=why')).toBe('state')
    expect(modeOf('#v=1')).toBe('state')
  })

  it('says only what differs', () => {
    expect(encodeLink(FRESH_RUN)).toBe('v=1')
    const scenario = { ...presetScenario('oltp'), 'vm.memory': 128 }
    const run: SavedRun = {
      futures: oneFuture({ scenario, seed: 7 }, 'oltp'),
      time: 61.2e9,
      view: { ...FRESH_RUN.view, layout: 'explore', stage: true },
    }
    expect(encodeLink(run)).toBe('v=1&p=oltp&seed=7&vm.memory=128&t=61.2s&layout=explore&stage')
  })

  it('without anything is a fresh page', () => {
    for (const hash of ['', '#', '#&', '#v=1'])
      expect(decodeLink(hash)).toEqual({ run: FRESH_RUN, notices: [] })
  })

  it('may be typed by hand', () => {
    const { run, notices } = decodeLink('#p=memtest&vm.memory=64GiB&t=12.5&stage&theme=light')
    expect(notices).toEqual([])
    const { input, preset } = shownFuture(run.futures)
    expect(input.scenario).toEqual({ ...presetScenario('memtest'), 'vm.memory': 64 })
    expect(preset).toBe('memtest')
    expect(run).toMatchObject({ time: 12.5e9, view: { stage: true, theme: 'light' } })
  })
})

describe('a wrong link', () => {
  it('says what was wrong and opens the rest', () => {
    expect(textsOf('#v=1&p=otlp')[0]).toMatch(
      /^p: unknown preset "otlp" \(did you mean "oltp"\?\); allowed: default, /,
    )
    expect(textsOf('#v=1&vm.memory=-3')).toEqual([
      'vm.memory: -3 is out of range; allowed: 0.125 to 24576 GiB',
    ])
    expect(textsOf('#v=1&vm.memroy=3')[0]).toContain('did you mean "vm.memory"?')
    expect(textsOf('#v=1&seed=1.5&t=abc&layout=x&zoom=99&page=-1&drawer=why%20not')).toHaveLength(6)
    expect(textsOf('#v=99&vm.memory=8&workload.workingSet=4')).toEqual([
      'v: version 99 is newer than this page, which reads only what it knows; allowed: 1 to 3',
    ])
    expect(textsOf('#v=x')).toHaveLength(1)
    expect(textsOf('#v=1&%E0%A4%A=3')).toHaveLength(1)
    const { run } = decodeLink('#v=1&vm.memory=8&workload.workingSet=2&workload.writers=nine')
    expect(shownFuture(run.futures).input.scenario).toEqual({
      ...DEFAULT_SCENARIO,
      'vm.memory': 8,
      'workload.workingSet': 2,
    })
  })

  it('that contradicts itself is clamped, with a notice', () => {
    const { run, notices } = decodeLink('#v=1&vm.memory=8&workload.workingSet=12')
    expect(shownFuture(run.futures).input.scenario['workload.workingSet']).toBe(8)
    expect(notices.map(({ field }) => field)).toEqual(['workload.workingSet'])
  })

  it('of any kind never throws and always leads to a valid state', () => {
    const key = fc.oneof(
      fc.constantFrom(
        'v',
        'p',
        'seed',
        't',
        'vm.memory',
        'workload.curve',
        'page',
        'zoom',
        '__proto__',
        'constructor',
      ),
      fc.string(),
    )
    const value = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.double().map(String),
      fc.constantFrom('%', '%E0', '1e400', '-0', '9'.repeat(400)),
    )
    const hostile = fc.oneof(
      fc
        .array(fc.tuple(key, value), { maxLength: 30 })
        .map((pairs) => pairs.map((pair) => pair.join('=')).join('&')),
      fc.string({ unit: 'binary', maxLength: 300 }),
    )
    fc.assert(
      fc.property(hostile, (hash) => {
        const { run, notices } = decodeLink(`#${hash}`)
        expect(checkScenario(shownFuture(run.futures).input.scenario).problems).toEqual([])
        expect(decodeLink(encodeLink(run))).toEqual({ run, notices: [] })
        expect(notices.length).toBeLessThan(60)
        for (const { text } of notices) expect(text).not.toMatch(/[\n\r]/)
      }),
      runs(300),
    )
  })

  it('of ten megabytes is put aside', () => {
    expect(decodeLink('#'.padEnd(10_000_000, 'v=1&'))).toMatchObject({
      run: FRESH_RUN,
      notices: [{ field: 'link' }],
    })
    expect(textsOf(`#${'a&'.repeat(1000)}`)).toHaveLength(1)
    expect(({} as Record<string, unknown>)['vm.memory']).toBeUndefined()
  })
})

describe('versions', () => {
  it('climb one by one, none left out', () => {
    const step = (to: string) => (fields: ReadonlyMap<string, string>) =>
      new Map([...fields, ['path', `${fields.get('path') ?? ''}${to}`]])
    const upgraders = new Map([
      [1, step('2')],
      [2, step('3')],
    ])
    const pathOf = (...fields: [string, string][]) =>
      upgradeFields(new Map(fields), { version: 3, upgraders }).fields.get('path')
    expect(pathOf(['v', '1'])).toBe('23')
    expect(pathOf(['v', '2'])).toBe('3')
    expect(pathOf()).toBeUndefined()
    // Typed by hand in the words of version 2.
    expect(pathOf(['do', '12.5:cut-cable'])).toBe('3')
  })
})

describe('flips in a link', () => {
  it('are refused when they are no flips, or too many', () => {
    for (const text of ['', 'x1', 'u', 'u1-', 'u1.', 'u-1', 'uzzzzzz', 'u1,l2', 'u'.repeat(9999)])
      expect(flipsFrom(text)).toBeUndefined()
    expect(flipsFrom(Array.from({ length: MAX_FLIPS }, () => 'u1').join('.'))).toHaveLength(
      MAX_FLIPS,
    )
    expect(flipsFrom(Array.from({ length: MAX_FLIPS + 1 }, () => 'u1').join('.'))).toBeUndefined()
    expect(textsOf('#flips=banana')[0]).toMatch(/^flips: "banana" isn't valid.*u1n4-2\.l2/)
    expect(textsOf('#console=chess')[0]).toContain('pinball, film, terminal')
  })
})
