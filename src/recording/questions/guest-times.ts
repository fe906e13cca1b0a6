/** What each vCPU got and what took the rest, as plain data that the page may hold; `vcpu-times.ts` reads it. */
import { guestSecondsAt } from '../../engine/guest/guest-clock.ts'
import type { VcpuGroup } from '../../engine/guest/write-class.ts'
import type { RunRecord } from '../../engine/run-record.ts'
import { MICROSECOND, SECOND, secondsFromNanoseconds } from '../../engine/units.ts'
import { toEnd, type Slices } from '../../engine/work.ts'
import { loggedFireRate } from '../fires.ts'
import { traceTurn } from '../trace-turn.ts'
import { CAUSES, stopsWithin, type GuestTimes } from '../vcpu-times.ts'
import type { Question } from './question.ts'

export const guestTimes: Question<unknown, GuestTimes> = {
  answer: guestTimesOf,
  columns: ({ before }) => before,
}

/** Pieces of a clock between two places to pause, and what each takes in the unit of `engine/work.ts`. */
const SEGMENTS_A_SLICE = 4096
const SEGMENT_WORK = 1

/** What `guestTimesInSlices` counts where each of the two clocks has so many pieces. */
export function guestTimesWork(pieces: number, literal: boolean): number {
  return (literal ? 3 : 2) * pieces * SEGMENT_WORK
}

type Draft = Omit<GuestTimes, 'before'>

/** The times of a finished run. */
export function guestTimesOf(record: RunRecord): GuestTimes {
  return toEnd(guestTimesInSlices(record))
}

/** The same with places to pause: clocks of a long run have a hundred thousand pieces. */
export function* guestTimesInSlices(record: RunRecord): Slices<GuestTimes> {
  const { workload, clocks, phases, end, input } = record
  const draft: Draft = {
    seed: input.seed,
    writers: workload.writers,
    others: workload.others,
    classes: workload.classes,
    clocks,
    phases,
    end,
    fireSeconds: (input.scenario['hosts.pageFireCost'] * MICROSECOND) / SECOND,
    trace: traceTurn(record),
    sleepShares: yield* sleepSharesOf(record),
    sleepCause: record.sdpsSince === undefined ? 'throttle' : 'sdps',
  }
  return { ...draft, before: [yield* sumsBefore(draft, 0), yield* sumsBefore(draft, 1)] }
}

/** A literal run has no curve but single fires: what they cost beside the sleeps that its clock lost as well. */
function* sleepSharesOf(record: RunRecord): Slices<number[]> {
  const { clocks, passes, facts, sdpsSince, input, workload } = record
  const since = sdpsSince ?? facts.find(({ kind }) => kind === 'cpu-throttled')?.at
  if (input.scenario.model !== 'literal' || since === undefined) return []
  const fireSeconds = (input.scenario['hosts.pageFireCost'] * MICROSECOND) / SECOND
  const shares: number[] = []
  for (const segment of clocks[0].segments) {
    if (shares.length % SEGMENTS_A_SLICE === SEGMENTS_A_SLICE - 1)
      yield SEGMENTS_A_SLICE * SEGMENT_WORK
    const table = passes.find(({ walk }) => walk.start <= segment.start && segment.end <= walk.end)
    if (segment.kind !== 'linear' || table?.log === undefined || segment.start < since) {
      shares.push(0)
      continue
    }
    const seconds = secondsFromNanoseconds(segment.end - segment.start)
    const lost = (1 - segment.speed) * seconds
    const fires = loggedFireRate(table, table.log, segment.start, segment.end) * seconds
    shares.push(lost > 0 ? Math.max(0, 1 - (fires * fireSeconds) / workload.writers / lost) : 0)
  }
  return shares
}

function* sumsBefore(times: Draft, group: VcpuGroup): Slices<Float64Array> {
  const { segments } = times.clocks[group]
  const sums = new Float64Array((segments.length + 1) * CAUSES)
  const within = new Float64Array(CAUSES)
  for (const [index, segment] of segments.entries()) {
    if (index % SEGMENTS_A_SLICE === SEGMENTS_A_SLICE - 1) yield SEGMENTS_A_SLICE * SEGMENT_WORK
    const next = segments[index + 1]
    const seconds = secondsFromNanoseconds(segment.end - segment.start)
    const guest =
      next?.guestStart ?? guestSecondsAt(times.clocks[group], times.classes, segment.end)
    stopsWithin(times, group, index, guest, seconds, within)
    for (let cause = 0; cause < CAUSES; cause++)
      sums[(index + 1) * CAUSES + cause] = sums[index * CAUSES + cause]! + within[cause]!
  }
  return sums
}
