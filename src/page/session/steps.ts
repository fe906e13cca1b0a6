/** Where the step keys stop: at events and at the beginnings of phases and passes. */
import type { Nanoseconds } from '../../engine/units.ts'
import type { Summary } from '../../report/summary.ts'

function distinct(times: readonly Nanoseconds[]): readonly Nanoseconds[] {
  return [...new Set(times)].sort((one, other) => one - other)
}

/** Times of all events, 0 and the end. */
export function eventTimes(summary: Summary): readonly Nanoseconds[] {
  return distinct([0, ...summary.facts.map(({ at }) => at), summary.end])
}

/** Beginnings of all phases, and the end. */
export function phaseTimes(summary: Summary): readonly Nanoseconds[] {
  return distinct([0, ...summary.phases.map(({ start }) => start), summary.end])
}

/** The stop after `time`, or the last one. */
export function stopAfter(stops: readonly Nanoseconds[], time: Nanoseconds): Nanoseconds {
  return stops.find((stop) => stop > time) ?? stops.at(-1) ?? time
}

/** The stop before `time`, or the first one. */
export function stopBefore(stops: readonly Nanoseconds[], time: Nanoseconds): Nanoseconds {
  return stops.findLast((stop) => stop < time) ?? stops[0] ?? time
}
