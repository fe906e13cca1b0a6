/**
 * What is kept of regions that were asked about, so that the next moment costs the copies between the two and no more:
 * how each was when a copy began, and on the way there its state at every so many copies, for the way back.
 */
import type { RunRecord } from '../engine/run-record.ts'
import {
  applyCopy,
  beginRegion,
  copyUntil,
  createRegionState,
  findMarked,
  type Copy,
} from './page-copies.ts'
import { walksInOrder, type RegionState } from './page-flags.ts'

/** What is kept of a recording takes no more bytes than this. */
const MAX_KEPT_BYTES = 32 * 2 ** 20
/** Copies between two kept states of a region; doubled while there is no room for so many. Of few copies each is kept. */
const FIRST_SPACING = 8
const FEW_COPIES = 8

export interface PageHistory {
  /** A region when a copy begins. What it returns is its own, and lasts until the next call. */
  stateAt(region: number, copy: number): RegionState
  /** Called before the regions of another moment are asked for: those of this one are not dropped while it is read. */
  turn(): void
  /** A copy from its beginning to its end. */
  wholeCopy(index: number): Copy
  readonly keptBytes: number
}

/** Columns of a region as they were. Counts are bytes where no page can have more than 255. */
interface Kept {
  readonly flags: Uint8Array
  readonly timesSent: Uint8Array | Uint16Array
  readonly timesFired: Uint8Array | Uint16Array
}

interface Held {
  readonly state: RegionState
  /** The copy that begins. */
  copy: number
  turn: number
  readonly kept: Map<number, Kept>
}

export function createPageHistory(
  record: RunRecord,
  mostBytes: number = MAX_KEPT_BYTES,
): PageHistory {
  const { regionPages } = record.layout
  const ordered = walksInOrder(record)
  const narrow = record.passes.length < 255
  const stateBytes = regionPages * 7
  const keptBytes = regionPages * (narrow ? 3 : 5)
  const whole: Copy[] = []
  // A Map keeps the order of insertion: the first entry is the region that was asked for longest ago.
  const held = new Map<number, Held>()
  let bytes = 0
  let spacing = record.passes.length <= FEW_COPIES ? 1 : FIRST_SPACING
  let turn = 0

  const wholeCopy = (index: number) => (whole[index] ??= copyUntil(record, index, Infinity))
  const column = (counts: Uint16Array) => (narrow ? Uint8Array.from(counts) : counts.slice())

  function drop(region: number, { kept }: Held): void {
    bytes -= stateBytes + kept.size * keptBytes
    held.delete(region)
  }

  /** Makes room: regions that were not asked for this time go first, then every other kept state. */
  function makeRoom(): void {
    for (const [region, entry] of held) {
      if (bytes <= mostBytes || entry.turn === turn) break
      drop(region, entry)
    }
    while (bytes > mostBytes && spacing <= record.passes.length) {
      spacing *= 2
      for (const { kept } of held.values())
        for (const copy of kept.keys())
          if (copy % spacing !== 0 && kept.delete(copy)) bytes -= keptBytes
    }
    for (const [region, entry] of held) {
      if (bytes <= mostBytes || held.size === 1) break
      drop(region, entry)
    }
  }

  function keep({ state, kept, copy }: Held): void {
    if (kept.has(copy)) return
    const { flags, timesSent, timesFired } = state
    kept.set(copy, {
      flags: flags.slice(),
      timesSent: column(timesSent),
      timesFired: column(timesFired),
    })
    bytes += keptBytes
  }

  /** The last kept state at or before a copy, if the region's own is not nearer. */
  function goBack(region: number, entry: Held, copy: number): void {
    const { kept, state } = entry
    let from = Math.floor(copy / spacing) * spacing
    const nearest = entry.copy <= copy ? entry.copy : 0
    while (from > nearest && !kept.has(from)) from -= spacing
    if (entry.copy <= copy && entry.copy >= from) return
    const found = kept.get(from)
    entry.copy = found === undefined ? 0 : from
    if (found === undefined) beginRegion(record, region, state)
    else {
      state.flags.set(found.flags)
      state.timesSent.set(found.timesSent)
      state.timesFired.set(found.timesFired)
      findMarked(state, record.layout.inUse[region]!)
    }
  }

  return {
    wholeCopy,
    get keptBytes() {
      return bytes
    },
    turn() {
      turn++
    },
    stateAt(region, copy) {
      let entry = held.get(region)
      if (entry === undefined) {
        entry = { state: createRegionState(record), copy: 0, turn, kept: new Map() }
        beginRegion(record, region, entry.state)
        bytes += stateBytes
      } else held.delete(region)
      held.set(region, entry)
      entry.turn = turn
      goBack(region, entry, copy)
      while (entry.copy < copy) {
        applyCopy(record, wholeCopy(entry.copy), ordered, region, entry.state)
        entry.copy++
        if (entry.copy % spacing === 0) keep(entry)
      }
      if (bytes > mostBytes) makeRoom()
      return entry.state
    },
  }
}

/** Histories of the recordings that were asked last: two, since a run and what it is compared with are asked in turn. */
const MAX_HISTORIES = 2

/** Bytes that the histories of all recordings take at most. */
export const HISTORY_BYTES = MAX_HISTORIES * MAX_KEPT_BYTES

const latest: { readonly record: WeakRef<RunRecord>; readonly history: PageHistory }[] = []

/** What is kept of a recording; the others' is dropped. */
export function pageHistoryOf(record: RunRecord): PageHistory {
  const at = latest.findIndex((each) => each.record.deref() === record)
  const known = latest[at]
  if (known !== undefined && at === 0) return known.history
  if (known !== undefined) latest.splice(at, 1)
  const entry = known ?? { record: new WeakRef(record), history: createPageHistory(record) }
  latest.unshift(entry)
  latest.length = Math.min(latest.length, MAX_HISTORIES)
  return entry.history
}
