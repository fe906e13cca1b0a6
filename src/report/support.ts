/** What a scenario asks of a generation beyond what VMware supported. It runs all the same; the page says so. */
import { published } from '../engine/generations/common.ts'
import { GENERATIONS } from '../engine/generations/list.ts'
import { VERSION_DATES } from '../engine/host/versions.ts'
import { TRACED_FIGURE } from '../engine/migration/trace-install.ts'
import { effectiveBandwidth } from '../engine/network/bandwidth.ts'
import { ETHERNET_EFFICIENCY } from '../engine/network/nics.ts'
import type { Confidence } from '../engine/scenario/parameter.ts'
import type { Scenario } from '../engine/scenario/scenario.ts'
import { bytesPerSecondFromGigabits } from '../engine/units.ts'

export type SupportName =
  | 'memory'
  | 'vcpus'
  | 'round-trip'
  | 'bandwidth'
  | 'nics'
  | 'routed'
  | 'congestion-control'
  | 'enterprise-plus'
  | 'idle-nics'
  | 'unpublished-distance'
  | 'unpublished-loss'
  | 'trace-install'

export interface OutOfSupport {
  readonly limit: SupportName
  readonly value: number
  readonly most: number
  readonly confidence: Confidence
  /** `note`: supported, but not for everybody, or not used, or nobody has published how it runs. */
  readonly kind: 'outside' | 'note'
  /** For `nics`: the speed that the rule is about, in Gb/s; 0: both. For what is unpublished: what the model makes of it. */
  readonly gigabits?: number
}

/**
 * Multi-NIC vMotion: 16 × 1 GbE or 4 × 10 GbE (facts 2.1, YB5); that faster NICs count as the latter, and that one of them
 * stands for four of the others where both are used, is inferred.
 */
const MAX_GIGABIT_NICS = 16
const MAX_FASTER_NICS = 4
const GIGABITS_A_FASTER_NIC = MAX_GIGABIT_NICS / MAX_FASTER_NICS
/** From 6.0 on: 250 Mb/s of the network for each concurrent vMotion (DOC601). */
const LEAST_MEGABITS = 250
const LEAST_SINCE = VERSION_DATES['6.0'].released
/** The one rate over a distance that was published: 1 GbE at line rate at 10 ms (YB on Metro vMotion, 2011). */
const PUBLISHED_ROUND_TRIP = 10
const PUBLISHED_BYTES_PER_SECOND = bytesPerSecondFromGigabits(1)
/** The API knows New Reno and CUBIC from 5.5 on; so has 6.0. */
const CUBIC_SINCE = VERSION_DATES['6.0'].released
/** Routed vMotion networks are supported from 6.0 on (V60). */
const ROUTED_SINCE = VERSION_DATES['6.0'].released
/** The longer round trip of 5.x needs Enterprise Plus; without it 5 ms stay (YB5). */
const PLUS_ROUND_TRIP = GENERATIONS['5.0'].limits.roundTripMilliseconds.most
const PLAIN_ROUND_TRIP = GENERATIONS['4.1'].limits.roundTripMilliseconds.most

/** All limits that the scenario exceeds, then the notes. Empty when everything was supported. */
export function outOfSupport(scenario: Scenario): OutOfSupport[] {
  const { limits, network } = GENERATIONS[scenario.generation]
  const asked = [
    ['memory', scenario['vm.memory'], limits.memoryGiB],
    ['vcpus', scenario['vm.vcpus'], limits.vcpus],
    ['round-trip', scenario['network.rtt'], limits.roundTripMilliseconds],
  ] as const
  const found: OutOfSupport[] = asked
    .filter(([, value, { most }]) => value > most)
    .map(([limit, value, { most, confidence }]) => ({
      limit,
      value,
      most,
      confidence,
      kind: 'outside',
    }))
  if (network.streams !== 'single') found.push(...tooManyNics(scenario))
  const { released } = VERSION_DATES[scenario.generation]
  const carried = megabitsCarried(scenario)
  // The rule counts headers; what is told is the payload, as everywhere.
  const withHeaders = carried / ETHERNET_EFFICIENCY[scenario['network.mtu']]
  if (isVsphere(scenario) && released >= LEAST_SINCE && withHeaders < LEAST_MEGABITS) {
    found.push({
      limit: 'bandwidth',
      value: carried,
      most: LEAST_MEGABITS,
      confidence: 'published',
      kind: 'outside',
    })
  }
  const control = scenario['network.congestionControl']
  if (
    isVsphere(scenario) &&
    (control === 'bbr' || (control === 'cubic' && released < CUBIC_SINCE))
  ) {
    const value = control === 'bbr' ? 2 : 1
    found.push({
      limit: 'congestion-control',
      value,
      most: 0,
      confidence: 'published',
      kind: 'outside',
    })
  }
  if (scenario['network.routed'] === 'yes' && released < ROUTED_SINCE) {
    found.push({ limit: 'routed', value: 1, most: 0, confidence: 'published', kind: 'outside' })
  }
  return [...found, ...notes(scenario)]
}

