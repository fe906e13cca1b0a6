/** The dirty bitmap read while a walk is under way, in the `literal` model: bits, counted by region. */
import { countBits } from './bitset.ts'
import type { ToSend } from './dirty-model.ts'
import type { MemoryLayout } from './layout.ts'
import type { PageCopies } from './page-copies.ts'
import type { Walk } from './pass-table.ts'
import { sentOfRegion, walkPosition } from './walk-position.ts'

/** `cursor`: the page behind the last one that `walk` sent. */
export function rereadBits(
  layout: MemoryLayout,
  classes: number,
  { toSend, dirty }: PageCopies,
  walk: Walk,
  cursor: number,
): ToSend {
  const { regions, regionPages } = layout
  const position = walkPosition(walk, walk.end)
  const pages = new Uint32Array(regions)
  const zero = walk.zero === undefined ? undefined : new Uint32Array(regions)
  const byClass = Array.from({ length: classes }, () => 0)
  const region = Math.floor(cursor / regionPages) % regions
  const page = cursor % regionPages
  let tail = 0
  let total = 0
  let zeroTotal = 0
  const words = regionPages / 32
  for (let index = 0; index < toSend.length; index++) {
    const word = toSend[index]! | dirty[index]!
    if (word === 0) continue
    const count = countBits(word)
    const at = Math.floor(index / words)
    pages[at]! += count
    total += count
    byClass[layout.classOf[at]!]! += count
    if (at !== region) continue
    const ahead = index * 32 - (region * regionPages + page)
    if (ahead >= 0) tail += count
    else if (ahead > -32) tail += countBits(word & (-1 << -ahead))
  }
  if (zero !== undefined) {
    for (let at = 0; at < regions; at++)
      zeroTotal += zero[at] = walk.zero![at]! - sentOfRegion(walk, position, at).zero
  }
  const origin =
    region === 0 && page === 0
      ? undefined
      : { region, page, share: page / regionPages, tail, zeroTail: zero?.[region] ?? 0 }
  return { pages, zero: zeroTotal > 0 ? zero : undefined, origin, total, zeroTotal, byClass }
}

/** All that is missing is in the dirty bitmap: for the page-in, which knows no other. */
export function addLeftOver({ toSend, dirty }: PageCopies): void {
  for (let index = 0; index < dirty.length; index++) dirty[index] = dirty[index]! | toSend[index]!
}
