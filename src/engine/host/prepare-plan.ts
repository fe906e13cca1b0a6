/**
 * The calls before the first trace, and when each is due. The order is published (facts 1.2; KB 321009); no source gives
 * times, all are inferred (facts 8.5a).
 */
import type { Nanoseconds } from '../units.ts'
import type { CallRow } from './components.ts'
import { momentAt, PREPARE_TIMES, SHARES } from './prepare-times.ts'

/** `share`: of the time in which the calls of the group are made. */
type Planned = readonly [...CallRow, share: number]

/** Checks (KB 321009, NH19): evenly. */
const CHECKS = {
  request: ['client', 'vpxd', 'published', 0],
  'ask-destination': ['vpxd', 'destination.vpxa', 'published', SHARES.askDestination],
  check: ['vpxd', 'vpxd', 'published', 2 / 3],
  'build-spec': ['vpxd', 'vpxd', 'published', 1],
} as const satisfies Readonly<Record<string, Planned>>

/** The spec reaches both hosts, in the order of the API's task catalogue (GOVMOMI): evenly. */
const SPEC = {
  'prepare-source': ['vpxd', 'source.vpxa', 'published', 1 / 4],
  'prepare-source-hostd': ['source.vpxa', 'source.hostd', 'published', 1 / 2],
  'prepare-destination': ['vpxd', 'destination.vpxa', 'published', SHARES.prepareDestination],
  'prepare-destination-hostd': ['destination.vpxa', 'destination.hostd', 'published', 1],
} as const satisfies Readonly<Record<string, Planned>>

/** From the spec to the streams; the shares are ours (inferred). */
const SET_UP = {
  'prepare-source-vmx': ['source.hostd', 'source.vmx', 'log', 0],
  emigrating: ['source.hostd', 'source.hostd', 'log', 0.05],
  'config-read-only': ['source.hostd', 'datastore', 'published', 0.12],
  immigrating: ['destination.hostd', 'destination.hostd', 'inferred', 0.3],
  'prepare-destination-vmx': ['destination.hostd', 'destination.vmx', 'published', 0.5],
  'masked-vm': ['destination.vmx', 'destination.vmkernel', 'published', 0.55],
  'initiate-destination': ['vpxd', 'destination.vpxa', 'published', SHARES.initiateDestination],
  'initiate-destination-vmx': ['destination.hostd', 'destination.vmx', 'inferred', 0.7],
  'initiate-source': ['vpxd', 'source.vpxa', 'published', SHARES.initiateSource],
  'initiate-source-vmx': ['source.hostd', 'source.vmx', 'inferred', 0.95],
  'open-streams': ['source.vmkernel', 'destination.vmkernel', 'third-party', SHARES.openStreams],
} as const satisfies Readonly<Record<string, Planned>>

export const PREPARE_ROWS = { ...CHECKS, ...SPEC, ...SET_UP }

export type PrepareCall = keyof typeof PREPARE_ROWS

export const PREPARE_CALLS = Object.keys(PREPARE_ROWS) as PrepareCall[]

type PrepareTimes = { readonly [Part in keyof typeof PREPARE_TIMES]: Nanoseconds }

/** When a call of vMotion is due, in nanoseconds since the request. */
export function dueAt(name: PrepareCall): Nanoseconds {
  return dueWithin(PREPARE_TIMES, name)
}

/** The same where the parts of the preparation take other times. */
export function dueWithin(times: PrepareTimes, name: PrepareCall): Nanoseconds {
  const { checksEnd, specSent, prepared } = times
  const [from, to] =
    name in CHECKS ? [0, checksEnd] : name in SPEC ? [checksEnd, specSent] : [specSent, prepared]
  return momentAt(from, to, PREPARE_ROWS[name][3])
}
