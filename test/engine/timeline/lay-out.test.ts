// What a list of interventions comes to before the run: the wire, the dials, who dies, what was so already.
import { describe, expect, test } from 'vitest'
import { GENERATIONS } from '../../../src/engine/generations/list.ts'
import { createWorkload } from '../../../src/engine/guest/workload.ts'
import type { Schedule } from '../../../src/engine/migration/schedule.ts'
import type { Intervention } from '../../../src/engine/scenario/intervention.ts'
import {
  DEFAULT_SCENARIO,
  type RunInput,
  type Scenario,
} from '../../../src/engine/scenario/scenario.ts'
import { layOut } from '../../../src/engine/timeline/lay-out.ts'
import { triesAgain } from '../../../src/engine/timeline/wire.ts'
import { SECOND } from '../../../src/engine/units.ts'

/** Two NICs, of which the limit leaves 100 MB/s. */
const SCENARIO: Scenario = { ...DEFAULT_SCENARIO, 'network.nics': 2, 'network.limit': 100 }

function laidOut(
  interventions: readonly Intervention[],
  changes: Partial<Scenario> = {},
  rates?: RunInput['rates'],
): Schedule {
  const scenario = { ...SCENARIO, ...changes }
  const input = { scenario, seed: 1, interventions, ...(rates && { rates }) }
  return layOut(input, GENERATIONS[scenario.generation], createWorkload(scenario))
}

type Step = readonly [seconds: number, megabytes: number]
const stepsOf = (rates: Schedule['rates']): readonly Step[] =>
  rates.map(({ from, bytesPerSecond }) => [from / SECOND, bytesPerSecond / 1e6])

const at = (seconds: number, kind: Exclude<Intervention['kind'], 'set'>): Intervention => ({
  kind,
  at: seconds * SECOND,
})
const limit = (seconds: number, value: number): Intervention => ({
  kind: 'set',
  at: seconds * SECOND,
  parameter: 'network.limit',
  value,
})

interface Row {
  readonly name: string
  readonly list: readonly Intervention[]
  readonly failure?: Partial<Scenario>
  readonly rates: readonly Step[]
  /** Which of them change nothing, in the order of time; true: idle. */
  readonly idle: readonly boolean[]
  readonly faults: readonly string[]
}

const cutAt = (seconds: number): Partial<Scenario> => ({
  failure: 'link-cut',
  'failure.at': seconds,
})

