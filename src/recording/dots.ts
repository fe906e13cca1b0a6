/**
 * The dots of the memory maps. Each dot is the true state of one page, the middle one of its cell, so the density of the
 * amber dots is the share that changed. No chance is drawn: the page is the one that the model says.
 */
import { walkPosition } from '../engine/memory/walk-position.ts'
import type { RunRecord } from '../engine/run-record.ts'
import type { Nanoseconds } from '../engine/units.ts'
import { firedBy, holdPasses, holdRanks, middlePage, type DotHistory } from './dot-history.ts'
import { fireMoment } from './fires.ts'
import { turnOf } from './due-history.ts'
import { PAGE, type RegionPages } from './page-flags.ts'
import { createPageReader } from './pages.ts'
import { placesOf, type Places } from './places.ts'
import { CELL, type CellView } from './cell.ts'
import { copyAt } from './timeline.ts'

/** Fills a dot a cell; cells past the end of memory become `notInUse`. Bytes as in CELL, but of the one page; byte 2 is 0. */
export function paintDots(
  record: RunRecord,
  history: DotHistory,
  time: Nanoseconds,
  view: CellView,
  out: Uint32Array,
): void {
  const shown = placesOf(record, time)
  if (view.pagesPerCell < record.layout.regionPages) paintPages(record, time, view, out, shown)
  else paintRegions(record, history, time, view, out, shown)
}

type State = 'not-in-use' | 'not-sent' | 'in-sync' | 'changed' | 'on-the-wire'

function word(state: State, timesFired: number, { atSource, atDestination }: Places): number {
  const fired = Math.min(255, timesFired * 16)
  const source = atSource ? sourceCode(state, timesFired) : CELL.notInUse
  const destination = atDestination ? destinationCode(state) : CELL.notInUse
  return (source | (destination << 8) | (fired << 24)) >>> 0
}

function sourceCode(state: State, timesFired: number): number {
  if (state !== 'changed') return destinationCode(state)
  const severity = timesFired <= 1 ? 0 : timesFired === 2 ? 1 : 2
  return CELL.changed + (severity + 1) * CELL.changedSteps - 1
}

function destinationCode(state: State): number {
  switch (state) {
    case 'not-in-use':
      return CELL.notInUse
    case 'not-sent':
      return CELL.notSent
    case 'in-sync':
      return CELL.inSync
    case 'changed':
      return CELL.stale
    case 'on-the-wire':
      return CELL.onTheWire
  }
}

function paintRegions(
  record: RunRecord,
  history: DotHistory,
  time: Nanoseconds,
  view: CellView,
  out: Uint32Array,
  places: Places,
): void {
  const { regionPages: size, regions, inUse } = record.layout
  const step = view.pagesPerCell / size
  const first = Math.floor(view.firstPage / size)
  const copy = copyAt(record, time)
  const index = copy.passIndex
  const table = record.passes[index]
  const walk = copy.lastWalk ?? table?.walk
  if (table === undefined || walk === undefined) {
    for (let cell = 0; cell < view.cells; cell++) {
      const used = (inUse[first + cell * step] ?? 0) > 0
      out[cell] = word(used ? 'not-sent' : 'not-in-use', 0, places)
    }
    return
  }
  const onLast = copy.lastWalk !== undefined
  holdPasses(record, history, onLast ? index + 1 : index)
  if (!onLast) holdRanks(record, history, index)
  const fires = fireMoment(record, table, time)
  const position = walkPosition(walk, time)
  const { region: here } = position
  const walking = time < walk.end
  const ordered = history.due && {
    due: history.due.due[onLast ? index + 1 : index]!,
    ever: history.due.ever[onLast ? index + 1 : index]!,
  }
  const stateInOrder = (region: number, firedNow: boolean): State => {
    const turn =
      ordered!.due[region] === 1
        ? turnOf(
            record,
            walk,
            onLast ? undefined : table,
            position,
            region,
            middlePage(record, region),
          )
        : 'not-due'
    if (turn === 'here') return stateOfPage(record, time, region)
    if (turn !== 'sent' && ordered!.ever[region] === 0) return 'not-sent'
    return turn === 'waits' || firedNow ? 'changed' : 'in-sync'
  }
  const before = history.firedBefore[onLast ? index + 1 : index]!
  const due = onLast ? history.fired[index] : history.fired[index - 1]
  for (let cell = 0; cell < view.cells; cell++) {
    const region = first + cell * step
    if (region >= regions || inUse[region] === 0) {
      out[cell] = word('not-in-use', 0, places)
      continue
    }
    if (walking && here >= region && here < region + step) {
      out[cell] = word('on-the-wire', 0, places)
      continue
    }
    const firedNow = !onLast && firedBy(record, history.rank, fires, region)
    const timesFired = before[region]! + (firedNow ? 1 : 0)
    let state: State
    if (ordered !== undefined) state = stateInOrder(region, firedNow)
    else if (region === here) state = stateOfPage(record, time, region)
    else if (due === undefined && region > here) state = 'not-sent'
    else state = firedNow || (due?.[region] === 1 && region > here) ? 'changed' : 'in-sync'
    out[cell] = word(state, timesFired, places)
  }
}

/** A walk that was given up stands in the middle of a region: only its single pages give the state. */
function stateOfPage(record: RunRecord, time: Nanoseconds, region: number): State {
  return stateOf(createPageReader(record, time)(region), middlePage(record, region))
}

function stateOf({ flags }: RegionPages, page: number): State {
  const flag = flags[page]!
  if ((flag & PAGE.inUse) === 0) return 'not-in-use'
  if ((flag & PAGE.everSent) === 0) return 'not-sent'
  const waiting = (flag & (PAGE.toSend | PAGE.sent)) === PAGE.toSend
  return waiting || (flag & PAGE.fired) !== 0 ? 'changed' : 'in-sync'
}

function paintPages(
  record: RunRecord,
  time: Nanoseconds,
  view: CellView,
  out: Uint32Array,
  places: Places,
): void {
  const { regionPages: size, regions } = record.layout
  const copy = copyAt(record, time)
  const walk = copy.lastWalk ?? record.passes[copy.passIndex]?.walk
  const here = walk !== undefined && time < walk.end ? walkPosition(walk, time).region : -1
  const read = createPageReader(record, time)
  let loaded = -1
  let pages: RegionPages | undefined
  let next = -1
  for (let cell = 0; cell < view.cells; cell++) {
    const from = view.firstPage + cell * view.pagesPerCell
    const region = Math.floor(from / size)
    if (region >= regions) {
      out[cell] = word('not-in-use', 0, places)
      continue
    }
    if (region !== loaded || pages === undefined) {
      loaded = region
      pages = read(region)
      next = region === here ? pages.flags.findIndex(isNext) : -1
    }
    const start = from - region * size
    const middle = start + Math.floor(view.pagesPerCell / 2)
    const travels = next >= start && next < start + view.pagesPerCell
    const state = travels ? 'on-the-wire' : stateOf(pages, middle)
    out[cell] = word(state, pages.timesFired[middle]!, places)
  }
}

/** The page that goes next: the first of the to-send set that is not through. */
function isNext(flag: number): boolean {
  return (flag & (PAGE.toSend | PAGE.sent)) === PAGE.toSend
}
