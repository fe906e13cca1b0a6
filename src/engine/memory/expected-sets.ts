/** The dirty bitmap read while a walk is under way, in expected values: pages left over and pages that fired overlap by chance. */
import type { PassFires, ToSend } from './dirty-model.ts'
import type { MemoryLayout } from './layout.ts'
import type { Walk, WalkOrigin } from './pass-table.ts'
import { walkPosition } from './walk-position.ts'
import { sentOfRegion } from './walk-region.ts'

export function rereadExpected(layout: MemoryLayout, walk: Walk, fired: PassFires): ToSend {
  const { regions, regionPages } = layout
  const position = walkPosition(walk, walk.end)
  const pages = new Float64Array(regions)
  const zero = walk.zero === undefined ? undefined : new Float64Array(regions)
  let total = 0
  let zeroTotal = 0
  for (let region = 0; region < regions; region++) {
    const sent = sentOfRegion(walk, position, region)
    const left = Math.max(0, walk.toSend[region]! - sent.send)
    const fires = fired.fires[region]!
    const count = fires > 0 ? left + fires * (1 - Math.min(1, left / layout.inUse[region]!)) : left
    pages[region] = count
    total += count
    if (zero === undefined) continue
    // Once written, a page is no page of zeros any more.
    const written = fires > 0 ? Math.min(1, fires / layout.inUse[region]!) : 0
    zeroTotal += zero[region] = Math.max(0, walk.zero![region]! - sent.zero) * (1 - written)
  }
  const at = position.region
  // Behind the cursor lies what fired alone, spread evenly over the region; all that is left over is ahead.
  const head = (region: number) => Math.min(pages[region]!, fired.fires[region]! * position.share)
  const origin: WalkOrigin | undefined =
    at === regions
      ? undefined
      : {
          region: at,
          page: Math.floor(position.share * regionPages),
          share: position.share,
          tail: pages[at]! - head(at),
          zeroTail: zero?.[at] ?? 0,
        }
  return { pages, zero: zeroTotal > 0 ? zero : undefined, origin, total, zeroTotal }
}