// TCP tries again 0.2002, 0.6006, 1.4014, 3.003 s … after a cable was cut (`triesAgain`): what is put in again before is used then.
const ROWS: readonly Row[] = [
  { name: 'nothing', list: [], rates: [[0, 100]], idle: [], faults: [] },
  {
    name: 'a cable that is cut and put in again',
    list: [at(3, 'cut-cable'), at(5, 'restore-cable')],
    rates: [
      [0, 100],
      [3, 0],
      [6.003, 100],
    ],
    idle: [false, false],
    faults: ['link-cut'],
  },
  {
    name: 'a cable that is cut twice, and put in that is in',
    list: [at(1, 'restore-cable'), at(3, 'cut-cable'), at(4, 'cut-cable')],
    rates: [
      [0, 100],
      [3, 0],
    ],
    idle: [true, false, true],
    faults: ['link-cut', 'link-cut'],
  },
  {
    name: 'the list in any order of time',
    list: [at(5, 'restore-cable'), at(3, 'cut-cable')],
    rates: [
      [0, 100],
      [3, 0],
      [6.003, 100],
    ],
    idle: [false, false],
    faults: ['link-cut'],
  },
  {
    name: 'NICs pulled until none is left, and all put in again',
    list: [at(3, 'pull-nic'), at(4, 'pull-nic'), at(5, 'pull-nic'), at(6, 'restore-cable')],
    rates: [
      [0, 100],
      [4, 0],
      [7.003, 100],
    ],
    idle: [false, false, true, false],
    faults: ['link-cut', 'link-cut'],
  },
  {
    name: 'a limit that is lowered while the cable is out',
    list: [at(3, 'cut-cable'), limit(4, 20), at(5, 'restore-cable')],
    rates: [
      [0, 100],
      [3, 0],
      [6.003, 20],
    ],
    idle: [false, false, false],
    faults: ['link-cut'],
  },
  {
    name: 'a dial that stands there already',
    list: [limit(3, 100)],
    rates: [[0, 100]],
    idle: [true],
    faults: [],
  },
  {
    name: 'a limit that is raised',
    list: [limit(3, 150)],
    rates: [
      [0, 100],
      [3, 150],
    ],
    idle: [false],
    faults: [],
  },
  {
    name: 'a cable that is cut and put in again at the same moment',
    list: [at(3, 'cut-cable'), at(3, 'restore-cable')],
    rates: [[0, 100]],
    idle: [false, false],
    faults: ['link-cut'],
  },
  {
    name: 'what the wire does not notice',
    list: [at(1, 'switch-over'), at(2, 'cancel'), at(3, 'power-off-source')],
    rates: [[0, 100]],
    idle: [false, false, false],
    faults: [],
  },
  {
    name: 'a source that is gone already',
    list: [at(3, 'power-off-source'), at(4, 'power-off-source')],
    rates: [[0, 100]],
    idle: [false, true],
    faults: [],
  },
  {
    name: 'what fails by itself and no cable',
    failure: { failure: 'no-resume' },
    list: [at(3, 'cancel')],
    rates: [[0, 100]],
    idle: [false, false],
    faults: ['no-resume'],
  },
  {
    name: 'a destination that is gone: no cable brings it back',
    list: [at(3, 'power-off-destination'), at(4, 'cut-cable'), at(5, 'restore-cable')],
    rates: [
      [0, 100],
      [3, 0],
    ],
    idle: [false, false, false],
    faults: ['destination-dies', 'link-cut'],
  },
  {
    name: 'a cable that fails by itself and is put in again',
    failure: cutAt(3),
    list: [at(5, 'restore-cable')],
    rates: [
      [0, 100],
      [3, 0],
      [6.003, 100],
    ],
    idle: [false, false],
    faults: ['link-cut'],
  },
  {
    name: 'a cable that fails by itself when it is also cut by hand: the failure comes first',
    failure: cutAt(3),
    list: [at(3, 'cut-cable')],
    rates: [
      [0, 100],
      [3, 0],
    ],
    idle: [false, true],
    faults: ['link-cut', 'link-cut'],
  },
  {
    name: 'a destination that dies by itself and is powered off',
    failure: { failure: 'destination-dies', 'failure.at': 3 },
    list: [at(4, 'power-off-destination')],
    rates: [
      [0, 100],
      [3, 0],
    ],
    idle: [false, true],
    faults: ['destination-dies', 'destination-dies'],
  },
  {
    name: 'a vCenter that stops by itself and is stopped',
    failure: { failure: 'vcenter-down', 'failure.at': 3 },
    list: [at(4, 'stop-vcenter')],
    rates: [[0, 100]],
    idle: [false, true],
    faults: ['vcenter-down', 'vcenter-down'],
  },
]

