/** When a failure on demand strikes: the middle of a part of the run as it goes without it. */
import type { Strike } from '../catalogue/failures.ts'
import { MILLISECOND, SECOND } from '../engine/units.ts'
import type { Summary } from './summary.ts'

/** Seconds since the request, to the millisecond; undefined when the run never gets that far. */
export function strikeSeconds({ phases }: Summary, strike: Strike): number | undefined {
  const stun = phases.findIndex(({ kind }) => kind === 'switchover')
  const parts = {
    'first-pass': phases.find(({ kind }) => kind === 'pass'),
    stun: phases[stun],
    'page-in': phases.find(({ kind }) => kind === 'page-in'),
    'after-resume': stun < 0 ? undefined : phases[stun + 1],
  }
  const part = parts[strike]
  if (!part) return undefined
  return Math.round((part.start + part.end) / 2 / MILLISECOND) / (SECOND / MILLISECOND)
}
