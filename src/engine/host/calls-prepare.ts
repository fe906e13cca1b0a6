/** The calls before the first trace: checks, migration spec, masked VM, streams (facts 1.2, 1.5; KB 321009). */
import { SECOND, type Nanoseconds } from '../units.ts'
import { evenly, lock, placedAt, vm, vmx, type Draft, type Effect } from './call.ts'
import type { CallName } from './call-table.ts'
import { factOf, type FinishedRun } from './finished-run.ts'

/** The configuration file is closed with a protection timer (KB 321009). */
const PROTECTION_TIMER: Nanoseconds = 90 * SECOND

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
  const requests = evenly(passed.at, spec.at, [
    { name: 'prepare-source' },
    { name: 'prepare-source-hostd' },
    { name: 'prepare-destination' },
    { name: 'prepare-destination-hostd', fact: spec },
  ])
  return [...requests, ...setUpCalls(run, spec.at)]
}

/**
 * When each step happens, as a share of the time from the spec to the streams. The order is published, the shares are
 * ours (inferred). The log writer places its lines by the same shares.
 */
export const SET_UP_SHARES = {
  'prepare-source-vmx': 0,
  emigrating: 0.05,
  'config-read-only': 0.12,
  immigrating: 0.3,
  'prepare-destination-vmx': 0.5,
  'masked-vm': 0.55,
  'initiate-destination': 0.6,
  'initiate-destination-vmx': 0.7,
  'initiate-source': 0.9,
  'initiate-source-vmx': 0.95,
  'open-streams': 0.98,
} as const satisfies { readonly [Name in CallName]?: number }

function setUpCalls(run: FinishedRun, start: Nanoseconds): Draft[] {
  const ready = factOf(run, 'destination-ready')
  const end = ready?.at ?? factOf(run, 'wire-stalled')?.at ?? start
  const step = (name: keyof typeof SET_UP_SHARES, effects: readonly Effect[] = []) =>
    placedAt(start, end, SET_UP_SHARES[name], { name, effects })
  const readOnly = step('config-read-only')
  return [
    step('prepare-source-vmx', [vmx('source', 'READY')]),
    step('emigrating', [lock('source', 'VM_STATE_EMIGRATING')]),
    { ...readOnly, until: readOnly.at + PROTECTION_TIMER },
    step('immigrating', [lock('destination', 'VM_STATE_IMMIGRATING')]),
    step('prepare-destination-vmx', [vmx('destination', 'INIT')]),
    step('masked-vm', [vm('destination', 'masked')]),
    step('initiate-destination'),
    step('initiate-destination-vmx'),
    step('initiate-source'),
    step('initiate-source-vmx'),
    { ...step('open-streams'), until: end },
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
