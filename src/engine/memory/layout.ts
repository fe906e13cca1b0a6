/**
 * Where everything lies in guest memory: regions of a power of two of pages, each with one class of pages, in bands.
 * Memory in use is one run from page zero; the rest of the address space was never touched and is not copied.
 */
import { MIXED, type WriteClass } from '../guest/write-class.ts'
import { regionPagesFor } from './region-size.ts'

export interface MemoryLayout {
  /** All pages of the VM, and how many of them are in use. */
  readonly pages: number
  readonly pagesInUse: number
  readonly regionPages: number
  readonly regions: number
  /** By region: pages in use, pages that belong to its class (from its start), zero pages, the class. */
  readonly inUse: Uint32Array
  readonly classPages: Uint32Array
  readonly zero: Uint32Array
  readonly classOf: Uint8Array
  /** By region: how many pages of the same class lie before it. */
  readonly classOffset: Float64Array
  readonly pagesZero: number
}

/** Sizes of the bands of a class split into several, and of the gaps between bands; any uneven numbers would do. */
const BAND_WEIGHTS = [0.5, 0.22, 0.2, 0.08]
const GAP_WEIGHTS = [16, 7, 13, 9, 15, 5, 11, 8]

interface Band {
  readonly classId: number
  readonly regions: number
}

/**
 * Lays out the classes. `zeroShare` of the pages in use hold only zeros; they lie outside of the written classes.
 * `startPage`: where the written classes lie one behind the other, rounded to a region; 0: in bands. `zeroInWritten`: zero
 * pages that find no room outside lie in the written classes, as in a guest that has just begun to write.
 */
export function createLayout(
  pages: number,
  pagesInUse: number,
  zeroShare: number,
  classes: readonly WriteClass[],
  startPage = 0,
  zeroInWritten = false,
  fluid = false,
): MemoryLayout {
  const regionPages = regionPagesFor(pages, fluid)
  const regions = Math.ceil(pages / regionPages)
  const used = Math.ceil(pagesInUse / regionPages)
  const inUse = new Uint32Array(regions).fill(regionPages, 0, used)
  inUse[used - 1] = pagesInUse - (used - 1) * regionPages
  const classOf =
    startPage > 0
      ? placeRuns(used, regions, regionPages, classes, Math.round(startPage / regionPages))
      : classes.some(({ id, bands }) => id > 0 && bands === MIXED)
        ? placeMixed(used, regions, regionPages, classes)
        : placeBands(used, regions, regionPages, classes)
  const classPages = new Uint32Array(regions)
  const classOffset = new Float64Array(regions)
  const placed = new Float64Array(classes.length)
  for (let region = 0; region < used; region++) {
    const classId = classOf[region]!
    const left = classId === 0 ? Infinity : classes[classId]!.pages - placed[classId]!
    classOffset[region] = placed[classId]!
    classPages[region] = Math.min(inUse[region]!, left)
    placed[classId]! += classPages[region]!
  }
  const wanted = zeroShare * pagesInUse
  const cold = placed[0]!
  const zero = placeZeroPages(wanted, cold, classOf, classPages, false)
  if (zeroInWritten && wanted > cold) {
    const written = placed.reduce((sum, count) => sum + count, 0) - cold
    for (const [region, count] of placeZeroPages(
      wanted - cold,
      written,
      classOf,
      classPages,
      true,
    ).entries())
      zero[region]! += count
  }
  return {
    pages,
    pagesInUse,
    regionPages,
    regions,
    inUse,
    classPages,
    zero,
    classOf,
    classOffset,
    pagesZero: zero.reduce((sum, count) => sum + count, 0),
  }
}

/** One run after the other, from a region on or as far up as they fit. */
function placeRuns(
  used: number,
  regions: number,
  regionPages: number,
  classes: readonly WriteClass[],
  start: number,
): Uint8Array {
  const classOf = new Uint8Array(regions)
  const sizes = classes.map(({ id, pages }) => (id === 0 ? 0 : Math.ceil(pages / regionPages)))
  const all = sizes.reduce((sum, size) => sum + size, 0)
  let region = Math.max(0, Math.min(start, used - all))
  for (const [id, size] of sizes.entries()) {
    const end = Math.min(used, region + size)
    classOf.fill(id, region, end)
    region = end
  }
  return classOf
}

