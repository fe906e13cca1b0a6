/** Which of several stretches of time holds a moment. */
import type { Nanoseconds } from './units.ts'

/** Index of the last stretch that has begun by `time`; 0 before all of them. `stretches`: ascending in `start`. */
export function lastBegun(
  stretches: readonly { readonly start: Nanoseconds }[],
  time: Nanoseconds,
): number {
  let low = 0
  let high = stretches.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (stretches[middle]!.start <= time) low = middle
    else high = middle - 1
  }
  return low
}
