/** What a log says about one migration. */
import type { Host } from '../../engine/facts.ts'
import type { LoggedState } from '../fields.ts'
import type { ParsedEvent } from './event-reader.ts'

export interface LogMigration {
  /** Undefined where no line of the log names one. */
  readonly id: string | undefined
  /** Up to 6.x the ID is a time: milliseconds since 1970 by the clock of vCenter. */
  readonly requestedAt: number | undefined
  readonly events: readonly ParsedEvent[]
  readonly sides: ReadonlySet<Host>
  readonly sourceAddress: string | undefined
  readonly destinationAddress: string | undefined
  readonly encrypted: boolean | undefined
  /** Streams of the side that has more of them in the log; each is served by a world. */
  readonly streams: number
  /** The states of the VMX that are passed, as its lines print them. */
  readonly states: readonly (readonly [from: LoggedState, to: LoggedState])[]
  /** The values that were compared when pre-copy stopped. */
  readonly stopped:
    | {
        readonly pages: number
        readonly goalSeconds: number
        readonly megabytesPerSecond: number
        readonly percent: number
      }
    | undefined
  readonly precopyStunMicroseconds: number | undefined
  readonly stunMicroseconds: number | undefined
  readonly downtimeMicroseconds: number | undefined
  readonly lowMemorySeconds: number
  readonly failures: readonly {
    readonly side: Host | undefined
    readonly why: string
    /** VMkernel's status: `0xbad0006`; undefined where the line has none. */
    readonly code: string | undefined
  }[]
  readonly messageKeys: readonly string[]
  readonly outcome: 'completed' | 'failed' | 'unknown'
}

/** The same while its events are being read. */
export type MigrationDraft = { -readonly [Key in keyof LogMigration]: LogMigration[Key] } & {
  events: ParsedEvent[]
  sides: Set<Host>
  failures: LogMigration['failures'][number][]
  states: LogMigration['states'][number][]
  messageKeys: string[]
}

/** Microseconds since 1970 that fall into the years of vMotion, 2003 to 2030. */
function timeOfId(id: string): number | undefined {
  const milliseconds = Number(id) / 1000
  return milliseconds > 1.04e12 && milliseconds < 1.9e12 ? milliseconds : undefined
}

export function createDraft(id: string | undefined): MigrationDraft {
  return {
    id,
    requestedAt: id === undefined ? undefined : timeOfId(id),
    events: [],
    sides: new Set(),
    sourceAddress: undefined,
    destinationAddress: undefined,
    encrypted: undefined,
    streams: 0,
    states: [],
    stopped: undefined,
    precopyStunMicroseconds: undefined,
    stunMicroseconds: undefined,
    downtimeMicroseconds: undefined,
    lowMemorySeconds: 0,
    failures: [],
    messageKeys: [],
    outcome: 'unknown',
  }
}
