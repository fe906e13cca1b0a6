/** Collects the page fires of a `literal` pass as they happen, and lays them out by region when the pass is over. */
import type { MemoryLayout } from './layout.ts'
import { fireTimes } from './fire-times.ts'
import type { FireLog } from './pass-table.ts'

/** Growing costs a copy, so columns begin with room for an eighth of all pages. */
const FIRST_SHARE = 1 / 8
const LEAST_CAPACITY = 4096
const CHUNK = 131072

export interface FireColumns {
  count: number
  page: Uint32Array
  microseconds: Uint32Array
}

export function createFireColumns(pages: number): FireColumns {
  const capacity = Math.max(LEAST_CAPACITY, Math.ceil(pages * FIRST_SHARE))
  return { count: 0, page: new Uint32Array(capacity), microseconds: new Uint32Array(capacity) }
}

/** Times are floored to whole microseconds since the pass began. */
export function logFire(columns: FireColumns, page: number, microseconds: number): void {
  const at = columns.count
  if (at === columns.page.length) grow(columns)
  columns.page[at] = page
  columns.microseconds[at] = microseconds
  columns.count = at + 1
}

function grow(columns: FireColumns): void {
  const twice = (column: Uint32Array) => {
    const larger = new Uint32Array(column.length * 2)
    larger.set(column)
    return larger
  }
  columns.page = twice(columns.page)
  columns.microseconds = twice(columns.microseconds)
}

/** The log of the pass. vCPUs take turns, so that the columns are in order of time only from turn to turn. */
export function* buildFireLog(
  columns: FireColumns,
  layout: MemoryLayout,
): Generator<undefined, FireLog> {
  const { count } = columns
  const shift = 31 - Math.clz32(layout.regionPages)
  const next = new Uint32Array(layout.regions + 1)
  for (let from = 0; from < count; from += CHUNK) {
    countRegions(columns, from, Math.min(count, from + CHUNK), shift, next)
    yield
  }
  const regionStart = new Float64Array(layout.regions + 1)
  for (let region = 0; region < layout.regions; region++) {
    regionStart[region + 1] = regionStart[region]! + next[region]!
    next[region] = regionStart[region]!
  }
  const page = new Uint32Array(count)
  const microseconds = new Uint32Array(count)
  for (let from = 0; from < count; from += CHUNK) {
    scatter(columns, from, Math.min(count, from + CHUNK), shift, next, page, microseconds)
    yield
  }
  for (let from = 0; from < layout.regions; from += 8192) {
    sortRegions(regionStart, from, Math.min(layout.regions, from + 8192), page, microseconds)
    yield
  }
  return {
    regionStart,
    page,
    microseconds,
    all: fireTimes(columns.microseconds.slice(0, count)),
  }
}

function countRegions(
  columns: FireColumns,
  from: number,
  to: number,
  shift: number,
  counts: Uint32Array,
): void {
  const { page } = columns
  for (let i = from; i < to; i++) {
    const region = page[i]! >>> shift
    counts[region] = counts[region]! + 1
  }
}

function scatter(
  columns: FireColumns,
  from: number,
  to: number,
  shift: number,
  next: Uint32Array,
  page: Uint32Array,
  microseconds: Uint32Array,
): void {
  const mask = (1 << shift) - 1
  for (let i = from; i < to; i++) {
    const number = columns.page[i]!
    const region = number >>> shift
    const at = next[region]!
    next[region] = at + 1
    page[at] = number & mask
    microseconds[at] = columns.microseconds[i]!
  }
}

/** Insertion sort: within a region hardly anything is out of order. */
function sortRegions(
  starts: Float64Array,
  from: number,
  to: number,
  page: Uint32Array,
  times: Uint32Array,
): void {
  for (let region = from; region < to; region++) {
    const start = starts[region]!
    const end = starts[region + 1]!
    for (let i = start + 1; i < end; i++) {
      const time = times[i]!
      if (times[i - 1]! <= time) continue
      const number = page[i]!
      let hole = i
      for (; hole > start && times[hole - 1]! > time; hole--) {
        times[hole] = times[hole - 1]!
        page[hole] = page[hole - 1]!
      }
      times[hole] = time
      page[hole] = number
    }
  }
}
