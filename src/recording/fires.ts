/** How many pages fired by a moment within a pass: by class, by region, and which. Closed forms; no run is repeated. */
import { guestSecondsAt, segmentAt } from '../engine/guest/guest-clock.ts'
import { exposureAt, firedShare } from '../engine/guest/write-class.ts'
import { countFires, type FireLog } from '../engine/memory/fire-times.ts'
import type { BinomialSampler } from '../engine/random/binomial.ts'
import { firePath } from '../engine/memory/fire-path.ts'
import type { PassTable } from '../engine/memory/pass-table.ts'
import { sweepFires, type SweepFires } from '../engine/memory/sweep.ts'
import { STREAM, streamKey, uniform } from '../engine/random/hash.ts'
import type { RunRecord } from '../engine/run-record.ts'
import { MICROSECOND, type Nanoseconds } from '../engine/units.ts'
import { countInRegion } from './fire-index.ts'
import { drawGroups, sumOfPaths } from './fire-path.ts'

/** Fires of one pass up to one moment. */
export interface FireMoment {
  readonly table: PassTable
  /** The pass is over: the counts of the table hold. */
  readonly ended: boolean
  /** Share of the pages of a class that have fired, 0 … 1: expected value. */
  readonly share: readonly number[]
  readonly sweeps: readonly (SweepFires | undefined)[]
  readonly drawKeys: readonly number[]
  /** How many fired of so many pages of a class, by the draw of a region. */
  path(classId: number, pages: number): BinomialSampler
  /** Microseconds since the pass began, for a literal log. */
  readonly microseconds: number
}

/** `guest`: guest seconds of both groups at `time`, when they are known already. */
export function fireMoment(
  record: RunRecord,
  table: PassTable,
  time: Nanoseconds,
  guest?: readonly number[],
): FireMoment {
  const { classes } = record.workload
  const firesEnd = table.firesEnd ?? table.walk.end
  const at = Math.min(time, firesEnd)
  const ended = time >= firesEnd
  const seconds = ended
    ? []
    : (guest ?? record.clocks.map((clock) => guestSecondsAt(clock, classes, at)))
  const exposures = classes.map(({ group }, id) => {
    if (ended) return table.exposureEnd[id]!
    const segment = segmentAt(record.clocks[group], at)
    return exposureAt((segment.classes ?? classes)[id]!, seconds[group]!)
  })
  const share = classes.map((writeClass, id) =>
    firedShare(writeClass, exposures[id]! - table.exposureStart[id]!),
  )
  const paths = new Map<number, BinomialSampler>()
  return {
    table,
    ended,
    share,
    sweeps: classes.map((writeClass, id) =>
      writeClass.pattern === 'sweep'
        ? sweepFires(writeClass, table.exposureStart[id]!, exposures[id]!)
        : undefined,
    ),
    drawKeys: classes.map(({ id }) =>
      streamKey(record.input.seed, STREAM.fireCount, id, table.row.pass),
    ),
    path(classId, pages) {
      const pair = classId * 131072 + pages
      const known = paths.get(pair) ?? firePath(pages, share[classId]!)
      paths.set(pair, known)
      return known
    },
    microseconds: Math.floor((at - table.walk.start) / MICROSECOND),
  }
}

/** Pages of a region that fired by the moment. */
export function firesInRegion(record: RunRecord, moment: FireMoment, region: number): number {
  const { table } = moment
  if (moment.ended) return table.fires[region]!
  if (table.log !== undefined)
    return countInRegion(table.log, record.layout, region, moment.microseconds)
  const pages = record.layout.classPages[region]!
  if (pages === 0) return 0
  const id = record.layout.classOf[region]!
  const sweep = moment.sweeps[id]
  if (sweep !== undefined) return sweep.countIn(record.layout.classOffset[region]!, pages)
  if (table.fires instanceof Float64Array) return pages * moment.share[id]!
  return moment.path(id, pages)(uniform(moment.drawKeys[id]!, region))
}

/** All fires by the moment: the sum over all regions. */
export function firesInAll(record: RunRecord, moment: FireMoment): number {
  const { table } = moment
  if (table.log !== undefined) return countFires(table.log, moment.microseconds)
  if (moment.ended) return table.classFires.reduce((sum, fires) => sum + fires, 0)
  const exact = table.fires instanceof Float64Array
  let fires = 0
  for (const group of drawGroups(record, table)) {
    const { classId, pages, draws } = group
    if (moment.sweeps[classId] !== undefined) continue
    fires += exact
      ? draws.length * pages * moment.share[classId]!
      : sumOfPaths(group, moment.share[classId]!)
  }
  return moment.sweeps.reduce((sum, sweep) => sum + (sweep?.length ?? 0), fires)
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
    countFires(log, Math.floor(end)) - (begin > 0 ? countFires(log, Math.floor(begin)) : 0)
  return end > begin ? (fires / (end - begin)) * 1e6 : 0
}
