/** How much time the vCPU lanes show: the whole run on the scrubber's axis, or a window around the playhead. */
import { MICROSECOND, MILLISECOND, SECOND, type Nanoseconds } from '../engine/units.ts'

export const LANE_WINDOWS = ['run', '10s', '1s', '100ms', '10ms', '1ms', '100us'] as const
export type LaneWindow = (typeof LANE_WINDOWS)[number]

/** Undefined for the whole run. */
export const LANE_WINDOW_LENGTHS: { readonly [Window in LaneWindow]: Nanoseconds | undefined } = {
  run: undefined,
  '10s': 10 * SECOND,
  '1s': SECOND,
  '100ms': 100 * MILLISECOND,
  '10ms': 10 * MILLISECOND,
  '1ms': MILLISECOND,
  '100us': 100 * MICROSECOND,
}
