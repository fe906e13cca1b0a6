/** What the engine says of a QEMU trace, in the words of the trace. */
import { isUnending } from '../engine/facts.ts'
import { walkTotals } from '../engine/memory/walk-order.ts'
import { walkPosition } from '../engine/memory/walk-position.ts'
import type { RunRecord } from '../engine/run-record.ts'
import { SECOND } from '../engine/units.ts'
import type { Quantities, Round } from './case.ts'

/** Everything on the wire until the end of the run: passes, and the last pages as far as they came. */
function bytesOf({ passes, lastWalk, failure }: RunRecord): number {
  const sent = passes.reduce((sum, { row }) => sum + row.bytesSent, 0)
  if (lastWalk === undefined) return sent
  const { pages, zeroPages } = walkTotals(lastWalk)
  const through = failure === undefined ? pages : walkPosition(lastWalk, lastWalk.end).pagesSent
  return sent + through * lastWalk.pageBytes + zeroPages * lastWalk.zeroWireBytes
}

/** QEMU ends its clock when the last page is out, and counts the sync of the stop as well. */
export function qemuQuantities(record: RunRecord): Quantities {
  const { passes, stunParts, lastWalk, lastWalkDuring, failure } = record
  const bytes = bytesOf(record)
  // One at the start, one after each pass, one at the stop; in post-copy the last pass ends with the stop.
  const syncs = passes.length + (lastWalkDuring === 'stun' ? 2 : 1)
  if (failure !== undefined) {
    const verdict = isUnending(failure) ? 'never' : 'failed'
    return { verdict, bytes, passes: passes.length }
  }
  const begun = stunParts[0]!.start
  const resumed = Math.max(...stunParts.map(({ end }) => end))
  const sent = lastWalk?.end ?? resumed
  const rounds: Round[] = passes.map(({ row }) => ({
    bytes: row.bytesSent,
    seconds: (row.end - row.start) / SECOND,
  }))
  return {
    verdict: 'completed',
    totalSeconds: sent / SECOND,
    bytes,
    ...(lastWalkDuring === 'stun' && { downtimeSeconds: (sent - begun) / SECOND }),
    guestGapSeconds: (resumed - begun) / SECOND,
    passes: syncs,
    rounds,
  }
}
