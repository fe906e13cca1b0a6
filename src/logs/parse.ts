/** Reads logs: any of the four files of any version, also mixed, forwarded, cut off or hostile. Time is linear. */
import { createContext } from './context.ts'
import { readEvent } from './event-reader.ts'
import { lineKind } from './kinds/all.ts'
import type { LogMigration } from './migration.ts'
import { collectMigrations } from './migrations.ts'
import type { ParsedEvent } from './parsed-event.ts'
import type { LogRecord } from './record.ts'
import { readRecord } from './record-reader.ts'

export type ProblemKind =
  /** Nothing was read: the text is larger than `MOST_CHARACTERS`. */
  | 'too-large'
  /** What follows was not read: there are more than `MOST_EVENTS`. */
  | 'too-many-events'
  | 'line-too-long'
  /** It belongs to a migration, and its words are not known. */
  | 'unknown-words'

export interface LogProblem {
  readonly kind: ProblemKind
  readonly line: number
  /** The beginning of the line. */
  readonly excerpt: string
}

export interface ParsedLog {
  readonly events: readonly ParsedEvent[]
  readonly lines: number
  /** Lines that are no event of a migration: in a real log, nearly all. */
  readonly unknownLines: number
  readonly migrations: ReadonlyMap<string, LogMigration>
  /** The first `MOST_PROBLEMS` of them. */
  readonly problems: readonly LogProblem[]
}

export const MOST_CHARACTERS = 64 * 1048576
export const MOST_EVENTS = 500000
export const MOST_PROBLEMS = 100
const LONGEST_LINE = 8192
const EXCERPT = 120

export function parseLog(text: string): ParsedLog {
  const problems: LogProblem[] = []
  const report = (kind: ProblemKind, line: number, excerpt = '') => {
    if (problems.length < MOST_PROBLEMS)
      problems.push({ kind, line, excerpt: excerpt.slice(0, EXCERPT) })
  }
  if (text.length > MOST_CHARACTERS) {
    report('too-large', 0)
    return { events: [], lines: 0, unknownLines: 0, migrations: new Map(), problems }
  }
  const events: ParsedEvent[] = []
  const context = createContext()
  let lines = 0
  for (const line of linesOf(text)) {
    lines++
    if (line.length > LONGEST_LINE) {
      report('line-too-long', lines, line)
      continue
    }
    const record = readRecord(line)
    if (record === undefined) continue
    const event = readEvent(record.format, record.message)
    if (event === undefined) {
      if (isAboutMigration(record)) report('unknown-words', lines, line)
      context.skip(record)
      continue
    }
    const placed = context.place(record, event)
    if (placed === undefined) continue
    if (events.length === MOST_EVENTS) {
      report('too-many-events', lines)
      break
    }
    const { kind } = event
    events.push({
      line: lines,
      file: lineKind(kind).file,
      warning: record.warning,
      event,
      ...placed,
    })
  }
  const known = context.settle(events)
  return {
    events: known,
    lines,
    unknownLines: lines - known.length,
    migrations: collectMigrations(known),
    problems,
  }
}

/** Lines without their ends; none for the empty text, and none behind the last end. */
function* linesOf(text: string): Generator<string> {
  // A byte order mark that an editor left.
  let from = text.charCodeAt(0) === 0xfeff ? 1 : 0
  while (from < text.length) {
    const found = text.indexOf('\n', from)
    const end = found < 0 ? text.length : found
    yield text.slice(from, text.charCodeAt(end - 1) === 13 && end > from ? end - 1 : end)
    from = end + 1
  }
}

function isAboutMigration({ migrationId, module }: LogRecord): boolean {
  return (
    migrationId !== undefined && (module === undefined || /^(?:Migrate|VMotion|FSR)/.test(module))
  )
}
