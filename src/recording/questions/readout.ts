/** Exact counts over a range of pages. */
import type { RunRecord } from '../../engine/run-record.ts'
import type { Nanoseconds, PageNumber } from '../../engine/units.ts'
import { walkPosition } from '../../engine/memory/walk-position.ts'
import { sentOfRegion } from '../../engine/memory/walk-region.ts'
import { fireMoment, firesInRegion } from '../fires.ts'
import { PAGE, walksInOrder } from '../page-flags.ts'
import { createPageReader, createPassingReader, type PageReader } from '../pages.ts'
import { copyAt, phaseAt } from '../timeline.ts'
import type { Question } from './question.ts'

interface ReadoutAsked {
  /** Clamped to the run. */
  readonly time: Nanoseconds
  readonly firstPage: PageNumber
  readonly pages: number
}

/** Exact counts over a range of pages at one moment. */
export interface Readout {
  readonly firstPage: PageNumber
  readonly pages: number
  readonly inUse: number
  readonly notSent: number
  /** Marked in the previous pass and not yet sent in this one. */
  readonly waiting: number
  /** Fired in this pass. */
  readonly fired: number
  readonly inSync: number
  /** Page transmissions so far. */
  readonly timesSent: number
  /** Page fires so far. */
  readonly timesFired: number
  /** Missing at the destination (no current copy). */
  readonly missingAtDestination: number
}

/** Larger ranges are read without keeping anything of their pages. */
const MAX_KEPT_PAGES = 2 ** 20

interface Counts {
  inUse: number
  notSent: number
  waiting: number
  fired: number
  inSync: number
  timesSent: number
  timesFired: number
  missing: number
}

export const readout: Question<ReadoutAsked, Readout> = {
  answer: (record, { time, firstPage, pages }) =>
    readoutOf(record, Math.max(0, Math.min(time, record.end)), firstPage, pages),
}

/** Page by page only where pages that wait and pages that fired may overlap; elsewhere counts of whole regions say it all. */
export function readoutOf(
  record: RunRecord,
  time: Nanoseconds,
  firstPage: PageNumber,
  pages: number,
): Readout {
  const { regionPages: size, pages: all } = record.layout
  const first = Math.max(0, Math.min(Math.floor(firstPage), all - 1))
  const end = Math.min(all, first + Math.max(1, Math.floor(pages)))
  const counts: Counts = {
    inUse: 0,
    notSent: 0,
    waiting: 0,
    fired: 0,
    inSync: 0,
    timesSent: 0,
    timesFired: 0,
    missing: 0,
  }
  const masked = phaseAt(record, time).kind === 'prepare'
  const countRegion = regionCounter(record, time, counts)
  const reader = end - first > MAX_KEPT_PAGES ? createPassingReader : createPageReader
  const read = reader(record, time)
  for (let region = Math.floor(first / size); region * size < end; region++) {
    const from = Math.max(0, first - region * size)
    const to = Math.min(size, end - region * size)
    const whole = from === 0 && region * size + to >= Math.min(all, (region + 1) * size)
    if (!whole || !countRegion(region)) countPages(read, region, from, to, counts)
  }
  const { missing, ...rest } = counts
  return {
    firstPage: first,
    pages: end - first,
    ...rest,
    missingAtDestination: masked ? rest.inUse : missing,
  }
}

function countPages(
  read: PageReader,
  region: number,
  from: number,
  to: number,
  counts: Counts,
): void {
  const { flags, timesSent, timesFired } = read(region)
  for (let page = from; page < to; page++) {
    const flag = flags[page]!
    if ((flag & PAGE.inUse) === 0) continue
    counts.inUse++
    counts.timesSent += timesSent[page]!
    counts.timesFired += timesFired[page]!
    const never = (flag & PAGE.everSent) === 0
    const waiting = !never && (flag & (PAGE.toSend | PAGE.sent)) === PAGE.toSend
    const fired = (flag & PAGE.fired) !== 0
    if (never) counts.notSent++
    if (waiting) counts.waiting++
    if (fired) counts.fired++
    if (never || waiting || fired) counts.missing++
    else counts.inSync++
  }
}

/** Adds a whole region and says true, or returns false where only its single pages give the counts. */
function regionCounter(
  record: RunRecord,
  time: Nanoseconds,
  counts: Counts,
): (region: number) => boolean {
  const copy = copyAt(record, time)
  const table = record.passes[copy.passIndex]
  const walk = copy.lastWalk ?? table?.walk
  const position = walk === undefined ? undefined : walkPosition(walk, time)
  const moment = table === undefined ? undefined : fireMoment(record, table, time)
  const ordered = walksInOrder(record)
  return (region) => {
    const inUse = record.layout.inUse[region]!
    if (
      table === undefined ||
      walk === undefined ||
      position === undefined ||
      moment === undefined
    ) {
      counts.inUse += inUse
      counts.notSent += inUse
      counts.missing += inUse
      return true
    }
    if (ordered) return false
    const { send, zero } = sentOfRegion(walk, position, region)
    const first = copy.passIndex === 0 && copy.lastWalk === undefined
    const due = walk.toSend[region]! - send
    const unsent = first ? inUse - send - zero : 0
    const fired = copy.lastWalk === undefined ? firesInRegion(record, moment, region) : 0
    if (fired > 0 && due > 0) return false
    counts.inUse += inUse
    counts.notSent += unsent
    counts.waiting += first ? 0 : due
    counts.fired += fired
    counts.timesSent += send
    counts.timesFired += firesInRegion(record, moment, region)
    for (let index = 0; index < copy.passIndex; index++) {
      counts.timesSent += record.passes[index]!.walk.toSend[region]!
      counts.timesFired += record.passes[index]!.fires[region]!
    }
    if (copy.lastWalk !== undefined) counts.timesSent += table.walk.toSend[region]!
    const missing = unsent + (first ? 0 : due) + fired
    counts.missing += missing
    counts.inSync += inUse - missing
    return true
  }
}
