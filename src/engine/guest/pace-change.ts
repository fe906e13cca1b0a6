/** Changes of how fast the guest writes in mid-run, and how the clocks of a dirty model come by them. */
import type { Nanoseconds } from '../units.ts'
import type { Workload } from './workload.ts'

/** Writes a second of each class from a moment on. */
export interface PaceChange {
  readonly at: Nanoseconds
  readonly writesPerSecond: readonly number[]
}

/**
 * The workload with a rate for every class that is ever written: a pace is a multiple of it. A class that starts to
 * write in mid-run has the rate of that time and a pace of zero until then.
 */
export function withPaces(workload: Workload, paces: readonly PaceChange[]): Workload {
  if (paces.length === 0) return workload
  const classes = workload.classes.map((writeClass) => {
    const { id } = writeClass
    const later = paces.find(({ writesPerSecond }) => writesPerSecond[id]! > 0)
    if (writeClass.writesPerSecond > 0 || later === undefined) return writeClass
    return {
      ...writeClass,
      writesPerSecond: later.writesPerSecond[id]!,
      pace: { guest: 0, exposure: 0, factor: 0, before: undefined },
    }
  })
  return { ...workload, classes }
}

export interface PaceQueue {
  /** The changes that are due by `now`, in order; each is returned once. */
  due(now: Nanoseconds): readonly PaceChange[]
  /** The time of the next change; Infinity when there is none. */
  readonly next: Nanoseconds
  /** The changes that have not been due yet. */
  readonly ahead: readonly PaceChange[]
}

export function createPaceQueue(paces: readonly PaceChange[]): PaceQueue {
  let index = 0
  return {
    due(now) {
      const from = index
      while (index < paces.length && paces[index]!.at <= now) index++
      return paces.slice(from, index)
    },
    get next() {
      return paces[index]?.at ?? Infinity
    },
    get ahead() {
      return paces.slice(index)
    },
  }
}
