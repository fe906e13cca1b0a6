/** The dirty bitmap read while a walk is under way, in the `literal` model: bits, counted by region. */
import { countBits, hasBit } from './bitset.ts'
import type { ToSend } from './dirty-model.ts'
import type { MemoryLayout } from './layout.ts'
import { dirtyWord, forgetWrittenZeros, settleZeroWord, type PageCopies } from './page-copies.ts'
import type { Walk } from './pass-table.ts'
import { walkPosition } from './walk-position.ts'
import { sentOfRegion } from './walk-region.ts'

/** The zero pages that `walk` has looked at are at the destination; those that it has left over stay in the bitmap. */
export function settleLookedAt(layout: MemoryLayout, copies: PageCopies, walk: Walk): void {
  if (walk.zero === undefined) return
  const { regions, regionPages } = layout
  const position = walkPosition(walk, walk.end)
  for (let region = 0; region < regions; region++) {
    const base = region * regionPages
    const first = walk.origin?.region === region ? walk.origin.page : 0
    let looked = sentOfRegion(walk, position, region).zero
    for (let step = 0; step < layout.inUse[region]! && walk.zero[region]! > 0; step++) {
      const page = base + ((first + step) % regionPages)
      if (!hasBit(copies.zero, page)) continue
      if (looked-- > 0) settleZeroWord(copies, page >>> 5, 1 << (page & 31))
    }
  }
  forgetWrittenZeros(copies)
}

/** `cursor`: the page behind the last one that `walk` sent. */
export function rereadBits(
  layout: MemoryLayout,
  copies: PageCopies,
  walk: Walk,
  cursor: number,
): ToSend {
  const { toSend, zero: zeroBits } = copies
  const { regions, regionPages } = layout
  const pages = new Uint32Array(regions)
  const zero = walk.zero === undefined ? undefined : new Uint32Array(regions)
  const region = Math.floor(cursor / regionPages) % regions
  const page = cursor % regionPages
  let tail = 0
  let zeroTail = 0
  let total = 0
  let zeroTotal = 0
  const words = regionPages / 32
  for (let index = 0; index < toSend.length; index++) {
    const word = toSend[index]! | dirtyWord(copies, index)
    const zeros = zeroBits[index]!
    if (word === 0 && zeros === 0) continue
    const count = countBits(word)
    const at = Math.floor(index / words)
    pages[at]! += count
    total += count
    if (zero !== undefined) {
      zero[at]! += countBits(zeros)
      zeroTotal += countBits(zeros)
    }
    if (at !== region) continue
    const ahead = index * 32 - (region * regionPages + page)
    const mask = ahead >= 0 ? -1 : ahead > -32 ? -1 << -ahead : 0
    tail += countBits(word & mask)
    zeroTail += countBits(zeros & mask)
  }
  const origin =
    region === 0 && page === 0
      ? undefined
      : { region, page, share: page / regionPages, tail, zeroTail }
  return { pages, zero: zeroTotal > 0 ? zero : undefined, origin, total, zeroTotal }
}

/** What is due at the end: the dirty bitmap, and with `leftOver` what the last walk did not come to. It is in `toSend` then. */
export function collectLast(copies: PageCopies, leftOver: boolean): void {
  const { toSend } = copies
  for (let index = 0; index < toSend.length; index++) {
    const dirty = dirtyWord(copies, index)
    toSend[index] = leftOver ? toSend[index]! | dirty : dirty
  }
}
