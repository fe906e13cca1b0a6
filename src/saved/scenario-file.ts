/**
 * The scenario file: `{"format": "switchover-scenario", "version": 1, "preset": "oltp", "seed": 7, "parameters": {…}}`,
 * with `"interventions": ["12.5:cut-cable", …]` where somebody acts in mid-run.
 * A bare object of parameters is read as well. Values stand over those of the preset.
 */
import { suggestion } from '../engine/scenario/closest.ts'
import { interventionText, readInterventions } from '../engine/scenario/intervention-text.ts'
import { isPreset, presetScenario, unknownPreset, type ScenarioId } from '../catalogue/presets.ts'
import { type Problem, printable, quote } from '../engine/scenario/problem.ts'
import {
  DEFAULT_SCENARIO,
  DEFAULT_SEED,
  PARAMETER_IDS,
  type RunInput,
  type Scenario,
} from '../engine/scenario/scenario.ts'
import { checkScenario, checkSeed, valueText } from '../engine/scenario/validate.ts'

export const SCENARIO_FORMAT = 'switchover-scenario'
export const SCENARIO_VERSION = 1
/** Bytes that a reader should take at most before it even looks. */
export const LARGEST_SCENARIO_FILE = 1024 * 1024

const KEYS = [
  '$schema',
  'format',
  'version',
  'description',
  'preset',
  'seed',
  'parameters',
  'interventions',
]

/** The outer form of a file; the parameters in it are not checked yet. */
export interface ScenarioFile {
  readonly preset: ScenarioId | undefined
  readonly seed: number | undefined
  readonly parameters: unknown
  readonly interventions: unknown
  readonly problems: readonly Problem[]
}

const fileProblem = (message: string): Problem => ({
  field: 'file',
  message,
  allowed: `a JSON object such as {"format": "${SCENARIO_FORMAT}", "version": ${SCENARIO_VERSION}, "parameters": {"vm.memory": 64}}`,
})

function failed(message: string): ScenarioFile {
  return {
    preset: undefined,
    seed: undefined,
    parameters: {},
    interventions: undefined,
    problems: [fileProblem(message)],
  }
}

function parseJson(text: string): { value: unknown } | { message: string } {
  if (text.length > LARGEST_SCENARIO_FILE) return { message: 'it is larger than 1 MiB' }
  try {
    return { value: JSON.parse(text.replace(/^\ufeff/, '')) as unknown }
  } catch (error) {
    return {
      message: `it is no JSON (${error instanceof Error ? printable(error.message, 100) : 'unreadable'})`,
    }
  }
}

/** Files of older versions become this one; none exists yet. */
function versionProblems(file: ReadonlyMap<string, unknown>): Problem[] {
  const problems: Problem[] = []
  const format = file.get('format') ?? SCENARIO_FORMAT
  if (format !== SCENARIO_FORMAT)
    problems.push({
      field: 'format',
      message: `${quote(format)} is another format`,
      allowed: SCENARIO_FORMAT,
    })
  const version = file.get('version') ?? SCENARIO_VERSION
  if (version !== SCENARIO_VERSION)
    problems.push({
      field: 'version',
      message: `${quote(version)} cannot be read`,
      allowed: String(SCENARIO_VERSION),
    })
  return problems
}

/** Text to the outer form, never throwing. */
export function parseScenarioFile(text: string): ScenarioFile {
  const json = parseJson(text)
  if ('message' in json) return failed(json.message)
  const { value } = json
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return failed(`it holds ${quote(value)}, not an object`)
  const file = new Map<string, unknown>(Object.entries(value))
  if (!KEYS.some((key) => file.has(key)))
    return {
      preset: undefined,
      seed: undefined,
      parameters: value,
      interventions: undefined,
      problems: [],
    }

  const problems = versionProblems(file)
  for (const key of [...file.keys()].slice(0, 20))
    if (!KEYS.includes(key)) {
      const inside = PARAMETER_IDS.some((id) => id === key)
        ? ' here; it belongs in "parameters"'
        : suggestion(key, KEYS)
      problems.push({
        field: printable(key),
        message: `is no field of a scenario file${inside}`,
        allowed: KEYS.join(', '),
      })
    }
  const presetId = file.get('preset')
  const preset = typeof presetId === 'string' && isPreset(presetId) ? presetId : undefined
  if (presetId !== undefined && preset === undefined)
    problems.push(unknownPreset('preset', presetId))
  const seed = file.has('seed') ? checkSeed(file.get('seed')) : undefined
  if (seed && 'problem' in seed) problems.push(seed.problem)
  return {
    preset,
    seed: seed && 'ok' in seed ? seed.ok : undefined,
    parameters: file.get('parameters') ?? {},
    interventions: file.get('interventions'),
    problems,
  }
}

/** Text to what a run needs. The input is valid in any case; `problems` says what of the file is not in it. */
export function readScenarioFile(text: string): {
  input: RunInput
  preset: ScenarioId | undefined
  problems: readonly Problem[]
} {
  const file = parseScenarioFile(text)
  const base = file.preset === undefined ? DEFAULT_SCENARIO : presetScenario(file.preset)
  const { scenario, problems } = checkScenario(file.parameters, base)
  const acts = readInterventions(file.interventions, scenario)
  return {
    input: {
      scenario,
      seed: file.seed ?? DEFAULT_SEED,
      ...(acts.interventions.length > 0 && { interventions: acts.interventions }),
    },
    preset: file.preset,
    problems: [...file.problems, ...problems, ...acts.problems],
  }
}

/** Only what differs from the preset is written, as in a link. */
export function writeScenarioFile(input: RunInput, preset?: ScenarioId): string {
  const known = preset !== undefined && isPreset(preset) ? preset : undefined
  const base: Scenario = known === undefined ? DEFAULT_SCENARIO : presetScenario(known)
  const changed = PARAMETER_IDS.filter(
    (id) => valueText(id, input.scenario[id]) !== valueText(id, base[id]),
  )
  const file = {
    format: SCENARIO_FORMAT,
    version: SCENARIO_VERSION,
    ...(known === undefined ? {} : { preset: known }),
    seed: input.seed,
    parameters: Object.fromEntries(changed.map((id) => [id, input.scenario[id]])),
    ...(input.interventions?.length && {
      interventions: input.interventions.map(interventionText),
    }),
  }
  return `${JSON.stringify(file, undefined, 2)}\n`
}
