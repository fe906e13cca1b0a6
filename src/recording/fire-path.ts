/**
 * How the fires of a region rise within a pass: at each moment the quantile of what may have fired by then, for the one
 * draw that the region has in this pass. At the end of the pass that is the count of its table; before, nothing of it
 * depends on how the pass goes on, so that what happens later cannot change what was.
 */
import { binomialSampler, type BinomialSampler } from '../engine/random/binomial.ts'
import { drawKey, STREAM, streamKey } from '../engine/random/hash.ts'
import type { PassTable } from '../engine/memory/pass-table.ts'
import type { RunRecord } from '../engine/run-record.ts'

/** Where the sampler goes over to another way to compute; there it may fall by a page, which a count must not. */
function borders(pages: number): number[] {
  const root = pages > 48 ? Math.sqrt(1 - 48 / pages) / 2 : 0
  return root > 0 ? [0.5 - root, 0.5, 0.5 + root] : [0.5]
}

/** Beyond so many pages after a border the count has overtaken what it was there. */
const NEAR_PAGES = 32

/** Pages of a region that have fired, by its draw, when each page of it has with probability `share`. */
export function firePath(pages: number, share: number): BinomialSampler {
  const here = binomialSampler(pages, share)
  const near = borders(pages).filter(
    (border) => share >= border && (share - border) * pages < NEAR_PAGES,
  )
  if (near.length === 0 || share >= 1) return here
  const before = near.map((border) => binomialSampler(pages, border * (1 - 1e-12)))
  return (u) => before.reduce((most, sampler) => Math.max(most, sampler(u)), here(u))
}

/** The draws of all regions of a class that have the same number of pages, sorted. */
export interface DrawGroup {
  readonly classId: number
  readonly pages: number
  readonly draws: Uint32Array
}

const latest = new WeakMap<RunRecord, { table: PassTable; groups: readonly DrawGroup[] }>()

/** The draws of a pass. The last pass that was asked for is kept: questions come in the order of time. */
export function drawGroups(record: RunRecord, table: PassTable): readonly DrawGroup[] {
  const kept = latest.get(record)
  if (kept?.table === table) return kept.groups
  const groups = makeGroups(record, table)
  latest.set(record, { table, groups })
  return groups
}

function makeGroups({ layout, workload, input }: RunRecord, table: PassTable): DrawGroup[] {
  const keys = workload.classes.map(({ id }) =>
    streamKey(input.seed, STREAM.fireCount, id, table.row.pass),
  )
  const found = new Map<number, { classId: number; pages: number; draws: number[] }>()
  for (let region = 0; region < layout.regions; region++) {
    const pages = layout.classPages[region]!
    if (pages === 0) continue
    const classId = layout.classOf[region]!
    // A region holds 65,536 pages at most, so the pair is a whole number.
    const pair = classId * 131072 + pages
    const group = found.get(pair) ?? { classId, pages, draws: [] }
    found.set(pair, group)
    group.draws.push(drawKey(keys[classId]!, region))
  }
  return [...found.values()].map((group) => ({
    ...group,
    draws: Uint32Array.from(group.draws).sort(),
  }))
}

/** Fires of all regions of a group together: equal counts lie side by side, since a quantile never falls with the draw. */
export function sumOfPaths({ draws, pages }: DrawGroup, share: number): number {
  const path = firePath(pages, share)
  const countAt = (index: number) => path((draws[index]! + 0.5) / 4294967296)
  const sum = (from: number, to: number, first: number, last: number): number => {
    if (first === last) return first * (to - from + 1)
    if (to - from === 1) return first + last
    const middle = (from + to) >> 1
    const count = countAt(middle)
    return sum(from, middle, first, count) + sum(middle, to, count, last) - count
  }
  const end = draws.length - 1
  return sum(0, end, countAt(0), countAt(end))
}
