/**
 * Xen 2005 (Clark et al., NSDI, sections 4.2 and 5): a round goes as fast as the dirty rate of the round before asks for,
 * and passes by pages that fired again before their turn: they are of the next round.
 */
import type { ToSend } from '../memory/dirty-model.ts'
import type { Walk } from '../memory/pass-table.ts'
import { atMost, rateAt } from '../rate-schedule.ts'
import type { BytesPerSecond, Nanoseconds } from '../units.ts'
import { atOnce, type Slices } from '../work.ts'
import type { MigrationContext } from './context.ts'
import { firedPages, firstPages, meanRate, type Copier } from './copier.ts'
import { forcedAfter } from './schedule.ts'
import { createWalk, shapeOf } from './walk.ts'
import { xenLeastRate, xenMostRate, xenNextRate } from './xen-rate.ts'

export function byDirtyRate(context: MigrationContext): Copier {
  const { scenario, generation, model, schedule } = context
  const { rates } = schedule
  const shape = shapeOf(generation, scenario)

  const walk = (start: Nanoseconds, { pages, zero }: Pick<ToSend, 'pages' | 'zero'>, at = rates) =>
    createWalk(start, pages, zero, at, scenario, shape)

  function round(
    number: number,
    start: Nanoseconds,
    due: Pick<ToSend, 'pages' | 'zero'>,
    most: BytesPerSecond,
  ): Slices<Walk> {
    // Forced in the middle of a round, the rest of it goes while the guest stands still.
    const stopsAt = forcedAfter(schedule, start)
    return model.passBy(number, walk(start, due, atMost(rates, most)), stopsAt)
  }

  return {
    first: (begin) => round(-1, begin, firstPages(context), xenLeastRate(scenario)),
    collect: (_walked, fired) => atOnce(firedPages(fired)),
    bytesPerSecond: (walked) => rateAt(walked.rates, walked.start) || meanRate(walked),
    // It gives up by itself: after 30 rounds at the latest.
    paceForGood: () => undefined,
    resumesFrom: Infinity,
    next: (start, left, result) =>
      round(result.pass + 1, start, left, xenNextRate(scenario, result)),
    stunRates: (at) => atMost(at, xenMostRate(scenario)),
    last: walk,
    pageIn: (start, left, at) => atOnce(walk(start, left, at)),
  }
}
