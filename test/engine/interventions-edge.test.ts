// What a person does at the very edge of a phase leaves the past untouched as well.
import { describe, expect, test } from 'vitest'
import { triesAgain } from '../../src/engine/timeline/wire.ts'
import { runToEnd } from '../../src/engine/run.ts'
import type { Intervention } from '../../src/engine/scenario/intervention.ts'
import { DEFAULT_SCENARIO, type Scenario } from '../../src/engine/scenario/scenario.ts'
import { createRecording } from '../../src/recording/recording.ts'
import { everyPage } from '../recording/every-page.ts'

const SMALL = { ...DEFAULT_SCENARIO, 'vm.memory': 0.125, 'vm.vcpus': 1, 'workload.writers': 1 }
const run = (interventions: readonly Intervention[], scenario: Scenario = SMALL) =>
  runToEnd({ scenario, seed: 0, interventions })

/** The run with the last of them agrees with the run without it, up to the moment before. */
function expectSamePast(list: readonly Intervention[], scenario: Scenario = SMALL): void {
  const last = list.at(-1)!
  const [before, after] = [run(list.slice(0, -1), scenario), run(list, scenario)]
  const past = ({ facts }: typeof before) => facts.filter(({ at }) => at < last.at)
  expect(past(after)).toEqual(past(before))
  const [one, other] = [createRecording(before), createRecording(after)]
  for (const back of [1, 2, 1000, 1_000_000, 7_654_321, 30_000_000]) {
    const at = last.at - back
    if (at < 0 || at > Math.min(before.end, after.end)) continue
    expect(other.sampleAt(at)).toEqual(one.sampleAt(at))
    expect(everyPage(other, at)).toBe(everyPage(one, at))
  }
}

const start = (kind: 'pass' | 'trace') => run([]).phases.find((phase) => phase.kind === kind)!.start
const resumed = run([]).phases.find(({ kind }) => kind === 'switchover')!.end

test.each([1, 1000])('the destination loses its power %d ns after the resume', (later) => {
  expectSamePast([{ kind: 'power-off-destination', at: resumed + later }])
})

test('the cable is cut just after the switchover was forced at the start of a pass', () => {
  const at = start('pass')
  expectSamePast([
    { kind: 'switch-over', at },
    { kind: 'cut-cable', at: at + 1 },
  ])
})

test('a cable that was out from the start is in again when the hosts should be connected', () => {
  expectSamePast([
    { kind: 'cut-cable', at: 0 },
    { kind: 'restore-cable', at: start('trace') },
  ])
})

test('the cable is out while the last batch of a pass is acknowledged', () => {
  const pass = run([]).phases.find(({ kind }) => kind === 'pass')!
  const through = pass.end - SMALL['network.rtt'] * 1e6
  const cut: Intervention = { kind: 'cut-cable', at: through }
  for (const restored of [through + 1, pass.end, pass.end + 1, pass.end + 1e9])
    expectSamePast([cut, { kind: 'restore-cable', at: restored }])
  // The acknowledgement comes when TCP tries again, with the cable in by then.
  const restored = pass.end + 1e9
  const late = run([cut, { kind: 'restore-cable', at: restored }])
  expect(late.phases.find(({ kind }) => kind === 'pass')!.end).toBe(
    triesAgain(through, restored, SMALL),
  )
})

/** A moment at a share of a phase of the run with these interventions. */
function within(
  scenario: Scenario,
  kind: 'pass' | 'switchover' | 'page-in',
  share: number,
  list: readonly Intervention[] = [],
): number {
  const { start, end } = run(list, scenario).phases.find((phase) => phase.kind === kind)!
  return Math.round(start + share * (end - start))
}

const forced = (at: number): Intervention => ({ kind: 'switch-over', at })
const limit = (at: number): Intervention => ({
  kind: 'set',
  at,
  parameter: 'qemu.downtimeLimit',
  value: 50,
})

