// Deeds and futures in links and files: they round-trip, old samples open for ever, broken ones say what is wrong.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseIntervention, interventionText } from '../../src/engine/scenario/intervention-text.ts'
import { ONE_OFF_KINDS, type Intervention } from '../../src/engine/scenario/intervention.ts'
import { DEFAULT_SCENARIO } from '../../src/engine/scenario/scenario.ts'
import type { Futures } from '../../src/saved/futures.ts'
import { ACTS } from '../../src/saved/link-futures.ts'
import { decodeLink, encodeLink, FRESH_LINK } from '../../src/saved/link.ts'
import { pack, unpack } from '../../src/saved/pack.ts'
import { readRunFile, writeRunFile } from '../../src/saved/run-file.ts'

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
        expect(unpack(pack(text), 1e6)).toBe(text)
      }),
    )
    const long = '12.5:workload.writeRate=350,'.repeat(200)
    expect(unpack(pack(long), 1e6)).toBe(long)
    expect(pack(long).length).toBeLessThan(long.length / 4)
  })

  it('of any other origin never throws and never grows beyond its limit', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect((unpack(text, 1000) ?? '').length).toBeLessThanOrEqual(1000)
      }),
    )
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

describe('a link with deeds and futures', () => {
  it('opens as what was written', () => {
    fc.assert(
      fc.property(
        interventions,
        fc.array(interventions, { minLength: 1, maxLength: 3 }),
        (list, lists) => {
          const futures =
            lists.length > 1 ? futuresOf(lists, ['', 'Slow wire, “again”']) : undefined
          const state = {
            ...FRESH_LINK,
            ...(list.length > 0 && { interventions: list }),
            ...(futures && { futures }),
          }
          const { state: opened, notices } = decodeLink(encodeLink(state, ACTS), ACTS)
          expect(notices).toEqual([])
          expect(opened).toEqual(state)
        },
      ),
      { numRuns: 30 },
    )
  })

  it('is a link of version 1 where there are none: older pages open it', () => {
    expect(encodeLink(FRESH_LINK, ACTS)).toBe('v=1')
  })

  it.each([
    ['v=2&do=12.5:network.sped=1', 'network.speed'],
    ['v=2&do=12.5:vm.memory=3', 'cannot change while it moves'],
    ['v=2&do=x:cancel', 'is no time'],
    ['v=2&deeds=!!!', 'deeds: it is damaged'],
    ['v=2&futures=AAAA', 'futures'],
    [`v=2&futures=${pack('{"shown":1,"futures":[{"id":1,"preset":"olt"}]}')}`, 'future 1 preset'],
    [`v=2&futures=${pack('{"shown":9,"futures":[{"id":1}]}')}`, 'shown: 9 is no future'],
  ])('says what is wrong with %s', (link, message) => {
    const { notices } = decodeLink(link, ACTS)
    expect(notices.map(({ text }) => text).join(' ')).toContain(message)
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
      { numRuns: 30 },
    )
  })

  it.each([
    ['', 'file: it is no JSON'],
    ['[]', 'file: it holds a list'],
    ['{"format": "x"}', 'format: "x" is another format'],
    ['{"format": "switchover-run", "version": 99}', 'version: 99 cannot be read'],
    ['{"format": "switchover-run", "version": 1}', 'futures: it holds no list'],
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
