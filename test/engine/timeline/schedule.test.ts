// What the phases ask of the schedule: what holds at a moment, what is known then, what counts after the last pass.
import { describe, expect, test } from 'vitest'
import type { Fact } from '../../../src/engine/facts.ts'
import { createJournal } from '../../../src/engine/migration/journal.ts'
import {
  afterLastPass,
  conditionsAt,
  forcedAfter,
  foreseenFrom,
  ratesKnownAt,
  type OwnFault,
  type Schedule,
} from '../../../src/engine/migration/schedule.ts'
import { connectionLost } from '../../../src/engine/migration/stalls.ts'
import type { RateSchedule } from '../../../src/engine/rate-schedule.ts'
import { DEFAULT_SCENARIO } from '../../../src/engine/scenario/scenario.ts'
import { SECOND } from '../../../src/engine/units.ts'
import { scheduleOf } from './schedules.ts'

const rates = (...steps: readonly (readonly [from: number, rate: number])[]): RateSchedule =>
  steps.map(([from, bytesPerSecond]) => ({ from, bytesPerSecond }))

/** Cut at 10, in again at 20. */
const CUT: Schedule = scheduleOf({
  wires: [
    [0, rates([0, 7])],
    [10, rates([0, 7], [10, 0])],
    [20, rates([0, 7], [10, 0], [20, 7])],
  ],
})
const failing = (fault: OwnFault, at: number): Schedule =>
  scheduleOf({ wires: [[0, rates([0, 7])]], ownFailure: { kind: 'fail', at, fault } })

test.each([
  [0, 0],
  [9, 0],
  [10, 10],
  [19, 10],
  [20, 20],
  [1000, 20],
])('at %d the conditions are those since %d', (time, from) => {
  expect(conditionsAt(CUT, time).from).toBe(from)
})

test.each([
  [0, 5],
  [5, 5],
  [6, 8],
  [9, Infinity],
])('from %d on the switchover is first forced at %d', (time, forced) => {
  expect(forcedAfter({ switchOvers: [5, 8] }, time)).toBe(forced)
})

describe('what is known of the rates', () => {
  test.each([
    ['nothing of a cut that comes later', CUT, 9, rates([0, 7])],
    ['a cut when it comes', CUT, 10, rates([0, 7], [10, 0])],
    ['nothing of a shortage that comes later', failing('destination-cpu', 10), 9, rates([0, 7])],
    ['a shortage when it comes', failing('destination-cpu', 10), 10, rates([0, 7], [10, 0])],
    ['a network for small packets alone', failing('mtu-mismatch', 10), 11, rates([0, 7], [10, 0])],
    ['no more of a resume that fails', failing('no-resume', Infinity), 99, rates([0, 7])],
    ['no more of a device that is attached', failing('attached-device', 3), 99, rates([0, 7])],
  ])('is %s', (_name, schedule, time, known) => {
    expect(ratesKnownAt(schedule, time)).toEqual(known)
  })
})

test.each([
  ['a wire that carries on', rates([0, 7], [10, 3]), 5, rates([0, 7], [10, 3])],
  ['a wire that is in again', rates([0, 7], [10, 0], [20, 7]), 5, rates([0, 7], [10, 0], [20, 7])],
  ['a cut for good, before it', rates([0, 7], [10, 0]), 5, rates([0, 7])],
  [
    'a cut for good, before it, and another change',
    rates([0, 7], [5, 3], [10, 0]),
    6,
    rates([0, 7], [5, 3]),
  ],
  ['a cut for good, after it', rates([0, 7], [10, 0]), 10, rates([0, 7])],
  ['a cut for good, long after another rate', rates([0, 7], [5, 3], [10, 0]), 12, rates([0, 3])],
  ['a wire that never carried anything', rates([0, 0]), 5, rates([0, 1])],
])('foreseen of %s', (_name, known, start, foreseen) => {
  expect(foreseenFrom(known, start)).toEqual(foreseen)
})

describe('after the last pass, which ended at 10,', () => {
  test.each<[OwnFault, number, boolean]>([
    ['destination-memory', 9, true],
    ['destination-memory', 10, false],
    ['destination-cpu', 9, true],
    ['destination-cpu', 10, false],
    ['mtu-mismatch', 9, true],
    ['mtu-mismatch', 10, true],
    ['no-resume', Infinity, true],
  ])('%s at %d counts: %s', (fault, at, counts) => {
    const before = failing(fault, at)
    const after = afterLastPass(before, 10)
    expect(after.ownFailure).toBe(counts ? before.ownFailure : undefined)
    expect(after.rates).toEqual(counts ? before.rates : before.wire)
  })
})

test('after the last pass a run without a failure of its own goes on as it was', () => {
  expect(afterLastPass(CUT, 10)).toBe(CUT)
})

describe('a connection that is lost after 20 s', () => {
  const memory = (at: number, wire: RateSchedule, netTimeout = 20) => {
    const journal = createJournal()
    const schedule = scheduleOf({
      wires: [[0, wire]],
      ownFailure: { kind: 'fail', at, fault: 'destination-memory' },
    })
    const scenario = { ...DEFAULT_SCENARIO, 'Migrate.NetTimeout': netTimeout }
    const reason = connectionLost({ journal, schedule, scenario }, 40 * SECOND)
    return [reason, journal.facts.map(({ at: time }: Fact) => time / SECOND)]
  }
  const alive = rates([0, 7])

  test.each([
    ['is for want of memory, which is reported after 10 s and at the end', 20, alive, 20, [30, 40]],
    ['is reported once where the timeout is as long as the alert', 30, alive, 10, [40]],
    ['is reported once where the timeout is shorter', 36, alive, 4, [40]],
    [
      'is for want of memory though the cable goes later',
      20,
      rates([0, 7], [25 * SECOND, 0]),
      20,
      [30, 40],
    ],
  ])('%s', (_name, at, wire, netTimeout, reports) => {
    expect(memory(at, wire, netTimeout)).toEqual(['destination-out-of-memory', reports])
  })

  test('is the cable’s where the cable was out before', () => {
    expect(memory(25, rates([0, 7], [20 * SECOND, 0]))).toEqual(['connection-lost', []])
  })

  test.each<OwnFault>(['destination-cpu', 'mtu-mismatch'])('is just lost by %s', (fault) => {
    const journal = createJournal()
    const schedule = failing(fault, 20 * SECOND)
    const lost = { journal, schedule, scenario: DEFAULT_SCENARIO }
    expect(connectionLost(lost, 40 * SECOND)).toBe('connection-lost')
    expect(journal.facts).toEqual([])
  })
})
