import { PRESET_IDS, presetScenario, type ScenarioId } from '../../src/catalogue/presets.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  DEFAULT_SCENARIO,
  DEFAULT_SEED,
  type RunInput,
} from '../../src/engine/scenario/scenario.ts'
import { checkScenario, problemLine } from '../../src/engine/scenario/validate.ts'
import { inputJson } from '../../src/saved/input-json.ts'
import { readScenarioFile, SCENARIO_FORMAT } from '../../src/saved/scenario-file.ts'
import { validScenario } from '../engine/scenario/arbitrary.ts'

/** As a person writes one, by the JSON that run files share. */
const fileOf = (input: RunInput, preset?: ScenarioId) =>
  JSON.stringify({ format: SCENARIO_FORMAT, version: 1, ...inputJson({ input, preset }) })

const linesOf = (text: string) => readScenarioFile(text).problems.map(problemLine)

describe('a scenario file', () => {
  it('brings back the input that it was written from', () => {
    const presets = fc.constantFrom(undefined, ...PRESET_IDS)
    const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 })
    fc.assert(
      fc.property(presets, validScenario(), seeds, (preset, scenario, seed) => {
        const text = fileOf({ scenario, seed }, preset)
        expect(readScenarioFile(text)).toEqual({ input: { scenario, seed }, preset, problems: [] })
      }),
    )
  })

  it('holds every preset as nothing but its name', () => {
    for (const id of PRESET_IDS) {
      const input = { scenario: presetScenario(id), seed: 1 }
      expect(inputJson({ input, preset: id })).toEqual({ preset: id })
    }
  })

  it('may be a bare object of parameters', () => {
    expect(readScenarioFile('\ufeff{"vm.memory": 128, "network.speed": 25}')).toEqual({
      input: {
        scenario: { ...DEFAULT_SCENARIO, 'vm.memory': 128, 'network.speed': '25' },
        seed: DEFAULT_SEED,
      },
      preset: undefined,
      problems: [],
    })
    expect(readScenarioFile('{}').problems).toEqual([])
  })

  it('names what is wrong with it', () => {
    expect(linesOf('')[0]).toMatch(/^file: isn't valid JSON/)
    expect(linesOf('[]')[0]).toMatch(/^file: holds a list/)
    expect(linesOf('null')[0]).toMatch(/^file: holds null/)
    expect(linesOf('{"version": 3}')).toEqual([
      'version: 3 is newer than this program; allowed: 1 to 2',
    ])
    expect(linesOf('{"version": "x"}')).toEqual(['version: "x" isn\'t a version; allowed: 1 to 2'])
    expect(linesOf('{"format": "x", "parameters": {}}')).toEqual([
      'format: unknown format "x"; allowed: switchover-scenario',
    ])
    expect(linesOf('{"preset": "olpt"}')[0]).toContain('did you mean "oltp"?')
    expect(linesOf('{"preset": ["oltp"], "seed": "1"}')).toHaveLength(2)
    expect(linesOf('{"parameters": 5}')[0]).toMatch(/^parameters: 5 isn't an object/)
    expect(linesOf('{"version": 1, "vm.memory": 5}')[0]).toContain('put it under "parameters"')
    expect(linesOf('{"parameters": {"vm.memory": "5"}}')).toEqual([
      `vm.memory: "5" isn't a number; allowed: 0.125 to 24576 GiB`,
    ])
    expect(linesOf(`{"a": "${'x'.repeat(2 ** 20)}"}`)[0]).toContain('larger than 1 MiB')
  })

  it('of any kind never throws and always leads to a valid input', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc
        .json({ maxDepth: 3 })
        .map((inner) => `{"format": "switchover-scenario", "version": 1, "parameters": ${inner}}`),
      fc.constantFrom(
        '{"__proto__": {"vm.memory": 1}}',
        '{"parameters": {"__proto__": 1, "constructor": {}}}',
        '['.repeat(500_000),
      ),
    )
    fc.assert(
      fc.property(hostile, (text) => {
        const { input, problems } = readScenarioFile(text)
        expect(checkScenario(input.scenario).problems).toEqual([])
        for (const problem of problems) expect(problemLine(problem)).not.toMatch(/[\n\r]/)
      }),
    )
  })
})

describe('every preset', () => {
  it.each(PRESET_IDS)('%s is a scenario without a conflict', (id) => {
    expect(checkScenario(presetScenario(id))).toEqual({
      scenario: presetScenario(id),
      problems: [],
      notices: [],
    })
  })
})
