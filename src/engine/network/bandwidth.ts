/** Effective bandwidth of a migration: the smallest of what link, streams, windows, loss, CPUs and shaping allow (facts 8.1). */
import { bytesPerSecondFromGigabits, type BytesPerSecond } from '../units.ts'
import type { LimitName } from '../facts.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { destinationCpuRate, sourceCpuRate } from './cpu-rate.ts'
import { encryptionOf } from './encryption.ts'
import type { NetworkPolicy } from './network-policy.ts'
import { nicLoads, type NicLoad } from './nics.ts'

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

/** MTU less IP and TCP headers with timestamps. */
const SEGMENT_BYTES = { '1500': 1448, '9000': 8948 } as const
/** Mathis et al. 1997: rate = 1.22 · MSS ÷ (RTT · √loss) for each stream; fits the measured traces (facts 8.1). */
const MATHIS = 1.22

/** Rate of one stream by its window: buffer ÷ round trip; in latency mode at least the expected line rate. */
function windowRate(scenario: Scenario, policy: NetworkPolicy): BytesPerSecond {
  const rtt = scenario['network.rtt'] / 1000
  if (rtt <= 0) return Infinity
  const plain = scenario['Migrate.SndBufSize'] / rtt
  const latencyMode =
    policy.latencyAware && scenario['network.rtt'] >= scenario['Migrate.NetLatencyModeThreshold']
  return latencyMode ? Math.max(plain, scenario['Migrate.NetExpectedLineRateMBps'] * 1e6) : plain
}

function lossRate(scenario: Scenario): BytesPerSecond {
  const loss = scenario['network.loss'] / 100
  const rtt = scenario['network.rtt'] / 1000
  if (loss <= 0 || rtt <= 0) return Infinity
  return (MATHIS * SEGMENT_BYTES[scenario['network.mtu']]) / (rtt * Math.sqrt(loss))
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
  const byStreams = (each: BytesPerSecond) =>
    together((nic) => (nic.streams > 0 ? nic.streams * each : 0))
  const limits: Bandwidth['limits'] = [
    { limit: 'link', bytesPerSecond: link },
    { limit: 'stream', bytesPerSecond: together((nic) => nic.streamBytesPerSecond) },
    {
      limit: 'bus',
      bytesPerSecond: orInfinity(scenario['network.busLimit'], bytesPerSecondFromGigabits(1)),
    },
    { limit: 'window', bytesPerSecond: byStreams(windowRate(scenario, policy)) },
    { limit: 'loss', bytesPerSecond: byStreams(lossRate(scenario)) },
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
