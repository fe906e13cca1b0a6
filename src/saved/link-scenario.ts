/** The part of a link that determines the run: preset, seed and parameters. */
import { isPreset, presetScenario, type ScenarioId, unknownPreset } from '../catalogue/presets.ts'
import { type Problem } from '../engine/scenario/problem.ts'
import {
  DEFAULT_SCENARIO,
  DEFAULT_SEED,
  PARAMETER_IDS,
  type Scenario,
} from '../engine/scenario/scenario.ts'
import {
  clampScenario,
  isParameterId,
  parseSeed,
  parseValue,
  unknownParameter,
} from '../engine/scenario/validate.ts'
import type { Fields } from './link-fields.ts'
import { ACT_KEYS } from './link-acts.ts'
import { VIEW_KEYS } from './link-view.ts'

const MOST_PROBLEMS = 20
const OTHER_KEYS: readonly string[] = ['v', 'p', 'seed', 'rates', ...ACT_KEYS, ...VIEW_KEYS]

export function readPreset(fields: Fields): {
  id: ScenarioId | undefined
  scenario: Scenario
  problems: readonly Problem[]
} {
  const id = fields.get('p')
  if (id === undefined) return { id, scenario: DEFAULT_SCENARIO, problems: [] }
  if (isPreset(id)) return { id, scenario: presetScenario(id), problems: [] }
  return { id: undefined, scenario: DEFAULT_SCENARIO, problems: [unknownPreset('p', id)] }
}

export function readSeed(fields: Fields): { value: number; problems: readonly Problem[] } {
  const text = fields.get('seed')
  if (text === undefined) return { value: DEFAULT_SEED, problems: [] }
  const seed = parseSeed(text)
  return 'ok' in seed
    ? { value: seed.ok, problems: [] }
    : { value: DEFAULT_SEED, problems: [seed.problem] }
}

/** Wrong values are left out; conflicts between right ones are resolved as a dial would. */
export function readParameters(
  fields: Fields,
  base: Scenario,
): { scenario: Scenario; problems: readonly Problem[] } {
  const problems: Problem[] = []
  const values: Record<string, unknown> = {}
  for (const [id, text] of fields) {
    if (problems.length >= MOST_PROBLEMS) break
    if (isParameterId(id)) {
      const value = parseValue(id, text)
      if ('ok' in value) values[id] = value.ok
      else problems.push(value.problem)
    } else if (!OTHER_KEYS.includes(id)) {
      problems.push(unknownParameter(id, [...PARAMETER_IDS, ...OTHER_KEYS]))
    }
  }
  const { scenario, notices } = clampScenario({ ...base, ...values })
  return { scenario, problems: [...problems, ...notices] }
}
