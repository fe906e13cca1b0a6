/** Which pages of a region hold only zeros when pass −1 comes by: the first ones of a keyed order. One rule for engine and recording. */
import { STREAM, drawKey, streamKey } from '../random/hash.ts'
import { createPermutation, rank } from '../random/permutation.ts'
import type { MemoryLayout } from './layout.ts'

/** Calls `mark` with each zero page within the region; `zeroPages`: how many there are. */
export function forEachZeroPage(
  layout: MemoryLayout,
  seed: number,
  region: number,
  zeroPages: number,
  mark: (page: number) => void,
): void {
  if (zeroPages <= 0) return
  const pages = layout.classPages[region]!
  const key = drawKey(streamKey(seed, STREAM.zeroOrder, 0, -1), region)
  const order = createPermutation(pages, key)
  for (let page = 0; page < pages; page++) if (rank(order, page) < zeroPages) mark(page)
}
