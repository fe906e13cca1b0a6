/** The NICs that carry vMotion, and how streams spread over them. */
import { bytesPerSecondFromGigabits, type BytesPerSecond } from '../units.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { NetworkPolicy } from './network-policy.ts'

/** One NIC with the streams that were put on it. */
export interface NicLoad {
  readonly gigabits: number
  readonly streams: number
  /** Payload that link and other traffic leave, and what its streams can carry. */
  readonly linkBytesPerSecond: BytesPerSecond
  readonly streamBytesPerSecond: BytesPerSecond
}

/** TCP payload ÷ wire with timestamps, by MTU (facts 3.5: inferred from header sizes). */
export const ETHERNET_EFFICIENCY = { '1500': 0.941, '9000': 0.99 } as const
/** What many streams get out of one NIC where helpers hinder each other (facts 8.1). */
const SHARED_NIC_CEILING = 0.9
/** No version has more (facts 8.1). */
export const MAX_STREAMS = 112

/** Speeds of the NICs in use: each vmknic has one active NIC (facts 3.5), a single stream uses one only. */
function speeds(scenario: Scenario, policy: NetworkPolicy): number[] {
  const own = Array.from({ length: scenario['network.nics'] }, () =>
    Number(scenario['network.speed']),
  )
  const extra = Array.from({ length: scenario['network.extraNics'] }, () =>
    Number(scenario['network.extraSpeed']),
  )
  const all = [...own, ...extra]
  return all.slice(
    0,
    policy.streams === 'single' ? 1 : Math.min(all.length, scenario['network.vmknics']),
  )
}

function streamsByNic(
  scenario: Scenario,
  policy: NetworkPolicy,
  nics: readonly number[],
): number[] {
  const helpers = policy.streams === 'single' ? 0 : scenario['Migrate.VMotionStreamHelpers']
  if (policy.streams === 'auto' && helpers === 0) {
    return nics.map((speed) =>
      Math.min(MAX_STREAMS, Math.max(1, Math.ceil(speed / policy.streamCapGigabits))),
    )
  }
  const streams =
    policy.streams === 'single' ? 1 : helpers > 0 ? helpers : scenario['network.vmknics']
  return nics.map(
    (_, index) => Math.floor(streams / nics.length) + (index < streams % nics.length ? 1 : 0),
  )
}

/**
 * What so many streams carry over a NIC. The table is of 40 GbE (KB 323379); that each further stream adds as much as the last one of
 * the table, until they fill nine tenths of the link, is inferred. The link itself is a limit of its own.
 */
function streamGigabits(policy: NetworkPolicy, streams: number, speed: number): number {
  const apart = streams * policy.streamCapGigabits
  const shared = policy.sharedNicGigabits
  if (shared === undefined || streams === 1) return apart
  const known = shared[streams - 1]
  if (known !== undefined) return Math.min(apart, known)
  const most = shared[shared.length - 1]!
  const step = most - shared[shared.length - 2]!
  const further = most + step * (streams - shared.length)
  return Math.min(apart, Math.max(most, Math.min(further, speed * SHARED_NIC_CEILING)))
}

/** NICs and streams of a scenario, in the order in which vmknics are bound to them. */
export function nicLoads(scenario: Scenario, policy: NetworkPolicy): NicLoad[] {
  const nics = speeds(scenario, policy)
  const streams = streamsByNic(scenario, policy, nics)
  const free =
    (1 - scenario['network.otherTraffic'] / 100) * ETHERNET_EFFICIENCY[scenario['network.mtu']]
  return nics.map((gigabits, index) => ({
    gigabits,
    streams: streams[index]!,
    linkBytesPerSecond: bytesPerSecondFromGigabits(gigabits) * free,
    streamBytesPerSecond: bytesPerSecondFromGigabits(
      streamGigabits(policy, streams[index]!, gigabits),
    ),
  }))
}
