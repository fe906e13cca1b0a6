/** The calls of the end: hand-over and cleanup, the return to the source, or the loss of the VM (facts 1.5, 6.2). */
import type { FaultName } from '../facts.ts'
import { evenly, lock, vm, vmx, type Draft, type Effect } from './call.ts'
import type { CallName } from './call-table.ts'
import { isRefused, madeCalls } from './calls-prepare.ts'
import { factOf, factsOf, type FactOf, type FinishedRun } from './finished-run.ts'
import type { PrepareCall } from './prepare-plan.ts'
import { CLEANUP } from './prepare-times.ts'

export function endingCalls(run: FinishedRun): Draft[] {
  const done = factOf(run, 'migration-completed')
  if (done !== undefined) return cleanupCalls(run, done)
  const failed = factOf(run, 'migration-failed')
  // A migration that the checks refuse never reaches a host.
  if (failed === undefined || isRefused(run)) return []
  if (failed.reason === 'vm-lost')
    return [...cleanupCalls(run, undefined), ...lostCalls(run, failed, 'vm-lost')]
  if (failed.reason === 'source-host-lost') return lostCalls(run, failed, 'source-fails')
  return failureCalls(run, failed)
}

/** From the resume at the destination on, as far as it came: `done` undefined where the destination dies on the way. */
function cleanupCalls(run: FinishedRun, done: FactOf<'migration-completed'> | undefined): Draft[] {
  const phase = run.phases.find(({ kind }) => kind === 'cleanup')
  const failed = factOf(run, 'migration-failed')
  // Where pages were still missing, it was over before the cleanup.
  if (phase === undefined || (failed !== undefined && failed.at < phase.end)) return []
  const end = done?.at ?? phase.start + CLEANUP
  const planned = evenly(phase.start, end, [
    { name: 'report' },
    { name: 'report-vcenter' },
    { name: 'complete-source' },
    { name: 'power-off', effects: [vm('source', 'none'), lock('source', undefined)] },
    { name: 'free-source' },
    { name: 'complete-destination' },
    { name: 'register', effects: [lock('destination', 'VM_STATE_ON'), vmx('destination', 'NONE')] },
    { name: 'release-config' },
    { name: 'task-done', ...(done && { fact: done }) },
  ])
  return planned.filter(({ at }) => at < (failed?.at ?? Infinity))
}

/** The first call of a failure, and what it does to the source. */
function failingCall(run: FinishedRun, fact: FactOf<'migration-failed'>): Draft {
  const resumed = factOf(run, 'resumed')
  const finished = vmx('source', 'FINISHED')
  if (resumed?.host === 'source') {
    return {
      name: 'continue-on-source',
      at: fact.at,
      fact,
      effects: [finished, vm('source', 'running')],
    }
  }
  const name = fact.reason === 'connection-failed' ? 'connection-failed' : 'give-up'
  return { name, at: fact.at, fact, effects: [finished] }
}

/** Each host undoes what was done, and nothing else. */
function failureCalls(run: FinishedRun, failed: FactOf<'migration-failed'>): Draft[] {
  const made = madeCalls(run)
  const after = (name: PrepareCall, step: Omit<Draft, 'at'>) => (made.includes(name) ? [step] : [])
  const begun = made.includes('initiate-source-vmx')
  const undone = evenly(failed.at, run.end, [
    // A VMX that was never told to begin has no failing call of its own: its way ends here.
    ...after('prepare-source-vmx', {
      name: 'failure',
      effects: begun ? [] : [vmx('source', 'FINISHED')],
    }),
    ...after('config-read-only', { name: 'config-writable' }),
    ...after('prepare-source-vmx', {
      name: 'unlock',
      effects: [lock('source', 'VM_STATE_ON'), vmx('source', 'NONE')],
    }),
    ...after('prepare-source-vmx', { name: 'failure-vcenter' }),
    ...after('prepare-destination', { name: 'cancel-destination' }),
    ...after('immigrating', {
      name: 'remove-masked',
      effects: [
        ...(made.includes('prepare-destination-vmx') ? [vmx('destination', 'FINISHED')] : []),
        vm('destination', 'none'),
        lock('destination', undefined),
      ],
    }),
    ...after('masked-vm', { name: 'free-destination' }),
    { name: 'task-failed' },
  ])
  const cancel: Draft[] =
    failed.reason === 'cancelled'
      ? [{ name: 'cancel', at: failed.at, ...(begun ? {} : { fact: failed }) }]
      : []
  return [...cancel, ...(begun ? [failingCall(run, failed)] : []), ...undone]
}

/** After the handshake the source has no way back: its copy is outdated. */
function lostCalls(
  run: FinishedRun,
  failed: FactOf<'migration-failed'>,
  name: 'vm-lost' | 'source-fails',
): Draft[] {
  const effects: Effect[] = [
    ...(name === 'source-fails' ? [{ kind: 'down', what: 'source' } as const] : []),
    ...(madeCalls(run).includes('prepare-source-vmx') ? [vmx('source', 'FINISHED')] : []),
    vm('source', 'none'),
    vm('destination', 'none'),
    lock('source', undefined),
    lock('destination', undefined),
  ]
  return [
    { name, at: failed.at, fact: failed, effects },
    ...evenly(failed.at, run.end, [
      // A host without power reports nothing; vCenter finds out by itself.
      ...(name === 'vm-lost' ? ([{ name: 'failure' }, { name: 'failure-vcenter' }] as const) : []),
      { name: 'task-failed' },
    ]),
  ]
}

const CALL_OF_FAULT: Readonly<Record<FaultName, CallName>> = {
  'evc-mismatch': 'features-differ',
  'attached-device': 'device-found',
  'vcenter-down': 'vcenter-fails',
  'destination-dies': 'destination-fails',
  'no-resume': 'resume-fails',
  'destination-memory': 'memory-runs-out',
  'destination-cpu': 'cpu-runs-out',
  'link-cut': 'wire-fails',
  'no-vmotion-network': 'wire-fails',
  'mtu-mismatch': 'wire-fails',
}

export function faultCalls(run: FinishedRun): Draft[] {
  return [...factsOf(run, 'fault-injected').flatMap(callsOfFault), ...sourceCalls(run)]
}

/** The source loses its power while the VM already runs elsewhere; where it ends the run, see `lostCalls`. */
function sourceCalls(run: FinishedRun): Draft[] {
  const fact = factsOf(run, 'intervened').find(
    ({ intervention }) => intervention === 'power-off-source',
  )
  if (fact === undefined || factOf(run, 'migration-failed')?.reason === 'source-host-lost')
    return []
  const effects: Effect[] = [{ kind: 'down', what: 'source' }, vm('source', 'none')]
  return [{ name: 'source-fails', at: fact.at, fact, effects }]
}

function callsOfFault(fact: FactOf<'fault-injected'>): Draft[] {
  const name = CALL_OF_FAULT[fact.fault]
  switch (fact.fault) {
    case 'vcenter-down':
      return [
        {
          name,
          at: fact.at,
          fact,
          effects: [{ kind: 'down', what: 'vcenter' }],
        },
      ]
    case 'destination-dies': {
      const effects = [vm('destination', 'none'), lock('destination', undefined)]
      return [
        { name, at: fact.at, fact, effects: [{ kind: 'down', what: 'destination' }, ...effects] },
      ]
    }
    case 'evc-mismatch':
    case 'attached-device':
    case 'destination-memory':
    case 'destination-cpu':
    case 'link-cut':
    case 'no-vmotion-network':
    case 'mtu-mismatch':
    case 'no-resume':
      return [{ name, at: fact.at, fact }]
  }
}
