/** One walk over memory, first page to last: data pages cost wire time, zero pages only the time to look at them. */
import { PAGE_BYTES, nanosecondsFromSeconds, type Nanoseconds } from '../units.ts'
import { runningSums, type Counts, type Walk } from '../memory/pass-table.ts'
import type { Scenario } from '../scenario/scenario.ts'

/** Measured on QEMU: about 0.75 µs a page (validation README, point 6); assumed here for vMotion as well (inferred). */
export const ZERO_PAGE_SECONDS = 0.75e-6

/** The walk that begins at `start`. The last batch is acknowledged one round trip later (peers 3.8: barrier between passes). */
export function createWalk(
  start: Nanoseconds,
  toSend: Counts,
  zero: Counts | undefined,
  bytesPerSecond: number,
  scenario: Scenario,
): Walk {
  const sendBefore = runningSums(toSend)
  const zeroBefore = zero === undefined ? undefined : runningSums(zero)
  const pages = sendBefore[toSend.length]!
  const zeroPages = zeroBefore?.[toSend.length] ?? 0
  const copySeconds = (pages * PAGE_BYTES) / bytesPerSecond + zeroPages * ZERO_PAGE_SECONDS
  const barrierSeconds = pages > 0 ? scenario['network.rtt'] / 1000 : 0
  return {
    start,
    end: start + nanosecondsFromSeconds(copySeconds + barrierSeconds),
    toSend,
    zero,
    sendBefore,
    zeroBefore,
    bytesPerSecond,
    zeroPageSeconds: ZERO_PAGE_SECONDS,
    batchPages: scenario['Migrate.PreCopyPagesPerSend'],
  }
}

/** Data pages and zero pages that a walk covers. */
export function walkTotals(walk: Walk): { readonly pages: number; readonly zeroPages: number } {
  const regions = walk.toSend.length
  return { pages: walk.sendBefore[regions]!, zeroPages: walk.zeroBefore?.[regions] ?? 0 }
}
