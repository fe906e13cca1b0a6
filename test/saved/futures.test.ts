// Interventions and futures in links and files: they round-trip, broken ones say what is wrong.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseIntervention, interventionText } from '../../src/engine/scenario/intervention-text.ts'
import { ONE_OFF_KINDS, type Intervention } from '../../src/engine/scenario/intervention.ts'
import { DEFAULT_SCENARIO } from '../../src/engine/scenario/scenario.ts'
import { INTERVENTIONS } from '../../src/saved/interventions-codec.ts'
import { decodeLink, encodeLink, FRESH_RUN } from '../../src/saved/link.ts'
import { packed, unpacked } from '../../src/saved/packed-text.ts'
import { readRunFile, writeRunFile } from '../../src/saved/run-file.ts'
import { type Futures, oneFuture } from '../../src/saved/saved-run.ts'
import { runs } from '../properties.ts'

const intervention: fc.Arbitrary<Intervention> = fc.oneof(
  fc.record({ kind: fc.constantFrom(...ONE_OFF_KINDS), at: fc.integer({ min: 0, max: 1e14 }) }),
  fc.record({
    kind: fc.constant('set' as const),
    at: fc.integer({ min: 0, max: 1e14 }),
    parameter: fc.constant('workload.writeRate' as const),
    value: fc.integer({ min: 0, max: 20000 }),
  }),
  fc.record({
    kind: fc.constant('set' as const),
    at: fc.integer({ min: 0, max: 1e14 }),
    parameter: fc.constant('network.speed' as const),
    value: fc.constantFrom('1', '10', '100'),
  }),
)
const interventions = fc.array(intervention, { maxLength: 200 })

const futuresOf = (
  lists: readonly (readonly Intervention[])[],
  names: readonly string[],
): Futures => ({
  list: lists.map((list, index) => ({
    id: index + 1,
    name: names[index] ?? '',
    input: { scenario: DEFAULT_SCENARIO, seed: 1, ...(list.length > 0 && { interventions: list }) },
    preset: undefined,
    parent: index === 0 ? undefined : index,
    forkAt: index * 1e9,
  })),
  shown: 1,
  compared: undefined,
})

describe('packed text', () => {
  it('comes back as it was, and is shorter where it repeats itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        expect(unpacked(packed(text), 1e6)).toBe(text)
      }),
    )
    const long = '12.5:workload.writeRate=350,'.repeat(200)
    expect(unpacked(packed(long), 1e6)).toBe(long)
    expect(packed(long).length).toBeLessThan(long.length / 4)
  })

  it('of any other origin never throws and never grows beyond its limit', () => {
    fc.assert(
      fc.property(fc.constantFrom('', '~d', '~l'), fc.string({ maxLength: 200 }), (how, text) => {
        expect((unpacked(how + text, 1000) ?? '').length).toBeLessThanOrEqual(1000)
      }),
    )
    const bomb = packed('0'.repeat(1_000_000))
    expect(bomb.length).toBeLessThan(2000)
    expect(unpacked(bomb, 999_999)).toBeUndefined()
    expect(unpacked(bomb, 1_000_000)).toHaveLength(1_000_000)
    expect(unpacked(bomb.slice(0, -9), 1_000_000)).toBeUndefined()
  })
})

describe('interventions as text', () => {
  it('come back exactly', () => {
    fc.assert(
      fc.property(intervention, (one) => {
        expect(parseIntervention('x', interventionText(one))).toEqual({ ok: one })
      }),
    )
  })
})

describe('a link with interventions and futures', () => {
  it('opens as what was written', () => {
    fc.assert(
      fc.property(
        interventions,
        fc.array(interventions, { minLength: 1, maxLength: 3 }),
        (list, lists) => {
          const futures =
            lists.length > 1 ? futuresOf(lists, ['', 'Slow wire, “again”']) : futuresOf([list], [])
          const run = { ...FRESH_RUN, futures }
          const link = encodeLink(run, INTERVENTIONS)
          expect(decodeLink(link, INTERVENTIONS)).toEqual({ run, notices: [] })
        },
      ),
      runs(30),
    )
  })

  it('is a link of version 1 where there are none: older pages open it', () => {
    expect(encodeLink(FRESH_RUN, INTERVENTIONS)).toBe('v=1')
  })

  it.each([
    ['v=2&do=12.5:network.sped=1', 'network.speed'],
    ['v=2&do=12.5:vm.memory=3', 'cannot change while it moves'],
    ['v=2&do=x:cancel', "isn't a time"],
    ['v=2&deeds=!!!', "interventions: is damaged and can't be unpacked"],
    ['v=3&interventions=~d!!!', "interventions: is damaged and can't be unpacked"],
    ['v=3&interventions=x:cancel', "isn't a time"],
    ['v=3&do=12.5:cut-cable', 'do: '],
    ['v=2&futures=AAAA', 'futures: has no futures'],
    [`v=3&futures=${packed('{"shown":1,"futures":[{"id":1,"preset":"olt"}]}')}`, 'future 1 preset'],
    [
      `v=3&futures=${packed('{"shown":9,"futures":[{"id":1}]}')}`,
      "shown: 9 isn't the id of a future",
    ],
  ])('says what is wrong with %s', (link, message) => {
    const { notices } = decodeLink(link, INTERVENTIONS)
    expect(notices.map(({ text }) => text).join(' ')).toContain(message)
  })
})

