/** Blocks on the wire: one stands for a fixed number of bytes, and where it is follows from the bytes sent alone. */

/** Blocks that fit on the wire one behind the other. */
export const BLOCKS_ON_WIRE = 18

/** Bytes of a block: a power of two, so large that at full speed a block crosses in about a second of model time. */
export function blockBytesFor(bytesPerSecond: number): number {
  const wanted = Math.max(1, bytesPerSecond) / BLOCKS_ON_WIRE
  return 2 ** Math.max(12, Math.round(Math.log2(wanted)))
}

export interface BlockRange {
  /** Number of the block that is farthest ahead, and of the one that has just left the source. */
  first: number
  last: number
}

/** Blocks on the wire once `bytesSent` have left the source, written into `out`. */
export function blocksOnWire(bytesSent: number, blockBytes: number, out: BlockRange): BlockRange {
  out.last = Math.floor(bytesSent / blockBytes)
  // One more at each end: the spread of a block moves it by less than a block.
  out.first = Math.max(0, out.last - BLOCKS_ON_WIRE - 1)
  return out
}

/** Where a block is: 0 at the source, 1 at the destination; outside of that it is not on the wire. */
export function blockPosition(block: number, bytesSent: number, blockBytes: number): number {
  return (bytesSent / blockBytes - block - spread(block)) / BLOCKS_ON_WIRE
}

/** The stream that carries a block. */
export function blockLane(block: number, lanes: number): number {
  return scramble(block * 2 + 1) % lanes
}

/** Streams do not march in step: a block leaves up to 0.9 of a block late, always the same one by the same amount. */
function spread(block: number): number {
  return (scramble(block * 2) % 1024) * (0.9 / 1024)
}

/** A fixed mixing of whole numbers (Prospector's low-bias 32-bit hash), no chance in it. */
function scramble(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x7feb352d)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
