/** `--logs`: the log lines of both hosts, or of one file as it stands on its host. */
import { runInNewContext } from 'node:vm'
import {
  holdsText,
  matchingRows,
  MAX_SEARCH_MILLISECONDS,
  readGrep,
  refusal,
  type Found,
  type GrepRefusal,
} from '../logs/grep.ts'
import type { LogLine, LogSource } from '../logs/line.ts'
import { LOG_FILES, LOG_HOSTS } from '../logs/places.ts'
import { writeLogs } from '../logs/write.ts'
import { suggestion } from '../engine/scenario/closest.ts'
import { printable } from '../engine/scenario/problem.ts'
import { LOG_TEXT, noLinesText } from '../text/log.ts'
import { wrong } from './arguments.ts'

export interface LogsFilter {
  readonly host?: string | undefined
  readonly file?: string | undefined
  /** Text, or an expression between slashes. */
  readonly grep?: string | undefined
}

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

const refuse = ({ problem, detail }: GrepRefusal) =>
  wrong('--grep', LOG_TEXT.grepProblem(problem, detail), LOG_TEXT.grepHint)

/** The only way to stop an expression on this thread: a script's time limit reaches into what it calls. */
function matchingInTime(lines: readonly string[], expression: RegExp): Found | GrepRefusal {
  const options = { timeout: MAX_SEARCH_MILLISECONDS }
  const work = () => matchingRows(lines, expression)
  try {
    return runInNewContext('work()', { work }, options) as Found | GrepRefusal
  } catch (error) {
    const { code } = error as { readonly code?: unknown }
    if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return refusal('too-costly')
    throw error
  }
}

function search(lines: readonly LogLine[], input: string): readonly LogLine[] {
  const wanted = readGrep(input)
  switch (wanted.kind) {
    case 'all':
      return lines
    case 'text':
      return lines.filter(({ text }) => holdsText(text, wanted))
    case 'wrong':
      throw refuse(wanted)
    case 'expression': {
      const texts = lines.map(({ text }) => text)
      const answer = matchingInTime(texts, wanted.expression)
      if (answer.kind === 'wrong') throw refuse(answer)
      return answer.rows.map((row) => lines[row]!)
    }
  }
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
  if (all.length === 0) note(noLinesText(run))
  else if (unverified > 0) note(LOG_TEXT.unverifiedNote(unverified, lines.length))
  return lines.map((line) => printed(line, host !== undefined && file !== undefined)).join('')
}
