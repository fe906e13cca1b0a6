/** When the wire goes dead while something travels: told at that moment, whether it comes back in time or not. */
import type { Walk } from '../memory/pass-table.ts'
import { walkPosition } from '../memory/walk-position.ts'
import type { RateSchedule } from '../rate-schedule.ts'
import type { Nanoseconds } from '../units.ts'
import type { MigrationContext } from './context.ts'
import { netTimeout } from './faults.ts'

/** Moments in `from` … `to`, without `to`, since which nothing comes through. */
export function stallsBetween(
  rates: RateSchedule,
  from: Nanoseconds,
  to: Nanoseconds,
): readonly Nanoseconds[] {
  return rates.flatMap(({ from: at, bytesPerSecond }, index) => {
    const begin = index === 0 ? from : Math.max(from, at)
    const over = rates[index + 1]?.from ?? Infinity
    return bytesPerSecond === 0 && begin < to && over > begin ? [begin] : []
  })
}

export function tellStalls(
  { journal, scenario }: MigrationContext,
  stalls: readonly Nanoseconds[],
): void {
  for (const at of stalls)
    journal.facts.push({ kind: 'wire-stalled', at, timeoutNanoseconds: netTimeout(scenario) })
}

/** Stalls of a walk before `until`, as long as it had something to send. */
export function stallsOfWalk(walk: Walk, until: Nanoseconds): readonly Nanoseconds[] {
  return stallsBetween(walk.rates, walk.start, Math.min(until, walk.end)).filter(
    (at) => walkPosition(walk, at).region < walk.toSend.length,
  )
}
