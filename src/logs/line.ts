/** What the log writer takes and returns: plain data, the same for the page, the command line and tests. */
import type { Fact, Host, StunPart } from '../engine/facts.ts'
import type { RunInput } from '../engine/scenario/scenario.ts'
import type { Nanoseconds } from '../engine/units.ts'
import type { LineKindName, LogEvent } from './kinds/all.ts'
import type { LogFile } from './places.ts'

/** The part of a run that its logs depend on; a summary and a run record both have it. */
export interface LogSource {
  readonly input: RunInput
  readonly facts: readonly Fact[]
  readonly stunParts: readonly StunPart[]
}

export interface LogOptions {
  /** Milliseconds since 1970 at model time 0; by default the version's own (`engine/host/versions.ts`). */
  readonly start?: number
}

/** A line before it is text. */
export interface LogEntry {
  readonly at: Nanoseconds
  readonly host: Host
  readonly event: LogEvent
  /** Its values or its place are inferred, although lines of its kind are known. */
  readonly inferred: boolean
}

export interface LogLine {
  /** Model time; the stamp in the text is `start` plus this, cut to milliseconds. */
  readonly at: Nanoseconds
  readonly host: Host
  readonly file: LogFile
  readonly text: string
  readonly kind: LineKindName
  /** False where no genuine line of this wording, from such a version, is known. */
  readonly verified: boolean
}
