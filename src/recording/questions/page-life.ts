/**
 * The life of one page: when it was traced, fired, sent, sent again, set for the last time, paged in. Each moment is the
 * very one at which `pages.ts` sees the page change; a test holds both together at every nanosecond that matters.
 */
import type { PassTable, Walk } from '../../engine/memory/pass-table.ts'
import { fireOrderKey } from '../../engine/memory/fired-pages.ts'
import { walkPosition } from '../../engine/memory/walk-position.ts'
import { sentOfRegion } from '../../engine/memory/walk-region.ts'
import type { WriteClass } from '../../engine/guest/write-class.ts'
import { createPermutation, rank } from '../../engine/random/permutation.ts'
import type { RunRecord } from '../../engine/run-record.ts'
import { firstWhere } from '../../engine/search.ts'
import type { Nanoseconds, PageNumber } from '../../engine/units.ts'
import { pagesFiredIn } from '../fire-index.ts'
import { fireMoment, firesInRegion } from '../fires.ts'
import { PAGE, walksInOrder } from '../page-flags.ts'
import { createPageReader, createPassingReader } from '../pages.ts'
import type { Question } from './question.ts'

/**
 * traced: its trace is set (again); fired: the first write after that; sent: it went over the wire in a pass; looked-at:
 * it held only zeros and was not sent; last-set: it is among the last pages; sent-last: it went in the stun; paged-in: it
 * went after the resume.
 */
type PageEventKind =
  'traced' | 'fired' | 'sent' | 'looked-at' | 'last-set' | 'sent-last' | 'paged-in'

export interface PageEvent {
  readonly kind: PageEventKind
  readonly at: Nanoseconds
  /** The pass in which it happened; undefined outside of passes. */
  readonly pass: number | undefined
}

export type PageState = 'not-sent' | 'in-sync' | 'changed'

export interface PageStretch {
  readonly from: Nanoseconds
  readonly to: Nanoseconds
  readonly state: PageState
  /** Fires so far: once, again, often. */
  readonly fires: number
}

export interface PageLife {
  readonly page: PageNumber
  readonly inUse: boolean
  readonly className: WriteClass['name']
  /** What the guest writes to this page in a second on average: expected, not recorded. Undefined where a curve says it. */
  readonly expectedWritesPerSecond: number | undefined
  readonly events: readonly PageEvent[]
  readonly stretches: readonly PageStretch[]
  readonly timesSent: number
  readonly timesFired: number
}

/** The first whole nanosecond in `from` … `to` at which `holds`, which never stops holding; undefined when it never does. */
function firstTime(
  from: Nanoseconds,
  to: Nanoseconds,
  holds: (time: Nanoseconds) => boolean,
): Nanoseconds | undefined {
  return holds(to) ? firstWhere(from - 1, to, holds) : undefined
}

/** Has this page fired in the pass by the moment? The rule of `forEachFired`, for a single page. */
function hasFired(
  record: RunRecord,
  table: PassTable,
  region: number,
  offset: number,
  time: Nanoseconds,
): boolean {
  const moment = fireMoment(record, table, time)
  const count = Math.round(firesInRegion(record, moment, region))
  if (count === 0) return false
  const { layout } = record
  if (table.log !== undefined)
    return pagesFiredIn(table.log, layout, region).subarray(0, count).includes(offset)
  const sweep = moment.sweeps[layout.classOf[region]!]
  if (sweep !== undefined) return sweep.has(layout.classOffset[region]! + offset)
  const pages = layout.classPages[region]!
  if (offset >= pages) return false
  if (count >= pages) return true
  const key = fireOrderKey(layout, record.input.seed, table.row.pass, region)
  return rank(createPermutation(pages, key), offset) < count
}

/** When a walk comes to the page: `send` counts data pages of the region before it, `zero` pages of zeros. */
function passedAt(
  walk: Walk,
  end: Nanoseconds,
  region: number,
  before: number,
  which: 'send' | 'zero' | 'whole',
): Nanoseconds | undefined {
  return firstTime(walk.start, end, (time) => {
    const { send, zero } = sentOfRegion(walk, walkPosition(walk, time), region)
    if (which === 'zero') return zero > before
    return which === 'whole' ? Math.floor(send) > before : send > before
  })
}

/** When the page of a region goes in a walk, and whether it held only zeros; undefined when it is not due or never went. */
function passing(
  record: RunRecord,
  walk: Walk,
  end: Nanoseconds,
  region: number,
  offset: number,
): { readonly at: Nanoseconds; readonly zero: boolean } | undefined {
  const { flags } = createPageReader(record, walk.start)(region)
  const due = flags[offset]!
  if ((due & PAGE.toSend) === 0) return undefined
  const first = walk === record.passes[0]?.walk
  const zero = first && (due & PAGE.zero) !== 0 && (walk.zero?.[region] ?? 0) > 0
  if (first && (walk.zero?.[region] ?? 0) === 0) {
    const at = passedAt(walk, end, region, offset, 'whole')
    return at === undefined ? undefined : { at, zero: false }
  }
  let before = 0
  for (let page = 0; page < offset; page++) {
    const flag = flags[page]!
    const alike = first ? ((flag & PAGE.zero) !== 0) === zero : true
    if ((flag & PAGE.toSend) !== 0 && alike) before++
  }
  const at = passedAt(walk, end, region, before, zero ? 'zero' : 'send')
  return at === undefined ? undefined : { at, zero }
}

