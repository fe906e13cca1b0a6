/** The bound of a stop rule in words: bytes where the rule counts bytes, else seconds. */
import type { StopRule } from '../engine/migration/generation.ts'
import { BYTES_LEFT, countsBytes } from '../engine/migration/bytes-left.ts'
import { SECOND } from '../engine/units.ts'
import { formatBytes, formatSeconds, type NumberStyle } from './format.ts'

/** "1 MiB", "0.5 s": what may be left at most. `goalSeconds`: that of the run's test. */
export function boundText(rule: StopRule, goalSeconds: number, style?: NumberStyle): string {
  return countsBytes(rule)
    ? formatBytes(BYTES_LEFT[rule], style)
    : formatSeconds(goalSeconds * SECOND, style)
}

/** What the rules that ask for seconds call them. */
const NAMES = {
  'time-goal': 'switchover time goal',
  'downtime-limit': 'downtime limit',
  'fits-goal': 'downtime limit',
  'thirty-milliseconds': 'longest downtime',
} as const satisfies Readonly<Record<Exclude<StopRule, keyof typeof BYTES_LEFT>, string>>

/** "1 MiB", "the switchover time goal of 0.5 s": the same by its name. */
export function namedBound(rule: StopRule, goalSeconds: number, style?: NumberStyle): string {
  const text = boundText(rule, goalSeconds, style)
  return countsBytes(rule) ? text : `the ${NAMES[rule]} of ${text}`
}

/** "at most 1 MiB", "switchover time goal 0.5 s": beside a line. */
export function boundLabel(rule: StopRule, goalSeconds: number): string {
  return `${countsBytes(rule) ? 'at most' : NAMES[rule]} ${boundText(rule, goalSeconds)}`
}
