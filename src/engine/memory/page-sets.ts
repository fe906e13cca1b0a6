/**
 * The dirty bitmap read while a walk is under way: what the walk has not sent stays, what fired is added. Counts by region
 * say all where nothing is left over; elsewhere the pages themselves are kept, so that one that is both counts once.
 */
import { commonFires, forEachFiredPage, type FiresOfRegion } from './fired-pages.ts'
import type { PassFires, ToSend } from './dirty-model.ts'
import type { MemoryLayout } from './layout.ts'
import type { Walk, WalkOrigin } from './pass-table.ts'
import type { SweepFires } from './sweep.ts'
import { regionOfSlot, slotsOf } from './walk-order.ts'
import { walkPosition, type WalkPosition } from './walk-position.ts'
import { sentOfRegion } from './walk-region.ts'
import { forEachZeroPage, zeroPageTest } from './zero-pages.ts'
import { PAGE_WORK, type Slices } from '../work.ts'

/** By class: the run of a sweep, as in `FireMoment`. */
type Sweeps = readonly (SweepFires | undefined)[]

/** Which pages fired in a pass that has ended. */
export interface PassOfPages {
  readonly pass: number
  readonly fired: PassFires
  readonly sweeps: Sweeps
}

export interface PageSets {
  /** Call it after every pass: `ended` is that pass, in which `walk` went as far as it did. */
  reread(walk: Walk, ended: PassOfPages): Slices<ToSend>
  /** Whether a page within a region is among those that `walk`, the next one, has to send. */
  dueTest(walk: Walk, region: number): (page: number) => boolean
}

const REGIONS_WITHOUT_DATA = -1
/** All that is in use is due, but for pages of zeros. */
const FIRST_WALK = -1
/** Passes that are gone through again for a region before its pages are kept. */
const MAX_PASSES_DUE = 8
/** Work between two places to pause. */
const SLICE = 2000
/** Marks of a page that is due: to be sent, or to be looked at because it held only zeros. */
const DATA = 1
const ZERO = 2

