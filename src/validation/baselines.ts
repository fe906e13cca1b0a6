/**
 * What people compute instead of simulating: the textbook formulas and the web calculators, each from the same four
 * numbers of a case. The engine has to beat them on the same rows.
 */
import { log, saturation } from '../engine/random/elementary.ts'
import type { Quantities, TextbookInputs } from './case.ts'

export const BASELINE_IDS = [
  'memory-over-rate',
  'memory-over-difference',
  'constant-rate',
  'saturating-20',
  'saturating-40',
] as const
export type BaselineId = (typeof BASELINE_IDS)[number]

/** V/R: as if nothing were written. */
function memoryOverRate({ memoryBytes, bytesPerSecond }: TextbookInputs): Quantities {
  return {
    verdict: 'completed',
    totalSeconds: memoryBytes / bytesPerSecond,
    bytes: memoryBytes,
  }
}

/** V/(R − D), the sum of the endless geometric series V/R · (1 + D/R + …); never where D ≥ R. */
function memoryOverDifference({
  memoryBytes,
  bytesPerSecond,
  dirtyBytesPerSecond,
}: TextbookInputs): Quantities {
  if (dirtyBytesPerSecond >= bytesPerSecond) return { verdict: 'never' }
  const totalSeconds = memoryBytes / (bytesPerSecond - dirtyBytesPerSecond)
  return { verdict: 'completed', totalSeconds, bytes: totalSeconds * bytesPerSecond }
}

/** No run of ours, and no calculator, copies more often than this before it is called endless. */
const MAX_ROUNDS = 500

/** Rounds until what is left fits the limit; `dirtied` says how many bytes are dirty after so many seconds. */
export function roundsUntilLimit(
  {
    memoryBytes,
    bytesPerSecond,
    downtimeLimitSeconds,
  }: Omit<TextbookInputs, 'dirtyBytesPerSecond'>,
  dirtied: (seconds: number) => number,
): Quantities {
  let left = memoryBytes
  let bytes = 0
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const seconds = left / bytesPerSecond
    bytes += left
    const next = dirtied(seconds)
    if (next / bytesPerSecond <= downtimeLimitSeconds) {
      bytes += next
      return {
        verdict: 'completed',
        bytes,
        totalSeconds: bytes / bytesPerSecond,
        downtimeSeconds: next / bytesPerSecond,
        passes: round + 2,
      }
    }
    // A round that leaves as much as it found is followed by the same round for ever.
    if (round > 0 && next >= left * (1 - 1e-9)) break
    left = next
  }
  return { verdict: 'never' }
}

/** The calculators: every round dirties D × its duration, however long it lasts. */
function constantRate(inputs: TextbookInputs): Quantities {
  return roundsUntilLimit(inputs, (seconds) => inputs.dirtyBytesPerSecond * seconds)
}

/**
 * A set of W = share · V written at random: W(1 − e^(−rt/W)), with r such that D is dirty after a second. A D beyond W
 * fills the set at once.
 */
function saturating(inputs: TextbookInputs, share: number): Quantities {
  const set = share * inputs.memoryBytes
  const first = inputs.dirtyBytesPerSecond / set
  const perSecond = first < 1 ? -log(1 - first) : Infinity
  return roundsUntilLimit(inputs, (seconds) =>
    perSecond === Infinity ? set : set * saturation(perSecond * seconds),
  )
}

export const BASELINES: Readonly<Record<BaselineId, (inputs: TextbookInputs) => Quantities>> = {
  'memory-over-rate': memoryOverRate,
  'memory-over-difference': memoryOverDifference,
  'constant-rate': constantRate,
  'saturating-20': (inputs) => saturating(inputs, 0.2),
  'saturating-40': (inputs) => saturating(inputs, 0.4),
}
