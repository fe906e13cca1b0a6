/** How much of the stretched axis each phase gets: room for what is short, no more than its due for what is long. */
import type { Phase, PhaseKind } from '../engine/facts.ts'

/** Share of the axis at least, and at most however long the phase lasts. Passes and page-in divide what is left over. */
const BOUNDS: { readonly [Kind in PhaseKind]: readonly [least: number, most: number] | undefined } =
  {
    prepare: [0.05, 0.1],
    'frame-buffer': [0.05, 0.25],
    trace: [0.025, 0.08],
    pass: undefined,
    switchover: [0.14, 0.35],
    'page-in': undefined,
    cleanup: [0.04, 0.08],
  }

/** The first pass is the longest by far; more than this would starve the passes that the story is about. */
const MAX_FIRST_PASS_SHARE = 0.4
/** However long its neighbours are, a pass is wide enough to be seen and to be hit. */
const MIN_PASS_SHARE = 0.02
/** From this many passes on they share evenly: each is a tick then, not a chapter. */
const MANY_PASSES = 20

/** Positive shares, one a phase, that add up to 1. Every phase must have a length. */
export function lensShares(phases: readonly Phase[]): readonly number[] {
  const total = phases.reduce((sum, phase) => sum + length(phase), 0)
  const bound = phases.map((phase) => {
    const limits = BOUNDS[phase.kind]
    return limits && Math.min(limits[1], Math.max(limits[0], length(phase) / total))
  })
  const taken = bound.reduce<number>((sum, share) => sum + (share ?? 0), 0)
  const free = phases.filter((phase) => BOUNDS[phase.kind] === undefined)
  if (free.length === 0) return bound.map((share) => (share ?? 0) / taken)
  // Several phases of one bounded kind (never in a real run) still leave half of the axis to the passes.
  const bounded = Math.min(taken, 0.5)
  const divided = divide(free, 1 - bounded)
  let next = 0
  return bound.map((share) =>
    share === undefined ? (divided[next++] ?? 0) : (share * bounded) / taken,
  )
}

/** By the square root of their lengths, the more evenly the more there are. */
function divide(phases: readonly Phase[], room: number): readonly number[] {
  const roots = phases.map((phase) => Math.sqrt(length(phase)))
  const sum = roots.reduce((total, root) => total + root, 0)
  const even = Math.min(1, phases.length / MANY_PASSES)
  const least = Math.min(MIN_PASS_SHARE, (0.5 * room) / phases.length)
  const shared = room - least * phases.length
  const shares = roots.map(
    (root) => least + shared * (((1 - even) * root) / sum + even / phases.length),
  )
  const first = phases.findIndex((phase) => phase.pass === -1)
  const excess = (shares[first] ?? 0) - MAX_FIRST_PASS_SHARE
  if (first < 0 || excess <= 0 || phases.length === 1) return shares
  const others = room - (shares[first] ?? 0)
  return shares.map((share, index) =>
    index === first ? MAX_FIRST_PASS_SHARE : share + (excess * share) / others,
  )
}

function length(phase: Phase): number {
  return phase.end - phase.start
}
