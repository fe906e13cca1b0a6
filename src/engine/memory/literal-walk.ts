/** The walk of the `literal` model: takes each batch of pages when it goes on the wire and puts its content at the destination. */
import type { Nanoseconds } from '../units.ts'
import { countBits, lowestBits, type Bits } from './bitset.ts'
import type { PageCopies } from './page-copies.ts'
import type { Walk } from './pass-table.ts'
import { slotsOf } from './walk-order.ts'
import { bytesBefore, bytesThrough, positionAtBytes } from './walk-position.ts'

export interface LiteralWalk {
  /** Sends every batch that begins before `time`; all that is left when the walk ends. */
  sendUntil(time: Nanoseconds): void
  /** The page behind the last one that was sent. */
  cursor(): number
  /** When it is through, where that is found on the way: Infinity until it is known. Where it was known before: always. */
  through(): Nanoseconds
  /** The guest stands still from now on: what is still to be found on the way is found. */
  finish(): void
}

/**
 * `send` moves pages of one word of the bitmap, which are cleared in `toSend`. `firstPage`: where the walk begins; it goes
 * on behind the last page at the first one.
 */
export function createLiteralWalk(
  copies: PageCopies,
  walk: Walk,
  toSend: Bits,
  firstPage: number,
  send: (copies: PageCopies, index: number, word: number) => void,
): LiteralWalk {
  const slots = slotsOf(walk)
  const pages = walk.sendBefore[slots]!
  let slot = 0
  let sent = 0
  let next = firstPage
  let index = (firstPage >>> 5) - 1
  // The first word is read when it is sent: zero pages are taken out of the bitmap after the walk was made.
  let mask = -1 << (firstPage & 31)
  let pending = 0

  /** Data pages of all batches that have begun: a region's zero pages are spread among its data pages. */
  function pagesBegun(time: Nanoseconds): number {
    if (walk.complete && time >= walk.end) return pages
    const bytes = bytesThrough(walk, time)
    // What is left over is known to the page: at its end such a walk has nothing under way.
    if (walk.marks !== undefined && time >= walk.end) return positionAtBytes(walk, bytes).pagesSent
    while (slot < slots && bytesBefore(walk, slot + 1) <= bytes) slot++
    if (slot >= slots) return pages
    const begin = bytesBefore(walk, slot)
    const share = (bytes - begin) / (bytesBefore(walk, slot + 1) - begin)
    const before = walk.sendBefore[slot]!
    const through = before + share * (walk.sendBefore[slot + 1]! - before)
    // A walk with marks may end at any moment: a page counts when it is through, as in its position.
    const batches = through / walk.batchPages
    const begun = walk.marks === undefined ? Math.floor(batches) + 1 : Math.floor(batches + 1e-6)
    return Math.min(pages, begun * walk.batchPages)
  }

  return {
    sendUntil(time) {
      const target = pagesBegun(time)
      while (sent < target) {
        if (pending === 0) {
          index = index + 1 === toSend.length ? 0 : index + 1
          pending = toSend[index]! & mask
          mask = -1
          continue
        }
        const room = target - sent
        const count = countBits(pending)
        const word = count > room ? lowestBits(pending, room) : pending
        send(copies, index, word)
        pending ^= word
        toSend[index] = toSend[index]! & ~word
        sent += count > room ? room : count
        next = index * 32 + 32 - Math.clz32(word)
      }
    },
    cursor: () => next,
    through: () => Infinity,
    finish() {
      // All of it was known before.
    },
  }
}