/** Evenly mixed: each region goes to the class that is furthest behind its share. */
function placeMixed(
  used: number,
  regions: number,
  regionPages: number,
  classes: readonly WriteClass[],
): Uint8Array {
  const classOf = new Uint8Array(regions)
  const wanted = classes.map(({ id, pages }) => (id === 0 ? 0 : Math.ceil(pages / regionPages)))
  wanted[0] = Math.max(0, used - wanted.reduce((sum, count) => sum + count, 0))
  const placed = wanted.map(() => 0)
  for (let region = 0; region < used; region++) {
    let next = 0
    let behind = -Infinity
    for (const [id, count] of wanted.entries()) {
      const lack = (count * (region + 0.5)) / used - placed[id]!
      if (placed[id]! < count && lack > behind) [next, behind] = [id, lack]
    }
    placed[next]!++
    classOf[region] = next
  }
  return classOf
}

function placeBands(
  used: number,
  regions: number,
  regionPages: number,
  classes: readonly WriteClass[],
): Uint8Array {
  const classOf = new Uint8Array(regions)
  let free = used
  const bands: Band[] = []
  for (const { id, pages, bands: count } of classes) {
    if (id === 0 || pages <= 0) continue
    const wanted = Math.min(free, Math.ceil(pages / regionPages))
    free -= wanted
    bands.push(...splitBands(id, wanted, count))
  }
  // Classes alternate, so that a hot band has colder neighbours.
  const ordered = interleave(bands)
  let gapsLeft = 0
  for (let i = 0; i <= ordered.length; i++) gapsLeft += GAP_WEIGHTS[i % GAP_WEIGHTS.length]!
  let region = 0
  for (const [index, band] of ordered.entries()) {
    const weight = GAP_WEIGHTS[index % GAP_WEIGHTS.length]!
    const gap = Math.round((free * weight) / gapsLeft)
    free -= gap
    gapsLeft -= weight
    region += gap
    classOf.fill(band.classId, region, region + band.regions)
    region += band.regions
  }
  return classOf
}

function splitBands(classId: number, regions: number, count: number): Band[] {
  const weights = count === 1 ? [1] : BAND_WEIGHTS.slice(0, count)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let left = regions
  const bands = weights.map((weight, index) => {
    const size =
      index === weights.length - 1 ? left : Math.min(left, Math.round((regions * weight) / total))
    left -= size
    return { classId, regions: size }
  })
  return bands.filter(({ regions: size }) => size > 0)
}

function interleave(bands: readonly Band[]): Band[] {
  const byClass = new Map<number, Band[]>()
  for (const band of bands) byClass.set(band.classId, [...(byClass.get(band.classId) ?? []), band])
  const queues = [...byClass.values()]
  const ordered: Band[] = []
  for (let round = 0; queues.some((queue) => queue.length > round); round++) {
    for (const queue of queues) {
      const band = queue[round]
      if (band !== undefined) ordered.push(band)
    }
  }
  // The largest band of a class comes second, as in most address spaces: code and small heaps first.
  if (ordered.length > 2 && byClass.size === 1) ordered.unshift(ordered.splice(2, 1)[0]!)
  return ordered
}

/** Spreads the zero pages evenly over the background pages, or the written ones; a share that does not fit is cut off. */
function placeZeroPages(
  wanted: number,
  coldPages: number,
  classOf: Uint8Array,
  classPages: Uint32Array,
  written: boolean,
): Uint32Array {
  const zero = new Uint32Array(classPages.length)
  if (coldPages <= 0 || wanted <= 0) return zero
  const share = Math.min(1, wanted / coldPages)
  let cold = 0
  let placed = 0
  for (let region = 0; region < zero.length; region++) {
    if ((classOf[region] !== 0) !== written) continue
    cold += classPages[region]!
    const target = Math.round(cold * share)
    zero[region] = target - placed
    placed = target
  }
  return zero
}
