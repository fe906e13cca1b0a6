/** Effective bandwidth of a migration: the smallest of what link, streams, windows, loss, CPUs and shaping allow (facts 8.1). */
import { bytesPerSecondFromGigabits, type BytesPerSecond } from '../units.ts'
import type { LimitName } from '../facts.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { destinationCpuRate, sourceCpuRate } from './cpu-rate.ts'
import { encryptionOf } from './encryption.ts'
import type { NetworkPolicy } from './network-policy.ts'
import { nicLoads, type NicLoad } from './nics.ts'
import { bufferRate, lossRate } from './tcp.ts'

export interface Bandwidth {
  /** Payload of all streams together, whole bytes a second. */
  readonly bytesPerSecond: BytesPerSecond
  readonly perStreamBytesPerSecond: BytesPerSecond
  readonly streams: number
  readonly nics: readonly NicLoad[]
  readonly encrypted: boolean
  readonly limitedBy: LimitName
  /** Every candidate, so that the screen can say how far the others are. */
  readonly limits: readonly { readonly limit: LimitName; readonly bytesPerSecond: BytesPerSecond }[]
}

/** Bytes that latency mode sizes a buffer for, where that is more than the buffer is: for the expected line rate; else undefined. */
export function latencyBuffer(scenario: Scenario, policy: NetworkPolicy): number | undefined {
  const latencyMode =
    policy.latencyAware && scenario['network.rtt'] >= scenario['Migrate.NetLatencyModeThreshold']
  const expected =
    scenario['Migrate.NetExpectedLineRateMBps'] * 1e6 * (scenario['network.rtt'] / 1000)
  return latencyMode && expected > ownBuffer(scenario, policy) ? expected : undefined
}

function ownBuffer(scenario: Scenario, policy: NetworkPolicy): number {
  return scenario[policy.socketBuffer ?? 'Migrate.SndBufSize'] * (policy.bufferShare ?? 1)
}

/** Rate of one stream by its window: a buffer each round trip; in latency mode a buffer for the expected line rate at least. */
function windowRate(scenario: Scenario, policy: NetworkPolicy): BytesPerSecond {
  return bufferRate(scenario, latencyBuffer(scenario, policy) ?? ownBuffer(scenario, policy))
}

function orInfinity(value: number, bytesPerUnit: number): BytesPerSecond {
  return value > 0 ? value * bytesPerUnit : Infinity
}

/** The effective bandwidth and what binds it. Ties go to the limit named first, the link. */
export function effectiveBandwidth(scenario: Scenario, policy: NetworkPolicy): Bandwidth {
  const nics = nicLoads(scenario, policy)
  const streams = nics.reduce((sum, nic) => sum + nic.streams, 0)
  const encrypted = encryptionOf(scenario, policy) === 'encrypted'
  const link = nics.reduce((sum, nic) => sum + nic.linkBytesPerSecond, 0)
  /** What all NICs carry: one with slow streams leaves its link idle, and the others do not fill in for it. */
  const together = (allowed: (nic: NicLoad) => BytesPerSecond): BytesPerSecond => {
    const carried = nics.reduce(
      (sum, nic) => sum + Math.min(nic.linkBytesPerSecond, allowed(nic)),
      0,
    )
    return carried < link ? carried : nics.reduce((sum, nic) => sum + allowed(nic), 0)
  }
  /** The same from what each stream may carry; a NIC without a stream carries nothing, however fast streams are. */
  const byStreams = (each: (nic: NicLoad) => BytesPerSecond) =>
    together((nic) => (nic.streams > 0 ? nic.streams * each(nic) : 0))
  const window = windowRate(scenario, policy)
  const limits: Bandwidth['limits'] = [
    { limit: 'link', bytesPerSecond: link },
    { limit: 'stream', bytesPerSecond: together((nic) => nic.streamBytesPerSecond) },
    {
      limit: 'bus',
      bytesPerSecond: orInfinity(scenario['network.busLimit'], bytesPerSecondFromGigabits(1)),
    },
    { limit: 'window', bytesPerSecond: byStreams(() => window) },
    {
      limit: 'loss',
      bytesPerSecond: byStreams((nic) => lossRate(scenario, nic.linkBytesPerSecond)),
    },
    {
      limit: 'source-cpu',
      bytesPerSecond: sourceCpuRate(scenario['hosts.sourceCores'], encrypted),
    },
    {
      limit: 'destination-cpu',
      bytesPerSecond: destinationCpuRate(scenario['hosts.destinationCores'], encrypted),
    },
    { limit: 'traffic-shaping', bytesPerSecond: orInfinity(scenario['network.limit'], 1e6) },
  ]
  let binding = limits[0]!
  for (const candidate of limits)
    if (candidate.bytesPerSecond < binding.bytesPerSecond) binding = candidate
  const bytesPerSecond = Math.max(1, Math.floor(binding.bytesPerSecond))
  return {
    bytesPerSecond,
    perStreamBytesPerSecond: bytesPerSecond / streams,
    streams,
    nics,
    encrypted,
    limitedBy: binding.limit,
    limits,
  }
}
