/**
 * The guest's wall clock after the stun. It counts the TSC, which is part of the device state: it stops as the VM is
 * suspended and goes on from there at the destination, so what it misses is the stun and nothing else. Sleeps and traces stop a
 * vCPU on a host that keeps counting (inferred; that it is behind until it jumps: CRDB).
 */
import { MILLISECOND, SECOND, type Nanoseconds } from '../engine/units.ts'
import type { Summary } from './summary.ts'

/** Nanoseconds behind once the VM runs again, until something corrects it; undefined: it was not stunned, never ran again, or is lost. */
export function clockBehind({
  stun,
  facts,
  vmRunsOn,
}: Pick<Summary, 'stun' | 'facts' | 'vmRunsOn'>): Nanoseconds | undefined {
  if (vmRunsOn === 'lost') return undefined
  const resumed = facts.some(({ kind }) => kind === 'resumed')
  return resumed && stun.end > stun.start ? stun.end - stun.start : undefined
}

/** ntpd steps what is more, and slews the rest at 0.5 ms a second (ntp.org). */
export const NTP_STEP: Nanoseconds = 128 * MILLISECOND
const NTP_SLEW = 0.0005
/** How long ntpd takes to slew that much, once it has noticed; undefined: it steps. */
export function ntpSlew(behind: Nanoseconds): Nanoseconds | undefined {
  return behind > NTP_STEP ? undefined : behind / NTP_SLEW
}

/** CockroachDB's `--max-offset`, and the share of it at which a node stops itself (CRDB). */
export const DATABASE_LIMIT: Nanoseconds = SECOND / 2
const STOPS_AT = 0.8

/** `unharmed`: within what it tolerates; `stops`: the node stops itself when it notices; `stale`: until then it may read stale data. */
export type DatabaseVerdict = 'unharmed' | 'stops' | 'stale'

export function databaseVerdict(behind: Nanoseconds): DatabaseVerdict {
  if (behind > DATABASE_LIMIT) return 'stale'
  return behind > DATABASE_LIMIT * STOPS_AT ? 'stops' : 'unharmed'
}
