/** From what the command line names (preset, file or stdin, `--set`) to what a run needs. */
import { checkInterventions } from '../engine/scenario/check-interventions.ts'
import { suggestion } from '../engine/scenario/closest.ts'
import { parseIntervention, readInterventions } from '../engine/scenario/intervention-text.ts'
import { PRESET_IDS, isPreset, presetScenario } from '../catalogue/presets.ts'
import { printable } from '../engine/scenario/problem.ts'
import {
  DEFAULT_SCENARIO,
  DEFAULT_SEED,
  type RunInput,
  type Scenario,
} from '../engine/scenario/scenario.ts'
import {
  checkScenario,
  isParameterId,
  parseValue,
  type Problem,
  unknownParameter,
} from '../engine/scenario/validate.ts'
import {
  LARGEST_SCENARIO_FILE,
  parseScenarioFile,
  type ScenarioFile,
} from '../saved/scenario-file.ts'
import { must, wrong } from './arguments.ts'
import { InputError, type Io } from './io.ts'

export interface Source {
  /** What the report calls it: the preset or the file. */
  readonly name: string
  readonly base: Scenario
  readonly seed: number
  /** Values over the base, not yet checked. */
  readonly values: Readonly<Record<string, unknown>>
  /** Interventions as texts, not yet checked. */
  readonly interventions: unknown
}

function unknownSource(source: string): InputError {
  const message = `is neither a preset nor a readable file${suggestion(source, PRESET_IDS)}`
  return wrong(
    source === '' ? 'An empty name' : printable(source),
    message,
    `${PRESET_IDS.join(', ')}; a file; - for standard input`,
  )
}

/** At most one byte more than allowed is ever held. */
async function readText(source: string, io: Io): Promise<string> {
  const stream = io.open(source)
  if (stream === undefined) throw unknownSource(source)
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const chunk of stream) {
      bytes += chunk.byteLength
      if (bytes > LARGEST_SCENARIO_FILE)
        throw wrong(
          printable(source),
          'is larger than 1 MiB',
          `a scenario file of at most ${LARGEST_SCENARIO_FILE} bytes`,
        )
      chunks.push(chunk)
    }
  } catch (error) {
    throw error instanceof InputError ? error : unknownSource(source)
  }
  return new TextDecoder().decode(Buffer.concat(chunks))
}

function firstOf(problems: readonly Problem[]): void {
  const [first, ...others] = problems
  if (first === undefined) return
  const more = others.length > 0 ? ` (and ${others.length} more)` : ''
  throw new InputError({ ...first, allowed: `${first.allowed}${more}` })
}

/** Values of a file that may be wrong still, but are values of parameters. */
function fileValues(file: ScenarioFile, source: string): Readonly<Record<string, unknown>> {
  const name = source === '-' ? 'standard input' : printable(source)
  firstOf(
    file.problems.map((problem) =>
      problem.field === 'file' ? { ...problem, field: name } : problem,
    ),
  )
  firstOf(
    checkScenario(file.parameters, DEFAULT_SCENARIO).problems.filter(
      ({ field }) => !isParameterId(field),
    ),
  )
  return file.parameters as Record<string, unknown>
}

export async function readSource(source: string, io: Io): Promise<Source> {
  if (isPreset(source))
    return {
      name: source,
      base: presetScenario(source),
      seed: DEFAULT_SEED,
      values: {},
      interventions: undefined,
    }
  const file = parseScenarioFile(await readText(source, io))
  const values = fileValues(file, source)
  return {
    name: source === '-' ? 'standard input' : source,
    base: file.preset === undefined ? DEFAULT_SCENARIO : presetScenario(file.preset),
    seed: file.seed ?? DEFAULT_SEED,
    values,
    interventions: file.interventions,
  }
}

/** `id=value`, as `--set` and `--vary` take it. */
export function splitAssignment(flag: string, text: string): [string, string] {
  const equals = text.indexOf('=')
  if (equals < 1) throw wrong(flag, `"${printable(text)}" has no value`, `${flag} id=value`)
  return [text.slice(0, equals), text.slice(equals + 1)]
}

/** The values of `--set`, and of `--model` as its short form. */
export function setValues(
  sets: readonly string[],
  model: string | undefined,
): Readonly<Record<string, unknown>> {
  const values = new Map<string, unknown>()
  for (const set of model === undefined ? sets : [...sets, `model=${model}`]) {
    const [id, text] = splitAssignment('--set', set)
    if (!isParameterId(id)) throw new InputError(unknownParameter(id))
    values.set(id, must(parseValue(id, text)))
  }
  return Object.fromEntries(values)
}

/** `--fail NAME[@SECONDS]` as assignments: "link-cut@12.5" cuts the cable 12.5 s after the request. */
export function failAssignments(fail: string | undefined): readonly string[] {
  if (fail === undefined) return []
  const at = fail.indexOf('@')
  if (at < 0) return [`failure=${fail}`]
  return [`failure=${fail.slice(0, at)}`, `failure.at=${fail.slice(at + 1)}`]
}

/** A whole input, or an `InputError`; inherited values that had to follow are told on stderr. */
export function checkInput(
  source: Source,
  values: Readonly<Record<string, unknown>>,
  seed: number | undefined,
  io: Io,
  intervene: readonly string[] = [],
): RunInput {
  const { scenario, problems, notices } = checkScenario(
    { ...source.values, ...values },
    source.base,
  )
  firstOf(problems)
  for (const { field, message, allowed } of notices) {
    const used = isParameterId(field) ? scenario[field] : allowed
    const shown = typeof used === 'number' ? Math.round(used * 1e4) / 1e4 : String(used)
    io.err(`note: ${field} follows to ${shown}: ${message}\n`)
  }
  const file = readInterventions(source.interventions, scenario)
  const more = intervene.map((text) => must(parseIntervention('--intervene', text)))
  const all = checkInterventions([...file.interventions, ...more], scenario)
  firstOf([...file.problems, ...all.problems])
  return {
    scenario,
    seed: seed ?? source.seed,
    ...(all.interventions.length > 0 && { interventions: all.interventions }),
  }
}
