/**
 * The dirty bitmap read while a walk is under way: what the walk has not sent stays, what fired is added. Counts by region
 * say all where nothing is left over; elsewhere the pages themselves are kept, so that one that is both counts once.
 */
import { forEachFiredPage } from './fired-pages.ts'
import type { PassFires, ToSend } from './dirty-model.ts'
import type { MemoryLayout } from './layout.ts'
import type { Walk, WalkOrigin } from './pass-table.ts'
import type { SweepFires } from './sweep.ts'
import { regionOfSlot, slotsOf } from './walk-order.ts'
import { sentOfRegion, walkPosition, type WalkPosition } from './walk-position.ts'
import { forEachZeroPage } from './zero-pages.ts'

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
  reread(walk: Walk, ended: PassOfPages): ToSend
}

const REGIONS_WITHOUT_DATA = -1
/** Marks of a page that is due: to be sent, or to be looked at because it held only zeros. */
const DATA = 1
const ZERO = 2

export function createPageSets(layout: MemoryLayout, classes: number, seed: number): PageSets {
  const { regions, regionPages } = layout
  /** Pages of the walk, by region, where they are not just those that fired in the pass before. */
  let sets = new Map<number, Uint8Array>()
  let former: PassOfPages | undefined

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
    if (former !== undefined) {
      markFired(marks, region, former)
      return marks
    }
    marks.fill(DATA, 0, layout.inUse[region])
    forEachZeroPage(layout, seed, region, walk.zero?.[region] ?? 0, (page) => {
      marks[page] = ZERO
    })
    return marks
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
    reread(walk, ended) {
      const position = walkPosition(walk, walk.end)
      const cursor = cursorAfter(walk, position)
      const pages = new Uint32Array(regions)
      const zero = walk.zero === undefined ? undefined : new Uint32Array(regions)
      const kept = new Map<number, Uint8Array>()
      const byClass = Array.from({ length: classes }, () => 0)
      let total = 0
      let zeroTotal = 0
      for (let region = 0; region < regions; region++) {
        const sent = sentOfRegion(walk, position, region)
        let count = ended.fired.fires[region]!
        let zeroCount = 0
        const over = walk.toSend[region]! - sent.send + ((walk.zero?.[region] ?? 0) - sent.zero)
        if (over > 0 || region === cursor?.region) {
          const marks = pagesOf(walk, region)
          takeFirst(marks, DATA, sent.send, startIn(walk, region))
          takeFirst(marks, ZERO, sent.zero, startIn(walk, region))
          // Once written, a page is no page of zeros any more.
          markFired(marks, region, ended)
          count = 0
          for (const mark of marks) {
            if (mark === DATA) count++
            else if (mark === ZERO) zeroCount++
          }
          kept.set(region, marks)
        }
        pages[region] = count
        total += count
        byClass[layout.classOf[region]!]! += count
        if (zero !== undefined) zeroTotal += zero[region] = zeroCount
      }
      sets = kept
      former = ended
      return {
        pages,
        zero: zeroTotal > 0 ? zero : undefined,
        origin: cursor && originAt(cursor, kept.get(cursor.region)!, regionPages),
        total,
        zeroTotal,
        byClass,
      }
    },
  }
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
