/** The engine's bits beside the fastest bitset package of the npm registry (typedfastbitset), doing the same work. */
import { TypedFastBitSet } from 'typedfastbitset'
import { clearBit, createBits, hasBit, lowestBit, setBit } from '../../src/engine/memory/bitset.ts'
import { mix32 } from '../../src/engine/random/hash.ts'
import { measure, printRatios } from './measure.ts'

/** Pages of a 64 GiB VM, and the writes of five seconds at a million a second. */
const PAGES = 16777216
const WRITES = 5e6

const targets = Int32Array.from({ length: WRITES }, (_, i) => mix32(i) % PAGES)

function writeOurs(): number {
  const bits = createBits(PAGES)
  let fires = 0
  for (let i = 0; i < WRITES; i++) {
    const page = targets[i]!
    if (!hasBit(bits, page)) {
      setBit(bits, page)
      fires++
    }
  }
  return fires
}

function writeTheirs(): number {
  const bits = new TypedFastBitSet()
  bits.resize(PAGES)
  let fires = 0
  for (let i = 0; i < WRITES; i++) if (bits.checkedAdd(targets[i]!)) fires++
  return fires
}

function walkOurs(bits: ReturnType<typeof createBits>): number {
  let sum = 0
  for (let index = 0; index < bits.length; index++) {
    for (let word = bits[index]!; word !== 0; word &= word - 1) sum += index * 32 + lowestBit(word)
  }
  return sum
}

function walkTheirs(bits: TypedFastBitSet): number {
  let sum = 0
  bits.forEach((page) => {
    sum += page
  })
  return sum
}

/** Prints medians and ratios; checks that both did the same work. */
export function benchBitsets(): void {
  if (writeOurs() !== writeTheirs()) throw new Error('The two bitsets did not do the same work.')
  printRatios('5,000,000 writes into 16,777,216 traced pages, fires counted', [
    measure('ours', writeOurs, undefined, 7, 2),
    measure('typedfastbitset', writeTheirs, undefined, 7, 2),
  ])
  const ours = createBits(PAGES)
  const theirs = new TypedFastBitSet()
  for (const page of targets) {
    setBit(ours, page)
    theirs.add(page)
  }
  clearBit(ours, 0)
  theirs.remove(0)
  if (walkOurs(ours) !== walkTheirs(theirs))
    throw new Error('The two bitsets do not hold the same pages.')
  printRatios('Walking over the pages that fired', [
    measure('ours', () => walkOurs(ours), undefined, 7, 2),
    measure('typedfastbitset', () => walkTheirs(theirs), undefined, 7, 2),
  ])
}
