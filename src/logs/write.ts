/** The logs of a run, as both hosts of its generation write them. */
import { migrationId } from '../engine/host/migration-id.ts'
import { VERSION_DATES, versionNumber } from '../engine/host/versions.ts'
import type { RunInput } from '../engine/scenario/scenario.ts'
import { lineKind } from './kinds/all.ts'
import type { LogEntry, LogLine, LogOptions, LogSource } from './line.ts'
import { createIdentity } from './records/identity.ts'
import { isVerified, writeRecord, type RecordContext } from './records/record-writer.ts'
import { logEntries } from './story/story.ts'

export interface LogScript {
  readonly context: RecordContext
  readonly entries: readonly LogEntry[]
}

/** 1970 to 2255: within these years microseconds since 1970, which older migration IDs are, stay exact numbers. */
const MIN_START = 1e9
const MAX_START = 9e12

/** The entries of a run before they are text; undefined for a generation that writes no VMware logs. */
export function logScript(source: LogSource, options: LogOptions = {}): LogScript | undefined {
  const { input } = source
  const version = versionNumber(input.scenario.generation)
  if (version === undefined) return undefined
  const start = startOf(input, options)
  const identity = createIdentity(input, version, start)
  return { context: { version, identity, start }, entries: logEntries(source, version, identity) }
}

function startOf({ scenario }: RunInput, { start }: LogOptions): number {
  if (start === undefined || !Number.isFinite(start))
    return VERSION_DATES[scenario.generation].requestedAt
  return Math.floor(Math.min(Math.max(start, MIN_START), MAX_START))
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

/** The ID that both hosts log for the migration; undefined for a generation that writes no VMware logs. */
export function migrationIdOf({ input }: LogSource, options: LogOptions = {}): string | undefined {
  if (versionNumber(input.scenario.generation) === undefined) return undefined
  return migrationId(input, startOf(input, options)).decimal
}
