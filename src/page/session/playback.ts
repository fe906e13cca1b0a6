/** Moves a playhead by a stretch of screen time. Pure: no clock, no store. */
import { SECOND, type Nanoseconds } from '../../engine/units.ts'
import type { LensStretch, TimeLens } from '../../report/time-lens.ts'
import type { Playback } from './app-state.ts'

/** Where playback stands. In a stretch without model time only the position moves. */
export interface Cursor {
  readonly time: Nanoseconds
  /** On the axis, 0 … 1. */
  readonly position: number
}

/** A cursor at a model time. */
export function cursorAt(time: Nanoseconds, axis: TimeLens): Cursor {
  return { time, position: axis.position(time) }
}

/** Model seconds a screen second while the axis passes evenly within `fitSeconds`. */
function evenSpeed(stretch: LensStretch, fitSeconds: number): number {
  const screenSeconds = (stretch.to - stretch.from) * fitSeconds
  return screenSeconds > 0 ? (stretch.end - stretch.start) / SECOND / screenSeconds : Infinity
}

function speedIn(
  stretch: LensStretch,
  { mode, fitSeconds, rate, autoSlow, replay }: Playback,
): number {
  if (replay) return 1
  const even = evenSpeed(stretch, fitSeconds)
  if (mode === 'fit') return even
  return autoSlow ? Math.min(rate, even) : rate
}

function stretchIndexAt(axis: TimeLens, { time, position }: Cursor): number {
  const { stretches } = axis
  const inside = stretches.findIndex((stretch) => time < stretch.end && position < stretch.to)
  return inside >= 0 ? inside : stretches.length - 1
}

/** Model seconds a screen second at the cursor: what the page shows as the speed. */
export function speedAt(cursor: Cursor, playback: Playback, axis: TimeLens): number {
  const stretch = axis.stretches[stretchIndexAt(axis, cursor)]
  return stretch ? speedIn(stretch, playback) : 1
}

/** The cursor after `seconds` of screen time; never past the end of the axis. */
export function advance(
  cursor: Cursor,
  playback: Playback,
  axis: TimeLens,
  seconds: number,
): Cursor {
  const { stretches } = axis
  if (!playback.replay && playback.mode === 'fit') {
    const position = Math.min(1, cursor.position + seconds / playback.fitSeconds)
    return { time: Math.round(axis.time(position)), position }
  }
  let { time } = cursor
  let left = seconds
  for (let at = stretchIndexAt(axis, cursor); left > 0 && at < stretches.length; at += 1) {
    const stretch = stretches[at]
    if (!stretch) break
    const speed = speedIn(stretch, playback) * SECOND
    const needed = (stretch.end - time) / speed
    if (needed >= left) return cursorAt(Math.round(time + left * speed), axis)
    time = Math.max(time, stretch.end)
    left -= Math.max(0, needed)
  }
  return cursorAt(Math.round(time), axis)
}
