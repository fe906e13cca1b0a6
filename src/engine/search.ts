/** Finds where something begins to hold among things in order. The only searches of whole numbers here. */
import type { Nanoseconds } from './units.ts'

/**
 * The first whole number after `no` at which `holds`, up to `yes`. It is taken not to hold at `no` and to hold at `yes`,
 * and is asked at neither. Where it changes more than once in between, the answer is one of the places where it begins to.
 */
export function firstWhere(no: number, yes: number, holds: (at: number) => boolean): number {
  let low = no
  let high = yes
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle
  }
  return high
}

/** The same where the answer is likely to be near `no`: it is looked for in steps that double. */
export function firstFrom(no: number, yes: number, holds: (at: number) => boolean): number {
  let low = no
  let step = 1
  while (low + step < yes && !holds(low + step)) {
    low += step
    step *= 2
  }
  return firstWhere(low, Math.min(yes, low + step), holds)
}

/** Index of the last stretch that has begun by `time`; 0 before all of them. `stretches`: at least one, ascending in `start`. */
export function lastBegun(
  stretches: readonly { readonly start: Nanoseconds }[],
  time: Nanoseconds,
): number {
  return firstWhere(0, stretches.length, (index) => stretches[index]!.start > time) - 1
}
