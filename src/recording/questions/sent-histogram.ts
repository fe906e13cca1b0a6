/** How many pages were sent how often by the end of the run. */
import type { RunRecord } from '../../engine/run-record.ts'
import { createPassingReader } from '../pages.ts'
import type { Question } from './question.ts'

export interface SentHistogram {
  /** Pages in use by times sent at the end of the run: index 0 never, 1 once, … */
  readonly pages: readonly number[]
  /** So many pages were counted one by one, of so many in use. */
  readonly counted: number
  readonly inUse: number
}

/** Regions that are counted page by page at most: evenly spread over memory. */
const MAX_REGIONS = 512

export const sentHistogram: Question<unknown, SentHistogram> = { answer: sentHistogramOf }

/** How many pages were sent how often by the end of the run. In a large memory every n-th region is counted. */
export function sentHistogramOf(record: RunRecord): SentHistogram {
  const { layout, end } = record
  const step = Math.max(1, Math.ceil(layout.regions / MAX_REGIONS))
  const read = createPassingReader(record, end)
  const pages: number[] = []
  let counted = 0
  for (let region = Math.floor(step / 2); region < layout.regions; region += step) {
    const inUse = layout.inUse[region]!
    if (inUse === 0) continue
    const { timesSent } = read(region)
    for (let page = 0; page < inUse; page++) {
      const times = timesSent[page]!
      while (pages.length <= times) pages.push(0)
      pages[times] = pages[times]! + 1
    }
    counted += inUse
  }
  return { pages, counted, inUse: layout.pagesInUse }
}
