/**
 * Which migration a line belongs to that does not say so. The VMX names the ID once, in the request; worlds and threads
 * name it in other lines. What is still open in the end belongs to the only migration there is, if there is only one.
 */
import type { LogTime } from './clock.ts'
import { idOfEvent, sideOfEvent } from './event-reader.ts'
import type { LogEvent } from './kinds/all.ts'
import type { LogHost } from './places.ts'
import type { ParsedEvent } from './parsed-event.ts'
import type { LogRecord } from './record.ts'

export interface Place {
  readonly time: LogTime | undefined
  readonly migrationId: string | undefined
  readonly side: LogHost | undefined
}

export interface ParseContext {
  /** Undefined: the line tells of no migration after all. */
  place(record: LogRecord, event: LogEvent): Place | undefined
  /** A record that is no event; what continues it is none either. */
  skip(record: LogRecord): void
  /** Gives a migration to the events that have none, where that is certain. */
  settle(events: readonly ParsedEvent[]): readonly ParsedEvent[]
}

const NOWHERE: Place = { time: undefined, migrationId: undefined, side: undefined }

export function createContext(): ParseContext {
  /** Last ID of a world or thread. */
  const byThread = new Map<string, string>()
  /** Last ID that a vmware.log named. */
  let ofVmx: string | undefined
  /** Of the record of hostd or vpxa that continued lines go on with; undefined when it was no event. */
  let agent: Place | undefined

  const continued = (record: LogRecord, event: LogEvent): Place | undefined => {
    if (event.kind === 'fault-key') agent ??= { ...NOWHERE, time: record.time }
    const place = agent
    if (event.kind === 'fault-end') agent = undefined
    return place
  }
  const implied = (record: LogRecord, thread: string): string | undefined =>
    record.format === 'vmware' ? ofVmx : byThread.get(thread)

  return {
    place(record, event) {
      if (record.format === 'continued') return continued(record, event)
      const thread = `${record.format} ${record.thread}`
      const named = record.migrationId ?? idOfEvent(event)
      if (named !== undefined && record.format === 'vmware') ofVmx = named
      else if (named !== undefined) byThread.set(thread, named)
      const migrationId = named ?? implied(record, thread)
      const place = { time: record.time, migrationId, side: record.side ?? sideOfEvent(event) }
      if (record.format === 'agent') agent = event.kind === 'fault' ? place : undefined
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
