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

export function outsideView(summary: Summary, times: GuestTimes): OutsideView {
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
  const done = transactions(times, reach, from, to)
  const app = edges.slice(1).map((edge, index) => {
    // A percentile needs many: the second that ends with the bucket.
    const begin = edges[index] ?? edge
    return {
      perSecond: appQuality(done, begin, edge).perSecond,
      p99: appQuality(done, Math.max(from, edge - SECOND), edge).p99,
    }
  })
  return {
    from,
    to,
    reach,
    slow: pings(times, reach, 0, SLOW, slowPhase, from, to),
    fast: pings(times, reach, 0, FAST, 0, from, to),
    notices: phasesThatNotice(reach, PHASES),
    phase,
    stall,
    edges,
    streamBytesPerSecond: streamRates(times, 0, stall, edges),
    transactionsPerSecond: app.map(({ perSecond }) => perSecond),
    p99: app.map(({ p99 }) => p99),
    rows: rowsOf(summary, times, reach, stall),
  }
}

/** A quiet second, the worst one before the stun, and the one in which the stun begins. */
function rowsOf(
  summary: Summary,
  times: GuestTimes,
  reach: Reach,
  stall: StreamStall,
): OutsideRow[] {
  const { pain } = summary
  const row = (moment: OutsideMoment, from: Nanoseconds): OutsideRow => {
    const to = from + SECOND
    const fast = pings(times, reach, 0, FAST, 0, from, to)
    // Transactions of the second are those that were asked for in it, whenever they ended.
    const done = transactions(times, reach, from, to)
    const quality = appQuality(done, 0, Infinity)
    const perSecond = done.filter(({ done: at }) => at < to).length
    return {
      moment,
      from,
      to,
      pingSlowest: fast.reduce((most, { latency }) => Math.max(most, latency ?? 0), 0),
      pingsLost: fast.filter(({ latency }) => latency === undefined).length,
      streamBytesPerSecond: streamRates(times, 0, stall, [from, to])[0] ?? 0,
      app: { ...quality, perSecond },
    }
  }
  const rows = [row('before', 0)]
  if (pain.worstSecondBeforeStun < 1) rows.push(row('worst', pain.worstBeforeStunStart))
  if (reach.end > reach.start) rows.push(row('switchover', Math.max(0, reach.start - SECOND / 10)))
  return rows
}
