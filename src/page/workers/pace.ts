/** How far long work in a worker has come, and what it will still take at the pace that it has had. */
import type { Progress } from '../../engine/work.ts'

export interface Pace {
  /** 0 to 1; it may fall where more turns out to be needed. */
  readonly share: number
  /** Seconds until the end, estimated; at least 0. */
  readonly secondsLeft: number
}

/** What is done by then is not worth a word. */
const FIRST_MILLISECONDS = 300
const EVERY_MILLISECONDS = 200

/** To be called with each step of work that begins now: `tell` hears of it now and then, once it is foreseen what the whole takes. */
export function createPace(
  now: () => number,
  tell: (pace: Pace) => void,
): (progress: Progress) => void {
  const began = now()
  let next = began + FIRST_MILLISECONDS
  return ({ done, foreseen }) => {
    const time = now()
    if (time < next || done <= 0 || foreseen === Infinity) return
    next = time + EVERY_MILLISECONDS
    const seconds = (time - began) / 1000
    tell({ share: done / foreseen, secondsLeft: (seconds * (foreseen - done)) / done })
  }
}
