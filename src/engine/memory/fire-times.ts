/** The page fires of a `literal` pass, nearly in order of time, and how many of them lie up to a moment. */
import { firstWhere } from '../search.ts'

/** Fires to a block: what is out of order is looked through block by block. */
const BLOCK = 512
export const FIRES_PER_CHUNK = 65536

export interface FireLog {
  readonly count: number
  /** Microseconds of a unit of time in here. */
  readonly tick: number
  /**
   * Pairs of a page number and ticks since the pass began, in the order of the log: vCPUs take turns, and within
   * a turn times go back. All chunks but the last hold `FIRES_PER_CHUNK` of them.
   */
  readonly chunks: readonly Uint32Array[]
  /** By block: the largest time so far, and the smallest one from there on. Neither falls. */
  readonly most: Uint32Array
  readonly least: Uint32Array
}

/** The chunks are kept and must not change. */
export function boundTimes(count: number, chunks: readonly Uint32Array[], tick: number): FireLog {
  const blocks = Math.ceil(count / BLOCK)
  const most = new Uint32Array(blocks)
  const least = new Uint32Array(blocks)
  let largest = 0
  let block = 0
  for (const chunk of chunks) {
    for (let from = 0; from < chunk.length; from += 2 * BLOCK) {
      const end = Math.min(chunk.length, from + 2 * BLOCK)
      let smallest = 0xffffffff
      for (let at = from + 1; at < end; at += 2) {
        const time = chunk[at]!
        if (time > largest) largest = time
        if (time < smallest) smallest = time
      }
      most[block] = largest
      least[block++] = smallest
    }
  }
  for (let at = blocks - 2; at >= 0; at--) least[at] = Math.min(least[at]!, least[at + 1]!)
  return { count, tick, chunks, most, least }
}

/** How many fires there were by `microseconds` since the pass began, that moment included. */
export function countFires(log: FireLog, microseconds: number): number {
  const { count, chunks, most, least } = log
  const limit = Math.floor(microseconds / log.tick)
  const whole = countUpTo(most, 0, most.length, limit)
  const touched = countUpTo(least, whole, least.length, limit) + whole
  let found = Math.min(count, whole * BLOCK)
  for (let block = whole; block < touched; block++) {
    const first = block * BLOCK
    const chunk = chunks[Math.floor(first / FIRES_PER_CHUNK)]!
    const from = 2 * (first % FIRES_PER_CHUNK)
    const end = Math.min(chunk.length, from + 2 * BLOCK)
    for (let at = from + 1; at < end; at += 2) if (chunk[at]! <= limit) found++
  }
  return found
}

/** How many numbers of `from … to − 1` of a column that never falls are at most `limit`. */
export function countUpTo(column: Uint32Array, from: number, to: number, limit: number): number {
  return firstWhere(from - 1, to, (index) => column[index]! > limit) - from
}
