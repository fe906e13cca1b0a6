/**
 * Xen 2005 (Clark et al., NSDI, sections 4.2 and 5): a round goes as fast as the dirty rate of the round before asks for,
 * and passes by pages that fired again before their turn: they are of the next round.
 */
import type { ToSend } from '../memory/dirty-model.ts'
import type { Walk } from '../memory/pass-table.ts'
import { rateAt, type RateSchedule } from '../rate-schedule.ts'
import type { BytesPerSecond, Nanoseconds } from '../units.ts'
import type { MigrationContext } from './context.ts'
import { firedPages, firstPages, meanRate, type Copier } from './copier.ts'
import { createWalk, shapeOf } from './walk.ts'
import { xenLeastRate, xenMostRate, xenNextRate } from './xen-rate.ts'

export function byDirtyRate(context: MigrationContext): Copier {
  const { rates, scenario, generation, model, timeline } = context
  const shape = shapeOf(generation, scenario)

  /** At most `most` a second, whatever else the wire could carry. */
  const capped = (at: RateSchedule, most: BytesPerSecond): RateSchedule =>
    at.map(({ from, bytesPerSecond }) => ({ from, bytesPerSecond: Math.min(bytesPerSecond, most) }))

  const walk = (start: Nanoseconds, { pages, zero }: Pick<ToSend, 'pages' | 'zero'>, at = rates) =>
    createWalk(start, pages, zero, at, scenario, shape)

  function round(
    number: number,
    start: Nanoseconds,
    due: Pick<ToSend, 'pages' | 'zero'>,
    most: BytesPerSecond,
  ): Walk {
    // Forced in the middle of a round, the rest of it goes while the guest stands still.
    const stopsAt = timeline.switchOvers.find((at) => at >= start) ?? Infinity
    return model.passBy(number, walk(start, due, capped(rates, most)), stopsAt)
  }

  return {
    first: (begin) => round(-1, begin, firstPages(context), xenLeastRate(scenario)),
    collect: (_walked, fired) => firedPages(fired),
    bytesPerSecond: (walked) => rateAt(walked.rates, walked.start) || meanRate(walked),
    resumesNow: () => false,
    next: (start, left, result) =>
      round(result.pass + 1, start, left, xenNextRate(scenario, result)),
    stunRates: (at) => capped(at, xenMostRate(scenario)),
    last: walk,
    pageIn: walk,
  }
}
