/** Colours of both maps, cell by cell: from region counts where a cell covers whole regions, from single pages where not. */
import { sentOfRegion, waitingInRegion, walkPosition } from '../engine/memory/walk-position.ts'
import type { RunRecord } from '../engine/run-record.ts'
import type { Nanoseconds } from '../engine/units.ts'
import { fireMoment, firesInRegion, type FireMoment } from './fires.ts'
import { PAGE, type RegionPages } from './page-flags.ts'
import { createPageReader } from './pages.ts'
import { CELL, type CellView } from './cell.ts'
import { placesOf } from './places.ts'
import { copyAt, type CopyMoment } from './timeline.ts'

/** What is summed up in a cell. */
interface CellSums {
  inUse: number
  notSent: number
  /** Pages whose copy at the destination is stale or will be sent again. */
  changed: number
  /** Sum of times changed over the changed pages. */
  changes: number
  timesSent: number
  timesFired: number
  onTheWire: boolean
}

const AGAIN = 1.4
const OFTEN = 2.5

function clampByte(value: number): number {
  return value >= 255 ? 255 : value <= 0 ? 0 : Math.round(value)
}

function changedIndex(sums: CellSums): number {
  const mean = sums.changed > 0 ? sums.changes / sums.changed : 1
  const severity = mean < AGAIN ? 0 : mean < OFTEN ? 1 : 2
  const share = Math.min(1, sums.changed / sums.inUse)
  const step = Math.max(
    1,
    Math.min(CELL.changedSteps - 1, Math.round(share * (CELL.changedSteps - 1))),
  )
  return CELL.changed + severity * CELL.changedSteps + step
}

function partly(inSync: number): number {
  return (
    CELL.partlySent +
    Math.max(0, Math.min(CELL.partlySentSteps - 1, Math.round(inSync * (CELL.partlySentSteps - 1))))
  )
}

function sourceIndex(sums: CellSums): number {
  if (sums.inUse <= 0) return CELL.notInUse
  if (sums.onTheWire) return CELL.onTheWire
  if (sums.notSent >= sums.inUse) return CELL.notSent
  if (sums.changed > 1e-9) return changedIndex(sums)
  return sums.notSent > 0 ? partly(1 - sums.notSent / sums.inUse) : CELL.inSync
}

function destinationIndex(sums: CellSums): number {
  if (sums.inUse <= 0) return CELL.notInUse
  if (sums.onTheWire) return CELL.onTheWire
  const missing = Math.min(sums.inUse, sums.notSent + sums.changed)
  if (missing <= 1e-9) return CELL.inSync
  return missing >= sums.inUse ? CELL.notSent : partly(1 - missing / sums.inUse)
}

function encode(sums: CellSums, atDestination: boolean, atSource: boolean): number {
  const source = atSource ? sourceIndex(sums) : CELL.notInUse
  const destination = atDestination ? destinationIndex(sums) : CELL.notInUse
  const inUse = Math.max(1, sums.inUse)
  const sent = clampByte((sums.timesSent / inUse) * 16)
  const fired = clampByte((sums.timesFired / inUse) * 16)
  return (source | (destination << 8) | (sent << 16) | (fired << 24)) >>> 0
}

/** Sums by region that a moment needs again and again: fires and sends before each pass. */
export interface PassHistory {
  /** By pass: fires by region in all passes before it, and pages sent. */
  readonly firesBefore: readonly Float32Array[]
  readonly sentBefore: readonly Float32Array[]
}

export function passHistory(record: RunRecord): PassHistory {
  const { regions } = record.layout
  const firesBefore = [new Float32Array(regions)]
  const sentBefore = [new Float32Array(regions)]
  for (const [index, { fires, walk }] of record.passes.entries()) {
    const nextFires = new Float32Array(regions)
    const nextSent = new Float32Array(regions)
    const ended = walk.complete ? undefined : walkPosition(walk, walk.end)
    for (let region = 0; region < regions; region++) {
      nextFires[region] = firesBefore[index]![region]! + fires[region]!
      const sent =
        ended === undefined ? walk.toSend[region]! : sentOfRegion(walk, ended, region).send
      nextSent[region] = sentBefore[index]![region]! + sent
    }
    firesBefore.push(nextFires)
    sentBefore.push(nextSent)
  }
  return { firesBefore, sentBefore }
}

/** Fills the cells of a view; see `Recording.paintCells`. */
export function paintCells(
  record: RunRecord,
  history: () => PassHistory,
  time: Nanoseconds,
  view: CellView,
  out: Uint32Array,
): void {
  const { atSource, atDestination } = placesOf(record, time)
  const { regionPages: size, regions } = record.layout
  if (view.pagesPerCell >= size) {
    const moment = createMoment(record, history(), time)
    const regionsPerCell = view.pagesPerCell / size
    const first = Math.floor(view.firstPage / size)
    const sums = emptySums()
    for (let cell = 0; cell < view.cells; cell++) {
      clearSums(sums)
      const from = first + cell * regionsPerCell
      for (let region = from; region < from + regionsPerCell && region < regions; region++)
        addRegion(moment, region, sums)
      out[cell] = encode(sums, atDestination, atSource)
    }
    return
  }
  paintPages(record, time, view, out, atDestination, atSource)
}