function isVsphere({ generation }: Scenario): boolean {
  return GENERATIONS[generation].family === 'vSphere'
}

/** Payload in Mb/s. */
function megabitsCarried(scenario: Scenario): number {
  const { bytesPerSecond } = effectiveBandwidth(scenario, GENERATIONS[scenario.generation].network)
  return (bytesPerSecond * 8) / 1e6
}

/** Where no source says what vMotion carries, within the limits of support. */
function unpublished(scenario: Scenario): OutOfSupport[] {
  if (!isVsphere(scenario)) return []
  const { network, limits } = GENERATIONS[scenario.generation]
  const { bytesPerSecond, limitedBy, nics } = effectiveBandwidth(scenario, network)
  const gigabits = (bytesPerSecond * 8) / 1e9
  // What was published at 10 ms filled its link. What one buffer each round trip makes of a faster link nobody has published.
  const rtt = scenario['network.rtt']
  const isWindow =
    rtt <= PUBLISHED_ROUND_TRIP &&
    limitedBy === 'window' &&
    nics.some(({ linkBytesPerSecond }) => linkBytesPerSecond > PUBLISHED_BYTES_PER_SECOND)
  const asked = [
    [
      'unpublished-distance',
      rtt,
      isWindow ? 0 : PUBLISHED_ROUND_TRIP,
      limits.roundTripMilliseconds.most,
    ],
    ['unpublished-loss', scenario['network.loss'], 0, Infinity],
  ] as const
  return asked
    .filter(([, value, known, supported]) => value > known && value <= supported)
    .map(([limit, value, most]) => ({
      limit,
      value,
      most,
      confidence: 'inferred',
      kind: 'note',
      gigabits,
    }))
}

function notes(scenario: Scenario): OutOfSupport[] {
  const { limits, network, tracer } = GENERATIONS[scenario.generation]
  const found: OutOfSupport[] = []
  const traced = (scenario['vm.memory'] * scenario['vm.inUse']) / 100
  const isBeyond =
    traced > TRACED_FIGURE.gib ||
    (tracer === 'stop-based' && scenario['vm.vcpus'] > TRACED_FIGURE.vcpus)
  if (tracer !== 'dirty-log' && isBeyond) {
    found.push({
      limit: 'trace-install',
      value: traced,
      most: TRACED_FIGURE.gib,
      confidence: 'unverified',
      kind: 'note',
    })
  }
  const rtt = scenario['network.rtt']
  const { most, confidence } = limits.roundTripMilliseconds
  if (most === PLUS_ROUND_TRIP && rtt > PLAIN_ROUND_TRIP && rtt <= most) {
    found.push({
      limit: 'enterprise-plus',
      value: rtt,
      most: PLAIN_ROUND_TRIP,
      confidence,
      kind: 'note',
    })
  }
  const nics = scenario['network.nics'] + scenario['network.extraNics']
  const used = network.streams === 'single' ? limits.nics : published(scenario['network.vmknics'])
  if (isVsphere(scenario) && nics > used.most)
    found.push({ limit: 'idle-nics', value: nics, ...used, kind: 'note' })
  return [...found, ...unpublished(scenario)]
}

/** Only NICs with a vmknic carry vMotion; the first kind gets its vmknics first. */
function tooManyNics(scenario: Scenario): OutOfSupport[] {
  const own = Math.min(scenario['network.nics'], scenario['network.vmknics'])
  const extra = Math.min(scenario['network.extraNics'], scenario['network.vmknics'] - own)
  const nics = [
    { count: own, gigabits: Number(scenario['network.speed']) },
    { count: extra, gigabits: Number(scenario['network.extraSpeed']) },
  ]
  const counted = (slow: boolean) =>
    nics.filter(({ gigabits }) => gigabits < 10 === slow).reduce((sum, { count }) => sum + count, 0)
  const [slow, fast] = [counted(true), counted(false)]
  const isFaster = nics.some(({ count, gigabits }) => count > 0 && gigabits > 10)
  const beyond = (value: number, most: number, gigabits: number): OutOfSupport => ({
    limit: 'nics',
    value,
    most,
    confidence: gigabits === 0 || (gigabits > 1 && isFaster) ? 'inferred' : 'published',
    kind: 'outside',
    gigabits,
  })
  if (fast > MAX_FASTER_NICS) return [beyond(fast, MAX_FASTER_NICS, 10)]
  if (slow > MAX_GIGABIT_NICS) return [beyond(slow, MAX_GIGABIT_NICS, 1)]
  const together = slow + GIGABITS_A_FASTER_NIC * fast
  return together > MAX_GIGABIT_NICS ? [beyond(slow + fast, MAX_FASTER_NICS, 0)] : []
}
