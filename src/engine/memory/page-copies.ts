/** What the `literal` model keeps for each page: which write came last, which version is at the destination, and its bits. */
import { createBits, lowestBit, type Bits } from './bitset.ts'

export interface PageCopies {
  readonly pages: number
  /** Number of the last write to each page, counted over the whole run; 0: as the migration found it. */
  readonly last: Uint32Array
  /** Version at the destination: number of its last write + 1; 0: none. */
  readonly there: Uint32Array
  /** Pages with a trace: the next write fires. During page-in: pages that are missing at the destination. */
  readonly traced: Bits
  /** The dirty bitmap: pages that fired since the pass began. */
  readonly dirty: Bits
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
    last: new Uint32Array(pages),
    there: new Uint32Array(pages),
    traced: createBits(pages),
    dirty: createBits(pages),
    toSend: createBits(pages),
    zero: createBits(pages),
  }
}

/** A page goes on the wire, or is fetched: the destination gets what the source holds at this moment. */
export function copyPage({ last, there }: PageCopies, page: number): void {
  there[page] = last[page]! + 1
}

/** Pages of a bitmap, lowest first. */
export function copyPages(copies: PageCopies, bits: Bits): void {
  for (let index = 0; index < bits.length; index++) {
    for (let word = bits[index]!; word !== 0; word &= word - 1) copyPage(copies, index * 32 + lowestBit(word))
  }
}

/** Zero pages are not sent: the destination has them as zeros, unless they were written since they were traced. */
export function settleZeroPages(copies: PageCopies): void {
  const { zero, traced } = copies
  for (let index = 0; index < zero.length; index++) {
    for (let word = zero[index]! & traced[index]!; word !== 0; word &= word - 1) {
      copyPage(copies, index * 32 + lowestBit(word))
    }
    zero[index] = 0
  }
}

export function verifyCopies({ pages, last, there }: PageCopies): Verification {
  let staleAtDestination = 0
  for (let page = 0; page < pages; page++) if (there[page] !== last[page]! + 1) staleAtDestination++
  return { pages, staleAtDestination }
}
