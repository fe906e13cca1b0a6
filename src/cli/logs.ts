/** `--logs`: the log lines of both hosts, or of one file as it stands on its host. */
import { grepLines, readGrep } from '../logs/grep.ts'
import type { LogLine, LogSource } from '../logs/line.ts'
import { LOG_FILES, LOG_HOSTS } from '../logs/places.ts'
import { writeLogs } from '../logs/write.ts'
import { suggestion } from '../engine/scenario/closest.ts'
import { printable } from '../engine/scenario/problem.ts'
import { LOG_TEXT } from '../text/log.ts'
import { wrong } from './arguments.ts'

export interface LogsFilter {
  readonly host?: string | undefined
  readonly file?: string | undefined
  /** Text, or an expression between slashes. */
  readonly grep?: string | undefined
}

const GREP_BUDGET_MILLISECONDS = 2000

function oneOf<Name extends string>(
  flag: string,
  value: string | undefined,
  names: readonly Name[],
): Name | undefined {
  const name = names.find((candidate) => candidate === value)
  if (value !== undefined && name === undefined)
    throw wrong(
      flag,
      `unknown value "${printable(value)}"${suggestion(value, names)}`,
      names.join(', '),
    )
  return name
}

/** The file alone when one of one host is asked for; else each line says where it stands, and what is unverified. */
function printed({ host, file, verified, text }: LogLine, alone: boolean): string {
  if (alone) return `${text}\n`
  return `${host.padEnd(11)} ${file.padEnd(12)} ${verified ? ' ' : LOG_TEXT.unverifiedMark} ${text}\n`
}

function search(lines: readonly LogLine[], text: string): readonly LogLine[] {
  const wanted = readGrep(text)
  if (wanted.kind === 'wrong')
    throw wrong('--grep', LOG_TEXT.grepProblem(wanted.problem, wanted.detail), LOG_TEXT.grepHint)
  const { found, complete } = grepLines(
    lines,
    wanted,
    () => performance.now(),
    GREP_BUDGET_MILLISECONDS,
  )
  if (!complete) throw wrong('--grep', LOG_TEXT.gaveUp, LOG_TEXT.grepHint)
  return found
}

/** `note` is called with what standard error should say. */
export function logsText(
  run: LogSource,
  filter: LogsFilter = {},
  note: (text: string) => void = () => {},
): string {
  const host = oneOf('--host', filter.host, LOG_HOSTS)
  const file = oneOf('--file', filter.file, LOG_FILES)
  const all = writeLogs(run)
  const asked = all.filter(
    (line) =>
      (host === undefined || line.host === host) && (file === undefined || line.file === file),
  )
  const lines = search(asked, filter.grep ?? '')
  const unverified = lines.filter(({ verified }) => !verified).length
  if (all.length === 0) note(LOG_TEXT.refused)
  else if (unverified > 0) note(LOG_TEXT.unverifiedNote(unverified, lines.length))
  return lines.map((line) => printed(line, host !== undefined && file !== undefined)).join('')
}
