/** What is told of a block of pages. */
import type { RunRecord } from '../engine/run-record.ts'
import type { Nanoseconds, PageNumber } from '../engine/units.ts'

/** One copy of memory: a pass, or the last pages. */
export interface BlockCopy {
  /** Undefined for the last pages. */
  readonly pass: number | undefined
  readonly from: Nanoseconds
  readonly to: Nanoseconds
  /** Page transmissions, and page fires, of the block in it. */
  readonly sent: number
  readonly fired: number
}

/** Pages by state from a moment on. */
export interface BlockMoment {
  readonly at: Nanoseconds
  readonly notSent: number
  readonly changed: number
  readonly inSync: number
}

export interface BlockLife {
  readonly firstPage: PageNumber
  readonly pages: number
  readonly inUse: number
  readonly copies: readonly BlockCopy[]
  readonly moments: readonly BlockMoment[]
  readonly timesSent: number
  readonly timesFired: number
  /** During which the last pages went. */
  readonly lastDuring: RunRecord['lastWalkDuring']
}
