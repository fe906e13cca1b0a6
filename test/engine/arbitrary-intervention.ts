/** Arbitrary interventions: at moments at which vMotion copies small VMs, or anywhere in the run that they affect. */
import fc from 'fast-check'
import {
  ONE_OFF_KINDS,
  MID_RUN_IDS,
  type Intervention,
} from '../../src/engine/scenario/intervention.ts'
import type { RunInput, Scenario } from '../../src/engine/scenario/scenario.ts'
import { SECOND } from '../../src/engine/units.ts'
import { endOf } from './run-once.ts'

const VALUES: { readonly [Id in (typeof MID_RUN_IDS)[number]]: readonly Scenario[Id][] } = {
  'workload.writeRate': [0, 10, 120, 500],
  'workload.hotWrites': [1, 50, 99],
  'workload.background': [0, 25, 2000],
  'network.speed': ['1', '10', '40'],
  'network.extraSpeed': ['1', '10'],
  'network.rtt': [0, 0.2, 5, 50],
  'network.loss': [0, 0.01, 1],
  'network.otherTraffic': [0, 50, 95],
  'network.busLimit': [0, 2],
  'network.limit': [0, 20, 200],
  'hosts.sourceCores': [0.1, 32],
  'hosts.destinationCores': [0.1, 32],
  'qemu.downtimeLimit': [50, 1000],
}

const time = fc.oneof(
  // Where small VMs are copied.
  fc.integer({ min: Math.round(2.1 * SECOND), max: Math.round(2.8 * SECOND) }),
  fc.double({ min: 0, max: 6, noNaN: true }).map((seconds) => Math.round(seconds * SECOND)),
  fc.integer({ min: 0, max: 60 * SECOND }),
)

export const anyIntervention: fc.Arbitrary<Intervention> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(...MID_RUN_IDS)
      .chain((parameter) =>
        fc
          .tuple(time, fc.constantFrom<number | string>(...VALUES[parameter]))
          .map(([at, value]): Intervention => ({ kind: 'set', at, parameter, value })),
      ),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom(...ONE_OFF_KINDS), at: time }) },
)

export interface IntervenedRun {
  readonly scenario: Scenario
  readonly seed: number
  /** In order of time. */
  readonly list: readonly Intervention[]
}

/**
 * A run and what a person does in it. Half of the lists come as they are; of the others each intervention is moved to a
 * share of the run as it is with those before it: a short run, of another hypervisor, is hit as often as a long one.
 */
export function intervened(input: fc.Arbitrary<RunInput>): fc.Arbitrary<IntervenedRun> {
  const moved = fc.array(fc.tuple(anyIntervention, fc.double({ min: 0, max: 1.05, noNaN: true })), {
    minLength: 1,
    maxLength: 6,
  })
  return fc
    .tuple(input, moved, fc.boolean())
    .map(([{ scenario, seed }, list, within]): IntervenedRun => {
      if (!within)
        return { scenario, seed, list: byTime(list.map(([intervention]) => intervention)) }
      let placed: readonly Intervention[] = []
      for (const [intervention, share] of list) {
        const end = endOf({ scenario, seed, interventions: placed })
        placed = byTime([...placed, { ...intervention, at: Math.round(end * share) }])
      }
      return { scenario, seed, list: placed }
    })
}

function byTime(list: readonly Intervention[]): readonly Intervention[] {
  return list.toSorted((a, b) => a.at - b.at)
}
