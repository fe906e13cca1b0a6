/**
 * Counter-based randomness: a key gives the draw and nothing is shared, so moving one dial does not reshuffle the rest.
 * A key is (seed, stream, class, pass, region).
 */

/** One name for each independent use of chance. */
export const STREAM = {
  fireCount: 1,
  fireOrder: 3,
  zeroOrder: 4,
  write: 5,
  faultOrder: 6,
  fleet: 7,
} as const
export type Stream = (typeof STREAM)[keyof typeof STREAM]

/** A 32-bit bijection with good avalanche (constants of the public-domain "lowbias32" search). */
export function mix32(x: number): number {
  x ^= x >>> 16
  x = Math.imul(x, 0x7feb352d)
  x ^= x >>> 15
  x = Math.imul(x, 0x846ca68b)
  x ^= x >>> 16
  return x >>> 0
}

/** The key of a stream in one class and pass; combine it with a region by `drawKey`. Pass −1 is allowed. */
export function streamKey(seed: number, stream: Stream, classId: number, pass: number): number {
  let key = mix32((seed ^ 0x9e3779b9) >>> 0)
  key = mix32((key + Math.imul(stream, 0x85ebca6b)) >>> 0)
  key = mix32((key + Math.imul(classId + 1, 0xc2b2ae35)) >>> 0)
  return mix32((key + Math.imul(pass + 2, 0x27d4eb2f)) >>> 0)
}

/** 32 random bits of a key and a counter (a region number). */
export function drawKey(key: number, counter: number): number {
  return mix32((key ^ mix32((counter + 0x632be5ab) >>> 0)) >>> 0)
}

/** A uniform number strictly between 0 and 1, in steps of 2⁻³². */
export function uniform(key: number, counter: number): number {
  return (drawKey(key, counter) + 0.5) / 4294967296
}