describe('TCP on a dead wire', () => {
  // 0.2 s and the round trip, then each time after twice as long, at most 64 s: 10 ms here.
  test.each([
    [0, 0],
    [0.1, 0.21],
    [0.21, 0.21],
    [0.22, 0.63],
    [1, 1.47],
    // The traces: 4.0 s of silence make 6.5.
    [4, 6.51],
    [13, 13.23],
    [14, 26.67],
    [200, 235.31],
  ])('a link that is back after %f s is used after %f', (back, used) => {
    const tries = triesAgain(3 * SECOND, (3 + back) * SECOND, { 'network.rtt': 10 })
    expect(tries / SECOND - 3).toBeCloseTo(used, 6)
  })

  test('waits on where the wire dies again before it has tried', () => {
    const { rates } = laidOut([
      at(3, 'cut-cable'),
      at(5, 'restore-cable'),
      at(5.5, 'cut-cable'),
      at(5.6, 'restore-cable'),
    ])
    expect(stepsOf(rates)).toEqual([
      [0, 100],
      [3, 0],
      [6.003, 100],
    ])
  })

  test('has nothing to wait for before the hosts connect, at 2.1 s', () => {
    const { rates } = laidOut([at(0.5, 'cut-cable'), at(2, 'restore-cable')])
    expect(stepsOf(rates)).toEqual([
      [0, 100],
      [0.5, 0],
      [2, 100],
    ])
  })

  test('does not apply to models without TCP', () => {
    const { rates } = laidOut([at(3, 'cut-cable'), at(5, 'restore-cable')], {
      generation: 'SIMGRID',
    })
    expect(stepsOf(rates).map(([seconds]) => seconds)).toEqual([0, 3, 5])
  })
})

