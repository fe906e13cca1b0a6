/** How far long work in a worker has come, and how long it will still take. */
import { UNITS_A_SECOND, wholeSeconds } from '../../engine/foresight/whole-seconds.ts'
import type { Progress } from '../../engine/work.ts'

export interface Pace {
  /** 0 to 1; it never falls as long as the same work goes on. */
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
    const elapsed = (time - began) / 1000
    const share = done / foreseen
    tell({ share, secondsLeft: wholeSeconds(elapsed, share, foreseen / UNITS_A_SECOND) - elapsed })
  }
}
