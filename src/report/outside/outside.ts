/** The outside view: what a client notices of a run. Pings, a TCP stream and an application, around the switchover. */
import { MILLISECOND, SECOND, type Nanoseconds } from '../../engine/units.ts'
import { mix32 } from '../../engine/random/hash.ts'
import type { GuestTimes } from '../../recording/vcpu-times.ts'
import type { Summary } from '../summary.ts'
import { appQuality, transactions, type AppQuality } from './application.ts'
import { phasesThatNotice, pings, type Ping } from './ping.ts'
import { reachOf, type Reach } from './reach.ts'
import { streamRates, streamStall, type StreamStall } from './stream.ts'

export type OutsideMoment = 'before' | 'worst' | 'switchover'

export interface OutsideRow {
  readonly moment: OutsideMoment
  readonly from: Nanoseconds
  readonly to: Nanoseconds
  readonly pingSlowest: Nanoseconds
  readonly pingsLost: number
  readonly streamBytesPerSecond: number
  readonly app: AppQuality
}

export interface OutsideView {
  readonly from: Nanoseconds
  readonly to: Nanoseconds
  readonly reach: Reach
  /** Every second, and every 10 ms. */
  readonly slow: readonly Ping[]
  readonly fast: readonly Ping[]
  /** A hundred pings a second apart in phase: which would have lost one. */
  readonly notices: readonly boolean[]
  /** The phase of the slow ping, in hundredths of a second. */
  readonly phase: number
  readonly stall: StreamStall
  /** Edges of the buckets, one more than values in the columns below. */
  readonly edges: readonly Nanoseconds[]
  readonly streamBytesPerSecond: readonly number[]
  readonly transactionsPerSecond: readonly number[]
  readonly p99: readonly Nanoseconds[]
  readonly rows: readonly OutsideRow[]
}

const BEFORE: Nanoseconds = 2 * SECOND
const AFTER: Nanoseconds = 3 * SECOND
const BUCKET: Nanoseconds = 100 * MILLISECOND
const SLOW: Nanoseconds = SECOND
const FAST: Nanoseconds = 10 * MILLISECOND
const PHASES = 100
const PHASE = 0x70686173

/** The hole of most runs is shorter than this; a longer one is shown by its beginning. */
const LONGEST: Nanoseconds = 20 * SECOND

/**
 * Follows some thousand packets and transactions: up to a second of work, where the guest writes fast. Yields often, so that
 * whoever has to answer a person in between can.
 */
export function* outsideView(
  summary: Summary,
  times: GuestTimes,
): Generator<undefined, OutsideView> {
  const reach = reachOf(summary)
  const stall = streamStall(reach)
  const middle = reach.end > reach.start ? reach.start : summary.pain.worstSecondStart
  const from = Math.max(0, Math.floor((middle - BEFORE) / BUCKET) * BUCKET)
  const ends = Math.max(middle, Math.min(stall.end, reach.end + LONGEST))
  const to = from + Math.ceil((Math.min(ends, middle + LONGEST) + AFTER - from) / BUCKET) * BUCKET
  const phase = mix32((times.seed ^ PHASE) >>> 0) % PHASES
  const slowPhase = (SLOW * phase) / PHASES
  const edges = Array.from(
    { length: Math.round((to - from) / BUCKET) + 1 },
    (_, index) => from + index * BUCKET,
  )
  const done = yield* transactions(times, reach, from, to)
  const transactionsPerSecond: number[] = []
  const p99: Nanoseconds[] = []
  for (const [index, edge] of edges.slice(1).entries()) {
    transactionsPerSecond.push(appQuality(done, edges[index] ?? edge, edge).perSecond)
    // A percentile needs many: the second that ends with the bucket.
    p99.push(appQuality(done, Math.max(from, edge - SECOND), edge).p99)
    yield
  }
  return {
    from,
    to,
    reach,
    slow: yield* pings(times, reach, 0, SLOW, slowPhase, from, to),
    fast: yield* pings(times, reach, 0, FAST, 0, from, to),
    notices: phasesThatNotice(reach, PHASES),
    phase,
    stall,
    edges,
    streamBytesPerSecond: streamRates(times, 0, stall, edges),
    transactionsPerSecond,
    p99,
    rows: yield* rowsOf(summary, times, reach, stall),
  }
}

/** A quiet second, the worst one before the stun, and the one in which the stun begins. */
function* rowsOf(
  summary: Summary,
  times: GuestTimes,
  reach: Reach,
  stall: StreamStall,
): Generator<undefined, readonly OutsideRow[]> {
  const { pain } = summary
  const moments: (readonly [OutsideMoment, Nanoseconds])[] = [['before', 0]]
  if (pain.worstSecondBeforeStun < 1) moments.push(['worst', pain.worstBeforeStunStart])
  if (reach.end > reach.start) moments.push(['switchover', Math.max(0, reach.start - SECOND / 10)])
  const rows: OutsideRow[] = []
  for (const [moment, from] of moments) {
    const to = from + SECOND
    const fast = yield* pings(times, reach, 0, FAST, 0, from, to)
    // Transactions of the second are those that were asked for in it, whenever they ended.
    const done = yield* transactions(times, reach, from, to)
    const quality = appQuality(done, 0, Infinity)
    const perSecond = done.filter(({ done: at }) => at < to).length
    rows.push({
      moment,
      from,
      to,
      pingSlowest: fast.reduce((most, { latency }) => Math.max(most, latency ?? 0), 0),
      pingsLost: fast.filter(({ latency }) => latency === undefined).length,
      streamBytesPerSecond: streamRates(times, 0, stall, [from, to])[0] ?? 0,
      app: { ...quality, perSecond },
    })
  }
  return rows
}