describe('QEMU', () => {
  const qemu: Scenario = {
    ...SMALL,
    generation: 'QEMU7.2',
    'workload.writeRate': 350,
    'network.otherTraffic': 31,
  }
  const zero: Scenario = { ...qemu, 'vm.zeroPages': 60, 'workload.workingSet': 0.125 }

  test('the cable is cut when all is over', () => {
    const small: Scenario = { ...qemu, 'vm.inUse': 32, 'vm.zeroPages': 0, 'qemu.maxBandwidth': 0 }
    const { end } = run([], small)
    const [without, late] = [run([], small), run([{ kind: 'cut-cable', at: end + 1 }], small)].map(
      createRecording,
    )
    for (let at = 0; at < end; at += 234_567)
      expect(late!.sampleAt(at)).toEqual(without!.sampleAt(at))
  })

  test('the wire, or the limit, changes while zero pages are written that it has not come to', () => {
    const at = within(zero, 'pass', 0.5)
    for (const value of [95, 0])
      expectSamePast([{ kind: 'set', at, parameter: 'network.otherTraffic', value }], zero)
    expectSamePast([{ kind: 'cut-cable', at }], zero)
    expectSamePast([limit(at)], zero)
  })

  test('the cable is cut for good while a cap makes it rest', () => {
    const capped: Scenario = { ...qemu, 'qemu.maxBandwidth': 32 }
    for (const share of [0.3, 0.52, 0.9])
      expectSamePast([{ kind: 'cut-cable', at: within(capped, 'pass', share) }], capped)
  })

  test('the limit changes after the switchover was forced in the middle of a pass', () => {
    const slow: Scenario = { ...zero, 'network.speed': '1' }
    for (const share of [0.2, 0.5, 0.8]) {
      const at = within(slow, 'pass', share)
      expectSamePast([forced(at), limit(at + 40_000_000)], slow)
    }
  })

  test('the destination dies after the migration was cancelled in the middle of a pass', () => {
    const slow: Scenario = { ...qemu, 'network.speed': '1', 'qemu.maxBandwidth': 20 }
    const at = within(slow, 'pass', 0.5)
    const cancel: Intervention = { kind: 'cancel', at }
    expectSamePast([cancel, { kind: 'power-off-destination', at: at + 150_000_000 }], slow)
  })

  test('the wire changes during the page-in', () => {
    const post: Scenario = {
      ...qemu,
      'network.speed': '1',
      'network.rtt': 50,
      'qemu.postcopyAfter': 0.5,
    }
    for (const share of [0.3, 0.6, 0.9]) {
      const at = within(post, 'page-in', share)
      expectSamePast([{ kind: 'set', at, parameter: 'network.loss', value: 1 }], post)
    }
  })

  test('the NIC is pulled in the stun after which the rest would have been paged in', () => {
    const post: Scenario = { ...zero, 'network.speed': '1', 'qemu.postcopyAfter': 0.5 }
    expectSamePast([{ kind: 'pull-nic', at: within(post, 'switchover', 0.6) }], post)
  })
})

test('a part of the stun that a dead wire keeps from ending has come as far as the wire', () => {
  const slow: Scenario = { ...SMALL, 'network.speed': '1', 'vm.deviceState': 50 }
  const at = within(slow, 'switchover', 0.5)
  const { stunParts, phases } = run([{ kind: 'cut-cable', at }], slow)
  const checkpoint = stunParts.find(({ part }) => part === 'checkpoint')
  expect(checkpoint?.end).toBe(at)
  expect(stunParts.map(({ part }) => part)).not.toContain('resume')
  expect(phases.find(({ kind }) => kind === 'switchover')!.end).toBeGreaterThan(at + 1e9)
})

test('switched over by hand on a dead wire the last pages are not reported as sent', () => {
  const at = start('pass')
  const { facts, stunParts, failure } = run([
    { kind: 'cut-cable', at: at - 1 },
    { kind: 'switch-over', at },
  ])
  expect(failure).toBe('connection-lost')
  const parts = facts.flatMap((fact) => (fact.kind === 'stun-part' ? [fact.part] : []))
  expect(parts).toEqual(['quiesce'])
  expect(stunParts.map(({ part }) => part)).toEqual(['quiesce'])
})

describe('in a stun', () => {
  const BUSY: Scenario = {
    ...SMALL,
    'workload.writeRate': 30,
    'workload.workingSet': 0.0625,
    'vm.deviceState': 50,
    'network.speed': '1',
  }
  test.each(['4.0', '5.0', '6.7', '7.0U1', 'XEN2005', 'SIMGRID', 'QEMU7.2'] as const)(
    'of %s a cable is cut, put in again, a NIC pulled or a host lost, forced or not',
    (generation) => {
      const scenario = { ...BUSY, generation }
      const begins: (readonly Intervention[])[] = [[], [forced(within(scenario, 'pass', 0.4))]]
      for (const begin of begins) {
        const at = within(scenario, 'switchover', 0.5, begin)
        for (const kind of ['cut-cable', 'pull-nic', 'power-off-source'] as const)
          expectSamePast([...begin, { kind, at }], scenario)
        for (const later of [1e9, 30e9])
          expectSamePast(
            [...begin, { kind: 'cut-cable', at }, { kind: 'restore-cable', at: at + later }],
            scenario,
          )
      }
      const at = within(scenario, 'pass', 0.3)
      const dead: Intervention[] = [{ kind: 'pull-nic', at }, forced(at + 1e8)]
      expectSamePast([...dead, { kind: 'restore-cable', at: at + 4e8 }], scenario)
    },
  )
})
