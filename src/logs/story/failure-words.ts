/** The parts of what logs say of a failure: VMkernel's statuses, the messages of the VMX, and where each was seen. */
import type { LogEvent } from '../kinds/all.ts'
import type { Major } from '../kinds/version-ranges.ts'

export interface Status {
  readonly why: string
  readonly code: string
  /** Major versions of which a genuine `Failed: …` has this status. */
  readonly seen: readonly Major[]
}

export interface Message {
  readonly key: string
  readonly text: string
  /** Major versions whose genuine vmware.log has it. */
  readonly seen: readonly Major[]
  /** Major versions whose genuine hostd.log has it, in a fault. */
  readonly seenInFault: readonly Major[]
}

interface DestinationPost {
  readonly event: LogEvent
  /** Major versions of which genuine lines of such a destination are known; none where only its parts are. */
  readonly seen: readonly Major[]
}

export interface FailureMessages {
  /** Undefined where that host logs no status. */
  readonly source: Status | undefined
  readonly destination: Status | undefined
  /** The message of the source's VMX. */
  readonly message: Message
  /** Where the destination waited for data: what its VMX posts at the end. */
  readonly destinationPost?: DestinationPost
  /** What the client shows. Without it the message of the source's VMX. */
  readonly client?: string
  /** Whether the client's words are published for this failure. */
  readonly clientVerified: boolean
  /** False where no line of such a failure is published; its words come from lists and from memory. */
  readonly verified: boolean
}

export interface FailureContext {
  readonly version: number
  readonly migrationId: string
  readonly sourceAddress: string
  /** The address of the destination. */
  readonly address: string
  /** In bytes; Infinity where none is published. */
  readonly checkpointLimit: number
  readonly maxSwitchoverSeconds: number
  readonly duringSwitchover: boolean
  /** See `nothingWasSent`. */
  readonly nothingSent: boolean
}

/** Prefixes of vob lines name the host by the bytes of its address. */
export function ipInHex(address: string): string {
  return address
    .split('.')
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .join('')
}

export const status = (why: string, code: string, seen: readonly Major[] = []): Status => ({
  why,
  code,
  seen,
})

// In a genuine vmware.log; no genuine vmkernel.log is known that has it.
export const CLOSED = status(
  'Connection closed by remote host, possibly due to timeout',
  '0xbad003f',
)

export const message = (
  key: string,
  text: string,
  seen: readonly Major[] = [],
  seenInFault: readonly Major[] = [],
): Message => ({ key, text, seen, seenInFault })

export function precopyFailure(address: string, cause: Status): Message {
  const { why, code } = cause
  const known: readonly Major[] = cause === CLOSED ? [5] : []
  const text = `Migration to host <${address}> failed with error ${why} (${code}).`
  return message('msg.checkpoint.precopyfailure', text, known, known)
}

export const DESTINATION_FAILED = message(
  'msg.migrate.fail.dst',
  'The source detected that the destination failed to resume.',
  [],
  [6],
)
