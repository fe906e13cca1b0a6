/** The life of a block of pages: how many of them were sent and fired by pass, and in which state they were along the way. */
import type { RunRecord } from '../../engine/run-record.ts'
import type { Nanoseconds, PageNumber } from '../../engine/units.ts'
import { MAX_BLOCK_PAGES } from '../block-limit.ts'
import type { Question } from './question.ts'
import { readoutOf } from './readout.ts'

/** One copy of memory: a pass, or the last pages. */
export interface BlockCopy {
  /** Undefined for the last pages. */
  readonly pass: number | undefined
  readonly from: Nanoseconds
  readonly to: Nanoseconds
  /** Page transmissions, and page fires, of the block in it. */
  readonly sent: number
  readonly fired: number
}

/** Pages by state from a moment on. */
interface BlockMoment {
  readonly at: Nanoseconds
  readonly notSent: number
  readonly changed: number
  readonly inSync: number
}

interface BlockAsked {
  readonly firstPage: PageNumber
  readonly pages: number
}

export interface BlockLife {
  readonly firstPage: PageNumber
  readonly pages: number
  readonly inUse: number
  readonly copies: readonly BlockCopy[]
  readonly moments: readonly BlockMoment[]
  readonly timesSent: number
  readonly timesFired: number
  /** During which the last pages went. */
  readonly lastDuring: RunRecord['lastWalkDuring']
}

/** Pages that are looked at, one by one, over all moments. */
const MAX_LOOKS = 2 ** 22
const MIN_MOMENTS = 40
const MAX_MOMENTS = 200

export const blockLife: Question<BlockAsked, BlockLife> = {
  answer: (record, { firstPage, pages }) => blockLifeOf(record, firstPage, pages),
}

/** The pages from `wanted` on, clamped to memory; at most `MAX_BLOCK_PAGES`. */
export function blockLifeOf(record: RunRecord, wanted: PageNumber, many: number): BlockLife {
  const { layout, passes, lastWalk, end } = record
  const firstPage = Math.max(0, Math.min(Math.floor(wanted) || 0, layout.pages - 1))
  const most = Math.min(MAX_BLOCK_PAGES, layout.pages - firstPage)
  const pages = Math.max(1, Math.min(Math.floor(many) || 1, most))
  const read = (time: Nanoseconds) => readoutOf(record, time, firstPage, pages)
  const walks = [
    ...passes.map(({ walk, row }) => ({ walk, pass: row.pass })),
    ...(lastWalk ? [{ walk: lastWalk, pass: undefined }] : []),
  ]
  /** Sends and fires before a copy begins. What fires in its very first moment is its own. */
  const until = (time: Nanoseconds, next: boolean) => {
    const { timesSent, timesFired, fired } = read(time)
    return { sent: timesSent, fired: next ? timesFired - fired : timesFired }
  }
  let before = { sent: 0, fired: 0 }
  const copies = walks.map(({ walk, pass }, index): BlockCopy => {
    const next = walks[index + 1]
    const after = until(next?.walk.start ?? end, next !== undefined)
    const copy = {
      pass,
      from: walk.start,
      to: walk.end,
      sent: after.sent - before.sent,
      fired: after.fired - before.fired,
    }
    before = after
    return copy
  })
  const last = read(end)
  return {
    firstPage,
    pages,
    inUse: last.inUse,
    copies,
    moments: last.inUse > 0 ? momentsOf(record, walks.length, pages, read) : [],
    timesSent: last.timesSent,
    timesFired: last.timesFired,
    lastDuring: record.lastWalkDuring,
  }
}

/** Evenly in each phase, so that short ones have their own. */
function momentsOf(
  { phases }: RunRecord,
  copies: number,
  pages: number,
  read: (time: Nanoseconds) => ReturnType<typeof readoutOf>,
): BlockMoment[] {
  const budget = Math.min(MAX_MOMENTS, Math.max(MIN_MOMENTS, MAX_LOOKS / pages / copies))
  const each = Math.max(1, Math.floor(budget / phases.length))
  return phases.flatMap(({ start, end }) =>
    Array.from({ length: each }, (_, step) => {
      const at = Math.round(start + ((end - start) * step) / each)
      const { inUse, notSent, inSync } = read(at)
      return { at, notSent, inSync, changed: inUse - notSent - inSync }
    }),
  )
}
