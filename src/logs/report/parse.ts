/** Reads logs: any of the four files of any version, also mixed, forwarded, cut off or hostile. Time is linear. */
import { lineKind } from '../kinds/all.ts'
import type { LogRecord } from '../records/record.ts'
import { readRecord } from '../records/record-reader.ts'
import { createContext } from './context.ts'
import { readEvent, type ParsedEvent } from './event-reader.ts'
import type { LogMigration } from './migration.ts'
import { collectMigrations } from './migrations.ts'

type ProblemKind =
  /** Nothing was read: the text is larger than `MAX_CHARACTERS`. */
  | 'too-large'
  /** The rest was not read: there are more than `MAX_EVENTS`. */
  | 'too-many-events'
  | 'line-too-long'
  /** The line belongs to a migration, and its words are unknown. */
  | 'unknown-words'

interface LogProblem {
  readonly kind: ProblemKind
  readonly line: number
  /** The beginning of the line. */
  readonly excerpt: string
}

export interface ParsedLog {
  readonly events: readonly ParsedEvent[]
  readonly lines: number
  /** Lines that are no event of a migration: nearly all of them in a real log. */
  readonly unknownLines: number
  readonly migrations: ReadonlyMap<string, LogMigration>
  /** What the events that no ID could be found for say; they may be of several migrations. */
  readonly unnamed: LogMigration | undefined
  /** The first `MAX_PROBLEMS` of them. */
  readonly problems: readonly LogProblem[]
}

export const MAX_CHARACTERS = 64 * 1048576
export const MAX_EVENTS = 500000
export const MAX_PROBLEMS = 100
/** `-->}` is the shortest record. A file may be nothing but breaks: these cost next to nothing. */
const MIN_LINE_LENGTH = 4
const MAX_LINE_LENGTH = 8192
const MAX_EXCERPT_LENGTH = 120

/** Never throws: whatever was not read is in `problems`. */
export function parseLog(text: string): ParsedLog {
  const problems: LogProblem[] = []
  const report = (kind: ProblemKind, line: number, excerpt = '') => {
    if (problems.length < MAX_PROBLEMS)
      problems.push({ kind, line, excerpt: excerpt.slice(0, MAX_EXCERPT_LENGTH) })
  }
  if (text.length > MAX_CHARACTERS) {
    report('too-large', 0)
    return {
      events: [],
      lines: 0,
      unknownLines: 0,
      migrations: new Map(),
      unnamed: undefined,
      problems,
    }
  }
  const events: ParsedEvent[] = []
  const context = createContext()
  let lines = 0
  for (const line of linesOf(text)) {
    lines++
    if (line.length < MIN_LINE_LENGTH) continue
    if (line.length > MAX_LINE_LENGTH) {
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
    if (events.length === MAX_EVENTS) {
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
    ...collectMigrations(known),
    problems,
  }
}

/** Lines without their line breaks; none for an empty text, and none after the last break. */
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
