/** What can be asked of a finished run at any model time, without running again. */
import type { Fact, PassRow, Phase, PhaseKind, RunsOn, StunPart } from '../engine/facts.ts'
import type { Nanoseconds, PageNumber } from '../engine/units.ts'
import type { PauseCondition } from './pause-condition.ts'
import type { HeatValue } from './heat-value.ts'
import type { SentHistogram } from './sent-histogram.ts'
import type { MostSent } from './most-sent.ts'
import type { BlockLife } from './block.ts'
import type { PageLife } from './page-life.ts'
import type { StreamShares } from './stream-shares.ts'
import type { GuestTimes } from './vcpu-times.ts'

/** A rectangle of cells over guest memory, row by row by address. */
export interface CellView {
  readonly firstPage: PageNumber
  /** Pages a cell: 1, 2, 4 … up to a region and beyond (whole multiples of the region then). */
  readonly pagesPerCell: number
  readonly cells: number
}

/** The numbers of one moment; charts sample it along the axis. */
export interface Sample {
  readonly time: Nanoseconds
  readonly phase: PhaseKind
  readonly pass: number | undefined
  /** Payload that crosses the wire at this moment. */
  readonly wireBytesPerSecond: number
  /** What the wire could carry: the rule compares against this. 0 outside of copying. */
  readonly bandwidthBytesPerSecond: number
  /** Page fires × 4 KiB. */
  readonly newlyDirtyBytesPerSecond: number
  /** Page writes × 4 KiB as the guest really makes them, repeats included. */
  readonly guestWritesBytesPerSecond: number
  /** Pages of this pass not yet sent + pages that fired in it: page transmissions still to come. */
  readonly pagesLeft: number
  readonly pagesSentInPass: number
  readonly pagesToSendInPass: number
  readonly firesInPass: number
  readonly bytesSent: number
  /** Share of wall time that a vCPU of the group gets at this moment, 0 … 1. */
  readonly writerSpeed: number
  readonly otherSpeed: number
  /** Guest time since the request of vCPU 0, which writes, and of the first one that does not: `vcpu-times.ts`. */
  readonly writerGuestTime: Nanoseconds
  readonly otherGuestTime: Nanoseconds
  /** Address at which the walk stands, or −1 when nothing walks. */
  readonly walkPage: PageNumber
  readonly stopped: boolean
  readonly runsOn: RunsOn
  readonly memoryAtDestination: boolean
}

/** Exact counts over a range of pages at one moment. */
export interface Readout {
  readonly firstPage: PageNumber
  readonly pages: number
  readonly inUse: number
  readonly notSent: number
  /** Marked in the previous pass and not yet sent in this one. */
  readonly waiting: number
  /** Fired in this pass. */
  readonly fired: number
  readonly inSync: number
  /** Page transmissions so far. */
  readonly timesSent: number
  /** Page fires so far. */
  readonly timesFired: number
  /** Missing at the destination (no current copy). */
  readonly missingAtDestination: number
}

/** One first write after a trace. */
export interface PageFire {
  readonly page: PageNumber
  readonly pass: number
  readonly at: Nanoseconds
}

/**
 * A cell as the painters read it: four bytes of a Uint32, little-endian.
 * byte 0: colour index of the source map, byte 1: of the destination map (see CELL), byte 2: mean times sent × 16
 * (255 at most), byte 3: mean times changed × 16 (255 at most).
 */
export const CELL = {
  notInUse: 0,
  notSent: 1,
  onTheWire: 2,
  inSync: 3,
  /** 4 … 35: a mix of not sent and in sync; 4 + share in sync × 31. */
  partlySent: 4,
  partlySentSteps: 32,
  /** A dot of the destination only: there is a copy, but the page has changed since. */
  stale: 36,
  /** 64 + severity × 64 + share changed × 63; severity 0 once, 1 again, 2 often. Any changed page gives at least 1. */
  changed: 64,
  changedSteps: 64,
} as const

export interface Recording {
  readonly runHash: string
  readonly end: Nanoseconds
  readonly phases: readonly Phase[]
  readonly stunParts: readonly StunPart[]
  readonly passes: readonly PassRow[]
  readonly facts: readonly Fact[]
  /** Pages of the guest, in use or not. */
  readonly pages: number
  readonly regionPages: number
  /** Bytes that the recording holds, for the player's cache. */
  readonly bytes: number
  /** The numbers at `time`, which is clamped to 0 … end. */
  sampleAt(time: Nanoseconds): Sample
  /** Fills `out[0 … view.cells)`; cells past the end of memory become `notInUse`. Exact, in O(cells shown). */
  paintCells(time: Nanoseconds, view: CellView, out: Uint32Array): void
  /** The same places as dots: each is the state of the one page in the middle of its cell. */
  paintDots(time: Nanoseconds, view: CellView, out: Uint32Array): void
  /** Exact counts over a range of pages. */
  readout(time: Nanoseconds, firstPage: PageNumber, pages: number): Readout
  /** Every page fire of a range, in the order of time, to a microsecond. Meant for small ranges. */
  pageFires(firstPage: PageNumber, pages: number): readonly PageFire[]
  /** Everything that happened to one page, to the nanosecond. */
  pageLife(page: PageNumber): PageLife
  /** How the pages of a block fared, by pass and on the way. */
  blockLife(firstPage: PageNumber, pages: number): BlockLife
  /** A value by cell; NaN where nothing is in use. `stream`: which one, from 0. */
  heat(time: Nanoseconds, value: HeatValue, view: CellView, stream?: number): Float32Array
  /** Pages and bytes by stream at the end of the run. */
  streamShares(): StreamShares
  /** Pages by times sent at the end of the run. */
  sentHistogram(): SentHistogram
  /** When a condition comes true, ascending. */
  crossings(condition: PauseCondition): readonly Nanoseconds[]
  /** The page that was sent most often. */
  mostSent(): MostSent
  /** What each vCPU got and what took the rest, as plain data. */
  guestTimes(): GuestTimes
}
