/** The logs of a run, as both hosts of its generation write them. */
import { createIdentity } from './identity.ts'
import { lineKind } from './kinds/all.ts'
import type { LogLine, LogOptions, LogSource } from './line.ts'
import { isVerified, writeRecord, type RecordContext } from './record-writer.ts'
import type { LogEntry } from './story/scribe.ts'
import { tell } from './story/tell.ts'
import { defaultStart, versionOf } from './versions.ts'

export interface LogScript {
  readonly context: RecordContext
  readonly entries: readonly LogEntry[]
}

/** 1970 to 2255: microseconds since 1970, which older migration IDs are, stay exact. */
const EARLIEST_START = 1e9
const LATEST_START = 9e12

/** What the lines will say, before they are text; undefined for a generation that writes no VMware logs. */
export function logScript(source: LogSource, options: LogOptions = {}): LogScript | undefined {
  const version = versionOf(source.input.scenario.generation)
  if (version === undefined) return undefined
  const { start: wanted = defaultStart(version) } = options
  const start = Number.isFinite(wanted)
    ? Math.floor(Math.min(Math.max(wanted, EARLIEST_START), LATEST_START))
    : defaultStart(version)
  const identity = createIdentity(source.input, version, start)
  return { context: { version, identity, start }, entries: tell(source, version, identity) }
}

/** Lines of both hosts in order of time. A migration that vCenter's checks refuse leaves none. */
export function writeLogs(source: LogSource, options: LogOptions = {}): LogLine[] {
  const script = logScript(source, options)
  if (script === undefined) return []
  const { context, entries } = script
  return entries.map((entry) => ({
    at: entry.at,
    host: entry.host,
    file: lineKind(entry.event.kind).file,
    text: writeRecord(entry, context),
    kind: entry.event.kind,
    verified: isVerified(entry, context.version),
  }))
}

/** The ID by which both hosts call the migration. */
export function migrationIdOf(source: LogSource, options: LogOptions = {}): string | undefined {
  return logScript(source, options)?.context.identity.migrationId
}
