/** Exact counts over a range of pages, page by page. */
import type { RunRecord } from '../engine/run-record.ts'
import type { Nanoseconds, PageNumber } from '../engine/units.ts'
import { fireMoment } from './fires.ts'
import { createPageReader, forEachFired, PAGE } from './pages.ts'
import type { PageFire, Readout } from './recording.ts'
import { phaseAt } from './timeline.ts'

/** Costs time in proportion to the pages asked for; meant for a cell or a region, not for all of memory. */
export function readoutOf(record: RunRecord, time: Nanoseconds, firstPage: PageNumber, pages: number): Readout {
  const { regionPages: size, pages: all } = record.layout
  const first = Math.max(0, Math.min(Math.floor(firstPage), all - 1))
  const end = Math.min(all, first + Math.max(1, Math.floor(pages)))
  const counts = { inUse: 0, notSent: 0, waiting: 0, fired: 0, inSync: 0, timesSent: 0, timesFired: 0, missing: 0 }
  const here = phaseAt(record, time).kind !== 'prepare'
  const read = createPageReader(record, time)
  for (let region = Math.floor(first / size); region * size < end; region++) {
    const { flags, timesSent, timesFired } = read(region)
    const from = Math.max(0, first - region * size)
    const to = Math.min(size, end - region * size)
    for (let page = from; page < to; page++) {
      const flag = flags[page]!
      if ((flag & PAGE.inUse) === 0) continue
      counts.inUse++
      counts.timesSent += timesSent[page]!
      counts.timesFired += timesFired[page]!
      const never = (flag & PAGE.everSent) === 0
      const waiting = !never && (flag & (PAGE.toSend | PAGE.sent)) === PAGE.toSend
      const fired = (flag & PAGE.fired) !== 0
      if (never) counts.notSent++
      if (waiting) counts.waiting++
      if (fired) counts.fired++
      if (!never && !waiting && !fired) counts.inSync++
      if (never || waiting || fired || !here) counts.missing++
    }
  }
  const { missing, ...rest } = counts
  return { firstPage: first, pages: end - first, ...rest, missingAtDestination: missing }
}

/** Single page fires of a range, in the order of pass and page; times are those of the pass in which they happened. */
export function pageFiresOf(record: RunRecord, firstPage: PageNumber, pages: number): PageFire[] {
  const { regionPages: size, pages: all } = record.layout
  const end = Math.min(all, firstPage + pages)
  const found: PageFire[] = []
  for (const table of record.passes) {
    for (let region = Math.floor(firstPage / size); region * size < end; region++) {
      const moment = fireMoment(record, table, table.walk.end)
      const inside: number[] = []
      forEachFired(record, moment, region, (page) => {
        const number = region * size + page
        if (number >= firstPage && number < end) inside.push(page)
      })
      for (const page of inside) {
        found.push({ page: region * size + page, pass: table.row.pass, at: fireTime(record, table, region, page) })
      }
    }
  }
  return found.sort((a, b) => a.at - b.at || a.page - b.page)
}

/** When a page fired within a pass, to a microsecond: the first moment at which it counts as fired. */
function fireTime(record: RunRecord, table: RunRecord['passes'][number], region: number, page: number): Nanoseconds {
  let low = table.walk.start
  let high = table.walk.end
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2)
    let fired = false
    forEachFired(record, fireMoment(record, table, middle), region, (other) => {
      if (other === page) fired = true
    })
    if (fired) high = middle
    else low = middle
  }
  return high
}
