/**
 * Xen 2005 (Clark et al., NSDI, sections 4.2 and 5): a round goes as fast as the dirty rate of the round before asks for,
 * and passes by pages that fired again before their turn: they are of the next round.
 */
import type { ToSend } from '../memory/dirty-model.ts'
import type { Counts, Walk } from '../memory/pass-table.ts'
import { rateAt, timeAfterBytes, type RateSchedule } from '../rate-schedule.ts'
import { STREAM, streamKey, uniform } from '../random/hash.ts'
import { secondsFromNanoseconds, type BytesPerSecond, type Nanoseconds } from '../units.ts'
import type { MigrationContext } from './context.ts'
import { firedPages, firstPages, meanRate, type Copier } from './copier.ts'
import { createWalk, shapeOf } from './walk.ts'
import { xenLeastRate, xenMostRate, xenNextRate } from './xen-rate.ts'

export function byDirtyRate(context: MigrationContext): Copier {
  const { rates, scenario, generation, model, layout, seed } = context
  const shape = shapeOf(generation, scenario)
  const exact = scenario.model === 'fluid'

  /** At most `most` a second, whatever else the wire could carry. */
  const capped = (at: RateSchedule, most: BytesPerSecond): RateSchedule =>
    at.map(({ from, bytesPerSecond }) => ({ from, bytesPerSecond: Math.min(bytesPerSecond, most) }))

  /** What is left to send of each region when its turn comes: the rest has fired again by then. */
  function unfired(start: Nanoseconds, pages: Counts, at: RateSchedule, round: number): Counts {
    const left = exact ? new Float64Array(layout.regions) : new Uint32Array(layout.regions)
    const key = streamKey(seed, STREAM.passedBy, 0, round)
    let now = start
    for (let region = 0; region < layout.regions; region++) {
      const count = pages[region]!
      if (count === 0) continue
      const fired = model.foresee(secondsFromNanoseconds(now - start))[layout.classOf[region]!]!
      const expected = count * (1 - fired)
      left[region] = exact ? expected : Math.floor(expected + uniform(key, region))
      now = timeAfterBytes(at, now, left[region]! * shape.pageBytes)
      if (now === Infinity) return left
    }
    return left
  }

  function walk(
    start: Nanoseconds,
    { pages, zero }: Pick<ToSend, 'pages' | 'zero'>,
    at: RateSchedule,
  ): Walk {
    return createWalk(start, pages, zero, at, scenario, shape)
  }

  function round(
    start: Nanoseconds,
    pages: Counts,
    zero: Counts | undefined,
    most: BytesPerSecond,
    number: number,
  ): Walk {
    const at = capped(rates, most)
    return {
      ...walk(start, { pages: unfired(start, pages, at, number), zero }, at),
      skipRedirtied: true,
    }
  }

  return {
    first(begin) {
      const { pages, zero } = firstPages(context)
      return round(begin, pages, zero, xenLeastRate(scenario), -1)
    },
    collect(walked, fired) {
      if (scenario.model !== 'literal') return firedPages(fired)
      return { ...model.reread(walked, fired), origin: undefined }
    },
    bytesPerSecond: (walked) => Math.max(1, rateAt(walked.rates, walked.start)) || meanRate(walked),
    resumesNow: () => false,
    next: (start, { pages }, result) =>
      round(start, pages, undefined, xenNextRate(scenario, result), result.pass + 1),
    stunRates: (at) => capped(at, xenMostRate(scenario)),
    last: walk,
    pageIn: walk,
  }
}
