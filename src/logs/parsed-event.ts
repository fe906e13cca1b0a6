/** A line that tells of a migration: where it stands, when, whose, and what it says. */
import type { LogTime } from './clock.ts'
import type { LogEvent } from './kinds/all.ts'
import type { LogFile, LogHost } from './places.ts'

export interface ParsedEvent {
  /** From 1. */
  readonly line: number
  readonly file: LogFile
  readonly time: LogTime | undefined
  readonly migrationId: string | undefined
  /** Undefined where the line does not say on which side it was written. */
  readonly side: LogHost | undefined
  readonly warning: boolean
  readonly event: LogEvent
}