describe('a schedule', () => {
  test.each(ROWS)('$name', ({ list, failure, rates, idle, faults }) => {
    const schedule = laidOut(list, failure)
    expect(stepsOf(schedule.wire)).toEqual(rates)
    expect(stepsOf(schedule.rates)).toEqual(rates)
    expect(schedule.interventions.map((one) => one.idle)).toEqual(idle)
    expect(schedule.interventions.flatMap(({ fault }) => fault ?? [])).toEqual(faults)
  })

  test.each(['mtu-mismatch', 'destination-memory', 'destination-cpu'] as const)(
    'keeps pages out by %s, and leaves the wire as it is',
    (failure) => {
      const schedule = laidOut([], { failure, 'failure.at': 0 })
      const { prepared } = GENERATIONS[SCENARIO.generation].timing
      expect(stepsOf(schedule.wire)).toEqual([[0, 100]])
      expect(stepsOf(schedule.rates)).toEqual([
        [0, 100],
        [prepared / SECOND, 0],
      ])
    },
  )

  test.each(['evc-mismatch', 'attached-device', 'no-vmotion-network', 'no-resume'] as const)(
    'leaves wire and pages alone by %s',
    (failure) => {
      const { wire, rates, ownFailure } = laidOut([], { failure, 'failure.at': 0 })
      expect([stepsOf(wire), stepsOf(rates)]).toEqual([[[0, 100]], [[0, 100]]])
      expect(ownFailure?.fault).toBe(failure)
    },
  )

  test('knows where each stands in the list; what fails by itself stands in none', () => {
    const { interventions } = laidOut([at(5, 'restore-cable'), at(1, 'cancel')], cutAt(3))
    expect(interventions.map(({ what, index }) => [what.kind, index])).toEqual([
      ['cancel', 1],
      ['cut-cable', undefined],
      ['restore-cable', 0],
    ])
  })

  test('keeps the moments of what it cannot decide, and the first of two deaths', () => {
    const { cancels, switchOvers, sourceDies, destinationDies } = laidOut([
      at(2, 'cancel'),
      at(3, 'switch-over'),
      at(4, 'switch-over'),
      at(5, 'power-off-source'),
      at(6, 'power-off-source'),
      at(7, 'power-off-destination'),
      at(8, 'power-off-destination'),
    ])
    expect([cancels, switchOvers]).toEqual([[2 * SECOND], [3 * SECOND, 4 * SECOND]])
    expect([sourceDies, destinationDies]).toEqual([5 * SECOND, 7 * SECOND])
  })

  test('has a pace from the moment on from which the guest writes otherwise, and the dial’s value before', () => {
    const rate = (seconds: number, value: number): Intervention => ({
      kind: 'set',
      at: seconds * SECOND,
      parameter: 'workload.writeRate',
      value,
    })
    const before = SCENARIO['workload.writeRate']
    const { paces, interventions } = laidOut([rate(3, 10), rate(4, 10), rate(5, 0)])
    expect(paces.map((pace) => pace.at / SECOND)).toEqual([3, 5])
    expect(interventions.map(({ from, idle }) => [from, idle])).toEqual([
      [before, false],
      [10, true],
      [10, false],
    ])
  })

  test('keeps its pace where a dial changes nothing of what is written', () => {
    const hot: Intervention = {
      kind: 'set',
      at: 3 * SECOND,
      parameter: 'workload.hotWrites',
      value: 50,
    }
    // Without a hot set, there is no other part to write to.
    const { paces, interventions, conditions } = laidOut([hot], { 'workload.pattern': 'random' })
    expect(paces).toEqual([])
    expect(interventions.map(({ idle }) => idle)).toEqual([true])
    expect(conditions).toHaveLength(1)
  })

  test('knows a dial of the rule from its moment on, over the same wire', () => {
    const downtime: Intervention = {
      kind: 'set',
      at: 4 * SECOND,
      parameter: 'qemu.downtimeLimit',
      value: 700,
    }
    const { conditions, wire, paces } = laidOut([at(3, 'cut-cable'), downtime])
    expect(conditions.map(({ from, scenario }) => [from, scenario['qemu.downtimeLimit']])).toEqual([
      [0, SCENARIO['qemu.downtimeLimit']],
      [3 * SECOND, SCENARIO['qemu.downtimeLimit']],
      [4 * SECOND, 700],
    ])
    // The wire of before, with its bandwidth: not made anew.
    expect(conditions[2]!.wire).toBe(conditions[1]!.wire)
    expect(conditions[2]!.bandwidth).toBe(conditions[1]!.bandwidth)
    expect(stepsOf(wire)).toEqual([
      [0, 100],
      [3, 0],
    ])
    expect(paces).toEqual([])
  })

  test('has no failure of its own where only a person acts', () => {
    expect(laidOut([at(3, 'cut-cable')]).ownFailure).toBeUndefined()
  })

  test('is empty where the input has no list', () => {
    const input: RunInput = { scenario: SCENARIO, seed: 1 }
    const generation = GENERATIONS[SCENARIO.generation]
    expect(layOut(input, generation, createWorkload(SCENARIO)).interventions).toEqual([])
  })

  test('pulls the NICs of their own first, then those that were added', () => {
    const { conditions } = laidOut(
      [at(3, 'pull-nic'), at(4, 'pull-nic'), at(5, 'pull-nic'), at(6, 'pull-nic')],
      {
        'network.speed': '10',
        'network.extraSpeed': '1',
        'network.nics': 2,
        'network.extraNics': 2,
        'network.vmknics': 4,
        'network.limit': 0,
      },
    )
    const nics = conditions.map(({ bandwidth }) => bandwidth.nics.map(({ gigabits }) => gigabits))
    expect(nics).toEqual([
      [10, 10, 1, 1],
      [10, 1, 1],
      [1, 1],
      [1],
      // Nothing is left; the last one's is all that is known.
      [1],
    ])
    expect(stepsOf(conditions[4]!.wire).map(([from, rate]) => [from, rate > 0])).toEqual([
      [0, true],
      [3, true],
      [4, true],
      [5, true],
      [6, false],
    ])
  })

  test('takes no more of a shared wire than the others leave, before and after', () => {
    const shares = [
      { from: 0, bytesPerSecond: 60e6 },
      { from: 4 * SECOND, bytesPerSecond: 30e6 },
      { from: 6 * SECOND, bytesPerSecond: 80e6 },
    ]
    const { wire, conditions } = laidOut(
      [limit(3, 50), at(5, 'cut-cable'), at(7, 'restore-cable')],
      {},
      shares,
    )
    expect(stepsOf(wire)).toEqual([
      [0, 60],
      [3, 50],
      [4, 30],
      [5, 0],
      [8.003, 50],
    ])
    // As known after the limit: the shares that are to come, and no cut.
    expect(stepsOf(conditions[1]!.wire)).toEqual([
      [0, 60],
      [3, 50],
      [4, 30],
      [6, 50],
    ])
  })
})
