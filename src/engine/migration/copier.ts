/** Which pages a pass walks over, and in what order: the interface, and the rule of vMotion. */
import type { PassFires } from '../memory/dirty-model.ts'
import type { Counts, Walk } from '../memory/pass-table.ts'
import type { Nanoseconds } from '../units.ts'
import type { MigrationContext } from './context.ts'
import { conditionsAt } from './timeline.ts'
import { createWalk } from './walk.ts'

export interface Copier {
  /** The walk of pass −1: all pages in use but the zero pages, if those are detected. */
  first(begin: Nanoseconds): Walk
  /** The walk after `walk`, in which `fired` fired. */
  next(walk: Walk, fired: PassFires): Walk
}

/** Pages of pass −1, and those among them that hold only zeros. */
export function firstPages({ layout, scenario }: MigrationContext): {
  toSend: Counts
  zero: Counts
} {
  const detect = scenario['Migrate.DetectZeroPages'] === '1'
  const fluid = scenario.model === 'fluid'
  const toSend = fluid ? new Float64Array(layout.regions) : new Uint32Array(layout.regions)
  const zero = fluid ? new Float64Array(layout.regions) : new Uint32Array(layout.regions)
  for (let region = 0; region < layout.regions; region++) {
    zero[region] = detect ? layout.zero[region]! : 0
    toSend[region] = layout.inUse[region]! - zero[region]!
  }
  return { toSend, zero }
}

/** vMotion: a pass goes from the first page to the last and sends what fired in the pass before (facts 1.5, 8.3). */
export function passByPass(context: MigrationContext): Copier {
  const { rates, timeline } = context
  return {
    first(begin) {
      const { toSend, zero } = firstPages(context)
      return createWalk(begin, toSend, zero, rates, conditionsAt(timeline, begin).scenario)
    },
    next(walk, fired) {
      const { scenario } = conditionsAt(timeline, walk.end)
      return createWalk(walk.end, fired.fires, undefined, rates, scenario)
    },
  }
}
