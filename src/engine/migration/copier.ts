/** Which pages a pass walks over, in what order and how fast: the interface, and the rule of vMotion. */
import type { PassFires, ToSend } from '../memory/dirty-model.ts'
import type { Counts, Walk } from '../memory/pass-table.ts'
import { bytesBetween, rateAt, type RateSchedule } from '../rate-schedule.ts'
import { secondsFromNanoseconds, type BytesPerSecond, type Nanoseconds } from '../units.ts'
import { atOnce, type Slices } from '../work.ts'
import type { MigrationContext } from './context.ts'
import type { PassResult } from './pass-result.ts'
import { conditionsAt } from './schedule.ts'
import { createWalk, shapeOf } from './walk.ts'

export interface Pace {
  readonly bytesPerSecond: BytesPerSecond
  /** A page with its header. */
  readonly pageBytes: number
  /** Pages that may be sent, or looked at, at once: by so many it may be ahead of its rate. */
  readonly pagesAtOnce: number
}

export interface Copier {
  /** The walk of pass −1: all pages in use but the zero pages, if those are detected. */
  first(begin: Nanoseconds): Slices<Walk>
  /** What is to be sent after `walk`, in which `fired` fired. */
  collect(walk: Walk, fired: PassFires): Slices<ToSend>
  /** What the source believes to have sent a second when `walk` ends. */
  bytesPerSecond(walk: Walk): BytesPerSecond
  /** How fast it copies from `at` on, whatever comes; undefined where that may change, or where it gives up by itself. */
  paceForGood(at: Nanoseconds): Pace | undefined
  /** From when on the VM is to resume at the destination, whatever is left (post-copy that was asked for); Infinity: never. */
  readonly resumesFrom: Nanoseconds
  next(start: Nanoseconds, left: ToSend, result: PassResult): Slices<Walk>
  /** What the last pages have of the wire in the stun. */
  stunRates(rates: RateSchedule): RateSchedule
  /** The walk of the last pages in the stun; its end is the stun's business. */
  last(start: Nanoseconds, left: ToSend, rates: RateSchedule): Walk
  /** The walk of what is missing once the VM runs at the destination, as far as can be known at `now` (by default: all of it). */
  pageIn(start: Nanoseconds, left: ToSend, rates: RateSchedule, now?: Nanoseconds): Slices<Walk>
}

/** Pages of pass −1, and those among them that hold only zeros. */
export function firstPages({ layout, scenario }: MigrationContext): {
  pages: Counts
  zero: Counts
} {
  const detect = scenario['Migrate.DetectZeroPages'] === '1'
  const fluid = scenario.model === 'fluid'
  const pages = fluid ? new Float64Array(layout.regions) : new Uint32Array(layout.regions)
  const zero = fluid ? new Float64Array(layout.regions) : new Uint32Array(layout.regions)
  for (let region = 0; region < layout.regions; region++) {
    zero[region] = detect ? layout.zero[region]! : 0
    pages[region] = layout.inUse[region]! - zero[region]!
  }
  return { pages, zero }
}

/** What fired is what is to be sent, from the first page on. */
export function firedPages({ fires, classFires }: PassFires): ToSend {
  return {
    pages: fires,
    zero: undefined,
    origin: undefined,
    total: classFires.reduce((sum, count) => sum + count, 0),
    zeroTotal: 0,
  }
}

/** The rate of a pass: the wire's where it was steady, else the mean. */
export function meanRate(walk: Walk): BytesPerSecond {
  const steady = rateAt(walk.rates, walk.start)
  if (rateAt(walk.rates, walk.end) === steady && steady > 0) return steady
  const seconds = secondsFromNanoseconds(walk.end - walk.start)
  return Math.max(1, bytesBetween(walk.rates, walk.start, walk.end) / seconds)
}

/** vMotion: a pass goes from the first page to the last and sends what fired in the pass before (facts 1.5, 8.3). */
export function passByPass(context: MigrationContext): Copier {
  const { schedule, generation } = context
  const shape = shapeOf(generation, context.scenario)
  const walk = (
    start: Nanoseconds,
    { pages, zero }: Pick<ToSend, 'pages' | 'zero'>,
    at = schedule.rates,
  ) => createWalk(start, pages, zero, at, conditionsAt(schedule, start).scenario, shape)
  return {
    first: (begin) => atOnce(walk(begin, firstPages(context))),
    collect: (_walk, fired) => atOnce(firedPages(fired)),
    bytesPerSecond: meanRate,
    paceForGood(time) {
      const bytesPerSecond = rateAt(schedule.rates, time)
      if (bytesPerSecond <= 0) return undefined
      return { bytesPerSecond, pageBytes: shape.pageBytes, pagesAtOnce: 0 }
    },
    resumesFrom: Infinity,
    next: (start, left) => atOnce(walk(start, left)),
    stunRates: (at) => at,
    last: walk,
    pageIn: (start, left, at) => atOnce(walk(start, left, at)),
  }
}
