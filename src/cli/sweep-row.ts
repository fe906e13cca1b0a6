/** One scenario of a sweep: what goes to a worker, and the row that comes back. */
import { runToEnd } from '../engine/run.ts'
import type { RunInput } from '../engine/scenario/scenario.ts'
import { secondsFromNanoseconds } from '../engine/units.ts'
import { summarize } from '../report/summarize.ts'
import { phaseSeconds, reasonOf } from './json.ts'

export interface SweepResult {
  readonly outcome: string
  readonly reason: string
  readonly totalSeconds: number
  readonly preCopySeconds: number
  readonly stunMilliseconds: number
  readonly passes: number
  readonly bytesSent: number
  readonly timesOver: number
  readonly sdpsEngaged: boolean
  readonly sdpsSeconds: number
  readonly worstSecondGuestSpeed: number
  readonly runHash: string
}

export const RESULT_COLUMNS = [
  'outcome',
  'reason',
  'totalSeconds',
  'preCopySeconds',
  'stunMilliseconds',
  'passes',
  'bytesSent',
  'timesOver',
  'sdpsEngaged',
  'sdpsSeconds',
  'worstSecondGuestSpeed',
  'runHash',
] as const satisfies readonly (keyof SweepResult)[]

export function sweepResult(input: RunInput): SweepResult {
  const summary = summarize(runToEnd(input))
  const seconds = phaseSeconds(summary)
  return {
    outcome: summary.outcome,
    reason: reasonOf(summary),
    totalSeconds: seconds.total,
    preCopySeconds: seconds.preCopy,
    stunMilliseconds: seconds.stun * 1000,
    passes: summary.passes.length,
    bytesSent: summary.totals.bytesSent,
    timesOver: summary.totals.timesOver,
    sdpsEngaged: summary.sdps.engaged,
    sdpsSeconds: secondsFromNanoseconds(summary.sdps.duration),
    worstSecondGuestSpeed: summary.pain.worstSecondGuestSpeed,
    runHash: summary.runHash,
  }
}
