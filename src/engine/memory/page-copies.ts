/** What the `literal` model keeps for each page: its bits, and whether the destination has its last version. */
import { countBits, createBits, type Bits } from './bitset.ts'

export interface PageCopies {
  readonly pages: number
  /**
   * Pages written since their content was last taken for the destination: its copy is not the last version. One bit says
   * as much as two numbers of versions that differ, and a write must stay cheap.
   */
  readonly stale: Bits
  /** Pages of which the destination has no copy at all. */
  readonly missing: Bits
  /**
   * Pages with a trace: the next write fires. All have one when a pass begins, so that those without are the dirty
   * bitmap, the pages that fired since. During page-in: pages that have not arrived.
   */
  readonly traced: Bits
  /** What the walk sends: the dirty bitmap of the pass before. */
  readonly toSend: Bits
  /** Pages that held zeros when the traces were installed and are not sent as data. */
  readonly zero: Bits
}

export interface Verification {
  readonly pages: number
  /** Pages in use whose copy at the destination is not the last version, or that have no copy. */
  readonly staleAtDestination: number
}

export function createPageCopies(pages: number): PageCopies {
  return {
    pages,
    stale: createBits(pages),
    missing: createBits(pages).fill(-1),
    traced: createBits(pages),
    toSend: createBits(pages),
    zero: createBits(pages),
  }
}

/** One word of the dirty bitmap: which of its pages fired since the pass began. */
export function dirtyWord({ traced }: PageCopies, index: number): number {
  return ~traced[index]!
}

/** Pages of one word of a bitmap go on the wire: the destination gets what the source holds at this moment. */
export function copyWord({ stale, missing }: PageCopies, index: number, word: number): void {
  missing[index] = missing[index]! & ~word
  stale[index] = stale[index]! & ~word
}

/** Page-in: pages that were fetched before their turn are not sent again. */
export function pushWord(copies: PageCopies, index: number, word: number): void {
  const { traced } = copies
  const waiting = word & traced[index]!
  traced[index] = traced[index]! & ~waiting
  copyWord(copies, index, waiting)
}

/** Zero pages are not sent: the destination has them as zeros, unless they were written since they were traced. */
export function settleZeroPages(copies: PageCopies): void {
  const { zero } = copies
  for (let index = 0; index < zero.length; index++)
    if (zero[index] !== 0) settleZeroWord(copies, index, -1)
}

/** The same for some pages of one word. */
export function settleZeroWord(
  { zero, traced, missing }: PageCopies,
  index: number,
  looked: number,
): void {
  missing[index] = missing[index]! & ~(zero[index]! & looked & traced[index]!)
  zero[index] = zero[index]! & ~looked
}

/** A page that was written since is no page of zeros any more. */
export function forgetWrittenZeros({ zero, traced }: PageCopies): void {
  for (let index = 0; index < zero.length; index++) zero[index] = zero[index]! & traced[index]!
}

export function verifyCopies({ pages, stale, missing }: PageCopies): Verification {
  let staleAtDestination = 0
  for (let first = 0; first < pages; first += 32) {
    const inUse = pages - first < 32 ? (1 << (pages - first)) - 1 : -1
    const index = first >>> 5
    staleAtDestination += countBits((stale[index]! | missing[index]!) & inUse)
  }
  return { pages, staleAtDestination }
}
