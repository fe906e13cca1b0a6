/**
 * The run file, `.switchover.json`: `{"format": "switchover-run", "version": 1, "time": 12500000000, "shown": 1,
 * "futures": [{"id": 1, "preset": "oltp", "parameters": {…}, "interventions": ["12.5:cut-cable"]}, …]}`.
 * A scenario file is read as well: a run with one future.
 */
import { MAX_INTERVENTION_TIME } from '../engine/scenario/intervention.ts'
import { type Problem, printable, quote } from '../engine/scenario/problem.ts'
import type { Nanoseconds } from '../engine/units.ts'
import { futuresJson, readFutures } from './futures-json.ts'
import type { Futures } from './futures.ts'
import { LARGEST_SCENARIO_FILE, readScenarioFile, SCENARIO_FORMAT } from './scenario-file.ts'

export const RUN_FORMAT = 'switchover-run'
export const RUN_VERSION = 1
/** Bytes that a reader should take at most before it even looks. */
export const LARGEST_RUN_FILE = LARGEST_SCENARIO_FILE

export interface RunFile {
  readonly futures: Futures
  /** Where the playhead stands. */
  readonly time: Nanoseconds
}

export interface ReadRun {
  /** Undefined when there is nothing in it that could run. */
  readonly run: RunFile | undefined
  readonly problems: readonly Problem[]
}

export function writeRunFile({ futures, time }: RunFile): string {
  const file = {
    format: RUN_FORMAT,
    version: RUN_VERSION,
    time: Math.round(time),
    ...futuresJson(futures),
  }
  return `${JSON.stringify(file, undefined, 2)}\n`
}

const refused = (field: string, message: string, allowed: string): ReadRun => ({
  run: undefined,
  problems: [{ field, message, allowed }],
})

/** From version `n` to `n + 1`, for every old `n`; none exists yet. */
type Upgraders = ReadonlyMap<number, (file: Record<string, unknown>) => Record<string, unknown>>
const UPGRADERS: Upgraders = new Map()

function parsed(text: string): { readonly value: unknown } | { readonly why: string } {
  try {
    return { value: JSON.parse(text.replace(/^\ufeff/, '')) as unknown }
  } catch (error) {
    return { why: error instanceof Error ? printable(error.message, 100) : 'unreadable' }
  }
}

function fromScenario(text: string): ReadRun {
  const { input, preset, problems } = readScenarioFile(text)
  const only = { id: 1, name: '', input, preset, parent: undefined, forkAt: 0 }
  return { run: { futures: { list: [only], shown: 1, compared: undefined }, time: 0 }, problems }
}

/** Text of any origin to a run, never throwing. Wrong parts are left as in the preset and told. */
export function readRunFile(text: string): ReadRun {
  if (text.length > LARGEST_RUN_FILE)
    return refused('file', 'it is larger than 1 MiB', `at most ${LARGEST_RUN_FILE} bytes`)
  const json = parsed(text)
  if ('why' in json)
    return refused('file', `it is no JSON (${json.why})`, `a file of the format ${RUN_FORMAT}`)
  const { value } = json
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refused('file', `it holds ${quote(value)}, not an object`, `the format ${RUN_FORMAT}`)
  const entries = new Map<string, unknown>(Object.entries(value))
  const format = entries.get('format')
  if (format === SCENARIO_FORMAT) return fromScenario(text)
  if (format !== RUN_FORMAT)
    return refused(
      'format',
      `${quote(format)} is another format`,
      `${RUN_FORMAT}, ${SCENARIO_FORMAT}`,
    )
  const version = entries.get('version')
  if (
    typeof version !== 'number' ||
    !Number.isInteger(version) ||
    version < 1 ||
    version > RUN_VERSION
  )
    return refused('version', `${quote(version)} cannot be read`, `1 to ${RUN_VERSION}`)
  let file = Object.fromEntries(entries)
  for (let from = version; from < RUN_VERSION; from++) file = UPGRADERS.get(from)?.(file) ?? file
  return readUpgraded(file)
}

function readUpgraded(file: Record<string, unknown>): ReadRun {
  const { futures, problems } = readFutures(file)
  const given = file['time'] ?? 0
  const time =
    typeof given === 'number' &&
    Number.isInteger(given) &&
    given >= 0 &&
    given <= MAX_INTERVENTION_TIME
      ? given
      : 0
  const late: Problem[] =
    time === given
      ? []
      : [
          {
            field: 'time',
            message: `${quote(given)} is no time`,
            allowed: `whole nanoseconds, 0 to ${MAX_INTERVENTION_TIME}`,
          },
        ]
  return { run: futures && { futures, time }, problems: [...problems, ...late] }
}
