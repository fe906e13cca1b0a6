/**
 * The verdict of a run: one of five levels, by what it did to its guest and whether it arrived. It names the worst that
 * happened. One table holds the thresholds, each with its source or marked ours.
 */
import { foundAfter } from '../engine/network/announce.ts'
import { secondsFromNanoseconds, type Nanoseconds } from '../engine/units.ts'
import type { Summary } from './summary.ts'

/** From the least harm to the most. */
export const LEVELS = [
  'nobody-notices',
  'users-notice',
  'harmful',
  'does-not-arrive',
  'lost',
] as const
export type Level = (typeof LEVELS)[number]
/** What the guest and those who speak with it suffered, wherever it runs afterwards. */
export type GuestLevel = Extract<Level, 'nobody-notices' | 'users-notice' | 'harmful'>

/**
 * Harm is measured by how far a writing vCPU falls behind wall time within ten seconds, the stun included: a stun of two
 * seconds and ten seconds at 80 % of the speed cost it as much. That they are alike, and the ten seconds, is ours (inferred).
 */
export const WORST_WINDOW_SECONDS = 10

export interface Threshold {
  readonly level: GuestLevel
  /** Seconds lost within the worst ten, or out of reach, from which on the level holds. */
  readonly fromSeconds: number
  readonly source: string
}

/** From the worst to the least. Sources: see `engine/SOURCES.md`. */
export const THRESHOLDS: readonly Threshold[] = [
  {
    level: 'harmful',
    fromSeconds: 5,
    source:
      'docs.vmware.com 8.0, WSFC (GUID-6AA6AECB): a node of a failover cluster counts as gone after 5 s',
  },
  {
    level: 'users-notice',
    fromSeconds: 1,
    source: 'V7FSR, MM: VMware’s goal for a stun is less than 1 s',
  },
  { level: 'nobody-notices', fromSeconds: 0, source: 'below the goal' },
]

/** What the level of a guest goes by. */
type Judged = Pick<Summary, 'pain' | 'stun' | 'outcome' | 'input'>

/**
 * Nanoseconds in which packets to a VM that moved were lost: from the stun until switches sent to its new port. 0 where it did not
 * move. That a VM out of reach is as bad as one that stands still is ours (inferred).
 */
export function unreachableFor({ stun, outcome, input }: Judged): Nanoseconds {
  return outcome === 'completed' ? stun.end - stun.start + foundAfter(input.scenario) : 0
}

/** What happened to the guest, wherever it runs. */
export function guestLevel(summary: Judged): GuestLevel {
  const unreachable = secondsFromNanoseconds(unreachableFor(summary))
  const seconds = Math.max(summary.pain.worstTenLostSeconds, unreachable)
  return THRESHOLDS.find(({ fromSeconds }) => seconds >= fromSeconds)!.level
}

/** The level of a run: what keeps it from arriving is worse than what it does to its guest. */
export function levelOf(summary: Judged & Pick<Summary, 'vmRunsOn'>): Level {
  if (summary.vmRunsOn === 'lost') return 'lost'
  return summary.outcome === 'completed' ? guestLevel(summary) : 'does-not-arrive'
}
