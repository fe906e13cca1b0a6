/** The playhead: model time, moved sixty times a second, so it lives outside of the store. One writer, many readers. */
import type { Nanoseconds } from '../../engine/units.ts'

export interface Playhead {
  readonly time: Nanoseconds
  /** Moves the playhead and notifies every subscriber. */
  readonly set: (time: Nanoseconds) => void
  readonly subscribe: (listener: (time: Nanoseconds) => void) => () => void
}

/** A playhead at time 0. */
export function createPlayhead(): Playhead {
  let time: Nanoseconds = 0
  const listeners = new Set<(time: Nanoseconds) => void>()
  return {
    get time() {
      return time
    },
    set(next) {
      if (next === time) return
      time = next
      for (const listener of listeners) listener(time)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
