/**
 * The verdict of a run: one of five levels, by what it did to its guest and whether it arrived. It names the worst that
 * happened. One table holds the thresholds, each with its source or marked ours.
 */
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
/** What the guest itself suffered, wherever it runs afterwards. */
export type GuestLevel = Extract<Level, 'nobody-notices' | 'users-notice' | 'harmful'>

/**
 * Harm is measured by how far a writing vCPU falls behind wall time within ten seconds, the stun included: a stun of two
 * seconds and ten seconds at 80 % of the speed cost it as much. That they are alike, and the ten seconds, is ours (inferred).
 */
export const WORST_WINDOW_SECONDS = 10

export interface Threshold {
  readonly level: GuestLevel
  /** Seconds lost within the worst ten from which on the level holds. */
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

/** What happened to the guest, wherever it runs. */
export function guestLevel({ pain }: Pick<Summary, 'pain'>): GuestLevel {
  return THRESHOLDS.find(({ fromSeconds }) => pain.worstTenLostSeconds >= fromSeconds)!.level
}

/** The level of a run: what keeps it from arriving is worse than what it does to its guest. */
export function levelOf(summary: Pick<Summary, 'pain' | 'outcome' | 'vmRunsOn'>): Level {
  if (summary.vmRunsOn === 'lost') return 'lost'
  return summary.outcome === 'completed' ? guestLevel(summary) : 'does-not-arrive'
}
