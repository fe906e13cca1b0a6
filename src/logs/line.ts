/** What the log writer takes and gives: plain data, the same for the page, the command line and tests. */
import type { Fact, StunPart } from '../engine/facts.ts'
import type { RunInput } from '../engine/scenario/scenario.ts'
import type { Nanoseconds } from '../engine/units.ts'
import type { LineKindName } from './kinds/all.ts'
import type { LogFile, LogHost } from './places.ts'

/** A run as far as its logs depend on it; a summary and a run record both are one. */
export interface LogSource {
  readonly input: RunInput
  readonly facts: readonly Fact[]
  readonly stunParts: readonly StunPart[]
}

export interface LogOptions {
  /** Milliseconds since 1970 at model time 0; without it a date on which the generation was in use. */
  readonly start?: number
}

export interface LogLine {
  /** Model time; the stamp in the text is `start` plus this, cut to milliseconds. */
  readonly at: Nanoseconds
  readonly host: LogHost
  readonly file: LogFile
  readonly text: string
  readonly kind: LineKindName
  /** False where no genuine line of this wording, from such a version, is known. */
  readonly verified: boolean
}
