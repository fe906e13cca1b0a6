/**
 * When a count that only grows reaches a number, by the stretch that it grows in and nothing else: whoever asks, with
 * whatever window, gets the same moment to the last bit.
 */

/** Counts between two moments that are searched for in the whole stretch; what lies between is nearly straight there. */
const CHUNK = 256
const MAX_STEPS = 80
/** How near the count has to come, in counts. */
const NEAR = 1e-6

interface Known {
  readonly guest: number
  readonly count: number
}

/**
 * @param first guest seconds at the start of the stretch; `last` at its end
 * @param countAt the count at a guest time of the stretch; it never falls
 * @returns guest seconds at which the count reaches a number; an end of the stretch for one that it does not reach in it.
 * Quickest when it is asked for numbers in their order.
 */
export function countReached(
  first: number,
  last: number,
  countAt: (guest: number) => number,
): (count: number) => number {
  const known = (guest: number): Known => ({ guest, count: countAt(guest) })
  const ends = [known(first), known(last)] as const
  const knot = (chunk: number) => known(between(...ends, chunk * CHUNK, countAt))
  let here = Number.NaN
  let [from, to] = ends
  return (count) => {
    const chunk = Math.floor(count / CHUNK)
    if (chunk !== here) {
      from = chunk === here + 1 ? to : knot(chunk)
      to = knot(chunk + 1)
      here = chunk
    }
    return between(from, to, count, countAt)
  }
}

/** Regula falsi with the Illinois rule (an end that stays twice counts half), and a bisection now and then. */
function between(
  from: Known,
  to: Known,
  count: number,
  countAt: (guest: number) => number,
): number {
  let [low, high] = [from.guest, to.guest]
  let [under, over] = [from.count - count, to.count - count]
  if (under >= 0) return low
  let guest = high
  let side = 0
  for (let step = 0; step < MAX_STEPS && over > 0 && high - low > 1e-13 * (1 + high); step++) {
    guest = step % 8 === 7 ? (low + high) / 2 : (low * over - high * under) / (over - under)
    const beyond = countAt(guest) - count
    if (Math.abs(beyond) < NEAR) break
    if (beyond > 0) {
      high = guest
      over = beyond
      if (side > 0) under /= 2
      side = 1
    } else {
      low = guest
      under = beyond
      if (side < 0) over /= 2
      side = -1
    }
  }
  return guest
}
