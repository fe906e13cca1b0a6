/**
 * Maintenance mode: all VMs leave one host. Who may start is the table's decision (admission.ts); all that copy share
 * the wire (`maxMinShares`), so that each start and each end changes what the others get from that moment on.
 * A migration that would copy for ever gives its place and its share back once that is recognised, one that takes longer than is
 * simulated when the simulation stops. No source says what a person would do then: it is this model's choice, and the words say so.
 */
import type { RunInput } from '../scenario/scenario.ts'
import type { BytesPerSecond, Nanoseconds } from '../units.ts'
import type { Progress } from '../work.ts'
import { admit, type AdmissionLimit, type Candidate } from './admission.ts'
import type { EvacuationPlan } from './evacuation-plan.ts'
import {
  copyBegin,
  copyEnd,
  giveShare,
  inputOf,
  isKnown,
  nextStep,
  admittedVm,
  type MigrationRun,
  type MigratingVm,
} from './migrating-vm.ts'

/**
 * Max-min fairness: shares in whole bytes a second, at least 1. A migration that cannot use an equal part leaves the rest
 * to the others. The sum exceeds the capacity only if that is less than a byte a second for each.
 */
export function maxMinShares(
  capacity: BytesPerSecond,
  caps: readonly BytesPerSecond[],
): BytesPerSecond[] {
  const shares = caps.map(() => 0)
  const byCap = caps.map((cap, index) => ({ cap, index })).sort((a, b) => a.cap - b.cap)
  let left = capacity
  for (const [taken, { cap, index }] of byCap.entries()) {
    const share = Math.max(1, Math.floor(Math.min(cap, left / (caps.length - taken))))
    shares[index] = share
    left -= share
  }
  return shares
}

export type EvacuationFact =
  | { readonly kind: 'migration-asked'; readonly at: Nanoseconds; readonly vm: number }
  | {
      /** Held back, and by which limit; again when another limit takes over. */
      readonly kind: 'admission-waits'
      readonly at: Nanoseconds
      readonly vm: number
      readonly limit: AdmissionLimit
      readonly most: number
    }
  | { readonly kind: 'migration-admitted'; readonly at: Nanoseconds; readonly vm: number }
  | { readonly kind: 'copy-began'; readonly at: Nanoseconds; readonly vm: number }
  | { readonly kind: 'copy-ended'; readonly at: Nanoseconds; readonly vm: number }
  | { readonly kind: 'migration-ended'; readonly at: Nanoseconds; readonly vm: number }

/** How many there are from a moment on, and what they carry together. */
export interface LoadStep {
  readonly at: Nanoseconds
  readonly waiting: number
  readonly running: number
  readonly copying: number
  readonly bytesPerSecond: BytesPerSecond
}

interface ShareStep {
  readonly at: Nanoseconds
  readonly bytesPerSecond: BytesPerSecond
}

export interface EvacuatedVm<Result> {
  readonly vm: number
  /** The very run: the stage can open it. */
  readonly input: RunInput
  readonly requested: Nanoseconds
  readonly admitted: Nanoseconds
  /** The limit that held it until it was admitted. */
  readonly waitedFor: AdmissionLimit | undefined
  /** Undefined when it was refused before anything was copied. */
  readonly copyBegan: Nanoseconds | undefined
  readonly copyEnded: Nanoseconds | undefined
  /** When its migration ended, or gave its place back though it never does. */
  readonly ended: Nanoseconds
  /** What it got of the wire; the last one holds until the copy ends. */
  readonly shares: readonly ShareStep[]
  readonly result: Result
}

export interface Evacuation<Result> {
  readonly vms: readonly EvacuatedVm<Result>[]
  readonly facts: readonly EvacuationFact[]
  readonly load: readonly LoadStep[]
  readonly end: Nanoseconds
}

/** A wire so fast that a run takes one pass, and its simulation hardly any time: 10 TB/s. */
const AMPLE: BytesPerSecond = 1e13

/** What makes one progress of those of many migrations (`foresight/track-evacuation.ts`). */
export interface EvacuationTracker {
  /** A run of this VM has done so much by now. */
  readonly told: (vm: number, done: number, at: Nanoseconds) => Progress
  /** It is through; it may be run again. */
  readonly ran: () => void
  /** The migration of this VM is over, whatever came of it: it is not run again. */
  readonly finished: (vm: number) => void
  readonly ended: (at: Nanoseconds) => Progress
}

/**
 * The evacuation, cut into slices. `start` runs one migration (`startRun`); `report` keeps what is wanted of it;
 * `tracker` makes one progress of all.
 * Causal: at each event all that lies behind it is final, and only what lies ahead may be run again.
 */
