/**
 * The run file, `.switchover.json`: `{"format": "switchover-run", "version": 1, "time": 12500000000, "shown": 1,
 * "futures": [{"id": 1, "preset": "oltp", "parameters": {…}, "interventions": ["12.5:cut-cable"]}, …]}`: a saved run
 * without its view. A scenario file is read as well: a run with one future.
 */
import { type Problem, quote } from '../engine/scenario/problem.ts'
import { futuresJson, readFutures } from './futures-json.ts'
import { openFile, upgradeFile } from './json-file.ts'
import { oneFuture, type SavedRun } from './saved-run.ts'
import { readScenarioFile, SCENARIO_FORMAT } from './scenario-file.ts'
import { ALLOWED_TIME, isTime } from './seconds.ts'
import { RUN_FILE_FORMAT } from './versions.ts'

const RUN_FORMAT = 'switchover-run'

export type RunFile = Omit<SavedRun, 'view'>

export interface ReadRun {
  /** Undefined when there is nothing in it that could run. */
  readonly run: RunFile | undefined
  readonly problems: readonly Problem[]
}

export function writeRunFile({ futures, time }: RunFile): string {
  // Older pages open a file that needs nothing of them.
  const shared = futures.list.some(({ input }) => (input.rates ?? []).length > 0)
  const file = {
    format: RUN_FORMAT,
    version: shared ? RUN_FILE_FORMAT.version : 1,
    time: Math.round(time),
    ...futuresJson(futures),
  }
  return `${JSON.stringify(file, undefined, 2)}\n`
}

function fromScenario(text: string): ReadRun {
  const { input, preset, problems } = readScenarioFile(text)
  return { run: { futures: oneFuture(input, preset), time: 0 }, problems }
}

const refused = (field: string, message: string, allowed: string): ReadRun => ({
  run: undefined,
  problems: [{ field, message, allowed }],
})

/** Text of any origin to a run, never throwing. Wrong parts stay as in the preset, and problems say so. */
export function readRunFile(text: string): ReadRun {
  const opened = openFile(text)
  if ('message' in opened)
    return refused('file', opened.message, `a file of the format ${RUN_FORMAT}, at most 1 MiB`)
  const format = opened.file.get('format')
  if (format === SCENARIO_FORMAT) return fromScenario(text)
  if (format !== RUN_FORMAT)
    return refused(
      'format',
      format === undefined ? 'is missing' : `unknown format ${quote(format)}`,
      `${RUN_FORMAT}, ${SCENARIO_FORMAT}`,
    )
  const { file, problems: outdated } = upgradeFile(opened.file, RUN_FILE_FORMAT)
  if (outdated.length > 0) return { run: undefined, problems: outdated }
  const { futures, problems } = readFutures(Object.fromEntries(file))
  const given = file.get('time') ?? 0
  const time = isTime(given) ? given : 0
  const late: Problem = {
    field: 'time',
    message: `${quote(given)} isn't a time`,
    allowed: ALLOWED_TIME,
  }
  return {
    run: futures && { futures, time },
    problems: isTime(given) ? problems : [...problems, late],
  }
}
