/**
 * How far a walk has come that rests on the way: from each mark on as fast as the wire, until the next mark's bytes are
 * through. Marks that come again and again in the same way are written down once: a walk of days has millions of them.
 */
import type { Nanoseconds } from '../units.ts'

/** The `count` marks that end at index `last` of the columns come `times` times more, each time so much later and further. */
export interface Repeat {
  readonly last: number
  readonly count: number
  readonly times: number
  readonly nanoseconds: Nanoseconds
  readonly bytes: number
}

/** Columns: what a record carries. Read them with `markAt` and `markBytes`. */
export interface Marks {
  /** Moments, ascending, from the start of the walk to its end: Infinity where the wire goes dead before. */
  readonly at: Float64Array
  /** Bytes that are through by then, as `bytesBefore` counts them; never falling. */
  readonly bytes: Float64Array
  /** Ascending in `last`; a mark after a repeat stands behind all of its times. */
  readonly repeats?: readonly Repeat[]
}

/** The same marks and one more. */
export function withMark(
  { at, bytes, repeats }: Marks,
  moment: Nanoseconds,
  through: number,
): Marks {
  return {
    at: Float64Array.from([...at, moment]),
    bytes: Float64Array.from([...bytes, through]),
    ...(repeats && { repeats }),
  }
}

/** How many marks there are, each repeat counted. */
export function countMarks({ at, repeats = [] }: Marks): number {
  return repeats.reduce((sum, { count, times }) => sum + count * times, at.length)
}

/** Where mark `index` stands in the columns, and the repeat that it is of: its `turn` counts from 1. */
function placeOf(
  { repeats = [] }: Marks,
  index: number,
): { place: number; repeat?: Repeat; turn: number } {
  let before = 0
  for (const repeat of repeats) {
    const first = repeat.last + 1 + before
    if (index < first) break
    const more = repeat.count * repeat.times
    if (index < first + more) {
      const turn = Math.floor((index - first) / repeat.count)
      const place = repeat.last - repeat.count + 1 + ((index - first) % repeat.count)
      return { place, repeat, turn: turn + 1 }
    }
    before += more
  }
  return { place: index - before, turn: 0 }
}

/** The moment of a mark, counted from 0, each repeat in its place. */
export function markAt(marks: Marks, index: number): Nanoseconds {
  if (marks.repeats === undefined) return marks.at[index]!
  const { place, repeat, turn } = placeOf(marks, index)
  return marks.at[place]! + (repeat === undefined ? 0 : turn * repeat.nanoseconds)
}

/** The bytes of a mark. */
export function markBytes(marks: Marks, index: number): number {
  if (marks.repeats === undefined) return marks.bytes[index]!
  const { place, repeat, turn } = placeOf(marks, index)
  return marks.bytes[place]! + (repeat === undefined ? 0 : turn * repeat.bytes)
}

/** The last mark. */
export function lastMark(marks: Marks): { readonly at: Nanoseconds; readonly bytes: number } {
  const index = countMarks(marks) - 1
  return { at: markAt(marks, index), bytes: markBytes(marks, index) }
}
