/** The latest frame of the player: cells and the sample of one moment. Painters subscribe; React does not. */
import type { CellView } from '../../recording/cell.ts'
import type { Sample } from '../../recording/sample.ts'

export interface Frame {
  readonly runId: number
  readonly time: number
  readonly view: CellView
  readonly sample: Sample
  /** Valid only during the callback: the buffer is recycled. Read `CELL` for the encoding. */
  readonly cells: Uint32Array
}

export interface FrameFeed {
  /** The last frame, or undefined before the first; its `cells` must not be kept. */
  readonly latest: Frame | undefined
  readonly publish: (frame: Frame) => void
  readonly subscribe: (listener: (frame: Frame) => void) => () => void
}

/** A feed with no frame yet. */
export function createFrameFeed(): FrameFeed {
  let latest: Frame | undefined
  const listeners = new Set<(frame: Frame) => void>()
  return {
    get latest() {
      return latest
    },
    publish(frame) {
      latest = frame
      for (const listener of listeners) listener(frame)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
