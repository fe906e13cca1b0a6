/** Units of the model. Aliases, not brands: a name such as `bandwidthBytesPerSecond` carries the unit as well. */

/** Model time in whole nanoseconds since the migration was requested. */
export type Nanoseconds = number
/** A rate in bytes a second, payload unless a name says "wire". */
export type BytesPerSecond = number
/** A page frame number of the guest: address ÷ 4 KiB. Exceeds 2³² at 24 TiB, so no bitwise operator on it. */
export type PageNumber = number

export const PAGE_BYTES = 4096
export const KIB = 1024
export const MIB = 1048576
export const GIB = 1073741824
export const PAGES_PER_MIB = MIB / PAGE_BYTES
export const PAGES_PER_GIB = GIB / PAGE_BYTES

export const SECOND: Nanoseconds = 1e9
export const MILLISECOND: Nanoseconds = 1e6
export const MICROSECOND: Nanoseconds = 1e3

/** Seconds to whole nanoseconds, rounded up: a duration is never shorter than the work that it stands for. */
export function nanosecondsFromSeconds(seconds: number): Nanoseconds {
  return Math.ceil(seconds * SECOND - 1e-6) + 0
}

/** Nanoseconds to seconds. */
export function secondsFromNanoseconds(time: Nanoseconds): number {
  return time / SECOND
}

/** Line rate in Gb/s (decimal) to bytes a second. */
export function bytesPerSecondFromGigabits(gigabitsPerSecond: number): BytesPerSecond {
  return gigabitsPerSecond * 125e6
}
