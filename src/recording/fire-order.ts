/** A page's place in the order in which its region fires in a pass, known in one of three ways: a log, a sweep, a keyed order. */
import { fireOrderKey } from '../engine/memory/fired-pages.ts'
import type { PassTable } from '../engine/memory/pass-table.ts'
import { sweepFires } from '../engine/memory/sweep.ts'
import { createPermutation, rank } from '../engine/random/permutation.ts'
import type { RunRecord } from '../engine/run-record.ts'
import { pagesFiredIn } from './fire-index.ts'

/** Place of a page of the region in the order of first fires, from 0 on; Infinity: it never fires in this pass. */
export function firePlaces(
  { layout, workload, input }: RunRecord,
  table: PassTable,
  region: number,
): (page: number) => number {
  const { log } = table
  if (log !== undefined) {
    const fired = pagesFiredIn(log, layout, region)
    const places = new Map<number, number>()
    for (const [place, page] of fired.entries()) places.set(page, place)
    return (page) => places.get(page) ?? Infinity
  }
  const pages = layout.classPages[region]!
  if (pages === 0) return () => Infinity
  const id = layout.classOf[region]!
  const writeClass = workload.classes[id]!
  if (writeClass.pattern === 'sweep') {
    // The run begins in the region, or comes into it at its first page.
    const { first } = sweepFires(writeClass, table.exposureStart[id]!, table.exposureEnd[id]!)
    const begin = first - layout.classOffset[region]!
    const inside = begin > 0 && begin < pages ? begin : 0
    return (page) => (page < pages ? (page - inside + pages) % pages : Infinity)
  }
  const order = createPermutation(pages, fireOrderKey(layout, input.seed, table.row.pass, region))
  return (page) => (page < pages ? rank(order, page) : Infinity)
}
