/**
 * The input of a run as JSON: what scenario files, the futures of a run file and the command line have in common. Reading takes
 * anything; what is wrong is named by its field and stays as in the preset.
 */
import { isPreset, type ScenarioId, unknownPreset } from '../catalogue/presets.ts'
import { checkInterventions } from '../engine/scenario/check-interventions.ts'
import { interventionText, readInterventions } from '../engine/scenario/intervention-text.ts'
import type { Intervention } from '../engine/scenario/intervention.ts'
import type { Problem } from '../engine/scenario/problem.ts'
import { DEFAULT_SEED, type RunInput } from '../engine/scenario/scenario.ts'
import { checkScenario, checkSeed } from '../engine/scenario/validate.ts'
import { baseOf, changedIds } from './over-preset.ts'
import { rateTexts, readRates } from './rates.ts'
import type { Future } from './saved-run.ts'

/** Of a run with the defaults nothing is written. */
export interface InputJson {
  readonly preset?: ScenarioId
  readonly seed?: number
  /** Values over those of the preset. */
  readonly parameters?: Readonly<Record<string, unknown>>
  /** `["0:1250000000", …]`: seconds and bytes/s. */
  readonly rates?: readonly string[]
  /** `["12.5:cut-cable", …]`. */
  readonly interventions?: readonly string[]
}

export const INPUT_KEYS = ['preset', 'seed', 'parameters', 'rates', 'interventions'] as const

export function inputJson({ input, preset }: Pick<Future, 'input' | 'preset'>): InputJson {
  const { scenario, seed, rates = [], interventions = [] } = input
  const changed = changedIds(scenario, preset)
  return {
    ...(preset !== undefined && { preset }),
    ...(seed !== DEFAULT_SEED && { seed }),
    ...(changed.length > 0 && {
      parameters: Object.fromEntries(changed.map((id) => [id, scenario[id]])),
    }),
    ...(rates.length > 0 && { rates: rateTexts(rates) }),
    ...(interventions.length > 0 && { interventions: interventions.map(interventionText) }),
  }
}

/** The parts of an input, as they stand in a file: preset and seed are checked, the rest depends on them and is not yet. */
export interface InputParts {
  readonly preset: ScenarioId | undefined
  readonly seed: number | undefined
  readonly parameters: unknown
  readonly rates: unknown
  readonly interventions: unknown
}

export const NO_PARTS: InputParts = {
  preset: undefined,
  seed: undefined,
  parameters: {},
  rates: undefined,
  interventions: undefined,
}

export function readParts(entries: ReadonlyMap<string, unknown>): {
  readonly parts: InputParts
  readonly problems: readonly Problem[]
} {
  const problems: Problem[] = []
  const id = entries.get('preset')
  const preset = typeof id === 'string' && isPreset(id) ? id : undefined
  if (id !== undefined && preset === undefined) problems.push(unknownPreset('preset', id))
  const seed = entries.has('seed') ? checkSeed(entries.get('seed')) : undefined
  if (seed && 'problem' in seed) problems.push(seed.problem)
  const parts = {
    preset,
    seed: seed && 'ok' in seed ? seed.ok : undefined,
    parameters: entries.get('parameters') ?? {},
    rates: entries.get('rates'),
    interventions: entries.get('interventions'),
  }
  return { parts, problems }
}

export interface ReadInput {
  /** Valid in any case. */
  readonly input: RunInput
  /** What of the parts is not in the input. */
  readonly problems: readonly Problem[]
  /** Values of the preset that had to follow those that were given. */
  readonly notices: readonly Problem[]
}

/** `added`: interventions that stand after those of the parts. */
export function inputFrom(parts: InputParts, added: readonly Intervention[] = []): ReadInput {
  const checked = checkScenario(parts.parameters, baseOf(parts.preset))
  const { scenario, notices } = checked
  const { rates, ...rated } = readRates(parts.rates)
  const own = readInterventions(parts.interventions, scenario)
  const all =
    added.length > 0 ? checkInterventions([...own.interventions, ...added], scenario) : undefined
  const interventions = (all ?? own).interventions
  return {
    input: {
      scenario,
      seed: parts.seed ?? DEFAULT_SEED,
      ...(rates && { rates }),
      ...(interventions.length > 0 && { interventions }),
    },
    problems: [...checked.problems, ...rated.problems, ...own.problems, ...(all?.problems ?? [])],
    notices,
  }
}
