// What becomes of each intervention once the run is over, and the facts that say so.
import { describe, expect, test } from 'vitest'
import type { FailureReason, FaultName, PassRow } from '../../../src/engine/facts.ts'
import type { Schedule, Scheduled } from '../../../src/engine/migration/schedule.ts'
import type { Bandwidth } from '../../../src/engine/network/bandwidth.ts'
import type { Effect } from '../../../src/engine/scenario/intervention.ts'
import { effectOf, effectsOf, type Outcome } from '../../../src/engine/timeline/effects.ts'
import { scheduleOf } from './schedules.ts'

/** Copied from 20 to 60, switched over, over at 100. */
const ARRIVED: Outcome = {
  end: 100,
  failure: undefined,
  failedAt: undefined,
  copyFrom: 20,
  frameBufferFrom: undefined,
  passes: [20, 50, 60].map((end) => ({ row: { end } as PassRow })),
  forcedAt: undefined,
}
const failed = (failedAt: number, failure: FailureReason, end = failedAt + 5): Outcome => ({
  ...ARRIVED,
  end,
  failure,
  failedAt,
})
/** Failed while the hosts connected: nothing was copied. */
const notConnected: Outcome = {
  ...failed(15, 'connection-failed'),
  copyFrom: undefined,
  passes: [],
}
/** Left at 100 while it copied. */
const left: Outcome = { ...ARRIVED, end: 100, failure: 'too-many-copies' }
const forced: Outcome = { ...ARRIVED, forcedAt: 40 }

const once = (
  kind: Exclude<Scheduled['what']['kind'], 'set' | 'fail'>,
  at: number,
  fault?: FaultName,
): Scheduled => ({ what: { kind, at }, index: 0, from: undefined, fault, idle: false })
const fails = (fault: FaultName, at: number): Scheduled => ({
  what: { kind: 'fail', at, fault } as Scheduled['what'],
  index: undefined,
  from: undefined,
  fault,
  idle: false,
})

describe('an intervention', () => {
  const rows: readonly [name: string, one: Scheduled, outcome: Outcome, effect: Effect][] = [
    ['while the run lasts', once('cut-cable', 99), ARRIVED, 'done'],
    [
      'that asks for what is so',
      { ...once('cut-cable', 99), idle: true },
      ARRIVED,
      'nothing-changed',
    ],
    ['at the end of the run', once('cut-cable', 100), ARRIVED, 'after-end'],
    ['where the simulation stops', once('cut-cable', 100), left, 'not-reached'],
    ['after it has stopped', once('cancel', 101), left, 'not-reached'],
    ['before it has stopped', once('cut-cable', 99), left, 'done'],
    [
      'at its end, which it brings about',
      once('power-off-destination', 100),
      failed(100, 'vm-lost', 100),
      'done',
    ],
    ['after that', once('cut-cable', 101), failed(100, 'vm-lost', 100), 'after-end'],
    [
      'in the cleanup after a failure',
      once('cut-cable', 53),
      failed(50, 'connection-lost'),
      'done',
    ],

    ['the cancel that ends it', once('cancel', 50), failed(50, 'cancelled'), 'done'],
    ['a second cancel, in the cleanup', once('cancel', 53), failed(50, 'cancelled'), 'too-late'],
    ['a cancel after the end', once('cancel', 55), failed(50, 'cancelled'), 'after-end'],
    ['a cancel in the stun', once('cancel', 70), ARRIVED, 'too-late'],
    [
      'a cancel when something else ends it',
      once('cancel', 50),
      failed(50, 'source-host-lost'),
      'too-late',
    ],

    [
      'a switchover at the moment of the cancel',
      once('switch-over', 50),
      failed(50, 'cancelled'),
      'too-late',
    ],
    ['a switchover before anything is copied', once('switch-over', 19), forced, 'too-early'],
    [
      'a switchover as copying begins, which came later',
      once('switch-over', 20),
      forced,
      'too-late',
    ],
    ['the switchover that is forced', once('switch-over', 40), forced, 'done'],
    ['a switchover after it', once('switch-over', 41), forced, 'too-late'],
    ['a switchover in the stun of another kind', once('switch-over', 70), ARRIVED, 'too-late'],
    ['a switchover that is never to come', once('switch-over', 12), notConnected, 'too-early'],
    ['a switchover after the end', once('switch-over', 100), ARRIVED, 'after-end'],
  ]
  test.each(rows)('%s', (_name, one, outcome, effect) => {
    expect(effectOf(one, outcome)).toBe(effect)
  })
})

