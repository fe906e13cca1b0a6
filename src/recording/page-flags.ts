/** What is known of single pages, and in which runs counts alone do not say what a walk does. */
import type { RunRecord } from '../engine/run-record.ts'

/** Flags of a page. */
export const PAGE = { inUse: 1, toSend: 2, sent: 4, fired: 8, zero: 16, everSent: 32 } as const

export interface RegionPages {
  /** `PAGE` flags by page of the region. */
  readonly flags: Uint8Array
  readonly timesSent: Uint16Array
  readonly timesFired: Uint16Array
}

/** A region on its way through the copies. */
export interface RegionState extends RegionPages {
  /** The first `many` are all pages that are due, sent or fired since the last copy began, in any order. */
  readonly marked: Uint16Array
  many: number
}

/** A page that is due in a copy: as which of its kind it goes in its region, from 0 on, and whether it has gone. */
export interface DuePage {
  readonly page: number
  readonly nth: number
  readonly zero: boolean
  readonly gone: boolean
}

/** True where walks end before all is sent, and the rest is of the next walk (QEMU). */
function leavesPagesOver({ passes }: Pick<RunRecord, 'passes'>): boolean {
  return passes[0]?.walk.marks !== undefined
}

/** True where walks pass pages by that fired again before their turn (Xen). */
export function passesPagesBy({ passes }: Pick<RunRecord, 'passes'>): boolean {
  return passes[0]?.walk.passedBy !== undefined
}

/** True where counts alone do not say what a walk does in a region, so single pages must be followed. */
export function walksInOrder(record: Pick<RunRecord, 'passes'>): boolean {
  return leavesPagesOver(record) || passesPagesBy(record)
}