describe('a shared wire', () => {
  const rates = [
    { from: 0, bytesPerSecond: 1.25e9 },
    { from: 12.5e9, bytesPerSecond: 6.25e8 },
  ]
  const shared = { scenario: DEFAULT_SCENARIO, seed: 1, rates }
  const first = oneFuture(shared, undefined).list[0]!
  const futures: Futures = {
    list: [first, { ...first, id: 2, parent: 1, forkAt: 5e9 }],
    shown: 1,
    compared: undefined,
  }

  it('stays shared in every future of a link and of a run file', () => {
    const run = { ...FRESH_RUN, futures }
    const link = encodeLink(run, INTERVENTIONS)
    expect(decodeLink(link, INTERVENTIONS)).toEqual({ run, notices: [] })
    const text = writeRunFile({ futures, time: 0 })
    expect(text).toContain('"version": 2')
    expect(readRunFile(text)).toEqual({ run: { futures, time: 0 }, problems: [] })
  })

  it('is refused in a file as in a link', () => {
    const file = (written: string) =>
      readRunFile(`{"format": "switchover-scenario", "rates": ${written}}`)
    expect(file('["0:1e9"]').problems.map(({ field }) => field)).toEqual(['rates'])
    expect(file('["5:100"]').problems.map(({ field }) => field)).toEqual(['rates'])
    expect(file('["0:100", "5:200"]').run?.futures.list[0]?.input.rates).toHaveLength(2)
  })
})

describe('a run file', () => {
  it('opens as what was saved', () => {
    fc.assert(
      fc.property(fc.array(interventions, { minLength: 1, maxLength: 3 }), (lists) => {
        const futures = futuresOf(lists, ['first'])
        const { run, problems } = readRunFile(writeRunFile({ futures, time: 12.5e9 }))
        expect(problems).toEqual([])
        expect(run).toEqual({ futures, time: 12.5e9 })
      }),
      runs(30),
    )
  })

  it.each([
    ['', "file: isn't valid JSON"],
    ['[]', 'file: holds a list'],
    ['{"format": "x"}', 'format: unknown format "x"'],
    ['{"format": "switchover-run", "version": 99}', 'version: 99 is newer than this program'],
    ['{"format": "switchover-run", "version": 1}', 'futures: has no futures'],
  ])('refuses %s and names what is wrong', (text, message) => {
    const { run, problems } = readRunFile(text)
    expect(run).toBeUndefined()
    expect(problems.map((each) => `${each.field}: ${each.message}`).join(' ')).toContain(message)
  })

  it('of any kind never throws and never gives a run that is not valid', () => {
    const json = fc.json({ maxDepth: 4 })
    const hostile = fc.oneof(
      fc.string(),
      json,
      json.map(
        (value) =>
          `{"format":"switchover-run","version":1,"shown":${value},"futures":[${value},{"id":1,"parameters":${value},"interventions":[${value}]}]}`,
      ),
    )
    fc.assert(
      fc.property(hostile, (text) => {
        const { run } = readRunFile(text)
        for (const { input } of run?.futures.list ?? [])
          expect(input.scenario['vm.memory']).toBeGreaterThan(0)
      }),
    )
  })

  it('may be a scenario file: a run with one future', () => {
    const { run } = readRunFile(
      '{"format": "switchover-scenario", "version": 1, "parameters": {"vm.memory": 16}, "interventions": ["5:cancel"]}',
    )
    expect(run?.futures.list[0]?.input).toMatchObject({
      scenario: { 'vm.memory': 16 },
      interventions: [{ kind: 'cancel', at: 5e9 }],
    })
  })
})