describe('what fails by itself', () => {
  const cancelled = (at: number): Outcome => failed(at, 'cancelled')
  const rows: readonly [name: string, one: Scheduled, outcome: Outcome, effect: Effect][] = [
    ['the check that refuses it', fails('evc-mismatch', 4), failed(4, 'cpu-incompatible'), 'done'],
    ['a check that it never comes to', fails('evc-mismatch', 4), cancelled(3), 'after-end'],
    ['a network that it connects by', fails('no-vmotion-network', 14), notConnected, 'done'],
    ['a network that it never tries', fails('no-vmotion-network', 14), cancelled(12), 'after-end'],
    ['pages that do not arrive', fails('mtu-mismatch', 15), failed(50, 'connection-lost'), 'done'],
    [
      'pages that would not arrive, when it is cancelled',
      fails('mtu-mismatch', 15),
      cancelled(18),
      'done',
    ],

    [
      'a shortage in pre-copy',
      fails('destination-memory', 59),
      failed(79, 'destination-out-of-memory'),
      'done',
    ],
    [
      'a shortage in the last of three passes',
      fails('destination-memory', 55),
      failed(75, 'destination-out-of-memory'),
      'done',
    ],
    ['a shortage when all is there', fails('destination-memory', 60), ARRIVED, 'too-late'],
    ['a shortage in the stun', fails('destination-cpu', 70), ARRIVED, 'too-late'],
    ['a shortage after the end', fails('destination-cpu', 100), ARRIVED, 'after-end'],
    ['a shortage before anything is copied', fails('destination-cpu', 15), notConnected, 'done'],
    ['a shortage after it has failed', fails('destination-cpu', 16), notConnected, 'after-end'],

    [
      'the resume that fails',
      fails('no-resume', Infinity),
      failed(80, 'destination-failed-to-resume'),
      'done',
    ],
    ['a resume that is never tried', fails('no-resume', Infinity), cancelled(30), 'after-end'],
  ]
  test.each(rows)('%s', (_name, one, outcome, effect) => {
    expect(effectOf(one, outcome)).toBe(effect)
  })
})

describe('the facts', () => {
  const factsFor = (one: Scheduled, outcome = ARRIVED) =>
    effectsOf(scheduleOf({ interventions: [one] }), outcome).facts

  test('name a failure as the failure that it is, whoever brought it about', () => {
    for (const index of [0, undefined])
      for (const [kind, fault] of [
        ['cut-cable', 'link-cut'],
        ['power-off-destination', 'destination-dies'],
        ['stop-vcenter', 'vcenter-down'],
      ] as const)
        expect(factsFor({ ...once(kind, 30, fault), index })).toEqual([
          { kind: 'fault-injected', at: 30, fault },
        ])
  })

  test('name what a person does beside the failure that it brings about', () => {
    expect(factsFor(once('pull-nic', 30, 'link-cut'))).toEqual([
      { kind: 'intervened', at: 30, intervention: 'pull-nic' },
      { kind: 'fault-injected', at: 30, fault: 'link-cut' },
    ])
    expect(factsFor(once('pull-nic', 30))).toEqual([
      { kind: 'intervened', at: 30, intervention: 'pull-nic' },
    ])
  })

  test('name a dial with both values', () => {
    const what = { kind: 'set', at: 30, parameter: 'network.limit', value: 20 } as const
    expect(factsFor({ what, index: 0, from: 100, fault: undefined, idle: false })).toEqual([
      { kind: 'dial-turned', at: 30, parameter: 'network.limit', from: 100, to: 20 },
    ])
  })

  test('name a resume that fails when it does', () => {
    const outcome = failed(80, 'destination-failed-to-resume')
    expect(factsFor(fails('no-resume', Infinity), outcome)).toEqual([
      { kind: 'fault-injected', at: 80, fault: 'no-resume' },
    ])
  })

  test('name what happened before that resume at its own time', () => {
    const outcome = failed(80, 'destination-failed-to-resume')
    expect(factsFor(once('power-off-source', 70), outcome)).toEqual([
      { kind: 'intervened', at: 70, intervention: 'power-off-source' },
    ])
  })

  test('are silent on what did nothing', () => {
    expect(factsFor({ ...once('cut-cable', 30, 'link-cut'), idle: true })).toEqual([])
    expect(factsFor(once('cut-cable', 100, 'link-cut'))).toEqual([])
    expect(factsFor(fails('destination-cpu', 70))).toEqual([])
  })

  test('come with effects in the order of the list, without what fails by itself', () => {
    const interventions: Scheduled[] = [
      { ...once('cancel', 10), index: 1 },
      fails('no-resume', Infinity),
      { ...once('cut-cable', 100), index: 0 },
    ]
    expect(effectsOf(scheduleOf({ interventions }), ARRIVED).effects).toEqual([
      'after-end',
      'too-late',
    ])
  })

  test('come without effects where all fails by itself', () => {
    const interventions = [fails('no-resume', Infinity)]
    expect(effectsOf(scheduleOf({ interventions }), ARRIVED).effects).toEqual([])
  })

  describe('of the bandwidth', () => {
    const schedule = scheduleOf()
    const [first] = schedule.conditions
    const at = (from: number, changed: Partial<Bandwidth>) => ({
      ...first!,
      from,
      bandwidth: { ...first!.bandwidth, ...changed },
    })
    const factsOf = (conditions: Schedule['conditions'], outcome = ARRIVED) =>
      effectsOf({ ...schedule, conditions }, outcome).facts.map(({ kind, at: time }) => [
        kind,
        time,
      ])

    test('say where it changes while pages are copied', () => {
      const rates = [
        [19, 1],
        [20, 2],
        [30, 2],
        [99, 3],
        [100, 4],
      ] as const
      const later = rates.map(([from, bytesPerSecond]) => at(from, { bytesPerSecond }))
      expect(factsOf([first!, ...later])).toEqual([
        ['bandwidth-limited', 20],
        ['bandwidth-limited', 99],
      ])
    })

    test('say where something else limits it, to the same', () => {
      const other = first!.bandwidth.limitedBy === 'source-cpu' ? 'link' : 'source-cpu'
      expect(factsOf([first!, at(30, {}), at(40, { limitedBy: other })])).toEqual([
        ['bandwidth-limited', 40],
      ])
    })

    test('leave out what it is at first, though copying begins at once', () => {
      expect(factsOf([first!], { ...ARRIVED, copyFrom: 0 })).toEqual([])
    })
  })
})
