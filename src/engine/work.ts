/**
 * The work of a run, in a unit of which the machine that it was measured on does about a million a second. What is foreseen
 * (`foresight/`) and what is done are counted alike; how many a second a machine does is found out while it runs.
 */

import type { Nanoseconds } from './units.ts'

/** Work that is cut into slices: each `yield` is a place where the caller may pause, and says what was done since the last. */
export type Slices<Result> = Generator<number, Result>

/** A result that is there at once. */
export function* atOnce<Result>(result: Result): Slices<Result> {
  yield 0
  return result
}

/** Does work that is cut into slices in one go. */
export function toEnd<Result>(work: Generator<unknown, Result>): Result {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

/**
 * How far a run, or several, have come. `done` and `foreseen` are in the unit of this file: `done` never falls, `foreseen` is what the
 * whole is expected to take (`foresight/`) and never less than `done`; at the end the two are equal.
 */
export interface Progress {
  readonly done: number
  readonly foreseen: number
  /** Model time that has been reached. */
  readonly at: Nanoseconds
}

/** Work that takes longer than was foreseen is nearly done, as far as is known. */
export const NEARLY = 0.99

/**
 * Progress of work in several parts, of which the share that is done never falls: `foreseen` is what the whole is expected to
 * take as far as is known by now, and may turn out to be more.
 */
export function steadily(): (done: number, foreseen: number, at: Nanoseconds) => Progress {
  let share = 0
  return (done, foreseen, at) => {
    share = Math.max(share, Math.min(NEARLY, done / Math.max(done, foreseen, 1)))
    return { done, foreseen: share > 0 ? done / share : Math.max(1, foreseen), at }
  }
}

/** The parts of a work one after the other as one; `foreseen`: of all of them, in the unit that they count. */
export function* oneAfterTheOther<Result>(
  parts: readonly Generator<Progress, Result>[],
  foreseen: readonly number[],
): Generator<Progress, readonly Result[]> {
  const results: Result[] = []
  let before = 0
  let after = foreseen.reduce((sum, work) => sum + work, 0)
  for (const [index, part] of parts.entries()) {
    after = index === parts.length - 1 ? 0 : after - foreseen[index]!
    let done = 0
    for (;;) {
      const step = part.next()
      if (step.done === true) {
        results.push(step.value)
        break
      }
      done = step.value.done
      yield {
        done: before + done,
        foreseen: before + step.value.foreseen + after,
        at: step.value.at,
      }
    }
    before += done
  }
  return results
}

/** Regions of a loop over all of them between two places to pause. */
export const REGIONS_A_SLICE = 4096

/** A region in a pass: its draw, its sums, its place in the walk and in the hash. */
export const REGION_WORK = 0.2
/** What a pass takes beside its regions: its row, its walk, its facts. */
export const PASS_WORK = 250
/** A piece of the guests' clocks: how far they come is solved for. */
export const CLOCK_WORK = 30
/** A look of QEMU at the clock and at what is left, where zero pages keep windows from being alike. */
export const LOOK_WORK = 0.5
/** When QEMU's walk comes to the zero pages of a region, and what of them is written by then. */
export const ZERO_REGION_WORK = 1
/** A region that a walk of Xen comes to: the time is found, and the guest's clocks at that time. */
export const PASSING_REGION_WORK = 4
/** A page that is looked up one by one. */
export const PAGE_WORK = 0.02
/** A write that is executed, and what a vCPU's turn takes beside its writes. */
export const WRITE_WORK = 0.02
export const TURN_WORK = 0.05
/** What a step of 100 ms takes beside that. */
export const STEP_WORK = 80
/** A page whose versions are kept at both hosts, in all. */
export const KEPT_PAGE_WORK = 0.01
/** A page fire that is written down and counted. */
export const FIRE_WORK = 0.005
/** A fact as it goes into the hash. */
export const FACT_WORK = 6
