/** The calls before the first trace: checks, migration spec, masked VM, streams (facts 1.2, 1.5; KB 321009). */
import type { FailureReason } from '../facts.ts'
import { SECOND, type Nanoseconds } from '../units.ts'
import { lock, vm, vmx, type Draft, type Effect } from './call.ts'
import { factOf, type FinishedRun } from './finished-run.ts'
import { dueWithin, PREPARE_CALLS, type PrepareCall } from './prepare-plan.ts'
import { PREPARE_TIMES } from './prepare-times.ts'

/** The configuration file is closed with a protection timer (KB 321009). */
const PROTECTION_TIMER: Nanoseconds = 90 * SECOND

const EFFECTS: { readonly [Name in PrepareCall]?: readonly Effect[] } = {
  'prepare-source-vmx': [vmx('source', 'READY')],
  emigrating: [lock('source', 'VM_STATE_EMIGRATING')],
  immigrating: [lock('destination', 'VM_STATE_IMMIGRATING')],
  'prepare-destination-vmx': [vmx('destination', 'INIT')],
  'masked-vm': [vm('destination', 'masked')],
}

/**
 * When a call of a run is due: hypervisors without a vCenter are ready within milliseconds, and their facts say when. Where they
 * never connect, they have tried since the wire was found dead.
 */
function dueIn(run: FinishedRun): (name: PrepareCall) => Nanoseconds {
  const checksEnd = factOf(run, 'checks-passed')?.at
  if (checksEnd === undefined || checksEnd === PREPARE_TIMES.checksEnd)
    return (name) => dueWithin(PREPARE_TIMES, name)
  const specSent = factOf(run, 'spec-sent')?.at ?? run.end
  const tried = factOf(run, 'destination-ready') ?? factOf(run, 'wire-stalled')
  const prepared = tried?.at ?? run.end
  return (name) => dueWithin({ checksEnd, specSent, prepared }, name)
}

/** Those that were made before it was over: each at the time at which it is due, whatever happens later. */
export function madeCalls(run: FinishedRun): readonly PrepareCall[] {
  if (factOf(run, 'migration-requested') === undefined) return []
  const over = factOf(run, 'migration-failed')?.at ?? Infinity
  const dueAt = dueIn(run)
  return PREPARE_CALLS.filter((name) => name === 'request' || dueAt(name) < over)
}

export function prepareCalls(run: FinishedRun): Draft[] {
  const ready = factOf(run, 'destination-ready')
  const failed = factOf(run, 'migration-failed')
  const facts = {
    request: factOf(run, 'migration-requested'),
    'build-spec': factOf(run, 'checks-passed'),
    'prepare-destination-hostd': factOf(run, 'spec-sent'),
  } as const
  const dueAt = dueIn(run)
  const drafts = madeCalls(run).map((name): Draft => {
    const at = dueAt(name)
    const fact = name in facts ? facts[name as keyof typeof facts] : undefined
    const until =
      name === 'config-read-only'
        ? at + PROTECTION_TIMER
        : name === 'open-streams'
          ? (ready?.at ?? failed?.at)
          : undefined
    return {
      name,
      at,
      effects: EFFECTS[name] ?? [],
      ...(fact ? { fact } : { placed: true }),
      ...(until !== undefined && { until }),
    }
  })
  if (ready) {
    const effects = [vmx('destination', 'WAITING')]
    drafts.push({ name: 'destination-ready', at: ready.at, fact: ready, effects })
  }
  return drafts
}

/** What ends a migration before its checks are through without being a refusal by them. */
const NO_REFUSAL: readonly FailureReason[] = [
  'cancelled',
  'vcenter-lost',
  'destination-not-responding',
  'source-host-lost',
]

/** Whether the checks refused the migration: no host is asked for anything. */
export function isRefused(run: Pick<FinishedRun, 'facts'>): boolean {
  const failed = factOf(run, 'migration-failed')
  const isOver = failed !== undefined && factOf(run, 'checks-passed') === undefined
  return isOver && !NO_REFUSAL.includes(failed.reason)
}

/** The refusal of the checks; vCenter's call to a destination that does not answer. */
export function refusedCalls(run: FinishedRun): Draft[] {
  const fact = factOf(run, 'migration-failed')
  if (fact === undefined) return []
  const { at } = fact
  if (isRefused(run)) return [{ name: 'refuse', at, fact }]
  if (fact.reason !== 'destination-not-responding') return []
  const dueAt = dueIn(run)
  const unanswered = PREPARE_CALLS.find((name) => dueAt(name) === at)
  return unanswered === undefined ? [] : [{ name: unanswered, at, fact }]
}
