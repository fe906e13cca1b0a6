/** The fires of all regions together at a moment of a pass: sums of the paths of `engine/memory/fire-path.ts`. */
import { firePath } from '../engine/memory/fire-path.ts'
import { drawKey, STREAM, streamKey } from '../engine/random/hash.ts'
import type { PassTable } from '../engine/memory/pass-table.ts'
import type { RunRecord } from '../engine/run-record.ts'

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
