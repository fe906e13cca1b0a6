/** The calls before the first trace: checks, migration spec, masked VM, streams (facts 1.2, 1.5; KB 321009). */
import { SECOND, type Nanoseconds } from '../units.ts'
import { evenly, lock, placedAt, vm, vmx, type Draft } from './call.ts'
import { factOf, type FinishedRun } from './finished-run.ts'

/** The configuration file is closed with a protection timer (KB 321009). */
const PROTECTION: Nanoseconds = 90 * SECOND

export function checkCalls(run: FinishedRun): Draft[] {
  const request = factOf(run, 'migration-requested')
  const passed = factOf(run, 'checks-passed')
  const failed = factOf(run, 'migration-failed')
  if (request === undefined) return []
  const end = passed?.at ?? failed?.at ?? run.end
  return [
    { name: 'request', at: request.at, fact: request },
    placedAt(request.at, end, 1 / 3, { name: 'ask-destination' }),
    placedAt(request.at, end, 2 / 3, { name: 'check' }),
    ...(passed ? [{ name: 'build-spec', at: passed.at, fact: passed } as const] : []),
    ...(!passed && failed ? [{ name: 'refuse', at: failed.at, fact: failed } as const] : []),
  ]
}

export function prepareCalls(run: FinishedRun): Draft[] {
  const passed = factOf(run, 'checks-passed')
  const spec = factOf(run, 'spec-sent')
  if (passed === undefined || spec === undefined) return []
  const told = evenly(passed.at, spec.at, [
    { name: 'prepare-source' },
    { name: 'prepare-source-hostd' },
    { name: 'prepare-destination' },
    { name: 'prepare-destination-hostd', fact: spec },
  ])
  return [...told, ...setUpCalls(run, spec.at)]
}

/** Shares of the way from the spec to the streams. The order is published, the shares are not; the logs use the same. */
function setUpCalls(run: FinishedRun, start: Nanoseconds): Draft[] {
  const ready = factOf(run, 'destination-ready')
  const end = ready?.at ?? factOf(run, 'wire-stalled')?.at ?? start
  const at = (share: number, step: Omit<Draft, 'at'>) => placedAt(start, end, share, step)
  const readOnly = at(0.12, { name: 'config-read-only' })
  return [
    at(0, { name: 'prepare-source-vmx', effects: [vmx('source', 'READY')] }),
    at(0.05, { name: 'emigrating', effects: [lock('source', 'VM_STATE_EMIGRATING')] }),
    { ...readOnly, until: readOnly.at + PROTECTION },
    at(0.3, { name: 'immigrating', effects: [lock('destination', 'VM_STATE_IMMIGRATING')] }),
    at(0.5, { name: 'prepare-destination-vmx', effects: [vmx('destination', 'INIT')] }),
    at(0.55, { name: 'masked-vm', effects: [vm('destination', 'masked')] }),
    at(0.6, { name: 'initiate-destination' }),
    at(0.7, { name: 'initiate-destination-vmx' }),
    at(0.9, { name: 'initiate-source' }),
    at(0.95, { name: 'initiate-source-vmx' }),
    { ...at(0.98, { name: 'open-streams' }), until: end },
    ...(ready
      ? [
          {
            name: 'destination-ready',
            at: ready.at,
            fact: ready,
            effects: [vmx('destination', 'WAITING')],
          } as const,
        ]
      : []),
  ]
}
