/** Which classes a group of vCPUs writes, and how fast: with the bursting classes on, and with them off. */
import type { WriteClass } from '../guest/write-class.ts'

export interface WriteMode {
  /** Classes that are written; the j-th draw below `thresholds[i]` belongs to `classIds[i]`. */
  readonly classIds: Int32Array
  readonly thresholds: Float64Array
  /** Mean seconds of guest time between two writes of one vCPU; Infinity when nothing is written. */
  readonly gapSeconds: number
  /** Sweeps alone are written evenly; everything else as a Poisson process. */
  readonly even: boolean
}

const TWO_TO_32 = 4294967296

export interface WriteModes {
  /** While bursts are on, and while they are off. */
  readonly modes: readonly [WriteMode, WriteMode]
  /** Guest time at which the half period `change` ends: even ones are on, odd ones off. */
  endOf(change: number): number
}

export function createWriteModes(classes: readonly WriteClass[], vcpus: number): WriteModes {
  const written = classes.filter(({ pages, writesPerSecond }) => pages > 0 && writesPerSecond > 0)
  const burst = written.find((writeClass) => pauses(writeClass))?.burst
  const steady = written.filter((writeClass) => !pauses(writeClass))
  const modes = [createMode(written, vcpus), createMode(steady, vcpus)] as const
  if (burst === undefined) return { modes, endOf: () => Infinity }
  const period = burst.on + burst.off
  return { modes, endOf: (change) => (change >> 1) * period + ((change & 1) === 0 ? burst.on : period) }
}

function pauses({ burst }: WriteClass): boolean {
  return burst !== undefined && burst.off > 0
}

function createMode(classes: readonly WriteClass[], vcpus: number): WriteMode {
  const total = classes.reduce((sum, { writesPerSecond }) => sum + writesPerSecond, 0)
  let sum = 0
  const thresholds = classes.map(({ writesPerSecond }) => {
    sum += writesPerSecond
    return (sum / total) * TWO_TO_32
  })
  // Rounding must not leave a draw without a class.
  if (thresholds.length > 0) thresholds[thresholds.length - 1] = TWO_TO_32
  return {
    classIds: Int32Array.from(classes, ({ id }) => id),
    thresholds: Float64Array.from(thresholds),
    gapSeconds: total > 0 ? vcpus / total : Infinity,
    even: classes.every(({ pattern }) => pattern === 'sweep'),
  }
}
