/** `runHash`: 64 bits over the model's version, the facts and the pass tables; equal on every machine for the same input. */
import type { RunRecord } from './run-record.ts'
import { inOrder } from './scenario/intervention.ts'
import { FACT_WORK, type Slices } from './work.ts'

/** Raised whenever a change of the model moves any run. */
export const MODEL_VERSION = 7

interface Hasher {
  word(value: number): void
  /** Words one after the other, each taken as a whole number of 32 bits. */
  words(values: ArrayLike<number>): void
  digest(): string
}

const rotate = (x: number, by: number) => (x << by) | (x >>> (32 - by))

/** Takes a word into the first lane. */
const mixA = (a: number, value: number) =>
  (Math.imul(rotate(a ^ Math.imul(rotate(Math.imul(value, 0xcc9e2d51), 15), 0x1b873593), 13), 5) +
    0xe6546b64) |
  0

/** Takes a word into the second lane. */
const mixB = (b: number, value: number) =>
  (Math.imul(rotate(b ^ Math.imul(rotate(Math.imul(value, 0x239b961b), 16), 0x38b34ae5), 17), 5) +
    0x561ccd1b) |
  0

function finish(x: number): number {
  x ^= x >>> 16
  x = Math.imul(x, 0x85ebca6b)
  x ^= x >>> 13
  x = Math.imul(x, 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}

/** Two independent 32-bit lanes of multiply and rotate (the mixing steps of MurmurHash3, public domain). */
function createHasher(): Hasher {
  let a = 0x9747b28c | 0
  let b = 0x5bd1e995
  let count = 0
  return {
    word(value) {
      a = mixA(a, value)
      b = mixB(b, value)
      count++
    },
    words(values) {
      // In variables of its own, which stay in registers: an eighth of the time.
      let [laneA, laneB] = [a, b]
      for (let i = 0; i < values.length; i++) {
        laneA = mixA(laneA, values[i]!)
        laneB = mixB(laneB, values[i]!)
      }
      ;[a, b] = [laneA, laneB]
      count += values.length
    },
    digest() {
      const hex = (x: number) => x.toString(16).padStart(8, '0')
      return hex(finish(a ^ count)) + hex(finish(b ^ Math.imul(count, 0x9e3779b1)))
    },
  }
}

function hashText(hasher: Hasher, text: string): void {
  for (let i = 0; i < text.length; i += 2)
    hasher.word(text.charCodeAt(i) | ((text.charCodeAt(i + 1) || 0) << 16))
  hasher.word(text.length)
}

const LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1

/** A column word by word: whole counts as they are, expected values as the two halves of their double, little-endian. */
function hashColumn(hasher: Hasher, column: ArrayLike<number>): void {
  if (!(column instanceof Float64Array)) hasher.words(column)
  else if (LITTLE_ENDIAN)
    hasher.words(new Int32Array(column.buffer, column.byteOffset, column.length * 2))
  else {
    const view = new DataView(column.buffer, column.byteOffset, column.byteLength)
    for (let at = 0; at < column.byteLength; at += 4) hasher.word(view.getInt32(at, true))
  }
  hasher.word(column.length)
}

/** JSON with the keys in order, so that how an object was built does not matter. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  )
}

/** Facts whose text is made between two places to pause. */
const FACTS_A_SLICE = 256

/** The text of a list, as `canonicalJson` gives it. */
function* listJson(list: readonly unknown[]): Slices<string> {
  const parts: string[] = []
  for (let at = 0; at < list.length; at += FACTS_A_SLICE) {
    const some = list.slice(at, at + FACTS_A_SLICE)
    parts.push(canonicalJson(some).slice(1, -1))
    yield some.length * FACT_WORK
  }
  return `[${parts.join(',')}]`
}

/** The hash of a record, 16 hexadecimal digits. */
export function* hashRun(record: Omit<RunRecord, 'runHash'>): Slices<string> {
  const hasher = createHasher()
  hasher.word(MODEL_VERSION)
  // Facts and tables follow from the rates; two schedules that happen to give the same ones are still two runs.
  if (record.input.rates !== undefined) hashText(hasher, canonicalJson(record.input.rates))
  const { interventions = [] } = record.input
  if (interventions.length > 0) hashText(hasher, canonicalJson(inOrder(interventions)))
  hashText(hasher, yield* listJson(record.facts))
  for (const { row, fires, walk } of record.passes) {
    hashText(hasher, canonicalJson(row))
    hashColumn(hasher, walk.toSend)
    hashColumn(hasher, fires)
    yield 0
  }
  return hasher.digest()
}
