/** What the `literal` model keeps for each page: its version at both hosts, and its bits. */
import { createBits, lowestBit, type Bits } from './bitset.ts'

export interface PageCopies {
  readonly pages: number
  /**
   * Version of each page: the low 16 bits of the number of its last write since the traces were installed; 0: as the
   * migration found it. Two versions look alike once in 65,536, and half the memory is twice the speed.
   */
  readonly last: Uint16Array
  /** The same for the copy at the destination. */
  readonly there: Uint16Array
  /** Pages of which the destination has no copy at all. */
  readonly missing: Bits
  /** Pages with a trace: the next write fires. During page-in: pages that have not arrived. */
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
    last: new Uint16Array(pages),
    there: new Uint16Array(pages),
    missing: createBits(pages).fill(-1),
    traced: createBits(pages),
    dirty: createBits(pages),
    toSend: createBits(pages),
    zero: createBits(pages),
  }
}

/** Pages of one word of a bitmap go on the wire: the destination gets what the source holds at this moment. */
export function copyWord({ last, there, missing }: PageCopies, index: number, word: number): void {
  missing[index] = missing[index]! & ~word
  for (let rest = word; rest !== 0; rest &= rest - 1) {
    const page = index * 32 + lowestBit(rest)
    there[page] = last[page]!
  }
}

/** The same in pass −1, where a page that has not fired yet is version 0 at both hosts already. */
export function copyFirstWord(copies: PageCopies, index: number, word: number): void {
  const { missing, traced } = copies
  missing[index] = missing[index]! & ~(word & traced[index]!)
  copyWord(copies, index, word & ~traced[index]!)
}

/** Page-in: pages that were fetched before their turn are not sent again. */
export function pushWord(copies: PageCopies, index: number, word: number): void {
  const { traced } = copies
  const waiting = word & traced[index]!
  traced[index] = traced[index]! & ~waiting
  copyWord(copies, index, waiting)
}

/** Zero pages are not sent: the destination has them as zeros, unless they were written since they were traced. */
export function settleZeroPages({ zero, traced, missing }: PageCopies): void {
  for (let index = 0; index < zero.length; index++) {
    missing[index] = missing[index]! & ~(zero[index]! & traced[index]!)
    zero[index] = 0
  }
}

export function verifyCopies({ pages, last, there, missing }: PageCopies): Verification {
  let staleAtDestination = 0
  for (let page = 0; page < pages; page++) {
    const absent = ((missing[page >>> 5]! >>> (page & 31)) & 1) === 1
    if (absent || there[page] !== last[page]) staleAtDestination++
  }
  return { pages, staleAtDestination }
}
