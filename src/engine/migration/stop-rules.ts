/**
 * When pre-copy is good enough: one rule for each generation or hypervisor. `goalSeconds` is what the pages left may need at
 * most; a rule that also ends pre-copy for another reason says so in `gaveUp`.
 */
import type { Scenario } from '../scenario/scenario.ts'
import { MIB, PAGE_BYTES } from '../units.ts'
import { BYTES_LEFT } from './bytes-left.ts'
import type { StopRule } from './generation.ts'
import type { PassResult } from './pass-result.ts'
import { xenRateExceeded } from './xen-rate.ts'

export interface StopPolicy {
  goalSeconds(scenario: Scenario, result: Pick<PassResult, 'bytesPerSecond'>): number
  /** True: what needs exactly the goal is too much. */
  readonly strict: boolean
  /** Enough progress for another pass. */
  madeProgress(scenario: Scenario, result: PassResult): boolean
  /** The rest is sent while the VM stands still, if that takes no longer than `longestStop`. */
  gaveUp(scenario: Scenario, result: PassResult): boolean
  /** Seconds. What would take as long or longer fails instead. */
  longestStop(scenario: Scenario): number
  /** Passes like `result` may follow each other for ever: the rule has no end for them, give or take a tenth of the progress. */
  goesOn(scenario: Scenario, result: PassResult): boolean
  /** A guard of ours: no more passes are simulated. */
  readonly maxPasses: number
}

/** A guard of ours, not of VMware: no run copies more often than this. */
export const MAX_PASSES = 200
/** Another: the columns of its passes take no more than this. */
export const MAX_PASSES_BYTES = 240 * MIB
/** The same where a pass may be as short as a window of 100 ms: real migrations of QEMU took 93 syncs and ended. */
const MAX_SHORT_PASSES = 1000
/**
 * The same for what only computes: SimGrid's plug-in and Huawei's predictor count no passes. At 99.5 % of the rate SimGrid
 * needs 1,938 for 64 GiB. A run says three things of each pass, and a page lists 10,000.
 */
const MAX_COMPUTED_PASSES = 3000

/** Pages sent ÷ pages dirtied in percent: `t2d` of the logs (facts 3.1). Undefined when nothing was dirtied. */
export function transmitToDirtyPercent(
  pagesSent: number,
  pagesDirtied: number,
): number | undefined {
  return pagesDirtied > 0 ? (100 * pagesSent) / pagesDirtied : undefined
}

const never = () => false
const always = () => true
const noLimit = () => Infinity

/** A guard of 30 rounds as in Xen's code. */
const XEN_MAX_PASSES = 28
/** SimGrid's built-in longest downtime. */
const SIMGRID_SECONDS = 0.03

export const STOP_POLICIES: Readonly<Record<StopRule, StopPolicy>> = {
  /**
   * Less than a megabyte left, or a pass that makes the set smaller by less than one: then the VM stops, and what is left goes in
   * the stun (NEL05, recalled and unverified: memtest86 alone stood still for more than a second). It proceeds where the rest needs
   * less than 100 s and fails otherwise (KG11, of vMotion up to 4.1; that the first versions asked it too is inferred).
   */
  'one-megabyte': {
    goalSeconds: (_, { bytesPerSecond }) => BYTES_LEFT['one-megabyte'] / bytesPerSecond,
    strict: false,
    madeProgress: always,
    gaveUp: (_, { pagesSent, pagesZero, pagesDirtied }) =>
      (pagesSent + pagesZero - pagesDirtied) * PAGE_BYTES < MIB,
    longestStop: (scenario) => scenario['vmotion.maxSwitchoverSeconds'],
    // A megabyte less each time comes to an end.
    goesOn: never,
    maxPasses: MAX_PASSES,
  },
  'time-goal': {
    goalSeconds: (scenario) => scenario['Migrate.PreCopySwitchoverTimeGoal'] / 1000,
    strict: false,
    madeProgress: (scenario, { pagesSent, pagesDirtied }) => {
      const percent = transmitToDirtyPercent(pagesSent, pagesDirtied)
      return percent === undefined || percent >= scenario['Migrate.PreCopyMinProgressPerc']
    },
    gaveUp: never,
    longestStop: noLimit,
    goesOn: (scenario, { pagesSent, pagesDirtied }) => {
      const percent = transmitToDirtyPercent(pagesSent, pagesDirtied) ?? Infinity
      return percent * 10 >= scenario['Migrate.PreCopyMinProgressPerc'] * 11
    },
    maxPasses: MAX_PASSES,
  },
  /** QEMU: less left than the measured bandwidth carries within the downtime limit (migration.c). It never gives up. */
  'downtime-limit': {
    goalSeconds: (scenario) => scenario['qemu.downtimeLimit'] / 1000,
    strict: true,
    madeProgress: always,
    gaveUp: never,
    longestStop: noLimit,
    goesOn: always,
    maxPasses: MAX_SHORT_PASSES,
  },
  /** Xen 2005: stops at 256 KB, or when the next round would have to be faster than the administrator allows. */
  '256-kilobytes': {
    goalSeconds: (_, { bytesPerSecond }) => BYTES_LEFT['256-kilobytes'] / bytesPerSecond,
    strict: false,
    madeProgress: always,
    gaveUp: (scenario, result) =>
      result.pass >= XEN_MAX_PASSES || xenRateExceeded(scenario, result),
    longestStop: noLimit,
    goesOn: never,
    maxPasses: MAX_PASSES,
  },
  /** Passes until one fits; a predictor's rule, not a hypervisor's. */
  'fits-goal': {
    goalSeconds: (scenario) => scenario['Migrate.PreCopySwitchoverTimeGoal'] / 1000,
    strict: false,
    madeProgress: always,
    gaveUp: never,
    longestStop: noLimit,
    goesOn: always,
    maxPasses: MAX_COMPUTED_PASSES,
  },
  'thirty-milliseconds': {
    goalSeconds: () => SIMGRID_SECONDS,
    strict: true,
    madeProgress: always,
    gaveUp: never,
    longestStop: noLimit,
    goesOn: always,
    maxPasses: MAX_COMPUTED_PASSES,
  },
}
