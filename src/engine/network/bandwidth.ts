/** Effective bandwidth of a migration: the smallest of what link, streams, windows, loss, CPUs and shaping allow (facts 8.1). */
import { bytesPerSecondFromGigabits, type BytesPerSecond } from '../units.ts'
import type { LimitName } from '../facts.ts'
import type { Scenario } from '../scenario/scenario.ts'

export interface Bandwidth {
  /** Payload of all streams together, whole bytes a second. */
  readonly bytesPerSecond: BytesPerSecond
  readonly perStreamBytesPerSecond: BytesPerSecond
  readonly streams: number
  readonly limitedBy: LimitName
  /** Every candidate, so that the screen can say how far the others are. */
  readonly limits: readonly { readonly limit: LimitName; readonly bytesPerSecond: BytesPerSecond }[]
}

/** What a generation contributes. */
export interface NetworkPolicy {
  /** `vmknic`: one stream a vmknic; `auto`: as many as the NIC's speed asks for. */
  readonly streams: 'vmknic' | 'auto'
  readonly streamCapGigabits: number
  /** 5.0 on: at a round trip of `Migrate.NetLatencyModeThreshold` and above, buffers are sized for the expected rate. */
  readonly latencyAware: boolean
}

/** TCP payload ÷ wire with timestamps, by MTU (facts 3.5: inferred from header sizes). */
const ETHERNET_EFFICIENCY = { '1500': 0.941, '9000': 0.99 } as const
/** MTU less IP and TCP headers with timestamps. */
const SEGMENT_BYTES = { '1500': 1448, '9000': 8948 } as const
/** Mathis et al. 1997: rate = 1.22 · MSS ÷ (RTT · √loss) for each stream; fits the measured traces (facts 8.1). */
const MATHIS = 1.22
/** Cores for each Gb/s, unencrypted (facts 3.5, fits of the published chart). */
const DESTINATION_CORES_PER_GIGABIT = 0.131
const SOURCE_CORES_PER_GIGABIT = 0.064
const SOURCE_CORES_OFFSET = 0.29
const SOURCE_CORES_FLOOR_PER_GIGABIT = 0.037
const MOST_STREAMS = 112

/** NICs that carry vMotion: each vmknic has one active NIC (facts 3.5). */
function activeNics(scenario: Scenario): number {
  return Math.min(scenario['network.nics'], scenario['network.vmknics'])
}

function streamCount(scenario: Scenario, policy: NetworkPolicy): number {
  const helpers = scenario['Migrate.VMotionStreamHelpers']
  if (helpers > 0) return helpers
  if (policy.streams === 'vmknic') return scenario['network.vmknics']
  const perNic = Math.max(1, Math.ceil(Number(scenario['network.speed']) / policy.streamCapGigabits))
  return Math.min(MOST_STREAMS, perNic * activeNics(scenario))
}

/** Rate of one stream by its window: buffer ÷ round trip; in latency mode at least the expected line rate. */
function windowRate(scenario: Scenario, policy: NetworkPolicy): BytesPerSecond {
  const rtt = scenario['network.rtt'] / 1000
  if (rtt <= 0) return Infinity
  const plain = scenario['Migrate.SndBufSize'] / rtt
  const latencyMode = policy.latencyAware && scenario['network.rtt'] >= scenario['Migrate.NetLatencyModeThreshold']
  return latencyMode ? Math.max(plain, scenario['Migrate.NetExpectedLineRateMBps'] * 1e6) : plain
}

function lossRate(scenario: Scenario): BytesPerSecond {
  const loss = scenario['network.loss'] / 100
  const rtt = scenario['network.rtt'] / 1000
  if (loss <= 0 || rtt <= 0) return Infinity
  return (MATHIS * SEGMENT_BYTES[scenario['network.mtu']]) / (rtt * Math.sqrt(loss))
}

function sourceCpuRate(cores: number): BytesPerSecond {
  const above = (cores + SOURCE_CORES_OFFSET) / SOURCE_CORES_PER_GIGABIT
  return bytesPerSecondFromGigabits(Math.min(above, cores / SOURCE_CORES_FLOOR_PER_GIGABIT))
}

/** The effective bandwidth and what binds it. Ties go to the limit named first, the link. */
export function effectiveBandwidth(scenario: Scenario, policy: NetworkPolicy): Bandwidth {
  const streams = streamCount(scenario, policy)
  const line = bytesPerSecondFromGigabits(Number(scenario['network.speed'])) * activeNics(scenario)
  const free = 1 - scenario['network.otherTraffic'] / 100
  const shaping = scenario['network.limit']
  const limits: Bandwidth['limits'] = [
    { limit: 'link', bytesPerSecond: line * free * ETHERNET_EFFICIENCY[scenario['network.mtu']] },
    { limit: 'stream', bytesPerSecond: streams * bytesPerSecondFromGigabits(policy.streamCapGigabits) },
    { limit: 'window', bytesPerSecond: streams * windowRate(scenario, policy) },
    { limit: 'loss', bytesPerSecond: streams * lossRate(scenario) },
    { limit: 'source-cpu', bytesPerSecond: sourceCpuRate(scenario['hosts.sourceCores']) },
    {
      limit: 'destination-cpu',
      bytesPerSecond: bytesPerSecondFromGigabits(scenario['hosts.destinationCores'] / DESTINATION_CORES_PER_GIGABIT),
    },
    { limit: 'traffic-shaping', bytesPerSecond: shaping > 0 ? shaping * 1e6 : Infinity },
  ]
  let binding = limits[0]!
  for (const candidate of limits) if (candidate.bytesPerSecond < binding.bytesPerSecond) binding = candidate
  const bytesPerSecond = Math.max(1, Math.floor(binding.bytesPerSecond))
  return { bytesPerSecond, perStreamBytesPerSecond: bytesPerSecond / streams, streams, limitedBy: binding.limit, limits }
}
