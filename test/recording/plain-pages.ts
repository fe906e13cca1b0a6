/** The plain way to read single pages: every page of a region, through every copy, from the first one on. Slow, and right. */
import { firedPageTest } from '../../src/engine/memory/fired-pages.ts'
import type { PassTable, Walk } from '../../src/engine/memory/pass-table.ts'
import { walkPosition, type WalkPosition } from '../../src/engine/memory/walk-position.ts'
import { sentOfRegion } from '../../src/engine/memory/walk-region.ts'
import { forEachZeroPage } from '../../src/engine/memory/zero-pages.ts'
import type { RunRecord } from '../../src/engine/run-record.ts'
import type { Nanoseconds } from '../../src/engine/units.ts'
import { pagesFiredIn } from '../../src/recording/fire-index.ts'
import { firePlaces } from '../../src/recording/fire-order.ts'
import { fireMoment, firesInRegion, type FireMoment } from '../../src/recording/fires.ts'
import {
  PAGE,
  walksInOrder,
  type DuePage,
  type RegionPages,
} from '../../src/recording/page-flags.ts'
import type { VisitDue } from '../../src/recording/page-copies.ts'
import { copyAt } from '../../src/recording/timeline.ts'

/** A walk up to the moment, and the fires of its pass (none for the last pages). */
interface Copy {
  readonly walk: Walk
  readonly position: WalkPosition
  readonly fires: FireMoment | undefined
}

/** Calls `mark` with each page (within the region) that fired in a pass by the moment. */
function forEachFired(
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
  const fired = firedPageTest(layout, input.seed, table.row.pass, region, count, sweep)
  for (let page = 0; page < layout.classPages[region]!; page++) if (fired(page)) mark(page)
}

/** All copies that had begun by the moment, oldest first. */
function copiesUntil(record: RunRecord, time: Nanoseconds): Copy[] {
  const copy = copyAt(record, time)
  const copyOf = (walk: Walk, table: PassTable | undefined): Copy => ({
    walk,
    position: walkPosition(walk, time),
    fires: table === undefined ? undefined : fireMoment(record, table, time),
  })
  const copies = record.passes
    .slice(0, copy.passIndex + 1)
    .map((table) => copyOf(table.walk, table))
  if (copy.lastWalk !== undefined) copies.push(copyOf(copy.lastWalk, undefined))
  return copies
}

/** `visit` is called for every page that is due in a copy and is not passed by, copy by copy in the order of the walk. */
export function createPlainReader(
  record: RunRecord,
  time: Nanoseconds,
  visit?: VisitDue,
): (region: number) => RegionPages {
  const { layout } = record
  const copies = copiesUntil(record, time)
  const ordered = walksInOrder(record)
  const flags = new Uint8Array(layout.regionPages)
  const timesSent = new Uint16Array(layout.regionPages)
  const timesFired = new Uint16Array(layout.regionPages)
  const found: RegionPages = { flags, timesSent, timesFired }
  const markFired = (page: number) => {
    flags[page] = flags[page]! | PAGE.fired
    timesFired[page] = timesFired[page]! + 1
  }
  return (region) => {
    const inUse = layout.inUse[region]!
    flags.fill(PAGE.inUse, 0, inUse).fill(0, inUse)
    timesSent.fill(0)
    timesFired.fill(0)
    markZeroPages(record, region, flags)
    let marked = false
    for (const [index, { walk, position, fires }] of copies.entries()) {
      const passed = passedByIn(record, walk, position, fires?.table, region)
      const seen = visit && ((due: DuePage) => visit(index, due))
      if (index === 0) sendFirst(walk, position, region, inUse, found, passed, seen)
      else if (ordered) sendInOrder(walk, position, region, inUse, found, passed, seen)
      else if (marked) sendMarked(walk, position, region, inUse, found, seen)
      else if (index === 1) clearMarks(inUse, flags)
      marked = fires !== undefined && fires.table.fires[region]! > 0
      if (marked) forEachFired(record, fires!, region, markFired)
    }
    return found
  }
}

/** Zero pages of a region that are due in pass −1. */
function firstZeroPages(walk: Walk | undefined, region: number): number {
  return (walk?.passedBy?.zeroDue ?? walk?.zero)?.[region] ?? 0
}

/** Marks by page of what the walk has passed by in a region; undefined: nothing. */
function passedByIn(
  record: RunRecord,
  { passedBy }: Walk,
  position: WalkPosition,
  table: PassTable | undefined,
  region: number,
): Uint8Array | undefined {
  if (passedBy === undefined || table === undefined || region > position.region) return undefined
  const count = Math.round(passedBy.fired[region]!)
  if (count === 0) return undefined
  const marks = new Uint8Array(record.layout.regionPages)
  const placeOf = firePlaces(record, table, region)
  for (let page = 0; page < record.layout.inUse[region]!; page++)
    if (placeOf(page) < count) marks[page] = 1
  return marks
}

