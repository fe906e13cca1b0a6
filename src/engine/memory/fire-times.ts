/** The times of all page fires of a `literal` pass, nearly in order, and how many of them lie up to a moment. */

/** Times to a block: what is out of order is looked through block by block. */
const BLOCK = 512

export interface FireTimes {
  /** Microseconds since the pass began, in the order of the log: vCPUs take turns, and within a turn times go back. */
  readonly microseconds: Uint32Array
  /** By block: the largest time so far, and the smallest one from there on. Neither falls. */
  readonly most: Uint32Array
  readonly least: Uint32Array
}

/** Index of `microseconds`, which is kept and must not change. */
export function fireTimes(microseconds: Uint32Array): FireTimes {
  const blocks = Math.ceil(microseconds.length / BLOCK)
  const most = new Uint32Array(blocks)
  const least = new Uint32Array(blocks)
  let largest = 0
  for (let block = 0; block < blocks; block++) {
    const end = Math.min(microseconds.length, (block + 1) * BLOCK)
    let smallest = 0xffffffff
    for (let i = block * BLOCK; i < end; i++) {
      const time = microseconds[i]!
      if (time > largest) largest = time
      if (time < smallest) smallest = time
    }
    most[block] = largest
    least[block] = smallest
  }
  for (let block = blocks - 2; block >= 0; block--)
    least[block] = Math.min(least[block]!, least[block + 1]!)
  return { microseconds, most, least }
}

/** How many fires there were by `limit`, in microseconds since the pass began, that moment included. */
export function countFires({ microseconds, most, least }: FireTimes, limit: number): number {
  const whole = countUpTo(most, 0, most.length, limit)
  const touched = countUpTo(least, whole, least.length, limit) + whole
  let count = Math.min(microseconds.length, whole * BLOCK)
  const end = Math.min(microseconds.length, touched * BLOCK)
  for (let i = whole * BLOCK; i < end; i++) if (microseconds[i]! <= limit) count++
  return count
}

/** How many numbers of `from … to − 1` of a column that never falls are at most `limit`. */
export function countUpTo(column: Uint32Array, from: number, to: number, limit: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >> 1
    if (column[middle]! <= limit) low = middle + 1
    else high = middle
  }
  return low - from
}
