/** The ball of the guest console: it hops from ring to ring and back for ever. A closed form of guest time, so any seek agrees. */

export interface Ring {
  /** Shares of the box: 0 … 1 from the left, from the top. */
  readonly x: number
  readonly y: number
}

export const RINGS: readonly Ring[] = [
  { x: 0.1, y: 0.52 },
  { x: 0.3, y: 0.66 },
  { x: 0.5, y: 0.5 },
  { x: 0.7, y: 0.68 },
  { x: 0.9, y: 0.48 },
]
/** Seconds of guest time from ring to ring. */
export const HOP_SECONDS = 0.8
/** How far a hop rises above the straight way between its rings. */
const HOP_HEIGHT = 0.4
const HOPS = 2 * (RINGS.length - 1)

export interface Place {
  x: number
  y: number
}

/** Where the ball is after so many seconds of guest time, written into `out`. */
export function ballAt(guestSeconds: number, out: Place): Place {
  const hops = Math.max(0, guestSeconds) / HOP_SECONDS
  const hop = Math.floor(hops)
  const share = hops - hop
  const from = ringOf(hop)
  const to = ringOf(hop + 1)
  out.x = from.x + (to.x - from.x) * share
  out.y = from.y + (to.y - from.y) * share - HOP_HEIGHT * 4 * share * (1 - share)
  return out
}

/** Index of the ring that the ball last touched. */
export function lastRing(guestSeconds: number): number {
  return ringIndex(Math.floor(Math.max(0, guestSeconds) / HOP_SECONDS))
}

/** Seconds of guest time since it touched that ring. */
export function sinceRing(guestSeconds: number): number {
  const time = Math.max(0, guestSeconds)
  return time - Math.floor(time / HOP_SECONDS) * HOP_SECONDS
}

function ringIndex(hop: number): number {
  const step = hop % HOPS
  return step < RINGS.length ? step : HOPS - step
}

const NOWHERE: Ring = { x: 0, y: 0 }

function ringOf(hop: number): Ring {
  return RINGS[ringIndex(hop)] ?? NOWHERE
}
