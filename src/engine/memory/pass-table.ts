/** What is known of one walk over memory: by region what it sends, what fired meanwhile, and when. Columns, not objects. */
import type { PassRow } from '../facts.ts'
import type { RateSchedule } from '../rate-schedule.ts'
import type { Nanoseconds } from '../units.ts'

/** Pages by region: whole numbers, or expected values in the `fluid` model. */
export type Counts = Uint32Array | Float64Array

/** Every page fire of a `literal` pass, by region in the order in which they happened. */
export interface FireLog {
  /** `regionStart[r] … regionStart[r + 1]` are the fires of region r. */
  readonly regionStart: Float64Array
  /** Page within its region. */
  readonly page: Uint32Array
  /** Microseconds since the pass began, never falling within a region. */
  readonly microseconds: Uint32Array
  /** The same times for all regions together, sorted. */
  readonly sortedMicroseconds: Uint32Array
}

/** How a walk moves: data pages at the wire's rate, zero pages at the rate of scanning them. */
export interface Walk {
  readonly start: Nanoseconds
  readonly end: Nanoseconds
  /** False when it was given up at `end`. */
  readonly complete: boolean
  /** Data pages by region, and zero pages (pass −1 only). */
  readonly toSend: Counts
  readonly zero: Counts | undefined
  /** Pages before each region; one entry more than regions. */
  readonly sendBefore: Float64Array
  readonly zeroBefore: Float64Array | undefined
  /** What the wire carries over time. */
  readonly rates: RateSchedule
  /** Bytes that the wire could carry while one zero page is looked at. */
  readonly zeroPageBytes: number
  /** Pages that travel together: `Migrate.PreCopyPagesPerSend`. */
  readonly batchPages: number
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
}

/** Running sums of counts: `before[r]` pages lie before region r. */
export function runningSums(counts: Counts): Float64Array {
  const before = new Float64Array(counts.length + 1)
  let sum = 0
  for (let region = 0; region < counts.length; region++) {
    before[region] = sum
    sum += counts[region]!
  }
  before[counts.length] = sum
  return before
}
