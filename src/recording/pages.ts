/** Single pages: what a region looks like page by page at a moment. Computed only on demand. */
import type { RunRecord } from '../engine/run-record.ts'
import type { Nanoseconds } from '../engine/units.ts'
import {
  applyCopy,
  beginRegion,
  copyRegion,
  copyUntil,
  createRegionState,
  type Copy,
  type VisitDue,
} from './page-copies.ts'
import { walksInOrder, type RegionPages } from './page-flags.ts'
import { pageHistoryOf } from './page-history.ts'
import { copyAt } from './timeline.ts'

/** Reads regions of one moment. The arrays it returns are its own and are overwritten by the next call. */
export type PageReader = (region: number) => RegionPages

/** The copy that a moment lies in or behind; −1 before the first one. */
function indexAt(record: RunRecord, time: Nanoseconds): number {
  const { passIndex, lastWalk } = copyAt(record, time)
  return lastWalk === undefined ? passIndex : passIndex + 1
}

/** For regions that will be looked at again at another moment, and whose copies till then are kept: 2²⁰ pages at most. */
export function createPageReader(record: RunRecord, time: Nanoseconds): PageReader {
  const history = pageHistoryOf(record)
  history.turn()
  const ordered = walksInOrder(record)
  const state = createRegionState(record)
  const index = indexAt(record, time)
  const copy = index < 0 ? undefined : copyUntil(record, index, time)
  return (region) => {
    copyRegion(history.stateAt(region, Math.max(0, index)), state)
    if (copy !== undefined) applyCopy(record, copy, ordered, region, state)
    return state
  }
}

/**
 * For regions that are looked at once; nothing is kept. `visit` is called for every page that is due in a copy and is not
 * passed by, copy by copy in the order of the walk.
 */
export function createPassingReader(
  record: RunRecord,
  time: Nanoseconds,
  visit?: VisitDue,
): PageReader {
  const history = pageHistoryOf(record)
  const ordered = walksInOrder(record)
  const state = createRegionState(record)
  const index = indexAt(record, time)
  const last = index < 0 ? undefined : copyUntil(record, index, time)
  const copyOf = (each: number): Copy => (each < index ? history.wholeCopy(each) : last!)
  return (region) => {
    beginRegion(record, region, state)
    for (let each = 0; each <= index; each++)
      applyCopy(record, copyOf(each), ordered, region, state, visit)
    return state
  }
}
