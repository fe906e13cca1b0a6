/** Bits by page in 32-bit words. Only the `literal` model has them, whose page numbers fit a signed 32-bit number. */

export type Bits = Int32Array

export function createBits(size: number): Bits {
  return new Int32Array(Math.ceil(size / 32))
}

export function hasBit(bits: Bits, index: number): boolean {
  return ((bits[index >>> 5]! >>> (index & 31)) & 1) === 1
}

export function setBit(bits: Bits, index: number): void {
  bits[index >>> 5] = bits[index >>> 5]! | (1 << (index & 31))
}

export function clearBit(bits: Bits, index: number): void {
  bits[index >>> 5] = bits[index >>> 5]! & ~(1 << (index & 31))
}

/** Sets bits 0 … count−1. */
export function setFirst(bits: Bits, count: number): void {
  bits.fill(-1, 0, count >>> 5)
  if ((count & 31) !== 0) bits[count >>> 5] = bits[count >>> 5]! | ((1 << (count & 31)) - 1)
}

/** How many bits of a word are set. */
export function countBits(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** The lowest `count` of the bits that are set in a word. */
export function lowestBits(word: number, count: number): number {
  let rest = word
  for (let i = 0; i < count; i++) rest &= rest - 1
  return word ^ rest
}

/** Position of the lowest bit that is set in a word other than 0. */
export function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word)
}
