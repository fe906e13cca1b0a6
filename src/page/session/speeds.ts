/** The speeds that a person chooses from: the whole run in so many seconds, or a fixed rate of model time. */
import type { Playback } from './app-state.ts'

export type Speed =
  | { readonly mode: 'fit'; readonly fitSeconds: number }
  | { readonly mode: 'rate'; readonly rate: number }

/** From the slowest to the fastest; the fits stand first. */
export const SPEEDS: readonly Speed[] = [
  ...[60, 20, 10].map((fitSeconds): Speed => ({ mode: 'fit', fitSeconds })),
  ...[0.001, 0.01, 0.1, 0.25, 0.5, 1, 2, 4, 10, 30, 100].map((rate): Speed => ({
    mode: 'rate',
    rate,
  })),
]

export function speedOf({ mode, fitSeconds, rate }: Playback): Speed {
  return mode === 'fit' ? { mode, fitSeconds } : { mode, rate }
}

export function sameSpeed(one: Speed, other: Speed): boolean {
  if (one.mode === 'fit') return other.mode === 'fit' && other.fitSeconds === one.fitSeconds
  return other.mode === 'rate' && other.rate === one.rate
}

/** The next slower (−1) or faster (1) speed of the same mode; the same one at the end of the list. */
export function besideSpeed(speed: Speed, step: 1 | -1): Speed {
  const same = SPEEDS.filter((candidate) => candidate.mode === speed.mode)
  const at = same.findIndex((candidate) => sameSpeed(candidate, speed))
  return same[at + step] ?? speed
}
