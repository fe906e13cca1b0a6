/** Which pages of a sweep are missing at the destination where the bitmap was read while walks were under way (post-copy). */
import type { MemoryLayout } from './layout.ts'
import { missingRuns, type MissingRun } from './page-in-push.ts'
import type { PageSets } from './page-sets.ts'
import type { Walk } from './pass-table.ts'

/** In the order of the push. Without `sets` (`fluid`) only their number is known of a region: then they are anywhere in it. */
export function dueRuns(
  layout: MemoryLayout,
  classId: number,
  walk: Walk,
  sets: PageSets | undefined,
): readonly MissingRun[] {
  return missingRuns(layout, classId, walk, (region, from, to) => {
    const offset = layout.classOffset[region]!
    if (sets === undefined) {
      const density = Math.min(1, walk.toSend[region]! / layout.classPages[region]!)
      return from < to ? [{ from: offset + from, to: offset + to, density }] : []
    }
    const isDue = sets.dueTest(walk, region)
    const runs: Omit<MissingRun, 'rank'>[] = []
    for (let page = from; page < to; page++) {
      if (!isDue(page)) continue
      const begin = page
      while (page < to && isDue(page)) page++
      runs.push({ from: offset + begin, to: offset + page, density: 1 })
    }
    return runs
  })
}
