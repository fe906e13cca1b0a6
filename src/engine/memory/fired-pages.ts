/** Which pages of a region fired in a pass: a sweep's run, or the first ones of a keyed order. One rule for engine and recording. */
import { STREAM, drawKey, streamKey } from '../random/hash.ts'
import { createPermutation, pagesByPlace, rank } from '../random/permutation.ts'
import type { MemoryLayout } from './layout.ts'
import type { SweepFires } from './sweep.ts'

/** Key of the order in which the pages of a region fire in a pass. */
export function fireOrderKey(
  layout: MemoryLayout,
  seed: number,
  pass: number,
  region: number,
): number {
  return drawKey(streamKey(seed, STREAM.fireOrder, layout.classOf[region]!, pass), region)
}

/** Calls `mark` with each page within the region that is among the first `count` to fire, or in the run of a sweep; in any order. */
export function forEachFiredPage(
  layout: MemoryLayout,
  seed: number,
  pass: number,
  region: number,
  count: number,
  sweep: SweepFires | undefined,
  mark: (page: number) => void,
): void {
  if (count === 0) return
  const pages = layout.classPages[region]!
  if (sweep !== undefined) {
    const offset = layout.classOffset[region]!
    for (let page = 0; page < pages; page++) if (sweep.has(offset + page)) mark(page)
    return
  }
  if (count >= pages) {
    for (let page = 0; page < pages; page++) mark(page)
    return
  }
  const order = createPermutation(pages, fireOrderKey(layout, seed, pass, region))
  const pageAt = pagesByPlace(order)
  if (count * 2 < pages) {
    for (let place = 0; place < count; place++) mark(pageAt(place))
    return
  }
  // The fewer are looked up: here those that did not fire.
  const others = new Uint8Array(pages)
  for (let place = Math.ceil(count); place < pages; place++) others[pageAt(place)] = 1
  for (let page = 0; page < pages; page++) if (others[page] === 0) mark(page)
}

/** What fired in a region in a pass. */
export interface FiresOfRegion {
  readonly pass: number
  readonly count: number
  readonly sweep: SweepFires | undefined
}

/**
 * How many pages of a region fired in both of two passes, and how many were looked up to find that: those that are fewest
 * of the pages that fired in the one or the other, or did not.
 */
export function commonFires(
  layout: MemoryLayout,
  seed: number,
  region: number,
  one: FiresOfRegion,
  other: FiresOfRegion,
): { readonly common: number; readonly lookedUp: number } {
  const pages = layout.classPages[region]!
  const fewest = ({ count, sweep }: FiresOfRegion) =>
    sweep === undefined ? Math.min(count, Math.max(0, pages - count)) : pages
  const [walked, tested] = fewest(one) <= fewest(other) ? [one, other] : [other, one]
  const test = firedPageTest(layout, seed, tested.pass, region, tested.count, tested.sweep)
  let found = 0
  const look = (page: number) => {
    if (test(page)) found++
  }
  const { pass, count, sweep } = walked
  const lookedUp = fewest(walked)
  if (sweep !== undefined || count * 2 < pages || count >= pages) {
    forEachFiredPage(layout, seed, pass, region, count, sweep, look)
    return { common: found, lookedUp }
  }
  const order = createPermutation(pages, fireOrderKey(layout, seed, pass, region))
  const pageAt = pagesByPlace(order)
  for (let place = count; place < pages; place++) look(pageAt(place))
  return { common: tested.count - found, lookedUp }
}

/** Whether a page within the region is among those that `forEachFiredPage` calls. */
export function firedPageTest(
  layout: MemoryLayout,
  seed: number,
  pass: number,
  region: number,
  count: number,
  sweep: SweepFires | undefined,
): (page: number) => boolean {
  const pages = layout.classPages[region]!
  if (count === 0) return () => false
  if (sweep !== undefined) {
    const offset = layout.classOffset[region]!
    return (page) => page < pages && sweep.has(offset + page)
  }
  if (count >= pages) return (page) => page < pages
  const order = createPermutation(pages, fireOrderKey(layout, seed, pass, region))
  return (page) => page < pages && rank(order, page) < count
}
