/** The walk of the `literal` model: takes each batch of pages when it goes on the wire and puts its content at the destination. */
import { bytesBetween } from '../network/rate-schedule.ts'
import type { Nanoseconds } from '../units.ts'
import { clearBit, hasBit, lowestBit } from './bitset.ts'
import { copyPage, type PageCopies } from './page-copies.ts'
import type { Walk } from './pass-table.ts'
import { bytesBefore } from './walk-position.ts'

export interface LiteralWalk {
  /** Sends every batch that begins before `time`; all that is left when the walk ends. */
  sendUntil(time: Nanoseconds): void
}

/** `pushing`: page-in, where pages that were fetched meanwhile are no longer missing and are not sent again. */
export function createLiteralWalk(copies: PageCopies, walk: Walk, pushing: boolean): LiteralWalk {
  const { last, there, toSend, traced } = copies
  const regions = walk.toSend.length
  const pages = walk.sendBefore[regions]!
  let region = 0
  let sent = 0
  let index = -1
  let pending = 0

  /** Data pages through which the walk has come: a region's zero pages are spread among its data pages. */
  function pagesBegun(time: Nanoseconds): number {
    if (walk.complete && time >= walk.end) return pages
    const bytes = bytesBetween(walk.rates, walk.start, time < walk.end ? time : walk.end)
    while (region < regions && bytesBefore(walk, region + 1) <= bytes) region++
    if (region >= regions) return pages
    const begin = bytesBefore(walk, region)
    const share = Math.min(1, (bytes - begin) / (bytesBefore(walk, region + 1) - begin))
    const raw = walk.sendBefore[region]! + share * walk.toSend[region]!
    return Math.min(pages, (Math.floor(raw / walk.batchPages) + 1) * walk.batchPages)
  }

  function push(page: number): void {
    if (!hasBit(traced, page)) return
    clearBit(traced, page)
    copyPage(copies, page)
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
        const base = index * 32
        if (pending === -1 && target - sent >= 32 && !pushing) {
          for (let page = base; page < base + 32; page++) there[page] = last[page]! + 1
          pending = 0
          sent += 32
          continue
        }
        const page = base + lowestBit(pending)
        if (pushing) push(page)
        else copyPage(copies, page)
        pending &= pending - 1
        sent++
      }
    },
  }
}
