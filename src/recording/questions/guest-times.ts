/** What each vCPU got and what took the rest, as plain data that the page may hold; `vcpu-times.ts` reads it. */
import { guestSecondsAt } from '../../engine/guest/guest-clock.ts'
import type { VcpuGroup } from '../../engine/guest/write-class.ts'
import type { RunRecord } from '../../engine/run-record.ts'
import { MICROSECOND, SECOND, secondsFromNanoseconds } from '../../engine/units.ts'
import { loggedFireRate } from '../fires.ts'
import { traceTurn } from '../trace-turn.ts'
import { CAUSES, stopsWithin, type GuestTimes } from '../vcpu-times.ts'
import type { Question } from './question.ts'

export const guestTimes: Question<unknown, GuestTimes> = {
  answer: guestTimesOf,
  columns: ({ before }) => before,
}

type Draft = Omit<GuestTimes, 'before'>

/** The times of a finished run. */
export function guestTimesOf(record: RunRecord): GuestTimes {
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
    sleepShares: sleepSharesOf(record),
    sleepCause: record.sdpsSince === undefined ? 'throttle' : 'sdps',
  }
  return { ...draft, before: [sumsBefore(draft, 0), sumsBefore(draft, 1)] }
}

/** A literal run has no curve but single fires: what they cost beside the sleeps that its clock lost as well. */
function sleepSharesOf({ clocks, passes, facts, sdpsSince, input, workload }: RunRecord): number[] {
  const since = sdpsSince ?? facts.find(({ kind }) => kind === 'cpu-throttled')?.at
  if (input.scenario.model !== 'literal' || since === undefined) return []
  const fireSeconds = (input.scenario['hosts.pageFireCost'] * MICROSECOND) / SECOND
  return clocks[0].segments.map((segment) => {
    const table = passes.find(({ walk }) => walk.start <= segment.start && segment.end <= walk.end)
    if (segment.kind !== 'linear' || table?.log === undefined || segment.start < since) return 0
    const lost = (1 - segment.speed) * secondsFromNanoseconds(segment.end - segment.start)
    const fires =
      loggedFireRate(table, table.log, segment.start, segment.end) *
      secondsFromNanoseconds(segment.end - segment.start)
    return lost > 0 ? Math.max(0, 1 - (fires * fireSeconds) / workload.writers / lost) : 0
  })
}

function sumsBefore(times: Draft, group: VcpuGroup): Float64Array {
  const { segments } = times.clocks[group]
  const sums = new Float64Array((segments.length + 1) * CAUSES)
  const within = new Float64Array(CAUSES)
  for (const [index, segment] of segments.entries()) {
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
