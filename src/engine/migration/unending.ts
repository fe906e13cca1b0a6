/**
 * Pre-copy that never ends. A guest that changes memory too fast is transferred over and over again and fails to finish
 * (RHVIRT, A.8): QEMU has no rule that gives up (QEMU72, migration.c); neither have SimGrid's plugin, Huawei's predictor, and
 * vMotion while every pass makes the progress that it asks for. It is recognised by what the rule itself says:
 *
 * 1. nothing changes any more: no intervention, no failure, no other rate of the wire lies ahead, and no throttle has a step left;
 * 2. a pass over a few more pages than fit would leave as many at least. What fires in a pass never falls with its length, so that
 *    no later pass leaves less either, whatever is drawn;
 * 3. so many passes in a row have gained nothing.
 *
 * Where a bound of ours is reached first (days, passes, bytes of the record), 1 and 2 decide what is said of it.
 */
import type { UnendingReason } from '../facts.ts'
import { PAGE_BYTES, type Nanoseconds } from '../units.ts'
import type { MigrationContext } from './context.ts'
import type { Copier } from './copier.ts'
import type { PassResult } from './pass-result.ts'
import { conditionsAt, settledFrom } from './schedule.ts'
import { STOP_POLICIES } from './stop-rules.ts'
import type { Throttle } from './throttle.ts'

/** See 3. What counts as a gain on the best of the passes. */
export const PASSES_ALIKE = 10
export const GAIN = 0.01
/** Draws of a number of pages scatter by its root at most; so many roots are never met (10⁻¹⁵), and so few pages are not judged. */
const ROOTS = 8
const FEW_PAGES = 64
/**
 * Where what is left over goes first (QEMU), a pass may be short and dirty what it has not sent: as many pages again must
 * fire as would then count twice, and it must be as far again from what fits.
 */
const FAR = 2
/** A sweep may dirty what is left over before anything else: then three times as many. */
const BEFORE_A_SWEEP = 2

export interface UnendingWatch {
  /** To be told of every pass that is followed by another. True: it has been recognised. */
  readonly ended: (at: Nanoseconds, result: PassResult) => boolean
  /** What is to be said where a bound of ours ends the copying at `at`, in or after a pass, with so many pages due. */
  readonly reasonAtBound: (
    at: Nanoseconds,
    result: PassResult,
    pagesDue: number,
    bound: Exclude<UnendingReason, 'never-ends'>,
  ) => UnendingReason
}

/** To be told what each pass left, in their order; returns how many in a row, up to this one, have gained nothing. See 3. */
export function passesWithoutGain(): (pagesLeft: number) => number {
  let best = Infinity
  let alike = 0
  return (pagesLeft) => {
    const gained = pagesLeft < best * (1 - GAIN)
    if (gained) best = pagesLeft
    alike = gained ? 0 : alike + 1
    return alike
  }
}

/** The `fluid` model draws nothing: what it leaves is known but for the rounding of its sums. */
const ROUNDING = 1e-9

export function watchUnending(
  context: MigrationContext,
  copier: Copier,
  throttle: Throttle,
): UnendingWatch {
  const { schedule, generation, model, workload } = context
  const policy = STOP_POLICIES[generation.stopRule]
  const settled = settledFrom(schedule)
  const leavesOver = generation.copy.reread === 'below-threshold'
  const alike = passesWithoutGain()
  const exact = context.scenario.model === 'fluid'
  const margin = (pages: number) =>
    exact ? pages * (1 - ROUNDING) : pages + ROOTS * Math.sqrt(pages)

  /** Pages of which a pass leaves as many at least, from `at` on for good; Infinity where that cannot be said. */
  function neverBelow(at: Nanoseconds, result: PassResult): number {
    const pace = copier.paceForGood(at)
    const speed = throttle.speedForGood
    const { scenario } = conditionsAt(schedule, at)
    if (at < settled || pace === undefined || speed === undefined) return Infinity
    if (!policy.goesOn(scenario, result)) return Infinity
    const bytesPerSecond = Math.max(pace.bytesPerSecond, result.bytesPerSecond)
    const goal = policy.goalSeconds(scenario, { ...result, bytesPerSecond })
    const fits = (goal * bytesPerSecond) / PAGE_BYTES + pace.pagesAtOnce
    const pages = (leavesOver ? FAR * fits : margin(fits)) + FEW_PAGES
    const seconds = (pages * pace.pageBytes) / bytesPerSecond
    const fires = model.firesAtLeast(seconds, speed)
    const twice = leavesOver ? countedTwice(fires) : 0
    const all = fires.reduce((sum, count) => sum + count, 0)
    return all >= margin(pages * (1 + twice)) ? pages : Infinity
  }

  /** Share of the pages left over that may fire again in a pass, or what stands for it. Infinity: nothing can be said. */
  function countedTwice(fires: readonly number[]): number {
    return workload.classes.reduce((most, { pattern, burst, pages }, id) => {
      const count = fires[id]!
      if (count <= 0) return most
      if (pattern === 'curve' || (burst !== undefined && burst.off > 0)) return Infinity
      return Math.max(most, pattern === 'sweep' ? BEFORE_A_SWEEP : count / pages)
    }, 0)
  }

  return {
    ended(at, result) {
      const { pagesLeft } = result
      return alike(pagesLeft) >= PASSES_ALIKE && pagesLeft >= neverBelow(at, result)
    },
    reasonAtBound: (at, result, pagesDue, bound) =>
      pagesDue >= neverBelow(at, result) ? 'never-ends' : bound,
  }
}
