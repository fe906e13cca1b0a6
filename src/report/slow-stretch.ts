/** Where the guest ran slower than it would have, beside the stun: the stretch of a run that cost it most. */
import type { RunRecord } from '../engine/run-record.ts'
import { secondsFromNanoseconds, type Nanoseconds } from '../engine/units.ts'

/** A vCPU below this share of wall time is called slowed, and drawn so; ours. */
export const SLOWED_BELOW = 0.9
/** What takes less is not worth a word: as much as a short stun. */
const MIN_LOST_SECONDS = 0.1

/** Trace install, copying, copying while the vCPUs are slowed on purpose, page-in. */
type StretchKind = 'trace' | 'copy' | 'throttled' | 'page-in'

export interface Stretch {
  readonly kind: StretchKind
  readonly start: Nanoseconds
  readonly end: Nanoseconds
  /** Share of its time that a writing vCPU got, the mean of the stretch: 0 … 1. */
  readonly speed: number
}

/** The stretch in which most was lost; undefined where the guest was never slowed for long enough. `guestAt`: of a writing vCPU. */
export function slowStretch(
  record: RunRecord,
  guestAt: (time: Nanoseconds) => number,
): Stretch | undefined {
  let worst: Stretch | undefined
  let most = MIN_LOST_SECONDS
  for (const stretch of stretchesOf(record)) {
    const seconds = secondsFromNanoseconds(stretch.end - stretch.start)
    if (seconds <= 0) continue
    const got = guestAt(stretch.end) - guestAt(stretch.start)
    const speed = Math.max(0, Math.min(1, got / seconds))
    const lost = seconds - got
    if (speed >= SLOWED_BELOW || lost < most) continue
    most = lost
    worst = { ...stretch, speed }
  }
  return worst
}

function stretchesOf({ phases, facts, sdpsSince }: RunRecord): readonly Omit<Stretch, 'speed'>[] {
  const passes = phases.filter(({ kind }) => kind === 'pass')
  const throttledAt = sdpsSince ?? facts.find(({ kind }) => kind === 'cpu-throttled')?.at
  const [first, last] = [passes[0], passes.at(-1)]
  const copied: Omit<Stretch, 'speed'>[] =
    first === undefined || last === undefined
      ? []
      : [
          { kind: 'copy', start: first.start, end: Math.min(last.end, throttledAt ?? Infinity) },
          { kind: 'throttled', start: throttledAt ?? last.end, end: last.end },
        ]
  return [
    ...copied,
    ...phases.flatMap(({ kind, start, end }): Omit<Stretch, 'speed'>[] =>
      kind === 'trace' || kind === 'page-in' ? [{ kind, start, end }] : [],
    ),
  ]
}
