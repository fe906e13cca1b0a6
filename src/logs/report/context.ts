/**
 * Finds the migration of a line that does not name it. The VMX names the ID once, in the request; a world or thread names
 * it in other lines. Lines that stay open belong to the only migration in the log, where there is only one.
 */
import type { Host } from '../../engine/facts.ts'
import type { LogEvent } from '../kinds/all.ts'
import type { LogTime } from '../records/clock.ts'
import type { LogRecord } from '../records/record.ts'
import { idOfEvent, sideOfEvent, type ParsedEvent } from './event-reader.ts'

interface Place {
  readonly time: LogTime | undefined
  readonly migrationId: string | undefined
  readonly side: Host | undefined
}

export interface ParseContext {
  /** Undefined when the line belongs to no migration after all. */
  place(record: LogRecord, event: LogEvent): Place | undefined
  /** Notes a record that is no event: the lines that continue it are none either. */
  skip(record: LogRecord): void
  /** Gives a migration to the events without one, where that is certain. */
  settle(events: readonly ParsedEvent[]): readonly ParsedEvent[]
}

const NOWHERE: Place = { time: undefined, migrationId: undefined, side: undefined }

/** What the lines of a fault follow. */
const FAULTS: ReadonlySet<LogEvent['kind']> = new Set(['fault', 'vpx-failed', 'vpx-throw'])

export function createContext(): ParseContext {
  /** The last ID that each world or thread named. */
  const byThread = new Map<string, string>()
  /** The last ID that a vmware.log named. */
  let vmxId: string | undefined
  /** The place of the record of hostd or vpxa that continued lines belong to; undefined when it was no event. */
  let agent: Place | undefined

  const continued = (record: LogRecord, event: LogEvent): Place | undefined => {
    if (event.kind === 'fault-key') agent ??= { ...NOWHERE, time: record.time }
    const place = agent
    if (event.kind === 'fault-end') agent = undefined
    return place
  }
  const implied = (record: LogRecord, thread: string): string | undefined =>
    record.format === 'vmware' ? vmxId : byThread.get(thread)

  return {
    place(record, event) {
      if (record.format === 'continued') return continued(record, event)
      const thread = `${record.format} ${record.thread}`
      const named = record.migrationId ?? idOfEvent(event)
      if (named !== undefined && record.format === 'vmware') vmxId = named
      else if (named !== undefined) byThread.set(thread, named)
      const migrationId = named ?? implied(record, thread)
      const place = { time: record.time, migrationId, side: record.side ?? sideOfEvent(event) }
      if (record.format === 'agent') agent = FAULTS.has(event.kind) ? place : undefined
      return place
    },
    skip(record) {
      if (record.format === 'agent') agent = undefined
    },
    settle(events) {
      const ids = new Set<string>()
      for (const { migrationId } of events) if (migrationId !== undefined) ids.add(migrationId)
      const [only] = ids
      if (ids.size !== 1 || only === undefined) return events
      return events.map((event) =>
        event.migrationId === undefined ? { ...event, migrationId: only } : event,
      )
    },
  }
}
