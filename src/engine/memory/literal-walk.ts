/** The walk of the `literal` model: takes each batch of pages when it goes on the wire and puts its content at the destination. */
import { bytesBetween } from '../rate-schedule.ts'
import type { Nanoseconds } from '../units.ts'
import { countBits, lowestBits, type Bits } from './bitset.ts'
import type { PageCopies } from './page-copies.ts'
import type { Walk } from './pass-table.ts'
import { bytesBefore } from './walk-position.ts'

export interface LiteralWalk {
  /** Sends every batch that begins before `time`; all that is left when the walk ends. */
  sendUntil(time: Nanoseconds): void
}

/** `send` moves pages of one word of the bitmap. */
export function createLiteralWalk(
  copies: PageCopies,
  walk: Walk,
  toSend: Bits,
  send: (copies: PageCopies, index: number, word: number) => void,
): LiteralWalk {
  const regions = walk.toSend.length
  const pages = walk.sendBefore[regions]!
  let region = 0
  let sent = 0
  let index = -1
  let pending = 0

  /** Data pages of all batches that have begun: a region's zero pages are spread among its data pages. */
  function pagesBegun(time: Nanoseconds): number {
    if (walk.complete && time >= walk.end) return pages
    const bytes = bytesBetween(walk.rates, walk.start, Math.min(time, walk.end))
    while (region < regions && bytesBefore(walk, region + 1) <= bytes) region++
    if (region >= regions) return pages
    const begin = bytesBefore(walk, region)
    const share = (bytes - begin) / (bytesBefore(walk, region + 1) - begin)
    const through = walk.sendBefore[region]! + share * walk.toSend[region]!
    return Math.min(pages, (Math.floor(through / walk.batchPages) + 1) * walk.batchPages)
  }

  return {
    sendUntil(time) {
      const target = pagesBegun(time)
      while (sent < target) {
        if (pending === 0) {
          index++
          pending = toSend[index]!
          continue
        }
        const room = target - sent
        const count = countBits(pending)
        const word = count > room ? lowestBits(pending, room) : pending
        send(copies, index, word)
        pending ^= word
        sent += count > room ? room : count
      }
    },
  }
}
