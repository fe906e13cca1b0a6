/** Which pages of a region hold only zeros when pass −1 comes by: the first ones of a keyed order. One rule for engine and recording. */
import { STREAM, drawKey, streamKey } from '../random/hash.ts'
import { createPermutation, pagesByPlace, rank, type Permutation } from '../random/permutation.ts'
import type { MemoryLayout } from './layout.ts'

function zeroOrder(layout: MemoryLayout, seed: number, region: number): Permutation {
  const key = drawKey(streamKey(seed, STREAM.zeroOrder, 0, -1), region)
  return createPermutation(layout.classPages[region]!, key)
}

/** Whether a page within the region is among those that `forEachZeroPage` calls. */
export function zeroPageTest(
  layout: MemoryLayout,
  seed: number,
  region: number,
  zeroPages: number,
): (page: number) => boolean {
  const pages = layout.classPages[region]!
  if (zeroPages <= 0 || pages === 0) return () => false
  const order = zeroOrder(layout, seed, region)
  return (page) => page < pages && rank(order, page) < zeroPages
}

/** Calls `mark` with each zero page within the region, in any order; `zeroPages`: how many there are. */
export function forEachZeroPage(
  layout: MemoryLayout,
  seed: number,
  region: number,
  zeroPages: number,
  mark: (page: number) => void,
): void {
  if (zeroPages <= 0) return
  const pages = layout.classPages[region]!
  const pageAt = pagesByPlace(zeroOrder(layout, seed, region))
  const count = Math.min(pages, Math.ceil(zeroPages))
  for (let place = 0; place < count; place++) mark(pageAt(place))
}
