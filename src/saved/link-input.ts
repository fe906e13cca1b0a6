/** The part of a link that determines the run: preset, seed, parameters and what others leave of the wire. */
import { isPreset, unknownPreset } from '../catalogue/presets.ts'
import type { Problem } from '../engine/scenario/problem.ts'
import {
  DEFAULT_SEED,
  PARAMETER_IDS,
  type RunInput,
  type Scenario,
} from '../engine/scenario/scenario.ts'
import {
  clampScenario,
  isParameterId,
  parseSeed,
  parseValue,
  unknownParameter,
  valueText,
} from '../engine/scenario/validate.ts'
import type { Fields } from './versions.ts'
import { INTERVENTION_KEYS } from './link-interventions.ts'
import { baseOf, changedIds } from './over-preset.ts'
import { rateTexts, readRates } from './rates.ts'
import type { Future } from './saved-run.ts'
import { VIEW_KEYS } from './view-fields.ts'

const MAX_PROBLEMS = 20
const OWN_KEYS = ['v', 'p', 'seed', 'rates', 't']
const OTHER_KEYS: readonly string[] = [...OWN_KEYS, ...INTERVENTION_KEYS, ...VIEW_KEYS]

/** Only what differs from the preset. */
export function inputFields({ input, preset }: Future): [string, string][] {
  const { scenario, seed, rates = [] } = input
  return [
    ...fieldIf(preset !== undefined, 'p', preset ?? ''),
    ...fieldIf(seed !== DEFAULT_SEED, 'seed', String(seed)),
    ...changedIds(scenario, preset).map((id): [string, string] => [
      id,
      valueText(id, scenario[id]),
    ]),
    ...fieldIf(rates.length > 0, 'rates', rateTexts(rates).join(',')),
  ]
}

const fieldIf = (wanted: boolean, key: string, value: string): [string, string][] =>
  wanted ? [[key, value]] : []

function readPreset(fields: Fields): Pick<Future, 'preset'> & WithProblems {
  const preset = fields.get('p')
  if (preset === undefined || isPreset(preset)) return { preset, problems: [] }
  return { preset: undefined, problems: [unknownPreset('p', preset)] }
}

function readSeed(fields: Fields): Pick<RunInput, 'seed'> & WithProblems {
  const text = fields.get('seed')
  if (text === undefined) return { seed: DEFAULT_SEED, problems: [] }
  const seed = parseSeed(text)
  return 'ok' in seed
    ? { seed: seed.ok, problems: [] }
    : { seed: DEFAULT_SEED, problems: [seed.problem] }
}

interface WithProblems {
  readonly problems: readonly Problem[]
}

/** Wrong values are left out; conflicts between right ones are resolved as a dial would. */
function readParameters(fields: Fields, base: Scenario): Pick<RunInput, 'scenario'> & WithProblems {
  const problems: Problem[] = []
  const values: Record<string, unknown> = {}
  for (const [id, text] of fields) {
    if (problems.length >= MAX_PROBLEMS) break
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

/** The input is valid in any case; `problems` says what of the link is not in it. */
export function readInput(fields: Fields): Pick<Future, 'input' | 'preset'> & WithProblems {
  const { preset, ...asked } = readPreset(fields)
  const { seed, ...seeded } = readSeed(fields)
  const { rates, ...rated } = readRates(fields.get('rates'))
  const { scenario, ...checked } = readParameters(fields, baseOf(preset))
  return {
    preset,
    input: { scenario, seed, ...(rates && { rates }) },
    problems: [asked, seeded, rated, checked].flatMap(({ problems }) => problems),
  }
}