interface Moment {
  readonly record: RunRecord
  readonly history: PassHistory
  readonly time: Nanoseconds
  readonly copy: CopyMoment
  readonly fires: FireMoment | undefined
  readonly position: ReturnType<typeof walkPosition> | undefined
}

function createMoment(record: RunRecord, history: PassHistory, time: Nanoseconds): Moment {
  const copy = copyAt(record, time)
  const table = record.passes[copy.passIndex]
  const walk = copy.lastWalk ?? table?.walk
  return {
    record,
    history,
    time,
    copy,
    fires: table === undefined ? undefined : fireMoment(record, table, time),
    position: walk === undefined ? undefined : walkPosition(walk, time),
  }
}

function emptySums(): CellSums {
  return {
    inUse: 0,
    notSent: 0,
    changed: 0,
    changes: 0,
    timesSent: 0,
    timesFired: 0,
    onTheWire: false,
  }
}

/** One object serves all cells of a frame. */
function clearSums(sums: CellSums): void {
  sums.inUse = sums.notSent = sums.changed = sums.changes = sums.timesSent = sums.timesFired = 0
  sums.onTheWire = false
}

/** Adds a whole region. Waiting and newly fired pages overlap by chance; their union is the expected one. */
function addRegion(moment: Moment, region: number, sums: CellSums): void {
  const { record, history, copy, fires, position, time } = moment
  const inUse = record.layout.inUse[region]!
  if (inUse === 0) return
  sums.inUse += inUse
  const table = record.passes[copy.passIndex]
  if (table === undefined || fires === undefined || position === undefined) {
    sums.notSent += inUse
    return
  }
  const index = copy.passIndex
  const last = copy.lastWalk
  const walk = last ?? table.walk
  const here = region === position.region
  const { send, zero } = sentOfRegion(walk, position, region)
  const fired = firesInRegion(record, fires, region)
  const firesBefore = history.firesBefore[index]![region]!
  sums.timesFired += firesBefore + fired
  sums.timesSent +=
    (last === undefined
      ? history.sentBefore[index]![region]!
      : history.sentBefore[index + 1]![region]!) + send
  if (here && time < walk.end) sums.onTheWire = true
  if (last !== undefined) {
    const waiting = walk.toSend[region]! - send
    sums.changed += waiting
    sums.changes += waiting * (1 + firesBefore / inUse)
    return
  }
  if (index === 0) {
    const unsent = inUse - send - zero
    sums.notSent += unsent
    const changed = unsent === 0 ? fired : Math.min(fired, send + zero) * (1 - unsent / inUse)
    sums.changed += changed
    sums.changes += changed
    return
  }
  const waiting = waitingInRegion(walk, position, region)
  const before = record.passes[index - 1]!.fires[region]!
  const union = waiting + fired - (waiting * fired) / inUse
  sums.changed += union
  sums.changes +=
    (waiting * (1 + (firesBefore - before) / inUse) + fired * (1 + firesBefore / inUse)) *
    (waiting + fired > 0 ? union / (waiting + fired) : 0)
}

/** Cells smaller than a region: page by page. */
function paintPages(
  record: RunRecord,
  time: Nanoseconds,
  view: CellView,
  out: Uint32Array,
  atDestination: boolean,
  atSource: boolean,
): void {
  const { regionPages: size, regions, pages } = record.layout
  const { passIndex, inPass, lastWalk } = copyAt(record, time)
  const walk = lastWalk ?? record.passes[passIndex]?.walk
  const walking = lastWalk !== undefined || inPass
  const here = walk !== undefined && walking ? walkPosition(walk, time).region : -1
  const read = createPageReader(record, time)
  let loaded = -1
  let region: RegionPages | undefined
  let nextPage = -1
  const sums = emptySums()
  for (let cell = 0; cell < view.cells; cell++) {
    clearSums(sums)
    const from = view.firstPage + cell * view.pagesPerCell
    const index = Math.floor(from / size)
    if (index < regions && from < pages) {
      if (index !== loaded || region === undefined) {
        loaded = index
        region = read(index)
        nextPage = index === here ? nextToSend(region) : -1
      }
      const start = from - index * size
      const end = Math.min(start + view.pagesPerCell, size)
      addPages(region, start, end, sums)
      if (nextPage >= start && nextPage < end) sums.onTheWire = true
    }
    out[cell] = encode(sums, atDestination, atSource)
  }
}

/** The page that goes next: the first of the to-send set that is not through; −1 when none is. */
function nextToSend({ flags }: RegionPages): number {
  return flags.findIndex((flag) => (flag & (PAGE.toSend | PAGE.sent)) === PAGE.toSend)
}

function addPages(
  { flags, timesSent, timesFired }: RegionPages,
  start: number,
  end: number,
  sums: CellSums,
): void {
  for (let page = start; page < end; page++) {
    const flag = flags[page]!
    if ((flag & PAGE.inUse) === 0) continue
    const fired = timesFired[page]!
    sums.inUse++
    sums.timesSent += timesSent[page]!
    sums.timesFired += fired
    if ((flag & PAGE.everSent) === 0) sums.notSent++
    else if (flag & PAGE.fired || (flag & (PAGE.toSend | PAGE.sent)) === PAGE.toSend) {
      sums.changed++
      sums.changes += fired > 1 ? fired : 1
    }
  }
}