export function createPageSets(layout: MemoryLayout, seed: number): PageSets {
  const { regions, regionPages } = layout
  /** Pages of the walk, by region, where they are not just those that fired in the pass before. */
  let sets = new Map<number, Uint8Array>()
  /** All passes, and by region that no walk has come to since: the first of those whose fires are due there, or `FIRST_WALK`. */
  const history: PassOfPages[] = []
  let since: ReadonlyMap<number, number> = new Map()
  let firstZero: Walk['zero']

  function markFired(
    marks: Uint8Array,
    region: number,
    { pass, fired, sweeps }: PassOfPages,
  ): void {
    const sweep = sweeps[layout.classOf[region]!]
    forEachFiredPage(layout, seed, pass, region, fired.fires[region]!, sweep, (page) => {
      marks[page] = DATA
    })
  }

  /** The pages of a region that the walk has to send; the caller may change them. */
  function pagesOf(walk: Walk, region: number): Uint8Array {
    const known = sets.get(region)
    if (known !== undefined) return known.slice()
    const marks = new Uint8Array(regionPages)
    const from = dueSince(region)
    if (from === FIRST_WALK) {
      marks.fill(DATA, 0, layout.inUse[region])
      const zero = history.length === 0 ? walk.zero : firstZero
      forEachZeroPage(layout, seed, region, zero?.[region] ?? 0, (page) => {
        marks[page] = ZERO
      })
    }
    for (let index = Math.max(0, from); index < history.length; index++)
      markFired(marks, region, history[index]!)
    return marks
  }

  function firesOf({ pass, fired, sweeps }: PassOfPages, region: number): FiresOfRegion {
    return { pass, count: fired.fires[region]!, sweep: sweeps[layout.classOf[region]!] }
  }

  /** Zero pages of a region that a pass over all of memory has not come to, and that were written in it. */
  function zeroWritten(
    { zero }: Walk,
    region: number,
    { pass, fired, sweeps }: PassOfPages,
  ): number {
    const isZero = zeroPageTest(layout, seed, region, zero?.[region] ?? 0)
    const sweep = sweeps[layout.classOf[region]!]
    let written = 0
    forEachFiredPage(layout, seed, pass, region, fired.fires[region]!, sweep, (page) => {
      if (isZero(page)) written++
    })
    return written
  }

  /** The first pass whose fires a region without a set of its own has to send. */
  function dueSince(region: number): number {
    return since.get(region) ?? (history.length === 0 ? FIRST_WALK : history.length - 1)
  }

  /** Nothing of a region has gone: which pages are due need not be kept, it follows from what has fired. */
  function isUntouched(region: number, sent: { send: number; zero: number }): boolean {
    const few = history.length - dueSince(region) <= MAX_PASSES_DUE
    return sent.send === 0 && sent.zero === 0 && few && !sets.has(region)
  }

  /** Takes the first `count` pages with a mark, in the order of the walk, out of the set. Returns the page after the last of them. */
  function takeFirst(marks: Uint8Array, mark: number, count: number, from: number): number {
    let next = from
    let left = count
    for (let step = 0; step < regionPages && left > 0; step++) {
      const page = (from + step) % regionPages
      if (marks[page] !== mark) continue
      marks[page] = 0
      next = page + 1
      left--
    }
    return next
  }

  /** The region of the last page that was sent, where the walk is through. */
  function lastRegion(walk: Walk): number {
    for (let slot = slotsOf(walk) - 1; slot >= 0; slot--)
      if (walk.sendBefore[slot + 1]! > walk.sendBefore[slot]!) return regionOfSlot(walk, slot)
    return REGIONS_WITHOUT_DATA
  }

  function startIn(walk: Walk, region: number): number {
    return walk.origin?.region === region ? walk.origin.page : 0
  }

  /** Where the next walk begins: behind the last page that was sent. */
  function cursorAfter(
    walk: Walk,
    position: WalkPosition,
  ): { region: number; page: number } | undefined {
    const through = position.region === regions
    const region = through ? lastRegion(walk) : position.region
    if (region === REGIONS_WITHOUT_DATA)
      return walk.origin && { region: walk.origin.region, page: walk.origin.page }
    const { send } = sentOfRegion(walk, position, region)
    const page = takeFirst(pagesOf(walk, region), DATA, send, startIn(walk, region))
    return page === regionPages ? { region: (region + 1) % regions, page: 0 } : { region, page }
  }

  return {
    dueTest(walk, region) {
      const marks = pagesOf(walk, region)
      return (page) => marks[page] === DATA
    },

    *reread(walk, ended) {
      const position = walkPosition(walk, walk.end)
      const cursor = cursorAfter(walk, position)
      const pages = new Uint32Array(regions)
      const zero = walk.zero === undefined ? undefined : new Uint32Array(regions)
      const kept = new Map<number, Uint8Array>()
      const nextSince = new Map<number, number>()
      let work = 0
      let total = 0
      let zeroTotal = 0
      for (let region = 0; region < regions; region++) {
        if (work > SLICE) {
          yield work
          work = 0
        }
        const sent = sentOfRegion(walk, position, region)
        let count = ended.fired.fires[region]!
        let zeroCount = 0
        const over = walk.toSend[region]! - sent.send + ((walk.zero?.[region] ?? 0) - sent.zero)
        if (over > 0 && isUntouched(region, sent) && region !== cursor?.region) {
          nextSince.set(region, dueSince(region))
          const all = walk.toSend[region] === layout.inUse[region]
          if (all) count = layout.inUse[region]!
          else if (history.length === 0) {
            const written = zeroWritten(walk, region, ended)
            count = walk.toSend[region]! + written
            zeroCount = (walk.zero?.[region] ?? 0) - written
            work += ended.fired.fires[region]! * PAGE_WORK
          } else if (dueSince(region) === history.length - 1) {
            const former = firesOf(history[history.length - 1]!, region)
            const { common, lookedUp } = commonFires(
              layout,
              seed,
              region,
              former,
              firesOf(ended, region),
            )
            count += former.count - common
            work += 1 + lookedUp * PAGE_WORK
          } else {
            const marks = pagesOf(walk, region)
            markFired(marks, region, ended)
            ;[count, zeroCount] = countMarks(marks)
            work += regionPages * PAGE_WORK
          }
        } else if (over > 0 || region === cursor?.region) {
          const marks = pagesOf(walk, region)
          takeFirst(marks, DATA, sent.send, startIn(walk, region))
          takeFirst(marks, ZERO, sent.zero, startIn(walk, region))
          // Once written, a page is no page of zeros any more.
          markFired(marks, region, ended)
          ;[count, zeroCount] = countMarks(marks)
          kept.set(region, marks)
          work += regionPages * PAGE_WORK
        }
        pages[region] = count
        total += count
        if (zero !== undefined) zeroTotal += zero[region] = zeroCount
      }
      if (history.length === 0) firstZero = walk.zero
      history.push(ended)
      sets = kept
      since = nextSince
      yield work
      return {
        pages,
        zero: zeroTotal > 0 ? zero : undefined,
        origin: cursor && originAt(cursor, kept.get(cursor.region)!, regionPages),
        total,
        zeroTotal,
      }
    },
  }
}

/** How many pages are to be sent, and to be looked at. */
function countMarks(marks: Uint8Array): [data: number, zero: number] {
  let [data, zero] = [0, 0]
  for (const mark of marks) {
    if (mark === DATA) data++
    else if (mark === ZERO) zero++
  }
  return [data, zero]
}

function originAt(
  { region, page }: { region: number; page: number },
  marks: Uint8Array,
  regionPages: number,
): WalkOrigin | undefined {
  if (region === 0 && page === 0) return undefined
  let tail = 0
  let zeroTail = 0
  for (let at = page; at < regionPages; at++) {
    if (marks[at] === DATA) tail++
    else if (marks[at] === ZERO) zeroTail++
  }
  return { region, page, share: page / regionPages, tail, zeroTail }
}
