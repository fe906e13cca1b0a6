/** Which of some moments came last: by search, and as a hook that renders when that changes, not when time does. */
import { useLayoutEffect, useState } from 'react'
import { firstWhere } from '../../engine/search.ts'

/** Calls back with the time of now, then whenever the playhead moves. Returns the way out. */
export type SubscribeTime = (listener: (nanoseconds: number) => void) => () => void

/** Playback may stand a rounding error before the moment that it was sent to. */
const TOLERANCE = 1000

/** Index of the last time that has come; −1 before the first. `times` ascend. */
export function lastUpTo(times: readonly number[], now: number): number {
  return firstWhere(-1, times.length, (index) => times[index]! > now + TOLERANCE) - 1
}

/** Index of the last time that has come; −1 before the first. */
export function useTimeIndex(subscribeTime: SubscribeTime, times: readonly number[]): number {
  const [index, setIndex] = useState(-1)
  // Before the first paint: what stands at the moment of now has its size at once.
  useLayoutEffect(() => {
    let shown: number | undefined
    return subscribeTime((now) => {
      const next = lastUpTo(times, now)
      if (next === shown) return
      shown = next
      setIndex(next)
    })
  }, [subscribeTime, times])
  // Other times than those of the last answer: nothing of them has come yet.
  return Math.min(index, times.length - 1)
}
