/** The clock of a group of vCPUs as data: segments in which guest time runs by one rule. */
import type { Nanoseconds } from '../units.ts'
import type { VcpuGroup, WriteClass } from './write-class.ts'

interface SegmentBase {
  readonly start: Nanoseconds
  readonly end: Nanoseconds
  /** Guest seconds at the start. */
  readonly guestStart: number
  /** The classes as they are written in this segment, where that changed in mid-run; else those of the workload. */
  readonly classes?: readonly WriteClass[]
}

/** Guest time runs at a fixed share of wall time: 1 undisturbed, 0 stunned. */
interface LinearSegment extends SegmentBase {
  readonly kind: 'linear'
  readonly speed: number
}

/** All pages were traced at guest time `tracedAt`; each first write since then costs. */
export interface TracedSegment extends SegmentBase {
  readonly kind: 'traced'
  readonly tracedAt: number
  /** Seconds that one fire takes from the group, divided by its vCPUs: the trap and the sleep. */
  readonly costSeconds: number
  /** The same for the first write into a large mapping that is still whole, counted from `mappedAt`. */
  readonly splitSeconds: number
  readonly mappedAt: number
  readonly mappingPages: number
  /** Share of wall time that a throttle leaves to a vCPU; absent: all of it. */
  readonly speed?: number
}

/** Writes since a moment that may meet a missing page, as numbers of a write: `share` of them do. */
export interface SweptSpan {
  readonly from: number
  readonly to: number
  readonly share: number
}

/** Pages are missing at the destination and fetched when touched, while the push brings the rest. */
export interface PageInSegment extends SegmentBase {
  readonly kind: 'page-in'
  /** Pages missing at the start, by class, and the seconds that the push would take for them at its pace there (Infinity: it is elsewhere). */
  readonly missing: readonly number[]
  readonly pushSeconds: readonly number[]
  /** By class, what the writes of a sweep meet. */
  readonly swept: readonly (readonly SweptSpan[] | undefined)[]
  /** Seconds that one remote page fault takes from the group, divided by its vCPUs. */
  readonly costSeconds: number
}

export type ClockSegment = LinearSegment | TracedSegment | PageInSegment

export interface GuestClock {
  readonly group: VcpuGroup
  readonly segments: readonly ClockSegment[]
}
