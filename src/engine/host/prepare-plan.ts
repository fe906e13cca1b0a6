/**
 * The calls before the first trace, and when each is due; with it, who is needed until when. The order is published (facts
 * 1.2; KB 321009); no source gives times, all are inferred (facts 8.5a).
 */
import type { Host } from '../facts.ts'
import { nanosecondsFromSeconds, type Nanoseconds } from '../units.ts'
import { hostOf, type CallRow } from './components.ts'

/** `share`: of the time in which the calls of the group are made. */
type Planned = readonly [...CallRow, share: number]

/** Checks (KB 321009, NH19): evenly. */
const CHECKS = {
  request: ['client', 'vpxd', 'published', 0],
  'ask-destination': ['vpxd', 'destination.vpxa', 'published', 1 / 3],
  check: ['vpxd', 'vpxd', 'published', 2 / 3],
  'build-spec': ['vpxd', 'vpxd', 'published', 1],
} as const satisfies Readonly<Record<string, Planned>>

/** The spec reaches both hosts, in the order of the API's task catalogue (GOVMOMI): evenly. */
const SPEC = {
  'prepare-source': ['vpxd', 'source.vpxa', 'published', 1 / 4],
  'prepare-source-hostd': ['source.vpxa', 'source.hostd', 'published', 1 / 2],
  'prepare-destination': ['vpxd', 'destination.vpxa', 'published', 3 / 4],
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
  'initiate-destination': ['vpxd', 'destination.vpxa', 'published', 0.6],
  'initiate-destination-vmx': ['destination.hostd', 'destination.vmx', 'inferred', 0.7],
  'initiate-source': ['vpxd', 'source.vpxa', 'published', 0.9],
  'initiate-source-vmx': ['source.hostd', 'source.vmx', 'inferred', 0.95],
  'open-streams': ['source.vmkernel', 'destination.vmkernel', 'third-party', 0.98],
} as const satisfies Readonly<Record<string, Planned>>

export const PREPARE_ROWS = { ...CHECKS, ...SPEC, ...SET_UP }

export type PrepareCall = keyof typeof PREPARE_ROWS

export const PREPARE_CALLS = Object.keys(PREPARE_ROWS) as PrepareCall[]

/** Since the request: checks are through, both hosts have the spec, the masked VM and its sockets stand. */
const checksEnd = nanosecondsFromSeconds(0.4)
const specSent = checksEnd + nanosecondsFromSeconds(0.6)
const prepared = specSent + nanosecondsFromSeconds(1.1)
/** What the cleanup takes (facts 8.5a, inferred). */
export const CLEANUP: Nanoseconds = nanosecondsFromSeconds(0.5)
export const PREPARE_TIMES = { checksEnd, specSent, prepared } as const

/** When a call is due, in nanoseconds since the request. */
export function dueAt(name: PrepareCall): Nanoseconds {
  const [from, to] =
    name in CHECKS ? [0, checksEnd] : name in SPEC ? [checksEnd, specSent] : [specSent, prepared]
  return from + Math.round((to - from) * PREPARE_ROWS[name][3])
}

const BY_VCENTER = PREPARE_CALLS.filter((name) => PREPARE_ROWS[name].some((end) => end === 'vpxd'))

/** vCenter is needed for every call of its own; from its last on the hosts have all that they need (OPV). */
export const VCENTER_NEEDED_UNTIL: Nanoseconds = dueAt(BY_VCENTER.at(-1)!)

/** vCenter's first call to a host that is due after `at`; undefined: it makes none any more before the copy. */
export function nextAsked(host: Host, at: Nanoseconds): PrepareCall | undefined {
  return BY_VCENTER.find((name) => hostOf(PREPARE_ROWS[name][1]) === host && dueAt(name) > at)
}
