/** What a scenario asks of a generation beyond what VMware supported. It runs all the same; the page says so. */
import { GENERATIONS } from '../engine/generations/list.ts'
import { VERSION_DATES } from '../engine/host/versions.ts'
import type { Confidence } from '../engine/scenario/parameter.ts'
import type { Scenario } from '../engine/scenario/scenario.ts'

export type SupportName =
  'memory' | 'vcpus' | 'round-trip' | 'nics' | 'routed' | 'enterprise-plus' | 'idle-nics'

export interface OutOfSupport {
  readonly limit: SupportName
  readonly value: number
  readonly most: number
  readonly confidence: Confidence
  /** `note`: supported, but not for everybody, or not used. */
  readonly kind: 'outside' | 'note'
  /** For `nics`: the speed that the rule is about, in Gb/s. */
  readonly gigabits?: number
}

/** 16 × 1 GbE or 4 × 10 GbE (YB5); that faster NICs count as the latter is inferred. */
const MAX_GIGABIT_NICS = 16
const MAX_FASTER_NICS = 4
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
  if (scenario['network.routed'] === 'yes' && released < ROUTED_SINCE) {
    found.push({ limit: 'routed', value: 1, most: 0, confidence: 'published', kind: 'outside' })
  }
  return [...found, ...notes(scenario)]
}

function notes(scenario: Scenario): OutOfSupport[] {
  const { limits, network } = GENERATIONS[scenario.generation]
  const found: OutOfSupport[] = []
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
  if (network.streams === 'single' && nics > limits.nics.most) {
    const { most, confidence } = limits.nics
    found.push({ limit: 'idle-nics', value: nics, most, confidence, kind: 'note' })
  }
  return found
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
  const rule = (slow: boolean, most: number): OutOfSupport[] => {
    const value = counted(slow)
    if (value <= most) return []
    const faster = nics.some(({ count, gigabits }) => count > 0 && gigabits > 10)
    const confidence = !slow && faster ? 'inferred' : 'published'
    return [{ limit: 'nics', value, most, confidence, kind: 'outside', gigabits: slow ? 1 : 10 }]
  }
  return [...rule(true, MAX_GIGABIT_NICS), ...rule(false, MAX_FASTER_NICS)]
}
