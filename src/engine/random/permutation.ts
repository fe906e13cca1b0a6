/**
 * A keyed permutation of 0 … n−1: `rank(page)` says as which one a page fires. Three rounds of multiply, add and
 * xor-shift on the next power of two, walked until the value lies below n; each round is a bijection, so the whole is.
 * `pagesByPlace` walks the same way back, from a place to its page.
 */
import { mix32 } from './hash.ts'

export interface Permutation {
  readonly size: number
  readonly mask: number
  readonly shift: number
  readonly multiplier1: number
  readonly multiplier2: number
  readonly multiplier3: number
  readonly offset1: number
  readonly offset2: number
}

/** The permutation of a key. `size`: 1 … 2²⁴. */
export function createPermutation(size: number, key: number): Permutation {
  const bits = size <= 1 ? 1 : 32 - Math.clz32(size - 1)
  const a = mix32(key ^ 0x51ed270b)
  const b = mix32(a + 1)
  const c = mix32(b + 1)
  return {
    size,
    mask: bits >= 32 ? 0xffffffff : (1 << bits) - 1,
    shift: (bits + 1) >> 1,
    multiplier1: a | 1,
    multiplier2: b | 1,
    multiplier3: c | 1,
    offset1: mix32(c + 1),
    offset2: mix32(c + 2),
  }
}

/** Position of `page` in the order of first fires, 0 … size−1. */
export function rank(permutation: Permutation, page: number): number {
  const { size, mask, shift } = permutation
  let x = page
  do {
    x = (Math.imul(x, permutation.multiplier1) + permutation.offset1) & mask
    x ^= x >>> shift
    x = (Math.imul(x, permutation.multiplier2) + permutation.offset2) & mask
    x ^= x >>> shift
    x = Math.imul(x, permutation.multiplier3) & mask
    x ^= x >>> shift
  } while (x >= size)
  return x
}

/** The odd number that undoes a multiplication by `odd`, modulo 2³²: Newton's steps double the bits that are right. */
function inverseOf(odd: number): number {
  let inverse = odd
  for (let right = 3; right < 32; right *= 2)
    inverse = Math.imul(inverse, 2 - Math.imul(odd, inverse))
  return inverse
}

/** The pages at places of the order: `pageAt(place)` has the rank `place`, which is 0 … size−1. */
export function pagesByPlace(permutation: Permutation): (place: number) => number {
  const { size, mask, shift, offset1, offset2 } = permutation
  const back1 = inverseOf(permutation.multiplier1)
  const back2 = inverseOf(permutation.multiplier2)
  const back3 = inverseOf(permutation.multiplier3)
  // A shift by at least half of the bits undoes itself.
  return (place) => {
    let x = place
    do {
      x ^= x >>> shift
      x = Math.imul(x, back3) & mask
      x ^= x >>> shift
      x = Math.imul(x - offset2, back2) & mask
      x ^= x >>> shift
      x = Math.imul(x - offset1, back1) & mask
    } while (x >= size)
    return x
  }
}
