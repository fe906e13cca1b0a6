/**
 * How the pages of a region go from copy to copy. A copy touches only the pages that were marked in the one before and
 * those that fire in it, so a short pass costs what it sends and not what the region holds.
 */
import { forEachFiredPage } from '../engine/memory/fired-pages.ts'
import type { PassTable, Walk } from '../engine/memory/pass-table.ts'
import { walkPosition, type WalkPosition } from '../engine/memory/walk-position.ts'
import { sentOfRegion } from '../engine/memory/walk-region.ts'
import { forEachZeroPage } from '../engine/memory/zero-pages.ts'
import type { RunRecord } from '../engine/run-record.ts'
import type { Nanoseconds } from '../engine/units.ts'
import { pagesFiredIn } from './fire-index.ts'
import { firePlaces } from './fire-order.ts'
import { fireMoment, firesInRegion, type FireMoment } from './fires.ts'
import { PAGE, type DuePage, type RegionState } from './page-flags.ts'
import { sendDue, sendFirst, type Going } from './page-sends.ts'

/** A walk up to a moment, and the fires of its pass (none for the last pages). */
export interface Copy {
  readonly index: number
  readonly walk: Walk
  readonly position: WalkPosition
  readonly fires: FireMoment | undefined
}

export type VisitDue = (copy: number, due: DuePage) => void

/** Copy number `index`, the last pages after all passes, up to a moment. */
export function copyUntil(record: RunRecord, index: number, time: Nanoseconds): Copy {
  const table: PassTable | undefined = record.passes[index]
  const walk = table?.walk ?? record.lastWalk!
  return {
    index,
    walk,
    position: walkPosition(walk, time),
    fires: table && fireMoment(record, table, time),
  }
}

export function createRegionState({ layout }: RunRecord): RegionState {
  const size = layout.regionPages
  return {
    flags: new Uint8Array(size),
    timesSent: new Uint16Array(size),
    timesFired: new Uint16Array(size),
    marked: new Uint16Array(size),
    many: 0,
  }
}

/** Before the first copy: nothing is sent, nothing has fired. */
export function beginRegion(record: RunRecord, region: number, state: RegionState): void {
  const { layout, input } = record
  const { flags, timesSent, timesFired } = state
  const inUse = layout.inUse[region]!
  flags.fill(PAGE.inUse, 0, inUse).fill(0, inUse)
  timesSent.fill(0)
  timesFired.fill(0)
  state.many = 0
  const zeroPages = firstZeroPages(record.passes[0]?.walk, region)
  if (zeroPages === 0) return
  // Which pages hold only zeros when pass −1 comes by: spread over the region by a key.
  forEachZeroPage(layout, input.seed, region, zeroPages, (page) => {
    flags[page] = flags[page]! | PAGE.zero
  })
}

/** Finds the marks of a region whose flags were set from elsewhere. */
export function findMarked(state: RegionState, inUse: number): void {
  const { flags, marked } = state
  let many = 0
  for (let page = 0; page < inUse; page++) if ((flags[page]! & MARKS) !== 0) marked[many++] = page
  state.many = many
}

/** Makes a region what another one is. */
export function copyRegion(from: RegionState, to: RegionState): void {
  to.flags.set(from.flags)
  to.timesSent.set(from.timesSent)
  to.timesFired.set(from.timesFired)
  to.marked.set(from.many === from.marked.length ? from.marked : from.marked.subarray(0, from.many))
  to.many = from.many
}

/** Takes a region through one copy. `ordered`: see `walksInOrder`. `visit` sees what is due in the order of the walk. */
export function applyCopy(
  record: RunRecord,
  copy: Copy,
  ordered: boolean,
  region: number,
  state: RegionState,
  visit?: VisitDue,
): void {
  const { index, walk, position, fires } = copy
  const inUse = record.layout.inUse[region]!
  if (index > 0 && state.many === 0 && !(fires && fires.table.fires[region]! > 0)) return
  const { send, zero } = sentOfRegion(walk, position, region)
  const going: Going = {
    send,
    zero,
    first: walk.origin?.region === region ? walk.origin.page : 0,
    passed: passedByIn(record, walk, position, fires?.table, region),
    seen: visit && ((due) => visit(index, due)),
  }
  if (index === 0) sendFirst(state, going, inUse, firstZeroPages(walk, region) > 0)
  else if (ordered || record.passes[index - 1]!.fires[region]! > 0) sendDue(state, going, ordered)
  else if (index === 1) clearMarks(state)
  if (fires === undefined || fires.table.fires[region] === 0) return
  const { flags, timesFired, marked } = state
  forEachFired(record, fires, region, (page) => {
    const flag = flags[page]!
    if ((flag & MARKS) === 0) marked[state.many++] = page
    flags[page] = flag | PAGE.fired
    timesFired[page] = timesFired[page]! + 1
  })
}

const MARKS = PAGE.toSend | PAGE.sent | PAGE.fired

/** Calls `mark` with each page (within the region) that fired in a pass by the moment, in any order. */
export function forEachFired(
  record: RunRecord,
  moment: FireMoment,
  region: number,
  mark: (page: number) => void,
): void {
  const { table } = moment
  const { layout, input } = record
  const count = Math.round(firesInRegion(record, moment, region))
  if (count === 0) return
  if (table.log !== undefined) {
    for (const page of pagesFiredIn(table.log, layout, region).subarray(0, count)) mark(page)
    return
  }
  const sweep = moment.sweeps[layout.classOf[region]!]
  forEachFiredPage(layout, input.seed, table.row.pass, region, count, sweep, mark)
}

/** Zero pages of a region that are due in pass −1. */
function firstZeroPages(walk: Walk | undefined, region: number): number {
  return (walk?.passedBy?.zeroDue ?? walk?.zero)?.[region] ?? 0
}

/** A test of whether the walk has passed a page by; undefined if it has passed none of the region. */
function passedByIn(
  record: RunRecord,
  { passedBy }: Walk,
  position: WalkPosition,
  table: PassTable | undefined,
  region: number,
): Going['passed'] {
  if (passedBy === undefined || table === undefined || region > position.region) return undefined
  const count = Math.round(passedBy.fired[region]!)
  if (count === 0) return undefined
  const placeOf = firePlaces(record, table, region)
  return (page) => placeOf(page) < count
}

/** A region without fires in pass −1 is through with it when the next copy begins. */
function clearMarks(state: RegionState): void {
  const { flags, marked } = state
  for (let i = 0; i < state.many; i++) flags[marked[i]!] = flags[marked[i]!]! & ~MARKS
  state.many = 0
}
