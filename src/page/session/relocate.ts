/** Keeps the playhead at the same place of the story when a run is replaced: phase, pass and fraction of it. */
import type { Phase } from '../../engine/facts.ts'
import type { Nanoseconds } from '../../engine/units.ts'

type Phases = readonly Phase[]

/** The phase in which `time` lies; a boundary belongs to the later phase. */
export function phaseIndexAt(phases: Phases, time: Nanoseconds): number {
  let found = 0
  for (const [index, phase] of phases.entries()) if (phase.start <= time) found = index
  return found
}

function twinOf(phase: Phase, phases: Phases): Phase | undefined {
  const same = phases.filter(({ kind }) => kind === phase.kind)
  if (phase.kind !== 'pass') return same[0]
  // A pass that the new run does not have: its last one stands for it.
  return same.find(({ pass }) => pass === phase.pass) ?? same.at(-1)
}

/** The time in `after` at which its story stands where that of `before` does at `time`. */
export function relocate(time: Nanoseconds, before: Phases, after: Phases): Nanoseconds {
  const endBefore = before.at(-1)?.end ?? 0
  const endAfter = after.at(-1)?.end ?? 0
  if (time >= endBefore) return endAfter
  const phase = before[phaseIndexAt(before, time)]
  const twin = phase && twinOf(phase, after)
  if (!phase || !twin) return Math.min(time, endAfter)
  const length = phase.end - phase.start
  const fraction = length > 0 ? (time - phase.start) / length : 0
  return Math.round(twin.start + fraction * (twin.end - twin.start))
}
