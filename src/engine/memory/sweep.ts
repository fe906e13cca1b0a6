/** A sequential writer: write number j goes to page (start + j) of the class, cyclic. Its fires are one run of pages. */
import type { WriteClass } from '../guest/write-class.ts'

export interface SweepFires {
  /** First page of the run, counted within the class, and its length: never more than the class. */
  readonly first: number
  readonly length: number
  /** Pages of the run among `pages` pages from `offset` of the class on. */
  countIn(offset: number, pages: number): number
  /** True when the page at this offset of the class is in the run. */
  has(offset: number): boolean
}

/** Number of writes executed after `exposure` seconds of activity. */
export function sweepWrites(writeClass: WriteClass, exposure: number): number {
  return Math.floor(
    writeClass.sweepStart * writeClass.pages + writeClass.writesPerSecond * exposure,
  )
}

/** The run that fired between two exposures. */
export function sweepFires(writeClass: WriteClass, from: number, to: number): SweepFires {
  const size = writeClass.pages
  const begin = sweepWrites(writeClass, from)
  const length = size > 0 ? Math.min(size, sweepWrites(writeClass, to) - begin) : 0
  const first = size > 0 ? begin - Math.floor(begin / size) * size : 0
  const overlap = (from1: number, to1: number, from2: number, to2: number) =>
    Math.max(0, Math.min(to1, to2) - Math.max(from1, from2))
  return {
    first,
    length,
    countIn(offset, pages) {
      return (
        overlap(first, first + length, offset, offset + pages) +
        overlap(first - size, first - size + length, offset, offset + pages)
      )
    },
    has(offset) {
      const distance = offset >= first ? offset - first : offset - first + size
      return distance < length
    },
  }
}
