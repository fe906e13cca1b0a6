/**
 * One VM on its way out: the share that it has had so far, and the run that follows from it. What lies behind is final;
 * what lies ahead is run again only when its share changes, and only when somebody must know.
 */
import type { BytesPerSecond, Nanoseconds } from '../units.ts'
import type { Walk } from '../memory/pass-table.ts'
import { slotsOf, walkTotals } from '../memory/walk-order.ts'
import { bytesBefore } from '../memory/walk-position.ts'
import { steadyRate, timeAfterBytes, type RateSchedule } from '../rate-schedule.ts'
import type { RunInput } from '../scenario/scenario.ts'
import type { PlannedVm } from './evacuation-plan.ts'

/** What an evacuation has to know of a finished run. Times since its own request. */
export interface MigrationRun {
  readonly end: Nanoseconds
  readonly passes: readonly { readonly walk: Walk }[]
  /** The last pages, in the stun or in the page-in. */
  readonly lastWalk: Walk | undefined
}

export interface Traveller<Run extends MigrationRun> {
  readonly vm: number
  readonly plan: PlannedVm
  readonly admitted: Nanoseconds
  stage: 'preparing' | 'copying' | 'closing'
  rates: RateSchedule
  run: Run | undefined
  /** Until when, in its own time, `run` follows from `rates`; Infinity when all of it does. */
  validUntil: Nanoseconds
}

/** A VM that was admitted; `expected` is the share that it would get if it copied already. */
export function setOut<Run extends MigrationRun>(
  vm: number,
  plan: PlannedVm,
  admitted: Nanoseconds,
  expected: BytesPerSecond,
): Traveller<Run> {
  const rates = steadyRate(expected)
  return { vm, plan, admitted, stage: 'preparing', rates, run: undefined, validUntil: 0 }
}

export function copyBegin({ passes }: MigrationRun): Nanoseconds | undefined {
  return passes[0]?.walk.start
}

/** The wire is its own no longer when the last pages are through; barriers and the quiesce before count as copying. */
export function copyEnd({ passes, lastWalk }: MigrationRun): Nanoseconds | undefined {
  return lastWalk?.end ?? passes[passes.length - 1]?.walk.end
}

/** The input of exactly this run. A VM that had the wire to itself all the time is an ordinary run. */
export function inputOf({ plan, rates }: Traveller<MigrationRun>): RunInput {
  const alone = rates.length === 1 && rates[0]!.bytesPerSecond === plan.cap
  return alone ? plan.input : { ...plan.input, rates }
}

/** Its share from `now` on. At the start of its copy nothing has been sent: the schedule begins there. */
export function giveShare(
  traveller: Traveller<MigrationRun>,
  now: Nanoseconds,
  share: BytesPerSecond,
): void {
  const { rates } = traveller
  if (rates[rates.length - 1]!.bytesPerSecond === share) return
  const at = now - traveller.admitted
  const before = at > (copyBegin(traveller.run!) ?? 0) ? rates.filter(({ from }) => from < at) : []
  if (before.length === 0) traveller.rates = steadyRate(share)
  else if (before[before.length - 1]!.bytesPerSecond === share) traveller.rates = before
  else traveller.rates = [...before, { from: at, bytesPerSecond: share }]
  traveller.validUntil = Math.min(traveller.validUntil, at)
}

/** Ready to say when it does its next step: the run is there and valid as far as it matters. */
export function isKnown({ stage, run, validUntil }: Traveller<MigrationRun>): boolean {
  return run !== undefined && (stage !== 'copying' || validUntil === Infinity)
}

/** When the next step comes: exactly if it is known, else no earlier than this. */
export function nextStep(traveller: Traveller<MigrationRun>): Nanoseconds {
  const { stage, run, admitted, validUntil } = traveller
  if (run === undefined) return admitted
  switch (stage) {
    case 'preparing':
      return admitted + (copyBegin(run) ?? run.end)
    case 'copying':
      return admitted + (validUntil === Infinity ? copyEnd(run)! : earliestEnd(traveller, run))
    case 'closing':
      return admitted + run.end
  }
}

/** What was under way when the share changed has its pages still; the copy cannot end before they are through. */
function earliestEnd(
  { rates, validUntil }: Traveller<MigrationRun>,
  run: MigrationRun,
): Nanoseconds {
  const begun = run.passes.findLast(({ walk }) => walk.start < validUntil)?.walk
  const walk = begun ?? run.passes[0]!.walk
  // How long zero pages take depends on the rate at the start, which is not known where nothing has begun.
  const bytes =
    begun === undefined ? walkTotals(walk).pages * walk.pageBytes : bytesBefore(walk, slotsOf(walk))
  return Math.max(validUntil, timeAfterBytes(rates, walk.start, bytes))
}
