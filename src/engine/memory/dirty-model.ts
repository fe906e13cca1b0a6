/**
 * What a dirty model is: it runs the guest while the migration works, and says which pages fired.
 * `sampled` (the default) and `fluid` share the closed forms of `analytic-model.ts`; `literal` executes every write.
 */
import type { GuestClock } from '../guest/clock-segment.ts'
import type { Nanoseconds } from '../units.ts'
import type { Slices } from '../work.ts'
import type { FireLog } from './fire-times.ts'
import type { Counts, Walk, WalkOrigin } from './pass-table.ts'

/** Fires of a pass that has ended. */
export interface PassFires {
  readonly fires: Counts
  readonly classFires: readonly number[]
  readonly exposureStart: readonly number[]
  readonly exposureEnd: readonly number[]
  readonly log: FireLog | undefined
}

/** What the next walk has to send, and where it begins. */
export interface ToSend {
  readonly pages: Counts
  /** Zero pages that have not been looked at. */
  readonly zero: Counts | undefined
  readonly origin: WalkOrigin | undefined
  readonly total: number
  readonly zeroTotal: number
}

/** Work is cut into generators: each `yield` is a place where the caller may pause. */
export interface DirtyModel {
  /** Guest clocks of the writing vCPUs and of the others, up to now. */
  readonly clocks: readonly [GuestClock, GuestClock]
  /** The guest runs untraced until `until`, each group at a fixed share of wall time (0: stopped). */
  runUntraced(until: Nanoseconds, writerSpeed: number, otherSpeed: number): Slices<void>
  /** All pages are traced at this moment and `walk` begins. `pass` −1 installs the traces for the first time. */
  beginPass(pass: number, walk: Walk): void
  /**
   * The guest runs with traces until `until`, sleeping `sleepSeconds` at each page fire, its vCPUs throttled to a share
   * `speed` of the time. Returns fires since beginPass.
   * At `breaksAt` the pass is given up by surprise; a model that works in turns finishes the one that it is in.
   */
  runTraced(
    until: Nanoseconds,
    sleepSeconds: number,
    breaksAt?: Nanoseconds,
    speed?: number,
  ): Slices<number>
  /** Share of each class that will have fired `seconds` after a pass that begins now, when nothing slows the guest more. */
  foresee(seconds: number): readonly number[]
  /**
   * Expected pages of each class that fire at least in any stretch of so many seconds from now on, as long as the guest
   * writes as it does and has a share `speed` of its time but for the fires. Bursts: in the stretch in which they rest most.
   */
  firesAtLeast(seconds: number, speed: number): readonly number[]
  endPass(): Slices<PassFires>
  /**
   * The walk of pass `pass`, which begins now, with what it passes by because it fired before its turn; `due`: all that is
   * due. The guest stops firing at `stopsAt`, if ever. A model that finds out on the way says in `walked` what it found.
   */
  passBy(pass: number, due: Walk, stopsAt: Nanoseconds): Slices<Walk>
  /** The walk of the pass that has ended as it went; undefined where it was known before. */
  walked(): Walk | undefined
  /** After `endPass`, where a walk need not be through: what it left over and what fired are sent next. */
  reread(walk: Walk, fired: PassFires): Slices<ToSend>
  /** The last pages travel while the guest stands still. */
  sendLastPages(walk: Walk): void
  /** The guest runs on at the destination and `walk` pushes the pages that are missing there. */
  beginPageIn(walk: Walk): void
  /** Until `until`, as if the push went on as it does, which is `pushed`; returns the remote page faults so far. */
  runPageIn(until: Nanoseconds, pushed: Walk, faultSeconds: number): Slices<number>
}
