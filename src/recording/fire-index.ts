/** The page fires of a `literal` pass by region: laid out when the pass is first asked about. */
import { countUpTo, type FireLog } from '../engine/memory/fire-times.ts'
import type { MemoryLayout } from '../engine/memory/layout.ts'

export interface RegionFires {
  /** `start[r] … start[r + 1]` are the fires of region r. */
  readonly start: Uint32Array
  /** Page within its region, in the order in which they fired. */
  readonly page: Uint32Array
  /** Ticks of the log since the pass began, never falling within a region. */
  readonly ticks: Uint32Array
}

/** What a log takes in memory once it is laid out. */
export function bytesLaidOut({ count }: FireLog, { regions }: MemoryLayout): number {
  return 8 * count + 4 * (regions + 1)
}

const laidOut = new WeakMap<FireLog, RegionFires>()

export function firesByRegion(log: FireLog, layout: MemoryLayout): RegionFires {
  const known = laidOut.get(log)
  if (known !== undefined) return known
  const fires = layOut(log, layout)
  laidOut.set(log, fires)
  return fires
}

/** The pages of a region that have fired, in the order in which they did. */
export function pagesFiredIn(log: FireLog, layout: MemoryLayout, region: number): Uint32Array {
  const { start, page } = firesByRegion(log, layout)
  return page.subarray(start[region], start[region + 1])
}

/** How many pages of a region had fired by a moment in microseconds since the pass began, that moment included. */
export function countInRegion(
  log: FireLog,
  layout: MemoryLayout,
  region: number,
  microseconds: number,
): number {
  const { start, ticks } = firesByRegion(log, layout)
  return countUpTo(ticks, start[region]!, start[region + 1]!, Math.floor(microseconds / log.tick))
}

function layOut({ count, chunks }: FireLog, { regions, regionPages }: MemoryLayout): RegionFires {
  const shift = 31 - Math.clz32(regionPages)
  const start = new Uint32Array(regions + 1)
  for (const chunk of chunks) countRegions(chunk, shift, start)
  for (let region = 0; region < regions; region++) start[region + 1]! += start[region]!
  const fires = { start, page: new Uint32Array(count), ticks: new Uint32Array(count) }
  const next = start.slice()
  for (const chunk of chunks) scatter(chunk, shift, next, fires)
  sortRegions(fires)
  return fires
}

function countRegions(chunk: Uint32Array, shift: number, start: Uint32Array): void {
  for (let at = 0; at < chunk.length; at += 2) {
    const after = (chunk[at]! >>> shift) + 1
    start[after] = start[after]! + 1
  }
}

function scatter(
  chunk: Uint32Array,
  shift: number,
  next: Uint32Array,
  { page, ticks }: RegionFires,
): void {
  const mask = (1 << shift) - 1
  for (let at = 0; at < chunk.length; at += 2) {
    const region = chunk[at]! >>> shift
    const to = next[region]!
    next[region] = to + 1
    page[to] = chunk[at]! & mask
    ticks[to] = chunk[at + 1]!
  }
}

/** Insertion sort: within a region hardly anything is out of order. */
function sortRegions({ start, page, ticks: times }: RegionFires): void {
  for (let region = 0; region + 1 < start.length; region++) {
    const [first, end] = [start[region]!, start[region + 1]!]
    for (let i = first + 1; i < end; i++) {
      const time = times[i]!
      if (times[i - 1]! <= time) continue
      const number = page[i]!
      let hole = i
      for (; hole > first && times[hole - 1]! > time; hole--) {
        times[hole] = times[hole - 1]!
        page[hole] = page[hole - 1]!
      }
      times[hole] = time
      page[hole] = number
    }
  }
}
