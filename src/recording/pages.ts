/** Single pages: what a region looks like page by page at a moment. Made only where somebody looks. */
import { forEachFiredPage } from '../engine/memory/fired-pages.ts'
import type { PassTable, Walk } from '../engine/memory/pass-table.ts'
import { sentOfRegion, walkPosition, type WalkPosition } from '../engine/memory/walk-position.ts'
import { forEachZeroPage } from '../engine/memory/zero-pages.ts'
import type { RunRecord } from '../engine/run-record.ts'
import type { Nanoseconds } from '../engine/units.ts'
import { fireMoment, firesInRegion, type FireMoment } from './fires.ts'
import { copyAt } from './timeline.ts'

/** Flags of a page. */
export const PAGE = { inUse: 1, toSend: 2, sent: 4, fired: 8, zero: 16, everSent: 32 } as const

export interface RegionPages {
  /** `PAGE` flags by page of the region. */
  readonly flags: Uint8Array
  readonly timesSent: Uint16Array
  readonly timesFired: Uint16Array
}

/** A walk up to the moment, and the fires of its pass (none for the last pages). */
interface Copy {
  readonly walk: Walk
  readonly position: WalkPosition
  readonly fires: FireMoment | undefined
}

/** Reads regions of one moment. The arrays it returns are its own and are overwritten by the next call. */
export type PageReader = (region: number) => RegionPages

/** Calls `mark` with each page (within the region) that fired in a pass by the moment. */
export function forEachFired(
  record: RunRecord,
  moment: FireMoment,
  region: number,
  mark: (page: number) => void,
): void {
  const { table } = moment
  const count = Math.round(firesInRegion(record, moment, region))
  if (count === 0) return
  if (table.log !== undefined) {
    const from = table.log.regionStart[region]!
    for (let i = from; i < from + count; i++) mark(table.log.page[i]!)
    return
  }
  const { layout, input } = record
  const sweep = moment.sweeps[layout.classOf[region]!]
  forEachFiredPage(layout, input.seed, table.row.pass, region, count, sweep, mark)
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

/** A page of the region went in a copy, as the `nth` data page of its region, from 0. */
export type OnSent = (copy: number, page: number, nth: number) => void

export function createPageReader(
  record: RunRecord,
  time: Nanoseconds,
  onSent?: OnSent,
): PageReader {
  const { layout } = record
  const copies = copiesUntil(record, time)
  const carries = leavesPagesOver(record)
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
      const note = onSent && ((page: number, nth: number) => onSent(index, page, nth))
      if (index === 0) sendFirst(walk, position, region, inUse, found, note)
      else if (carries) sendCarried(walk, position, region, inUse, found, note)
      else if (marked) sendMarked(walk, position, region, inUse, found, note)
      else if (index === 1) clearMarks(inUse, flags)
      marked = fires !== undefined && fires.table.fires[region]! > 0
      if (marked) forEachFired(record, fires!, region, markFired)
    }
    return found
  }
}

/** Which pages hold only zeros when pass −1 comes by: spread over the region by a key. */
function markZeroPages(record: RunRecord, region: number, flags: Uint8Array): void {
  const zeroPages = record.passes[0]?.walk.zero?.[region] ?? 0
  if (zeroPages === 0) return
  forEachZeroPage(record.layout, record.input.seed, region, zeroPages, (page) => {
    flags[page] = flags[page]! | PAGE.zero
  })
}

type Note = ((page: number, nth: number) => void) | undefined

/** Pass −1: every page in use is due; zero pages are looked at, the others sent, in the order of addresses. */
function sendFirst(
  walk: Walk,
  position: WalkPosition,
  region: number,
  inUse: number,
  found: RegionPages,
  note: Note,
): void {
  const { flags, timesSent } = found
  let { send, zero } = sentOfRegion(walk, position, region)
  let nth = 0
  if ((walk.zero?.[region] ?? 0) === 0) {
    const through = Math.min(inUse, Math.floor(send))
    flags.fill(PAGE.inUse | PAGE.toSend | PAGE.sent | PAGE.everSent, 0, through)
    flags.fill(PAGE.inUse | PAGE.toSend, through, inUse)
    timesSent.fill(1, 0, through)
    if (note) for (let page = 0; page < through; page++) note(page, page)
    return
  }
  for (let page = 0; page < inUse; page++) {
    let flag = flags[page]! | PAGE.toSend
    if (flag & PAGE.zero) {
      if (zero > 0) flag |= PAGE.sent | PAGE.everSent
      zero--
    } else {
      if (send > 0) {
        flag |= PAGE.sent | PAGE.everSent
        timesSent[page] = 1
        note?.(page, nth++)
      }
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
  note: Note,
): void {
  const { flags, timesSent } = found
  let { send } = sentOfRegion(walk, position, region)
  let nth = 0
  for (let page = 0; page < inUse; page++) {
    const before = flags[page]!
    const flag = before & ~(PAGE.toSend | PAGE.sent | PAGE.fired)
    if ((before & PAGE.fired) === 0) {
      flags[page] = flag
    } else if (send > 0) {
      timesSent[page] = timesSent[page]! + 1
      flags[page] = flag | PAGE.toSend | PAGE.sent | PAGE.everSent
      note?.(page, nth++)
      send--
    } else {
      flags[page] = flag | PAGE.toSend
    }
  }
}

/** True where walks end before all is sent, and the rest is of the next walk (QEMU). */
export function leavesPagesOver({ passes }: Pick<RunRecord, 'passes'>): boolean {
  return passes[0]?.walk.marks !== undefined
}

/** What the walk before left over and what fired in it is due, from the page on where this walk begins. */
function sendCarried(
  walk: Walk,
  position: WalkPosition,
  region: number,
  inUse: number,
  found: RegionPages,
  note: Note,
): void {
  const { flags, timesSent } = found
  let { send, zero } = sentOfRegion(walk, position, region)
  const first = walk.origin?.region === region ? walk.origin.page : 0
  let nth = 0
  for (let step = 0; step < inUse; step++) {
    const page = (first + step) % inUse
    const before = flags[page]!
    const over = (before & (PAGE.toSend | PAGE.sent)) === PAGE.toSend
    const fired = (before & PAGE.fired) !== 0
    // Once written, a page is no page of zeros any more.
    const kept = fired ? before & ~PAGE.zero : before
    let flag = kept & ~(PAGE.toSend | PAGE.sent | PAGE.fired)
    if (over || fired) {
      flag |= PAGE.toSend
      const empty = over && !fired && (flag & PAGE.zero) !== 0
      const through = empty ? zero-- > 0 : send-- > 0
      if (through) flag |= PAGE.sent | PAGE.everSent
      if (through && !empty) {
        timesSent[page] = timesSent[page]! + 1
        note?.(page, nth++)
      }
    }
    flags[page] = flag
  }
}

function clearMarks(inUse: number, flags: Uint8Array): void {
  for (let page = 0; page < inUse; page++)
    flags[page] = flags[page]! & ~(PAGE.toSend | PAGE.sent | PAGE.fired)
}
