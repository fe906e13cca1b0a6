/** The time axis of the vCPU lanes: the scrubber's for the whole run, else straight in a window around the playhead. */
import { scaleLinear } from 'd3'
import type { Nanoseconds } from '../../../engine/units.ts'
import type { TimeLens } from '../../../report/time-lens.ts'

export interface LaneAxis {
  readonly from: Nanoseconds
  readonly to: Nanoseconds
  /** 0 … 1 from the left. */
  position(time: Nanoseconds): number
  time(position: number): Nanoseconds
}

/** `length` undefined: the whole run. A window never leaves the run. */
export function laneAxis(
  lens: TimeLens,
  end: Nanoseconds,
  playhead: Nanoseconds,
  length: Nanoseconds | undefined,
): LaneAxis {
  if (length === undefined || length >= end)
    return {
      from: 0,
      to: end,
      position: (time) => lens.position(time),
      time: (at) => lens.time(at),
    }
  const from = Math.max(0, Math.min(playhead - length / 2, end - length))
  const to = from + length
  const scale = scaleLinear([from, to], [0, 1])
  return { from, to, position: (time) => scale(time), time: (at) => scale.invert(at) }
}
