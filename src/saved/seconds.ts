/** Times in links and files: at most so many seconds. */
import { secondsFrom } from '../engine/scenario/seconds.ts'
import { SECOND, type Nanoseconds } from '../engine/units.ts'

/** Longer than any run: 104 days. */
export const MAX_SECONDS = 9_000_000
const MAX_TIME = MAX_SECONDS * SECOND

/** `12.5` or `12.5s` in nanoseconds; undefined for anything else and beyond `MAX_SECONDS`. */
export function timeFrom(text: string): Nanoseconds | undefined {
  return secondsFrom(text, MAX_SECONDS)
}

/** Whether a value from JSON is a time: whole nanoseconds, 0 to `MAX_TIME`. */
export function isTime(value: unknown): value is Nanoseconds {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_TIME
}

/** The range of `isTime`, for messages. */
export const ALLOWED_TIME = `whole nanoseconds, 0 to ${MAX_TIME}`
