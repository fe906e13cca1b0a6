/** Writes down how far a walk has come that rests on the way, marks that come again in the same way only once; and finds one by its bytes. */
import type { Nanoseconds } from '../units.ts'
import { firstWhere } from '../search.ts'
import { countMarks, markBytes, type Marks, type Repeat } from './marks.ts'

/** Writes marks down in their order. */
export interface MarkWriter {
  /** How many stand in the columns. */
  readonly written: () => number
  readonly last: () => { readonly at: Nanoseconds; readonly bytes: number }
  readonly add: (at: Nanoseconds, bytes: number) => void
  /** The last `count` marks come `times` times more. */
  readonly repeat: (count: number, times: number, nanoseconds: Nanoseconds, bytes: number) => void
  /** The marks so far, and one more where the walk ends. */
  readonly marks: () => Marks
}

export function writeMarks(at: Nanoseconds): MarkWriter {
  const moments: number[] = [at]
  const through: number[] = [0]
  const repeats: Repeat[] = []
  return {
    written: () => moments.length,
    last() {
      const index = moments.length - 1
      const repeat = repeats.at(-1)
      const again = repeat?.last === index ? repeat : undefined
      return {
        at: moments[index]! + (again === undefined ? 0 : again.times * again.nanoseconds),
        bytes: through[index]! + (again === undefined ? 0 : again.times * again.bytes),
      }
    },
    add(moment, bytes) {
      moments.push(moment)
      through.push(bytes)
    },
    repeat(count, times, nanoseconds, bytes) {
      repeats.push({ last: moments.length - 1, count, times, nanoseconds, bytes })
    },
    marks: () => ({
      at: Float64Array.from(moments),
      bytes: Float64Array.from(through),
      ...(repeats.length > 0 && { repeats }),
    }),
  }
}

/** The first mark by which so many bytes are through; the number of marks when that is none. */
export function markByBytes(marks: Marks, bytes: number): number {
  return firstWhere(-1, countMarks(marks), (index) => markBytes(marks, index) >= bytes)
}