/** A page's place among those of its kind that are sent from its region. */
interface Place {
  readonly place: number
  readonly zero: boolean
}

/** By copy, where the page is due and not passed by; in runs whose walks leave pages over or pass them by. */
function placesOf(record: RunRecord, region: number, offset: number): readonly Place[] {
  const places: Place[] = []
  createPassingReader(record, record.end, (copy, { page, nth, zero }) => {
    if (page === offset) places[copy] = { place: nth, zero }
  })(region)
  return places
}

/** When a page goes that stands at a place of its region; undefined when the walk does not come to it. */
function passingOf(
  walk: Walk,
  end: Nanoseconds,
  region: number,
  { place, zero }: Place,
): { readonly at: Nanoseconds; readonly zero: boolean } | undefined {
  const at = passedAt(walk, end, region, place, zero ? 'zero' : 'whole')
  return at === undefined ? undefined : { at, zero }
}

export const pageLife: Question<{ readonly page: PageNumber }, PageLife> = {
  answer: (record, { page }) => pageLifeOf(record, page),
}

/** Everything that happened to one page. `page` is clamped to memory. */
export function pageLifeOf(record: RunRecord, wanted: PageNumber): PageLife {
  const { layout, workload, passes, phases, lastWalk, end } = record
  const page = Math.max(0, Math.min(Math.floor(wanted) || 0, layout.pages - 1))
  const region = Math.floor(page / layout.regionPages)
  const offset = page - region * layout.regionPages
  const inUse = offset < layout.inUse[region]!
  const writeClass = workload.classes[layout.classOf[region]!]!
  const events: PageEvent[] = []
  if (inUse) {
    const traced = phases.find(({ kind }) => kind === 'trace')
    if (traced) events.push({ kind: 'traced', at: traced.end, pass: undefined })
    let firedBefore = false
    const places = walksInOrder(record) ? placesOf(record, region, offset) : undefined
    const went = (copy: number, walk: Walk, until: Nanoseconds) => {
      if (places === undefined) return passing(record, walk, until, region, offset)
      const place = places[copy]
      return place && passingOf(walk, until, region, place)
    }
    for (const [copy, table] of passes.entries()) {
      const { walk, row } = table
      if (firedBefore) events.push({ kind: 'traced', at: walk.start, pass: row.pass })
      const sent = went(copy, walk, walk.end)
      if (sent) events.push({ kind: sent.zero ? 'looked-at' : 'sent', at: sent.at, pass: row.pass })
      const at = firstTime(walk.start, walk.end, (time) =>
        hasFired(record, table, region, offset, time),
      )
      firedBefore = at !== undefined
      if (at !== undefined) events.push({ kind: 'fired', at, pass: row.pass })
    }
    // What was left over without having fired since is among the last pages as well.
    if (lastWalk !== undefined && (firedBefore || places?.[passes.length] !== undefined)) {
      events.push({ kind: 'last-set', at: lastWalk.start, pass: undefined })
      const sent = went(passes.length, lastWalk, end)
      const kind = record.lastWalkDuring === 'stun' ? 'sent-last' : 'paged-in'
      if (sent) events.push({ kind: sent.zero ? 'looked-at' : kind, at: sent.at, pass: undefined })
    }
  }
  events.sort((a, b) => a.at - b.at)
  const { pattern, pages, writesPerSecond } = writeClass
  return {
    page,
    inUse,
    className: writeClass.name,
    expectedWritesPerSecond:
      pattern === 'curve' || pages === 0 ? undefined : writesPerSecond / pages,
    events,
    stretches: inUse ? stretchesOf(record, events) : [],
    timesSent: events.filter(isSending).length,
    timesFired: events.filter(({ kind }) => kind === 'fired').length,
  }
}

export function isSending({ kind }: PageEvent): boolean {
  return kind === 'sent' || kind === 'sent-last' || kind === 'paged-in'
}

/** What the events say of the page at a moment. */
export function pageStateAt(
  events: readonly PageEvent[],
  time: Nanoseconds,
): { readonly state: PageState; readonly fires: number; readonly sent: number } {
  let arrived = false
  let due = false
  let fired = false
  let fires = 0
  let sent = 0
  for (const event of events) {
    if (event.at > time) break
    switch (event.kind) {
      case 'traced':
      case 'last-set':
        // What fired is due now, and its trace, if it gets one, waits for the next write.
        due ||= fired
        fired = false
        break
      case 'fired':
        fired = true
        fires++
        break
      case 'sent':
      case 'sent-last':
      case 'paged-in':
        arrived = true
        due = false
        sent++
        break
      case 'looked-at':
        arrived = true
        break
    }
  }
  const state = !arrived ? 'not-sent' : due || fired ? 'changed' : 'in-sync'
  return { state, fires, sent }
}

function stretchesOf(record: RunRecord, events: readonly PageEvent[]): readonly PageStretch[] {
  const edges = [...new Set([0, ...events.map(({ at }) => at), record.end])]
  return edges.slice(0, -1).map((from, index) => {
    const { state, fires } = pageStateAt(events, from)
    return { from, to: edges[index + 1]!, state, fires }
  })
}
