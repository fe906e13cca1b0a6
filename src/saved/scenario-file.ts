/**
 * The scenario file: `{"format": "switchover-scenario", "version": 1, "preset": "oltp", "seed": 7, "parameters": {…}}`,
 * with `"interventions": ["12.5:cut-cable", …]` if there are interventions in mid-run.
 * A bare object of parameters is read as well. Values stand over those of the preset.
 */
import type { ScenarioId } from '../catalogue/presets.ts'
import { suggestion } from '../engine/scenario/closest.ts'
import { type Problem, printable, quote } from '../engine/scenario/problem.ts'
import type { RunInput } from '../engine/scenario/scenario.ts'
import { isParameterId } from '../engine/scenario/validate.ts'
import { INPUT_KEYS, inputFrom, type InputParts, NO_PARTS, readParts } from './input-json.ts'
import { openFile, upgradeFile } from './json-file.ts'
import { type JsonFile, SCENARIO_FILE_FORMAT } from './versions.ts'

export const SCENARIO_FORMAT = 'switchover-scenario'

const KEYS: readonly string[] = ['$schema', 'format', 'version', 'description', ...INPUT_KEYS]
const MAX_KEYS = 20

const fileProblem = (message: string): Problem => ({
  field: 'file',
  message,
  allowed: `a JSON object of at most 1 MiB, such as {"format": "${SCENARIO_FORMAT}", "version": 1, "parameters": {"vm.memory": 64}}`,
})

function formatProblems(file: JsonFile): Problem[] {
  const format = file.get('format') ?? SCENARIO_FORMAT
  if (format === SCENARIO_FORMAT) return []
  const message = `unknown format ${quote(format)}`
  return [{ field: 'format', message, allowed: SCENARIO_FORMAT }]
}

function keyProblems(file: JsonFile): Problem[] {
  const unknown = [...file.keys()].slice(0, MAX_KEYS).filter((key) => !KEYS.includes(key))
  return unknown.map((key) => ({
    field: printable(key),
    message: isParameterId(key)
      ? 'is a parameter: put it under "parameters"'
      : `unknown field${suggestion(key, KEYS)}`,
    allowed: KEYS.join(', '),
  }))
}

/** Text of any origin to the parts of an input, never throwing; the parameters in it are not checked yet. */
export function parseScenarioFile(text: string): {
  readonly parts: InputParts
  readonly problems: readonly Problem[]
} {
  const opened = openFile(text)
  if ('message' in opened) return { parts: NO_PARTS, problems: [fileProblem(opened.message)] }
  const bare = !KEYS.some((key) => opened.file.has(key))
  if (bare)
    return { parts: { ...NO_PARTS, parameters: Object.fromEntries(opened.file) }, problems: [] }
  const { file, problems: outdated } = upgradeFile(opened.file, SCENARIO_FILE_FORMAT)
  const { parts, problems } = readParts(file)
  return {
    parts,
    problems: [...formatProblems(file), ...outdated, ...keyProblems(file), ...problems],
  }
}

/** Text to what a run needs. The input is valid in any case; `problems` says what of the file is not in it. */
export function readScenarioFile(text: string): {
  readonly input: RunInput
  readonly preset: ScenarioId | undefined
  readonly problems: readonly Problem[]
} {
  const { parts, problems: ofFile } = parseScenarioFile(text)
  const { input, problems } = inputFrom(parts)
  return { input, preset: parts.preset, problems: [...ofFile, ...problems] }
}
