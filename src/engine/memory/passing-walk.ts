/**
 * A walk that passes by what fired before its turn (Xen): it looks at the dirty bitmap when it comes to a region, and the
 * pages that are marked there again are of the next pass (Clark et al., section 5, "peek at the current round's bitmap").
 */
import { timeAfterBytes } from '../rate-schedule.ts'
import type { Nanoseconds } from '../units.ts'
import { PAGE_WORK, PASSING_REGION_WORK, REGION_WORK, type Slices } from '../work.ts'
import type { Counts, Walk } from './pass-table.ts'
import { walkTotals } from './walk-order.ts'
import { bytesBefore } from './walk-position.ts'

/** What a look at the bitmap finds in a region. */
export interface Look {
  /** Pages that have fired in this pass. */
  readonly fired: number
  /** Those among them that were due, and zero pages among these. */
  readonly data: number
  readonly zero: number
  /** Pages that were looked up one by one to find that; absent: none. */
  readonly lookedUp?: number
}

/** Work between two places to pause. */
const SLICE = 2000

const NOTHING: Look = { fired: 0, data: 0, zero: 0 }

/** Fills the columns of a walk while its regions are looked at in order. The walk's arrays are its own until it is through. */
export interface PassingWalk {
  readonly walk: Walk
  /** Writes down what was found in a region. All regions before it must have been looked at. */
  readonly pass: (region: number, look: Look) => void
  /** When it is through: known once all regions have been looked at. */
  readonly end: () => Nanoseconds
}

/** `due`: the walk as it would be if all went that is due, from the first page on. */
export function createPassingWalk(due: Walk): PassingWalk {
  const { toSend, zero } = due
  const regions = toSend.length
  const empty = (): Counts =>
    toSend instanceof Float64Array ? new Float64Array(regions) : new Uint32Array(regions)
  const columns = { toSend: empty(), zero: zero && empty(), fired: empty() }
  const sendBefore = new Float64Array(regions + 1)
  const zeroBefore = zero && new Float64Array(regions + 1)
  const before = new Float64Array(regions + 1)
  const walk: Walk = {
    ...due,
    toSend: columns.toSend,
    zero: columns.zero,
    sendBefore,
    zeroBefore,
    passedBy: {
      due: toSend,
      zeroDue: zero,
      dueInAll: walkTotals(due),
      fired: columns.fired,
      before,
    },
  }
  return {
    walk,
    pass(region, look) {
      const send = toSend[region]! - look.data
      columns.toSend[region] = send
      columns.fired[region] = look.fired
      sendBefore[region + 1] = sendBefore[region]! + send
      before[region + 1] = before[region]! + look.data
      if (zero === undefined) return
      columns.zero![region] = zero[region]! - look.zero
      zeroBefore![region + 1] = zeroBefore![region]! + zero[region]! - look.zero
    },
    end: () => timeAfterBytes(due.rates, due.start, bytesBefore(walk, regions)),
  }
}

/**
 * The whole walk at once, where `lookAt` knows what will have fired in a region when the walk comes to it, or when the guest
 * stops before, at `stopsAt`: then it is known even where the walk never comes.
 */
export function* passBy(
  due: Walk,
  stopsAt: Nanoseconds,
  lookAt: (region: number, time: Nanoseconds) => Look,
): Slices<Walk> {
  const { walk, pass, end } = createPassingWalk(due)
  let work = 0
  for (let region = 0; region < due.toSend.length; region++) {
    if (work > SLICE) {
      yield work
      work = 0
    }
    const isDue = due.toSend[region]! > 0 || (due.zero?.[region] ?? 0) > 0
    const comes = isDue
      ? timeAfterBytes(due.rates, due.start, bytesBefore(walk, region))
      : due.start
    const time = Math.min(comes, stopsAt)
    const looks = isDue && time < Infinity
    const look = looks ? lookAt(region, time) : NOTHING
    pass(region, look)
    work += looks ? PASSING_REGION_WORK + (look.lookedUp ?? 0) * PAGE_WORK : REGION_WORK
  }
  yield work
  return { ...walk, end: end() }
}
