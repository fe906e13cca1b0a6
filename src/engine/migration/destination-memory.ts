/**
 * The destination's free memory in pass −1: pages of zeros take none, every other page that arrives takes its own. Where they
 * no longer fit, the destination takes nothing any more and the migration goes the way of ELA's hosts: it waits, complains,
 * and fails. That nothing is freed meanwhile, by ballooning or swapping, is inferred.
 */
import { walkTotals } from '../memory/walk-order.ts'
import { walkPosition } from '../memory/walk-position.ts'
import { changedFrom } from '../rate-schedule.ts'
import { firstWhere } from '../search.ts'
import { PAGES_PER_GIB, type Nanoseconds } from '../units.ts'
import type { Slices } from '../work.ts'
import type { MigrationContext } from './context.ts'
import type { Copier } from './copier.ts'

/** The same migration, with the moment from which on its destination is full; `copyFrom`: start of pass −1. */
export function* withinMemory(
  context: MigrationContext,
  copier: (context: MigrationContext) => Copier,
  copyFrom: Nanoseconds,
): Slices<MigrationContext> {
  const { scenario, generation, layout, schedule } = context
  const room = Math.floor(scenario['hosts.destinationMemory'] * PAGES_PER_GIB)
  if (generation.family !== 'vSphere' || layout.pagesInUse <= room) return context
  const walk = yield* copier(context).first(copyFrom)
  const isFull = (at: Nanoseconds) => walkPosition(walk, at).pagesSent > room
  const latest = walk.end < Infinity ? walk.end : schedule.rates.at(-1)!.from + 1
  if (walkTotals(walk).pages <= room || !isFull(latest)) return context
  // The batch that no longer fits is not taken.
  const at = Math.max(copyFrom, firstWhere(copyFrom, latest, isFull) - 1)
  return {
    ...context,
    schedule: {
      ...schedule,
      rates: changedFrom(schedule.rates, at, 0),
      ownFailure: { kind: 'fail', at, fault: 'destination-memory' },
    },
  }
}
