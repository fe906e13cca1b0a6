/** A time lens that a person has changed: shares of the axis by phase, over those that the run suggests. */
import type { Phase } from '../engine/facts.ts'

/** Share of the axis, 0 … 1, by the key of a phase; phases without one divide what is left as the run suggests. */
export type LensChange = Readonly<Record<string, number>>

/** The same phase in every run: "pass-1", "pass0", "switchover". */
function phaseKey({ kind, pass }: Phase): string {
  return kind === 'pass' ? `pass${pass ?? -1}` : kind
}

/** No stretch may become narrower than this. */
function leastShare(phases: number): number {
  return Math.min(0.015, 0.4 / phases)
}

/** Positive shares that add up to 1, with those that were changed as near to what was asked for as there is room. */
export function changedShares(
  phases: readonly Phase[],
  suggested: readonly number[],
  change: LensChange,
): readonly number[] {
  const least = leastShare(phases.length)
  const asked = phases.map((phase) => {
    const share = change[phaseKey(phase)]
    return share === undefined || !(share >= 0) ? undefined : Math.max(least, Math.min(1, share))
  })
  const free = asked.filter((share) => share === undefined).length
  if (free === phases.length) return suggested
  const taken = asked.reduce<number>((sum, share) => sum + (share ?? 0), 0)
  const rest = suggested.reduce(
    (sum, share, index) => (asked[index] === undefined ? sum + share : sum),
    0,
  )
  // What was not touched keeps a third of its width at least.
  const room = free === 0 ? 0 : Math.max(rest / 3, 1 - taken)
  const scale = taken > 0 ? (1 - room) / taken : 0
  return phases.map((_, index) => {
    const share = asked[index]
    return share === undefined ? ((suggested[index] ?? 0) * room) / rest : share * scale
  })
}

/** The change after the boundary behind stretch `index` was moved to `position`; both neighbours stay wide enough. */
export function moveBoundary(
  stretches: readonly { readonly phase: Phase; readonly from: number; readonly to: number }[],
  index: number,
  position: number,
  change: LensChange,
): LensChange {
  const [before, after] = [stretches[index], stretches[index + 1]]
  if (!before || !after) return change
  const least = leastShare(stretches.length)
  const lowest = Math.min(before.from + least, before.to)
  const highest = Math.max(after.to - least, before.to)
  const at = Math.max(lowest, Math.min(highest, position))
  // All others are held where they are: only these two change places.
  const held = Object.fromEntries(
    stretches.map(({ phase, from, to }) => [phaseKey(phase), to - from]),
  )
  return {
    ...held,
    [phaseKey(before.phase)]: at - before.from,
    [phaseKey(after.phase)]: after.to - at,
  }
}
