/** What is known of one walk over memory: by region what it sends, what fired meanwhile, and when. Columns, not objects. */
import type { PassRow } from '../facts.ts'
import type { RateSchedule } from '../rate-schedule.ts'
import type { Nanoseconds } from '../units.ts'
import type { FireLog } from './fire-times.ts'
import type { Marks } from './marks.ts'

/** Pages by region: whole numbers, or expected values in the `fluid` model. */
export type Counts = Uint32Array | Float64Array

/** A walk that begins in the middle: from this page on to the last one, then from the first one to here. */
export interface WalkOrigin {
  readonly region: number
  /** Page within the region. */
  readonly page: number
  /** `page` as a share of the region, 0 … 1. */
  readonly share: number
  /** Data and zero pages of the region from `page` on: they go first, the others of the region last. */
  readonly tail: number
  readonly zeroTail: number
}

/** What a walk passes by (Xen): pages that had fired again when it came to their region are of the next pass. */
interface PassedBy {
  /** Pages due by region when the pass began, and zero pages: what goes and what is passed by. */
  readonly due: Counts
  readonly zeroDue: Counts | undefined
  readonly dueInAll: { readonly pages: number; readonly zeroPages: number }
  /** Pages of each region that had fired in this pass when the walk came to it. */
  readonly fired: Counts
  /** Data pages passed by before each region; one entry more. */
  readonly before: Float64Array
}

/** How a walk moves: data pages at the wire's rate, zero pages at the rate of scanning them. */
export interface Walk {
  readonly start: Nanoseconds
  readonly end: Nanoseconds
  /** False when it ended before everything was through: given up, or with pages left over for the next walk. */
  readonly complete: boolean
  /** Data pages by region, and zero pages (pass −1 only). */
  readonly toSend: Counts
  readonly zero: Counts | undefined
  /** Undefined: from the first page on. */
  readonly origin: WalkOrigin | undefined
  /** Pages before each slot of the walk (`walk-order.ts`), which without an origin is a region; one entry more. */
  readonly sendBefore: Counts
  readonly zeroBefore: Counts | undefined
  /** What the wire carries over time. */
  readonly rates: RateSchedule
  /** Undefined: as `rates` says. */
  readonly marks: Marks | undefined
  /** What a cap lets through a second at most, on average; undefined without one. */
  readonly capBytesPerSecond: number | undefined
  /** A data page on the wire with its header, and what a zero page puts there. */
  readonly pageBytes: number
  readonly zeroWireBytes: number
  /** Bytes that the wire could carry while one zero page is looked at. */
  readonly zeroPageBytes: number
  /** Pages that travel together: `Migrate.PreCopyPagesPerSend`. */
  readonly batchPages: number
  /** Undefined: every page that is due goes. Otherwise `toSend` and `zero` are what was left when the walk came by. */
  readonly passedBy: PassedBy | undefined
}

export interface PassTable {
  readonly row: PassRow
  readonly walk: Walk
  /** Pages by region that fired in this pass: the next pass sends them. */
  readonly fires: Counts
  /** Fires by class, and exposure of each class at the start and the end (seconds of activity). */
  readonly classFires: readonly number[]
  readonly exposureStart: readonly number[]
  readonly exposureEnd: readonly number[]
  readonly log: FireLog | undefined
  /** When the guest was stopped while the walk went on, because the switchover was forced; absent: the end of the walk. */
  readonly firesEnd?: Nanoseconds
}
