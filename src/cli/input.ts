/** From what the command line names (preset, file or stdin, `--set`) to what a run needs. */
import { isPreset, PRESET_IDS } from '../catalogue/presets.ts'
import { suggestion } from '../engine/scenario/closest.ts'
import { parseIntervention } from '../engine/scenario/intervention-text.ts'
import { printable } from '../engine/scenario/problem.ts'
import { DEFAULT_SCENARIO, type RunInput } from '../engine/scenario/scenario.ts'
import {
  checkScenario,
  isParameterId,
  parseValue,
  type Problem,
  unknownParameter,
} from '../engine/scenario/validate.ts'
import { inputFrom, type InputParts, NO_PARTS, type ReadInput } from '../saved/input-json.ts'
import { MAX_FILE_BYTES } from '../saved/json-file.ts'
import { parseScenarioFile } from '../saved/scenario-file.ts'
import { PROGRESS_TEXT } from '../text/progress.ts'
import { must, wrong } from './arguments.ts'
import { Cancelled, InputError, type Io } from './io.ts'

export interface Source {
  /** What the report calls it: the preset or the file. */
  readonly name: string
  /** Its values over the preset, not yet checked. */
  readonly parts: InputParts
}

/**
 * Ctrl-C ends what writes into a pipe as well, and the end of its text may be heard before the signal: some milliseconds, more where
 * the machine is busy. So long, in milliseconds, a text that broke off waits for the signal before it is called wrong.
 */
const SIGNAL_WAIT = 200

const STANDARD_INPUT = 'standard input'
const shownSource = (source: string) => (source === '-' ? STANDARD_INPUT : printable(source))

type Values = Readonly<Record<string, unknown>>

function unknownSource(source: string): InputError {
  const message = `is neither a preset nor a readable file${suggestion(source, PRESET_IDS)}`
  return wrong(
    source === '' ? 'An empty name' : printable(source),
    message,
    `${PRESET_IDS.join(', ')}; a file; - for standard input`,
  )
}

/** Rejects once somebody has pressed Ctrl-C. */
function interruptOf({ signal }: Io, source: string): Promise<never> {
  return new Promise((_, reject) => {
    const interrupt = () =>
      reject(new Cancelled(PROGRESS_TEXT.cancelledReading(shownSource(source))))
    if (signal.aborted) interrupt()
    else signal.addEventListener('abort', interrupt, { once: true })
  })
}

/** At most one piece more than allowed is ever held. Whatever a reader waits for, a person or a pipe, an interrupt ends it. */
async function readText(source: string, io: Io): Promise<string> {
  const stream = io.open(source)
  if (stream === undefined) throw unknownSource(source)
  const pieces = stream[Symbol.asyncIterator]()
  const interrupt = interruptOf(io, source)
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    for (;;) {
      const piece = await Promise.race([pieces.next(), interrupt])
      if (piece.done === true) break
      const chunk = piece.value
      bytes += chunk.byteLength
      if (bytes > MAX_FILE_BYTES)
        throw wrong(
          printable(source),
          'is larger than 1 MiB',
          `a scenario file of at most ${MAX_FILE_BYTES} bytes`,
        )
      chunks.push(chunk)
    }
  } catch (error) {
    throw error instanceof InputError || error instanceof Cancelled ? error : unknownSource(source)
  } finally {
    // Not awaited: it ends only after the piece that is waited for.
    void pieces.return?.()
  }
  return new TextDecoder().decode(Buffer.concat(chunks))
}

function throwFirst(problems: readonly Problem[]): void {
  const [first, ...others] = problems
  if (first === undefined) return
  const more = others.length > 0 ? ` (and ${others.length} more)` : ''
  throw new InputError({ ...first, allowed: `${first.allowed}${more}` })
}

/** A problem of the text as a whole, which broke off perhaps. */
const isBroken = ({ field }: Problem) => field === 'file'

export async function readSource(source: string, io: Io): Promise<Source> {
  if (isPreset(source)) return { name: source, parts: { ...NO_PARTS, preset: source } }
  const { parts, problems } = parseScenarioFile(await readText(source, io))
  const shown = shownSource(source)
  if (problems.some(isBroken)) await Promise.race([interruptOf(io, source), io.wait(SIGNAL_WAIT)])
  throwFirst(
    problems.map((problem) => (isBroken(problem) ? { ...problem, field: shown } : problem)),
  )
  // A wrong value may be replaced by `--set`; a wrong name stays wrong.
  const { problems: wrongValues } = checkScenario(parts.parameters, DEFAULT_SCENARIO)
  throwFirst(wrongValues.filter(({ field }) => !isParameterId(field)))
  return { name: source === '-' ? STANDARD_INPUT : source, parts }
}

/** `id=value`, as `--set` and `--vary` take it. */
export function splitAssignment(flag: string, text: string): [string, string] {
  const equals = text.indexOf('=')
  if (equals < 1) throw wrong(flag, `"${printable(text)}" has no value`, `${flag} id=value`)
  return [text.slice(0, equals), text.slice(equals + 1)]
}

/** The values of `--set`, and of `--model` as its short form. */
export function setValues(sets: readonly string[], model: string | undefined): Values {
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

/** The input of a source with other values over its own. Problems are not yet thrown. */
export function inputWith({ parts }: Source, values: Values, seed: number | undefined): ReadInput {
  return inputFrom(partsWith(parts, values, seed))
}

function partsWith(parts: InputParts, values: Values, seed: number | undefined): InputParts {
  const parameters = { ...(parts.parameters as Values), ...values }
  return { ...parts, parameters, seed: seed ?? parts.seed }
}

/** A whole input, or an `InputError`; values of the preset that had to follow are named on stderr. */
export function checkInput(
  { parts }: Source,
  values: Values,
  seed: number | undefined,
  io: Io,
  intervene: readonly string[] = [],
): RunInput {
  const added = intervene.map((text) => must(parseIntervention('--intervene', text)))
  const { input, problems, notices } = inputFrom(partsWith(parts, values, seed), added)
  throwFirst(problems)
  for (const { field, message, allowed } of notices) {
    const used = isParameterId(field) ? input.scenario[field] : allowed
    const shown = typeof used === 'number' ? Math.round(used * 1e4) / 1e4 : String(used)
    io.err(`note: ${field} follows to ${shown}: ${message}\n`)
  }
  return input
}
