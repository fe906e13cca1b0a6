/** The seconds around the stun: what `R` and the film replay at real speed. */
import { SECOND, type Nanoseconds } from '../../engine/units.ts'
import type { Summary } from '../../report/summary.ts'

export interface TimeSpan {
  readonly from: Nanoseconds
  readonly to: Nanoseconds
}

/** At most this much of the time after the stun; most runs end sooner. */
const AFTER = 1.5 * SECOND

/** `seconds` of model time with the stun in them, longer if the stun is; undefined when nothing was switched over. */
export function spanAroundStun(summary: Summary, seconds: number): TimeSpan | undefined {
  const { start, end } = summary.stun
  if (end <= start) return undefined
  const to = Math.min(summary.end, end + AFTER)
  const from = Math.max(0, Math.min(to - seconds * SECOND, start - SECOND))
  return { from, to }
}