export function* evacuate<Run extends MigrationRun, Result>(
  plan: EvacuationPlan,
  start: (input: RunInput) => Generator<Progress, Run>,
  report: (run: Run) => Result,
  tracker: EvacuationTracker,
): Generator<Progress, Evacuation<Result>> {
  /** One migration, and what it takes. */
  function* run(moving: MigratingVm<Run>, now: Nanoseconds): Generator<Progress, Run> {
    const slices = start(inputOf(moving))
    for (;;) {
      const step = slices.next()
      if (step.done === true) {
        tracker.ran()
        return step.value
      }
      yield tracker.told(moving.vm, step.value.done, now)
    }
  }
  let queue: readonly Candidate[] = plan.vms.map(({ datastore }, vm) => ({ vm, datastore }))
  let migrating: MigratingVm<Run>[] = []
  const waitedFor = new Map<number, AdmissionLimit>()
  const done: EvacuatedVm<Result>[] = []
  const load: LoadStep[] = []
  const facts: EvacuationFact[] = plan.vms.map(({ requested }, vm) => ({
    kind: 'migration-asked',
    at: requested,
    vm,
  }))

  const copying = () => migrating.filter(({ stage }) => stage === 'copying')

  function admitNext(now: Nanoseconds): void {
    const running = migrating.map(({ vm, plan: { datastore } }) => ({ vm, datastore }))
    const { admitted, waiting, limit } = admit(queue, running, plan.limits)
    for (const { vm } of admitted) {
      // Only when the copy begins is needed of a first run; where others copy, no guess at its share would hold.
      const expected = migrating.length === 0 ? Math.min(plan.wire, plan.vms[vm]!.cap) : AMPLE
      migrating.push(admittedVm(vm, plan.vms[vm]!, now, expected))
      facts.push({ kind: 'migration-admitted', at: now, vm })
    }
    queue = waiting
    if (limit === undefined) return
    for (const { vm } of waiting) {
      if (waitedFor.get(vm) === limit) continue
      waitedFor.set(vm, limit)
      facts.push({ kind: 'admission-waits', at: now, vm, limit, most: plan.limits[limit] })
    }
  }

  /** The step that is due. */
  function proceed(moving: MigratingVm<Run>, run: Run, now: Nanoseconds): void {
    const { vm, stage } = moving
    if (stage === 'preparing' && copyBegin(run) !== undefined) {
      moving.stage = 'copying'
      facts.push({ kind: 'copy-began', at: now, vm })
    } else if (stage === 'copying') {
      moving.stage = 'closing'
      facts.push({ kind: 'copy-ended', at: now, vm })
    } else {
      migrating = migrating.filter((other) => other !== moving)
      tracker.finished(vm)
      done.push(evacuated(moving, run, waitedFor.get(vm), report(run)))
      facts.push({ kind: 'migration-ended', at: now, vm })
    }
  }

  /** After an event: who shares the wire now, and what that leaves to each. */
  function settle(now: Nanoseconds): void {
    const among = copying()
    const given = maxMinShares(
      plan.wire,
      among.map((moving) => moving.plan.cap),
    )
    for (const [index, moving] of among.entries()) giveShare(moving, now, given[index]!)
    const step: LoadStep = {
      at: now,
      waiting: queue.length,
      running: migrating.length,
      copying: among.length,
      bytesPerSecond: given.reduce((sum, share) => sum + share, 0),
    }
    if (load.at(-1)?.at === now) load.pop()
    load.push(step)
  }

  admitNext(0)
  settle(0)
  while (migrating.length > 0) {
    const next = migrating.reduce((a, b) => (nextStep(b) < nextStep(a) ? b : a))
    if (!isKnown(next)) {
      next.run = yield* run(next, load.at(-1)!.at)
      next.validUntil = Infinity
      continue
    }
    const now = nextStep(next)
    proceed(next, next.run!, now)
    admitNext(now)
    settle(now)
  }
  done.sort((a, b) => a.vm - b.vm)
  const end = Math.max(0, ...done.map(({ ended }) => ended))
  yield tracker.ended(end)
  return { vms: done, facts, load, end }
}

function evacuated<Run extends MigrationRun, Result>(
  moving: MigratingVm<Run>,
  run: Run,
  waitedFor: AdmissionLimit | undefined,
  result: Result,
): EvacuatedVm<Result> {
  const { vm, plan, admitted, rates } = moving
  const since = (time: Nanoseconds | undefined) =>
    time === undefined ? undefined : admitted + time
  const copyBegan = since(copyBegin(run))
  return {
    vm,
    input: inputOf(moving),
    requested: plan.requested,
    admitted,
    waitedFor,
    copyBegan,
    copyEnded: since(copyEnd(run)),
    ended: admitted + run.end,
    shares:
      copyBegan === undefined
        ? []
        : rates.map(({ from, bytesPerSecond }) => ({
            at: Math.max(copyBegan, admitted + from),
            bytesPerSecond,
          })),
    result,
  }
}
