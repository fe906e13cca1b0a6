/** When the middle page of each region fires, pass by pass: looked up once, so that a dot of the map costs one comparison. */
import type { PassTable } from '../engine/memory/pass-table.ts'
import { createPermutation, rank } from '../engine/random/permutation.ts'
import type { RunRecord } from '../engine/run-record.ts'
import { createDueHistory, holdDue, type DueHistory } from './due-history.ts'
import { pagesFiredIn } from './fire-index.ts'
import { fireMoment, firesInRegion, type FireMoment } from './fires.ts'
import { walksInOrder } from './page-flags.ts'
import { fireOrderKey } from '../engine/memory/fired-pages.ts'

/** Ranks that are no place in an order: the page never fires in this pass; a sweep says when it does. */
const NEVER = 0xffffffff
const SWEPT = 0xfffffffe

/** What is kept of a run so that a dot costs one comparison: the middle pages' place in the order of fires, by pass. */
export interface DotHistory {
  /** The pass whose ranks are held; the others are made again when the playhead comes back to them. */
  pass: number
  rank: Uint32Array
  /** By pass that has ended: 1 where the middle page fired in it; and how often it fired before the pass. */
  readonly fired: Uint8Array[]
  readonly firedBefore: Uint8Array[]
  /** In runs whose walks leave pages over or pass them by. */
  readonly due: DueHistory | undefined
}

export function createDotHistory(record: RunRecord): DotHistory {
  const { regions } = record.layout
  return {
    pass: -1,
    rank: new Uint32Array(0),
    fired: [],
    firedBefore: [new Uint8Array(regions)],
    due: walksInOrder(record) ? createDueHistory(record) : undefined,
  }
}

/** Page within its region that stands for it: the middle one of those in use. */
export function middlePage(record: RunRecord, region: number): number {
  return Math.floor(record.layout.inUse[region]! / 2)
}

/** Makes sure that all passes before `passes` are summed up. */
export function holdPasses(record: RunRecord, history: DotHistory, passes: number): void {
  for (let pass = history.fired.length; pass < passes; pass++) {
    const table = record.passes[pass]!
    holdRanks(record, history, pass)
    const moment = fireMoment(record, table, table.walk.end)
    const { regions } = record.layout
    const fired = new Uint8Array(regions)
    const sum = history.firedBefore[pass]!.slice()
    for (let region = 0; region < regions; region++) {
      if (!firedBy(record, history.rank, moment, region)) continue
      fired[region] = 1
      if (sum[region]! < 255) sum[region]!++
    }
    history.fired.push(fired)
    history.firedBefore.push(sum)
    if (history.due)
      holdDue(record, history.due, pass, fired, (region) => middlePage(record, region))
  }
}

/** Whether the middle page of a region fired by the moment. */
export function firedBy(
  record: RunRecord,
  ranks: Uint32Array,
  moment: FireMoment,
  region: number,
): boolean {
  const place = ranks[region]!
  if (place === NEVER) return false
  if (place === SWEPT) {
    const { classOf, classOffset } = record.layout
    const page = classOffset[region]! + middlePage(record, region)
    return moment.sweeps[classOf[region]!]?.has(page) ?? false
  }
  return place < Math.round(firesInRegion(record, moment, region))
}

/** Makes the ranks those of a pass. */
export function holdRanks(record: RunRecord, history: DotHistory, pass: number): void {
  if (history.pass === pass) return
  const table = record.passes[pass]!
  const { regions } = record.layout
  if (history.rank.length !== regions) history.rank = new Uint32Array(regions)
  for (let region = 0; region < regions; region++)
    history.rank[region] = rankOf(record, table, region)
  history.pass = pass
}

/** The middle page's place in the order in which its region fires in a pass. */
function rankOf(record: RunRecord, table: PassTable, region: number): number {
  const { layout } = record
  if (table.fires[region] === 0) return NEVER
  const page = middlePage(record, region)
  const { log } = table
  if (log !== undefined) {
    const found = pagesFiredIn(log, layout, region).indexOf(page)
    return found < 0 ? NEVER : found
  }
  const pages = layout.classPages[region]!
  if (page >= pages) return NEVER
  const { pattern } = record.workload.classes[layout.classOf[region]!]!
  if (pattern === 'sweep') return SWEPT
  return rank(
    createPermutation(pages, fireOrderKey(layout, record.input.seed, table.row.pass, region)),
    page,
  )
}
