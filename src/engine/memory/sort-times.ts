/** Sorts the times of page fires: radix sort by two digits, in slices. */

const CHUNK = 131072

/** The first `count` of the times in order, in a new column. */
export function* sortTimes(times: Uint32Array, count: number): Generator<undefined, Uint32Array> {
  let largest = 0
  for (let i = 0; i < count; i++) if (times[i]! > largest) largest = times[i]!
  const digitBits = Math.max(1, (33 - Math.clz32(largest)) >> 1)
  const byLowDigit = new Uint32Array(count)
  yield* sortByDigit(times, count, 0, digitBits, byLowDigit)
  const sorted = new Uint32Array(count)
  yield* sortByDigit(byLowDigit, count, digitBits, digitBits, sorted)
  return sorted
}

function* sortByDigit(
  from: Uint32Array,
  count: number,
  shift: number,
  digitBits: number,
  to: Uint32Array,
): Generator<undefined, void> {
  const places = digitPlaces(from, count, shift, digitBits)
  for (let start = 0; start < count; start += CHUNK) {
    placeByDigit(from, start, Math.min(count, start + CHUNK), shift, places, to)
    yield
  }
}

function digitPlaces(
  values: Uint32Array,
  count: number,
  shift: number,
  digitBits: number,
): Uint32Array {
  const mask = (1 << digitBits) - 1
  const places = new Uint32Array(mask + 1)
  for (let i = 0; i < count; i++) {
    const digit = (values[i]! >>> shift) & mask
    places[digit] = places[digit]! + 1
  }
  let sum = 0
  for (let digit = 0; digit <= mask; digit++) {
    const size = places[digit]!
    places[digit] = sum
    sum += size
  }
  return places
}

function placeByDigit(
  from: Uint32Array,
  start: number,
  end: number,
  shift: number,
  places: Uint32Array,
  to: Uint32Array,
): void {
  const mask = places.length - 1
  for (let i = start; i < end; i++) {
    const value = from[i]!
    const digit = (value >>> shift) & mask
    const at = places[digit]!
    places[digit] = at + 1
    to[at] = value
  }
}
