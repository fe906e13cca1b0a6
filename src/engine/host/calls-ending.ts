/** The calls of the end: hand-over and cleanup, the return to the source, or the loss of the VM (facts 1.5, 6.2). */
import type { FaultName } from '../facts.ts'
import type { Nanoseconds } from '../units.ts'
import { evenly, lock, vm, vmx, type Draft } from './call.ts'
import type { CallName } from './call-table.ts'
import { factOf, factsOf, type FactOf, type FinishedRun } from './finished-run.ts'

export function endingCalls(run: FinishedRun): Draft[] {
  const done = factOf(run, 'migration-completed')
  if (done !== undefined) return cleanupCalls(run, done)
  const failed = factOf(run, 'migration-failed')
  // A migration that the checks refuse never reaches a host.
  if (failed === undefined || factOf(run, 'checks-passed') === undefined) return []
  if (failed.reason === 'vm-lost') return lostCalls(run, failed, 'vm-lost')
  if (failed.reason === 'source-host-lost') return lostCalls(run, failed, 'source-fails')
  const calls = failureCalls(run, failed)
  return failed.reason === 'cancelled' ? [{ name: 'cancel', at: failed.at }, ...calls] : calls
}

function cleanupCalls(run: FinishedRun, done: FactOf<'migration-completed'>): Draft[] {
  const start = run.phases.find(({ kind }) => kind === 'cleanup')?.start ?? done.at
  return evenly(start, done.at, [
    { name: 'report' },
    { name: 'report-vcenter' },
    { name: 'complete-source' },
    { name: 'power-off', effects: [vm('source', 'none'), lock('source', undefined)] },
    { name: 'free-source' },
    { name: 'complete-destination' },
    { name: 'register', effects: [lock('destination', 'VM_STATE_ON'), vmx('destination', 'NONE')] },
    { name: 'release-config' },
    { name: 'task-done', fact: done },
  ])
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

function failureCalls(run: FinishedRun, failed: FactOf<'migration-failed'>): Draft[] {
  return [
    failingCall(run, failed),
    ...evenly(failed.at, run.end, [
      { name: 'failure' },
      { name: 'config-writable' },
      { name: 'unlock', effects: [lock('source', 'VM_STATE_ON'), vmx('source', 'NONE')] },
      { name: 'failure-vcenter' },
      { name: 'cancel-destination' },
      {
        name: 'remove-masked',
        effects: [
          vmx('destination', 'FINISHED'),
          vm('destination', 'none'),
          lock('destination', undefined),
        ],
      },
      { name: 'free-destination' },
      { name: 'task-failed' },
    ]),
  ]
}

/** After the handshake the source has no way back: its copy is outdated. */
function lostCalls(
  run: FinishedRun,
  failed: FactOf<'migration-failed'>,
  name: 'vm-lost' | 'source-fails',
): Draft[] {
  const effects = [
    vmx('source', 'FINISHED'),
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

/** When vCenter may fail at the earliest: a migration that it had not started yet would never start (inferred). */
function startedBy(run: FinishedRun): Nanoseconds {
  return (factOf(run, 'destination-ready') ?? factOf(run, 'migration-failed'))?.at ?? 0
}

export function faultCalls(run: FinishedRun): Draft[] {
  return factsOf(run, 'fault-injected').flatMap((fact) => callsOfFault(run, fact))
}

function callsOfFault(run: FinishedRun, fact: FactOf<'fault-injected'>): Draft[] {
  const name = CALL_OF_FAULT[fact.fault]
  switch (fact.fault) {
    case 'vcenter-down':
      return [
        {
          name,
          at: Math.max(fact.at, startedBy(run)),
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
