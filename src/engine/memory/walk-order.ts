/**
 * The order of a walk. Its slots are the regions, one after the other; with an origin in the middle of a region that one
 * is two slots, its end first and its beginning last.
 */
import type { Counts, Walk, WalkOrigin } from './pass-table.ts'

export type Ordered = Pick<Walk, 'origin' | 'toSend'>

export function slotsOf({ origin, toSend }: Ordered): number {
  return origin === undefined ? toSend.length : toSend.length + 1
}

export function regionOfSlot({ origin, toSend }: Ordered, slot: number): number {
  return origin === undefined ? slot : (origin.region + slot) % toSend.length
}

/** Running sums of counts in the order of the walk: `before[s]` pages lie before slot s. `tail`: of the origin's region. */
export function sumsInOrder(counts: Counts, origin: WalkOrigin | undefined, tail: number): Counts {
  const regions = counts.length
  if (origin === undefined) return runningSums(counts)
  const before = columnOfSums(counts, regions + 2)
  let sum = 0
  let region = origin.region
  for (let slot = 0; slot <= regions; slot++) {
    before[slot] = sum
    sum += slot === 0 ? tail : slot === regions ? counts[region]! - tail : counts[region]!
    region = region + 1 === regions ? 0 : region + 1
  }
  before[regions + 1] = sum
  return before
}

/** Half as long where whole pages fit into 32 bits: a record has hundreds of these columns. */
function columnOfSums(counts: Counts, length: number): Counts {
  if (counts instanceof Float64Array) return new Float64Array(length)
  let sum = 0
  for (let region = 0; region < counts.length; region++) sum += counts[region]!
  return sum < 4_294_967_296 ? new Uint32Array(length) : new Float64Array(length)
}

/** Running sums of counts: `before[r]` pages lie before region r. */
function runningSums(counts: Counts): Counts {
  const before = columnOfSums(counts, counts.length + 1)
  let sum = 0
  for (let region = 0; region < counts.length; region++) {
    before[region] = sum
    sum += counts[region]!
  }
  before[counts.length] = sum
  return before
}

export interface WalkTotals {
  readonly pages: number
  readonly zeroPages: number
}

/** Data pages and zero pages that go in a walk. */
export function walkTotals(walk: Walk): WalkTotals {
  const slots = slotsOf(walk)
  return { pages: walk.sendBefore[slots]!, zeroPages: walk.zeroBefore?.[slots] ?? 0 }
}

/** The same as known when it begins: with those that are passed by. */
export function dueTotals(walk: Walk): WalkTotals {
  return walk.passedBy?.dueInAll ?? walkTotals(walk)
}
