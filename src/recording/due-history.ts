/**
 * The middle page of each region in runs whose walks leave pages over or pass them by: whether it is due when a copy begins,
 * and whether it was ever sent. Where the walk has passed the page, or has not come to it, that is known without its region.
 */
import type { PassTable, Walk } from '../engine/memory/pass-table.ts'
import { slotOfRegion } from '../engine/memory/walk-region.ts'
import { walkPosition, type WalkPosition } from '../engine/memory/walk-position.ts'
import type { RunRecord } from '../engine/run-record.ts'
import { firePlaces } from './fire-order.ts'
import { PAGE } from './page-flags.ts'
import { createPageReader } from './pages.ts'

export interface DueHistory {
  /** By copy: 1 where the middle page is due when it begins, and where it was sent before. */
  readonly due: Uint8Array[]
  readonly ever: Uint8Array[]
}

export function createDueHistory({ layout }: RunRecord): DueHistory {
  const { regions, inUse } = layout
  return { due: [Uint8Array.from(inUse, Math.sign)], ever: [new Uint8Array(regions)] }
}

/** What has become of a page that is due; `here`: the walk stands among the pages of its region. */
type Turn = 'waits' | 'here' | 'sent' | 'passed-by'

/** The turn of a page of a region at a moment of a copy in which it is due. */
export function turnOf(
  record: RunRecord,
  walk: Walk,
  table: PassTable | undefined,
  position: WalkPosition,
  region: number,
  offset: number,
): Turn {
  const { passedBy, origin, toSend } = walk
  if (passedBy !== undefined && table !== undefined && region <= position.region) {
    const count = passedBy.fired[region]!
    if (count > 0 && firePlaces(record, table, region)(offset) < count) return 'passed-by'
  }
  const behind = origin?.region === region && offset < origin.page
  const slot = behind ? toSend.length : slotOfRegion(walk, region)
  if (slot === position.slot) return 'here'
  return slot < position.slot ? 'sent' : 'waits'
}

/** After pass `pass`, in which the middle pages fired as `fired` says. Passes come in order. */
export function holdDue(
  record: RunRecord,
  { due, ever }: DueHistory,
  pass: number,
  fired: Uint8Array,
  middleOf: (region: number) => number,
): void {
  const table = record.passes[pass]!
  const { walk } = table
  const position = walkPosition(walk, walk.end)
  const [before, everBefore] = [due[pass]!, ever[pass]!]
  const next = new Uint8Array(before.length)
  const nextEver = everBefore.slice()
  for (let region = 0; region < before.length; region++) {
    next[region] = fired[region]!
    if (before[region] === 0) continue
    const turn = turnOf(record, walk, table, position, region, middleOf(region))
    if (turn === 'sent') nextEver[region] = 1
    else if (turn === 'waits') next[region] = 1
    else if (turn === 'here') {
      // What this one has left over is due and not sent, as the next one begins or, where that is later, as this one ends.
      const flag = createPageReader(record, walk.end)(region).flags[middleOf(region)]!
      if ((flag & (PAGE.toSend | PAGE.sent)) === PAGE.toSend) next[region] = 1
      nextEver[region] = (flag & PAGE.everSent) !== 0 ? 1 : 0
    }
  }
  due.push(next)
  ever.push(nextEver)
}
