/**
 * The traces of auto-converge under a constant that did not see them: what a throttled vCPU loses of each 10 ms is estimated
 * from the other scenarios' write counters alone. Repeats of a run are the same scenario.
 */
import { autoConverge, THROTTLED_RUN } from '../engine/migration/auto-converge.ts'
import { OTHER_COPIERS } from '../engine/migration/other-copiers.ts'
import type { RunRecord } from '../engine/run-record.ts'
import { startRunWith } from '../engine/run-with.ts'
import type { RunInput } from '../engine/scenario/scenario.ts'
import { MICROSECOND, MILLISECOND, type Nanoseconds } from '../engine/units.ts'
import { toEnd } from '../engine/work.ts'
import type { QemuRow } from './qemu-rows.ts'

/** The run of a trace without its repeat's number. */
export function scenarioOf({ id }: Pick<QemuRow, 'id'>): string {
  return id.replace(/-r\d+$/, '')
}

/**
 * What the vCPU lost of each 10 ms, by step of the throttle: its pace then against its pace before. A step that lasted less
 * than a second says too little.
 */
export function lostBySteps(row: QemuRow): readonly Nanoseconds[] {
  const { counts, throttle, throttleSteps } = row
  const last = counts.at(-1)
  if (!row.busy || throttleSteps.length === 0 || last === undefined) return []
  const at = (seconds: number) =>
    counts.reduce((best, one) =>
      Math.abs(one.seconds - seconds) < Math.abs(best.seconds - seconds) ? one : best,
    )
  const marks = [counts[0]!, ...throttleSteps.map(at), last]
  const pace = (step: number) =>
    (marks[step + 1]!.writes - marks[step]!.writes) /
    (marks[step + 1]!.seconds - marks[step]!.seconds)
  return throttleSteps.flatMap((_, index) => {
    const step = index + 1
    if (marks[step + 1]!.seconds - marks[step]!.seconds < 1) return []
    const percent = Math.min(throttle.most, throttle.initial + index * throttle.increment)
    const share = pace(step) / pace(0) / (1 - percent / 100)
    return [THROTTLED_RUN * (1 - share)]
  })
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2
}

/** The rule: the median of the steps of a scenario, the mean of those, in tenths of a millisecond. Undefined: nothing says it. */
export function lostByRule(rows: readonly QemuRow[]): Nanoseconds | undefined {
  const steps = new Map<string, Nanoseconds[]>()
  for (const row of rows) {
    const lost = lostBySteps(row)
    if (lost.length === 0) continue
    const scenario = scenarioOf(row)
    steps.set(scenario, [...(steps.get(scenario) ?? []), ...lost])
  }
  if (steps.size === 0) return undefined
  const sum = [...steps.values()].reduce((total, lost) => total + median(lost), 0)
  const tenth = 100 * MICROSECOND
  return Math.round(sum / steps.size / tenth) * tenth
}

/** What the rule makes of the other scenarios of the project's traces (a test makes it anew). */
export const LOST_WITHOUT: Readonly<Record<string, Nanoseconds>> = {
  't1-ac-default-busy': MILLISECOND,
  't12-ac-busy-random': MILLISECOND,
  't13-ac-busy-i50-s20': 0.8 * MILLISECOND,
  't14-ac-busy-256': 1.1 * MILLISECOND,
}

/** A run whose throttled vCPUs lose so much. */
export function runLosing(input: RunInput, lost: Nanoseconds): RunRecord {
  const others = {
    ...OTHER_COPIERS,
    autoConverge: (...[context, begin]: Parameters<typeof autoConverge>) =>
      autoConverge(context, begin, lost),
  }
  return toEnd(startRunWith({ others }, input))
}