/** Which pages hold only zeros when pass −1 comes by: spread over the region by a key. */
function markZeroPages(record: RunRecord, region: number, flags: Uint8Array): void {
  const zeroPages = firstZeroPages(record.passes[0]?.walk, region)
  if (zeroPages === 0) return
  forEachZeroPage(record.layout, record.input.seed, region, zeroPages, (page) => {
    flags[page] = flags[page]! | PAGE.zero
  })
}

/** Pass −1: every page in use is due; zero pages are looked at, the others sent, in the order of addresses. */
function sendFirst(
  walk: Walk,
  position: WalkPosition,
  region: number,
  inUse: number,
  found: RegionPages,
  passed: Uint8Array | undefined,
  seen: SeeDue | undefined,
): void {
  const { flags, timesSent } = found
  let { send, zero } = sentOfRegion(walk, position, region)
  if (firstZeroPages(walk, region) === 0 && passed === undefined && seen === undefined) {
    const through = Math.min(inUse, Math.floor(send))
    flags.fill(PAGE.inUse | PAGE.toSend | PAGE.sent | PAGE.everSent, 0, through)
    flags.fill(PAGE.inUse | PAGE.toSend, through, inUse)
    timesSent.fill(1, 0, through)
    return
  }
  let [sendPlace, zeroPlace] = [0, 0]
  if (firstZeroPages(walk, region) === 0) send = Math.floor(send)
  for (let page = 0; page < inUse; page++) {
    if (passed?.[page] === 1) continue
    let flag = flags[page]! | PAGE.toSend
    if (flag & PAGE.zero) {
      if (zero > 0) flag |= PAGE.sent | PAGE.everSent
      seen?.({ page, nth: zeroPlace++, zero: true, gone: zero > 0 })
      zero--
    } else {
      if (send > 0) {
        flag |= PAGE.sent | PAGE.everSent
        timesSent[page] = 1
      }
      seen?.({ page, nth: sendPlace++, zero: false, gone: send > 0 })
      send--
    }
    flags[page] = flag
  }
}

/** Later passes: what fired in the pass before is due, in the order of addresses. */
function sendMarked(
  walk: Walk,
  position: WalkPosition,
  region: number,
  inUse: number,
  found: RegionPages,
  seen: SeeDue | undefined,
): void {
  const { flags, timesSent } = found
  let { send } = sentOfRegion(walk, position, region)
  let nth = 0
  for (let page = 0; page < inUse; page++) {
    const before = flags[page]!
    const flag = before & ~(PAGE.toSend | PAGE.sent | PAGE.fired)
    if ((before & PAGE.fired) === 0) {
      flags[page] = flag
      continue
    }
    seen?.({ page, nth: nth++, zero: false, gone: send > 0 })
    if (send > 0) {
      timesSent[page] = timesSent[page]! + 1
      flags[page] = flag | PAGE.toSend | PAGE.sent | PAGE.everSent
      send--
    } else {
      flags[page] = flag | PAGE.toSend
    }
  }
}

type SeeDue = (due: DuePage) => void

/**
 * What the walk before left over and what fired in it is due, from the page on where this walk begins; but for what it has
 * passed by, which is of the next pass.
 */
function sendInOrder(
  walk: Walk,
  position: WalkPosition,
  region: number,
  inUse: number,
  found: RegionPages,
  passed: Uint8Array | undefined,
  seen: SeeDue | undefined,
): void {
  const { flags, timesSent } = found
  let { send, zero } = sentOfRegion(walk, position, region)
  let [sendPlace, zeroPlace] = [0, 0]
  const first = walk.origin?.region === region ? walk.origin.page : 0
  for (let step = 0; step < inUse; step++) {
    // A walk may begin behind the last page in use of a region.
    const page = (Math.min(first, inUse) + step) % inUse
    const before = flags[page]!
    const over = (before & (PAGE.toSend | PAGE.sent)) === PAGE.toSend
    const fired = (before & PAGE.fired) !== 0
    // Once written, a page is no page of zeros any more.
    const kept = fired ? before & ~PAGE.zero : before
    let flag = kept & ~(PAGE.toSend | PAGE.sent | PAGE.fired)
    if ((over || fired) && passed?.[page] !== 1) {
      flag |= PAGE.toSend
      const empty = over && !fired && (flag & PAGE.zero) !== 0
      const through = empty ? zero-- > 0 : send-- > 0
      seen?.({ page, nth: empty ? zeroPlace++ : sendPlace++, zero: empty, gone: through })
      if (through) flag |= PAGE.sent | PAGE.everSent
      if (through && !empty) timesSent[page] = timesSent[page]! + 1
    }
    flags[page] = flag
  }
}

function clearMarks(inUse: number, flags: Uint8Array): void {
  for (let page = 0; page < inUse; page++)
    flags[page] = flags[page]! & ~(PAGE.toSend | PAGE.sent | PAGE.fired)
}
