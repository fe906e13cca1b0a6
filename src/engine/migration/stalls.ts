/** When nothing comes through while something travels: a fact of that moment, whether it comes back in time or not. */
import type { FailureReason } from '../facts.ts'
import type { Walk } from '../memory/pass-table.ts'
import { walkPosition } from '../memory/walk-position.ts'
import { rateAt, type RateSchedule } from '../rate-schedule.ts'
import { SECOND, type Nanoseconds } from '../units.ts'
import type { MigrationContext } from './context.ts'
import { failsItself } from './schedule.ts'
import { netTimeout } from './timeouts.ts'

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

export function recordStalls(
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

/** `LowMemWaitSysAlertThresholdMS`: the destination complains after 10 s (facts 1.7). */
const LOW_MEMORY_ALERT: Nanoseconds = 10 * SECOND

/**
 * Why a migration fails that nothing has come through of for the network timeout, until `at`. A destination that is out of
 * memory says so while it waits; where the cable was out before, it never comes to that.
 */
export function connectionLost(
  { schedule, scenario, journal }: Pick<MigrationContext, 'schedule' | 'scenario' | 'journal'>,
  at: Nanoseconds,
): FailureReason {
  const timeout = netTimeout(scenario)
  const since = at - timeout
  if (!failsItself(schedule, 'destination-memory') || rateAt(schedule.wire, since) === 0)
    return 'connection-lost'
  for (const waited of new Set([Math.min(LOW_MEMORY_ALERT, timeout), timeout]))
    journal.facts.push({
      kind: 'destination-low-on-memory',
      at: since + waited,
      waitedNanoseconds: waited,
    })
  return 'destination-out-of-memory'
}
