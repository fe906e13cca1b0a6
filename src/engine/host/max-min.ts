/** Max-min fairness: what migrations that share a wire get, each no more than its own streams can carry. */
import type { BytesPerSecond } from '../units.ts'

/**
 * Shares in whole bytes a second, at least 1. Whoever cannot use an equal part leaves the rest to the others; their sum
 * exceeds the capacity only if that is less than a byte a second for each.
 */
export function maxMinShares(
  capacity: BytesPerSecond,
  caps: readonly BytesPerSecond[],
): BytesPerSecond[] {
  const shares = caps.map(() => 0)
  const byCap = caps.map((cap, index) => ({ cap, index })).sort((a, b) => a.cap - b.cap)
  let left = capacity
  for (const [taken, { cap, index }] of byCap.entries()) {
    const share = Math.max(1, Math.floor(Math.min(cap, left / (caps.length - taken))))
    shares[index] = share
    left -= share
  }
  return shares
}
