/**
 * Everything that happens to a migration from outside, laid out over model time before it starts (`timeline/lay-out.ts`):
 * what the phases may ask of it. A wire does not care what the migration does, so all of it is known beforehand; nothing
 * of it is looked at before its time.
 */
import type { FaultName } from '../facts.ts'
import type { PaceChange } from '../guest/pace-change.ts'
import type { Bandwidth } from '../network/bandwidth.ts'
import { rampOf, withSlowStart } from '../network/slow-start.ts'
import { changedFrom, rateAt, steadyRate, type RateSchedule } from '../rate-schedule.ts'
import type { Intervention } from '../scenario/intervention.ts'
import type { RunInput, Scenario } from '../scenario/scenario.ts'
import type { Nanoseconds } from '../units.ts'
import type { Generation } from './generation.ts'

/** What only fails by itself, never by hand (facts 6.2). */
export type OwnFault = Exclude<FaultName, 'link-cut' | 'destination-dies' | 'vcenter-down'>

export interface OwnFailure {
  readonly kind: 'fail'
  /** Infinity for what depends on the run: a resume fails when it is tried. */
  readonly at: Nanoseconds
  readonly fault: OwnFault
}

/** An intervention as far as it is known beforehand. */
export interface Scheduled {
  readonly what: Intervention | OwnFailure
  /** Its place in the list of the input; undefined for the scenario's own failure, which happens by itself. */
  readonly index: number | undefined
  /** The value that a dial had before. */
  readonly from: number | string | undefined
  /** The failure that it is, or brings about. */
  readonly fault: FaultName | undefined
  /** What it asks for was so already. */
  readonly idle: boolean
}

/** Dials and what the network carries from a moment on. */
export interface Conditions {
  readonly from: Nanoseconds
  readonly scenario: Scenario
  readonly bandwidth: Bandwidth
  /** The whole wire as it is known from `from` on, until something else happens to it. */
  readonly wire: RateSchedule
}

export interface Schedule {
  /** In the order in which they take effect. */
  readonly interventions: readonly Scheduled[]
  /** Ascending; the first holds from 0. */
  readonly conditions: readonly Conditions[]
  /** What the wire carries. */
  readonly wire: RateSchedule
  /** What the destination takes of memory: nothing where the wire is dead, nor where pages fail to arrive on a live one. */
  readonly rates: RateSchedule
  readonly paces: readonly PaceChange[]
  readonly cancels: readonly Nanoseconds[]
  readonly switchOvers: readonly Nanoseconds[]
  readonly sourceDies: Nanoseconds
  readonly destinationDies: Nanoseconds
  /** When the migration ends because vCenter, or the host that it calls, is gone before the hosts have begun. */
  readonly orphaned: Orphaned | undefined
  readonly ownFailure: OwnFailure | undefined
}

export interface Orphaned {
  readonly at: Nanoseconds
  readonly reason: 'vcenter-lost' | 'destination-not-responding'
}

/** The conditions at a moment. */
export function conditionsAt(
  { conditions }: Pick<Schedule, 'conditions'>,
  time: Nanoseconds,
): Conditions {
  return conditions.findLast(({ from }) => from <= time) ?? conditions[0]!
}

/** From when on nothing comes from outside any more: the last of what a person does, of what fails and of other rates. */
export function settledFrom({
  interventions,
  conditions,
  rates,
  paces,
  cancels,
  switchOvers,
  sourceDies,
  destinationDies,
  ownFailure,
}: Schedule): Nanoseconds {
  const moments = [
    ...interventions.map(({ what }) => what.at),
    ...conditions.map(({ from }) => from),
    ...rates.map(({ from }) => from),
    ...paces.map(({ at }) => at),
    ...cancels,
    ...switchOvers,
    sourceDies,
    destinationDies,
    ownFailure?.at ?? 0,
  ]
  return moments.reduce((last, at) => (at < Infinity && at > last ? at : last), 0)
}

/** Whether the run is one in which this fails by itself. */
export function failsItself(
  { ownFailure }: Pick<Schedule, 'ownFailure'>,
  fault: OwnFault,
): boolean {
  return ownFailure?.fault === fault
}

/** When the switchover is forced for the first time from `time` on; Infinity: never. */
export function forcedAfter(
  { switchOvers }: Pick<Schedule, 'switchOvers'>,
  time: Nanoseconds,
): Nanoseconds {
  return switchOvers.find((at) => at >= time) ?? Infinity
}

/** A host that is short of something: once all pages are there, it has no effect (facts 6.2 has both in pre-copy only). */
export const SHORTAGES: readonly OwnFault[] = ['destination-memory', 'destination-cpu']
/** The hosts are connected and no page arrives all the same. */
const KEEPS_PAGES_OUT: readonly OwnFault[] = ['mtu-mismatch', ...SHORTAGES]

/** What the destination takes of memory off this wire. */
export function takenOf(wire: RateSchedule, failure: OwnFailure | undefined): RateSchedule {
  return failure !== undefined && KEEPS_PAGES_OUT.includes(failure.fault)
    ? changedFrom(wire, failure.at, 0)
    : wire
}

/** What is known at `time` of the rates: they stay as they are then. Another VM's share of the wire is known from the start. */
export function ratesKnownAt(
  schedule: Pick<Schedule, 'conditions' | 'ownFailure'>,
  time: Nanoseconds,
): RateSchedule {
  const { ownFailure } = schedule
  const struck = ownFailure !== undefined && ownFailure.at <= time ? ownFailure : undefined
  return takenOf(conditionsAt(schedule, time).wire, struck)
}

/**
 * What can be foreseen of known rates: not that a cut is permanent, and after one the rate before it is all that
 * is known. A cable that is put in again only delays what travels.
 */
export function foreseenFrom(known: RateSchedule, start: Nanoseconds): RateSchedule {
  if (known[known.length - 1]!.bytesPerSecond > 0) return known
  if (rateAt(known, start) > 0) return known.slice(0, -1)
  return steadyRate(known.findLast(({ bytesPerSecond }) => bytesPerSecond > 0)?.bytesPerSecond ?? 1)
}

/** The schedule for what is sent from `start` on: streams come up to speed first. Where others share the wire, they do not (left out). */
export function sendingFrom(
  {
    schedule,
    generation: { network },
    input,
  }: {
    readonly schedule: Schedule
    readonly generation: Pick<Generation, 'network'>
    readonly input: Pick<RunInput, 'rates'>
  },
  start: Nanoseconds,
): Schedule {
  if (input.rates !== undefined) return schedule
  const ramped = (wire: RateSchedule) =>
    withSlowStart(wire, start, (time) => {
      const { scenario, bandwidth } = conditionsAt(schedule, time)
      return rampOf(scenario, network, bandwidth)
    })
  return {
    ...schedule,
    conditions: schedule.conditions.map((each) => ({ ...each, wire: ramped(each.wire) })),
    wire: ramped(schedule.wire),
    rates: ramped(schedule.rates),
  }
}

/** The schedule after the last pass, which ended at `end`: a shortage that had not struck by then is of no account. */
export function afterLastPass(schedule: Schedule, end: Nanoseconds): Schedule {
  const { ownFailure } = schedule
  if (ownFailure === undefined || !SHORTAGES.includes(ownFailure.fault) || ownFailure.at < end)
    return schedule
  return { ...schedule, rates: schedule.wire, ownFailure: undefined }
}
