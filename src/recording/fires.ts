/** How many pages fired by a moment within a pass: by class, by region, and which. Closed forms; no run is repeated. */
import { guestSecondsAt } from '../engine/guest/guest-clock.ts'
import { exposureAt, firedShare } from '../engine/guest/write-class.ts'
import type { FireLog, PassTable } from '../engine/memory/pass-table.ts'
import { sweepFires, type SweepFires } from '../engine/memory/sweep.ts'
import { STREAM, streamKey, uniform } from '../engine/random/hash.ts'
import type { RunRecord } from '../engine/run-record.ts'
import { MICROSECOND, type Nanoseconds } from '../engine/units.ts'

/** Fires of one pass up to one moment. */
export interface FireMoment {
  readonly table: PassTable
  /** Share of a class's fires that have happened, 0 … 1. */
  readonly share: readonly number[]
  readonly sweeps: readonly (SweepFires | undefined)[]
  readonly roundingKeys: readonly number[]
  /** Microseconds since the pass began, for a literal log. */
  readonly microseconds: number
}

/** Last index at or before `limit` in a sorted stretch, plus one: how many entries are not later. */
function countUpTo(column: Uint32Array, from: number, to: number, limit: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >> 1
    if (column[middle]! <= limit) low = middle + 1
    else high = middle
  }
  return low - from
}

/** `guest`: guest seconds of both groups at `time`, when they are known already. */
export function fireMoment(
  record: RunRecord,
  table: PassTable,
  time: Nanoseconds,
  guest?: readonly number[],
): FireMoment {
  const { classes } = record.workload
  const at = Math.min(time, table.walk.end)
  const ended = time >= table.walk.end
  const seconds = ended
    ? []
    : (guest ?? record.clocks.map((clock) => guestSecondsAt(clock, classes, at)))
  const exposures = classes.map((writeClass, id) =>
    ended ? table.exposureEnd[id]! : exposureAt(writeClass, seconds[writeClass.group]!),
  )
  return {
    table,
    share: classes.map((writeClass, id) => {
      if (ended) return 1
      const all = firedShare(writeClass, table.exposureEnd[id]! - table.exposureStart[id]!)
      return all > 0
        ? Math.min(1, firedShare(writeClass, exposures[id]! - table.exposureStart[id]!) / all)
        : 0
    }),
    sweeps: classes.map((writeClass, id) =>
      writeClass.pattern === 'sweep'
        ? sweepFires(writeClass, table.exposureStart[id]!, exposures[id]!)
        : undefined,
    ),
    roundingKeys: classes.map(({ id }) =>
      streamKey(record.input.seed, STREAM.fireRounding, id, table.row.pass),
    ),
    microseconds: Math.floor((at - table.walk.start) / MICROSECOND),
  }
}

/** Pages of a region that fired by the moment. */
export function firesInRegion(record: RunRecord, moment: FireMoment, region: number): number {
  const { table } = moment
  const total = table.fires[region]!
  if (total === 0) return 0
  if (table.log !== undefined) return logCount(table.log, region, moment.microseconds)
  const id = record.layout.classOf[region]!
  const share = moment.share[id]!
  if (share >= 1) return total
  const sweep = moment.sweeps[id]
  if (table.fires instanceof Float64Array) return total * share
  if (sweep !== undefined)
    return sweep.countIn(record.layout.classOffset[region]!, record.layout.classPages[region]!)
  return Math.floor(total * share + uniform(moment.roundingKeys[id]!, region))
}

function logCount(log: FireLog, region: number, microseconds: number): number {
  return countUpTo(
    log.microseconds,
    log.regionStart[region]!,
    log.regionStart[region + 1]!,
    microseconds,
  )
}

/** All fires by the moment. Between the ends of a pass regions round each on its own, so their sum may differ by a few. */
export function firesInAll(moment: FireMoment): number {
  const { table } = moment
  if (table.log !== undefined) return loggedFires(table.log, moment.microseconds)
  let fires = 0
  for (const [id, total] of table.classFires.entries()) {
    const part = moment.sweeps[id]?.length ?? total * moment.share[id]!
    fires += table.fires instanceof Float64Array ? total * moment.share[id]! : Math.round(part)
  }
  return fires
}

function loggedFires({ sortedMicroseconds }: FireLog, microseconds: number): number {
  return countUpTo(sortedMicroseconds, 0, sortedMicroseconds.length, microseconds)
}

/** Fires a second of a literal pass between two moments in it, as they were logged. */
export function loggedFireRate(
  { walk }: PassTable,
  log: FireLog,
  from: Nanoseconds,
  to: Nanoseconds,
): number {
  const begin = (Math.max(from, walk.start) - walk.start) / MICROSECOND
  const end = (Math.min(to, walk.end) - walk.start) / MICROSECOND
  const fires =
    loggedFires(log, Math.floor(end)) - (begin > 0 ? loggedFires(log, Math.floor(begin)) : 0)
  return end > begin ? (fires / (end - begin)) * 1e6 : 0
}
