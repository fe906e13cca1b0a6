/**
 * How sure a fit is: the same fit to passes that are off by a stated error. What all of them agree on is known; where they
 * differ, the passes do not tell.
 */
import { normalQuantile } from '../../src/engine/random/normal.ts'
import { drawKey, uniform } from '../../src/engine/random/hash.ts'
import { exp } from '../../src/engine/random/elementary.ts'
import { quantile } from '../../src/validation/errors.ts'
import {
  dirtyBytes,
  fitRounds,
  type MeasuredRun,
  type RoundsFit,
} from '../../src/validation/fit-rounds.ts'

interface Range {
  readonly least: number
  readonly most: number
}

export interface RoundsSpread {
  /** Four of five repetitions lie within. */
  readonly workingSetBytes: Range
  /** At some times: how many bytes are dirty by then. */
  readonly curve: readonly {
    readonly seconds: number
    readonly bytes: number
    readonly range: Range
  }[]
}

const REPETITIONS = 40
const KEY = 0x5eed
const [LOW, HIGH] = [0.1, 0.9]

function range(values: readonly number[]): Range {
  const sorted = [...values].sort((a, b) => a - b)
  return { least: quantile(sorted, LOW), most: quantile(sorted, HIGH) }
}

/** `error`: how far the bytes of a pass may be off, as a share (standard deviation); 0.05 for values read off a figure. */
export function spreadOfRounds(
  run: MeasuredRun,
  fit: RoundsFit,
  error: number,
  times: readonly number[],
): RoundsSpread {
  const repetitions = Array.from({ length: REPETITIONS }, (_, repetition) =>
    fitRounds({
      ...run,
      passes: run.passes.map((pass, index) => {
        const draw = normalQuantile(uniform(drawKey(KEY, repetition), index))
        return { ...pass, bytes: Math.min(run.memoryBytes, pass.bytes * exp(error * draw)) }
      }),
    }),
  )
  return {
    workingSetBytes: range(repetitions.map(({ workingSetBytes }) => workingSetBytes)),
    curve: times.map((seconds) => ({
      seconds,
      bytes: dirtyBytes(fit.sets, seconds),
      range: range(repetitions.map(({ sets }) => dirtyBytes(sets, seconds))),
    })),
  }
}
