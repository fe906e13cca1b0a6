/**
 * A guard of ours: how many passes are simulated. A pass counts once nothing lies ahead that may bring the copying to an end:
 * nothing that a person does or that fails, no other rate of the wire, no post-copy that was asked for, no further step of the
 * throttle, no part of a burst's period that has not been yet. Until then only `MAX_PASSES_AHEAD` ends it.
 */
import { guestSecondsAt } from '../guest/guest-clock.ts'
import type { Nanoseconds } from '../units.ts'
import type { MigrationContext } from './context.ts'
import type { Copier } from './copier.ts'
import { settledFrom } from './schedule.ts'
import { STOP_POLICIES } from './stop-rules.ts'
import type { Throttle } from './throttle.ts'

/** With the facts of so many passes, and up to `MAX_PASSES_BYTES` of columns, a page still has memory left. */
export const MAX_PASSES_AHEAD = 10_000

/** To be asked at the end of every pass that is followed by another. True: no more are simulated. */
export function guardPasses(
  { schedule, generation, model, workload }: MigrationContext,
  copier: Pick<Copier, 'resumesFrom'>,
  throttle: Pick<Throttle, 'steps'>,
): (at: Nanoseconds, pass: number) => boolean {
  const { maxPasses } = STOP_POLICIES[generation.stopRule]
  const asked = copier.resumesFrom < Infinity ? copier.resumesFrom : 0
  const settled = Math.max(settledFrom(schedule), asked)
  const bursting = workload.classes.find(({ burst }) => burst !== undefined && burst.off > 0)
  let steps = 0
  /** The first pass that counts, and the guest's time in which a whole period of its bursts has been since. */
  let first = 0
  let wholePeriod: number | undefined

  return (at, pass) => {
    if (at < settled || throttle.steps > steps) {
      steps = throttle.steps
      first = Math.max(0, pass)
      wholePeriod = undefined
    } else if (bursting?.burst !== undefined) {
      // Its periods go by the guest's clock, which a throttle slows down.
      const guest = guestSecondsAt(model.clocks[bursting.group], workload.classes, at)
      wholePeriod ??= guest + bursting.burst.on + bursting.burst.off
      if (guest < wholePeriod) first = Math.max(0, pass)
    }
    return pass >= Math.min(first + maxPasses, MAX_PASSES_AHEAD)
  }
}
