/** Which page went over the wire most often. Regions are read in the order of what could be in them, until nothing better can come. */
import { type RunRecord, walksOf } from '../../engine/run-record.ts'
import type { PageNumber } from '../../engine/units.ts'
import { createPassingReader } from '../pages.ts'
import type { Question } from './question.ts'

/** Regions that are read at most: half a million pages of 2 MiB regions. */
const MAX_REGIONS = 1024

export interface MostSent {
  readonly page: PageNumber
  readonly times: number
  /** False: the search ended early; a page that was sent more often may exist. */
  readonly certain: boolean
}

export const mostSent: Question<unknown, MostSent> = { answer: mostSentOf }

/** The page that was sent most often by the end of the run, the lowest address of several in the first region that has one. */
export function mostSentOf(record: RunRecord): MostSent {
  const { layout } = record
  const walks = walksOf(record)
  const candidates = Array.from({ length: layout.regions }, (_, region) => {
    const counts = walks.map(({ toSend }) => toSend[region]!)
    // No page is sent more often than its region takes part in walks.
    return {
      region,
      most: counts.filter((count) => count > 0).length,
      sum: counts.reduce((all, count) => all + count, 0),
    }
  }).sort((a, b) => b.most - a.most || b.sum - a.sum)
  const read = createPassingReader(record, record.end)
  let best = { page: 0, times: 0 }
  for (const [index, { region, most }] of candidates.entries()) {
    if (best.times >= most) return { ...best, certain: true }
    if (index >= MAX_REGIONS) return { ...best, certain: false }
    const { timesSent } = read(region)
    for (let offset = 0; offset < layout.inUse[region]!; offset++) {
      const times = timesSent[offset]!
      if (times > best.times) best = { page: region * layout.regionPages + offset, times }
    }
  }
  return { ...best, certain: true }
}
