/**
 * One VM that is leaving its host: the share of the wire that it has had so far, and the run that follows from it. The
 * past is final; the rest is run again only when the share has changed and the next step depends on it.
 */
import type { BytesPerSecond, Nanoseconds } from '../units.ts'
import type { Walk } from '../memory/pass-table.ts'
import { slotsOf, walkTotals } from '../memory/walk-order.ts'
import { bytesBefore } from '../memory/walk-position.ts'
import { steadyRate, timeAfterBytes, type RateSchedule } from '../rate-schedule.ts'
import type { RunInput } from '../scenario/scenario.ts'
import type { PlannedVm } from './evacuation-plan.ts'

/** What an evacuation needs of a finished run. Times count from the run's own request. */
export interface MigrationRun {
  readonly end: Nanoseconds
  readonly passes: readonly { readonly walk: Walk }[]
  /** The last pages, in the stun or in the page-in. */
  readonly lastWalk: Walk | undefined
}

export interface MigratingVm<Run extends MigrationRun> {
  readonly vm: number
  readonly plan: PlannedVm
  readonly admitted: Nanoseconds
  stage: 'preparing' | 'copying' | 'closing'
  rates: RateSchedule
  run: Run | undefined
  /** Until when, in its own time, `run` follows from `rates`; Infinity when all of it does. */
  validUntil: Nanoseconds
}

/** A VM at its admission; `expected` is the share that it would get if it were copying already. */
export function admittedVm<Run extends MigrationRun>(
  vm: number,
  plan: PlannedVm,
  admitted: Nanoseconds,
  expected: BytesPerSecond,
): MigratingVm<Run> {
  const rates = steadyRate(expected)
  return { vm, plan, admitted, stage: 'preparing', rates, run: undefined, validUntil: 0 }
}

export function copyBegin({ passes }: MigrationRun): Nanoseconds | undefined {
  return passes[0]?.walk.start
}

/** A VM gives up its share once the last pages are through; barriers and the quiesce before count as copying. */
export function copyEnd({ passes, lastWalk }: MigrationRun): Nanoseconds | undefined {
  return lastWalk?.end ?? passes[passes.length - 1]?.walk.end
}

/** The input of exactly this run; an ordinary one when the VM had the wire to itself all the time. */
export function inputOf({ plan, rates }: MigratingVm<MigrationRun>): RunInput {
  const alone = rates.length === 1 && rates[0]!.bytesPerSecond === plan.cap
  return alone ? plan.input : { ...plan.input, rates }
}

/** Its share from `now` on. At the start of its copy nothing has been sent: the schedule begins there. */
export function giveShare(
  moving: MigratingVm<MigrationRun>,
  now: Nanoseconds,
  share: BytesPerSecond,
): void {
  const { rates } = moving
  if (rates[rates.length - 1]!.bytesPerSecond === share) return
  const at = now - moving.admitted
  const before = at > (copyBegin(moving.run!) ?? 0) ? rates.filter(({ from }) => from < at) : []
  if (before.length === 0) moving.rates = steadyRate(share)
  else if (before[before.length - 1]!.bytesPerSecond === share) moving.rates = before
  else moving.rates = [...before, { from: at, bytesPerSecond: share }]
  moving.validUntil = Math.min(moving.validUntil, at)
}

/** Whether the time of its next step is known: the run exists and is valid that far. */
export function isKnown({ stage, run, validUntil }: MigratingVm<MigrationRun>): boolean {
  return run !== undefined && (stage !== 'copying' || validUntil === Infinity)
}

/** The time of the next step where it is known, else a lower bound. */
export function nextStep(moving: MigratingVm<MigrationRun>): Nanoseconds {
  const { stage, run, admitted, validUntil } = moving
  if (run === undefined) return admitted
  switch (stage) {
    case 'preparing':
      return admitted + (copyBegin(run) ?? run.end)
    case 'copying':
      return admitted + (validUntil === Infinity ? copyEnd(run)! : earliestEnd(moving, run))
    case 'closing':
      return admitted + run.end
  }
}

/** The walk under way when the share changed still has its pages to send; the copy cannot end before they are through. */
function earliestEnd(
  { rates, validUntil }: MigratingVm<MigrationRun>,
  run: MigrationRun,
): Nanoseconds {
  const begun = run.passes.findLast(({ walk }) => walk.start < validUntil)?.walk
  const walk = begun ?? run.passes[0]!.walk
  // How long zero pages take depends on the rate at the start, which is unknown while nothing has begun.
  const bytes =
    begun === undefined ? walkTotals(walk).pages * walk.pageBytes : bytesBefore(walk, slotsOf(walk))
  return Math.max(validUntil, timeAfterBytes(rates, walk.start, bytes))
}
