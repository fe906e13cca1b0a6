// How the network learns where the VM is: the frames that were captured, those that are lost, and what finds it without them.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { factsOf } from '../../../src/engine/host/finished-run.ts'
import { announcementsOf, foundAfter } from '../../../src/engine/network/announce.ts'
import { DEFAULT_SCENARIO, type Scenario } from '../../../src/engine/scenario/scenario.ts'
import { MILLISECOND, SECOND } from '../../../src/engine/units.ts'
import { runs } from '../../properties.ts'
import { inputOf, smallInput } from '../arbitrary-scenario.ts'
import { runOnce } from '../run-once.ts'

const of = (changes: Partial<Scenario>): Scenario => ({ ...DEFAULT_SCENARIO, ...changes })
const found = (changes: Partial<Scenario>) => foundAfter(of(changes)) / MILLISECOND

describe('a VM that has moved', () => {
  it.each([
    // tcpdump-uw at a vMotion, ELA 2012.
    [0, 0],
    [1, 786],
    [2, 1786],
    [3, 2786],
    [4, 4786],
    [5, 7786],
    // None arrives: the switch forgets the port.
    [6, 300_000],
  ])('is found, with %i frames lost, after %i ms', (lost, milliseconds) => {
    expect(found({ 'network.rarpLost': lost })).toBe(milliseconds)
  })

  it('is found by what the guest sends, where that comes first', () => {
    expect(found({ 'network.notifySwitches': 'no', 'network.relearnAfter': 12 })).toBe(12_000)
    expect(found({ 'network.rarpLost': 1, 'network.relearnAfter': 0.1 })).toBe(100)
    expect(found({ 'network.rarpLost': 1, 'network.relearnAfter': 12 })).toBe(786)
  })

  it('sends nothing where switches are not notified, and what QEMU sends in QEMU', () => {
    expect(announcementsOf(of({ 'network.notifySwitches': 'no' }))).toEqual([])
    expect(
      announcementsOf(of({ generation: 'QEMU7.2' })).map(({ after }) => after / MILLISECOND),
    ).toEqual([0, 50, 200, 450, 800])
  })

  it('is never found sooner with more frames lost, or without frames', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5 }),
        fc.double({ min: 0, max: 1000, noNaN: true }),
        (lost, relearn) => {
          const after = (more: Partial<Scenario>) =>
            foundAfter(of({ 'network.relearnAfter': relearn, ...more }))
          const now = after({ 'network.rarpLost': lost })
          expect(after({ 'network.rarpLost': lost + 1 })).toBeGreaterThanOrEqual(now)
          expect(after({ 'network.notifySwitches': 'no' })).toBeGreaterThanOrEqual(now)
          expect(now).toBeLessThanOrEqual(relearn * SECOND)
        },
      ),
    )
  })
})

describe('the facts', () => {
  it('are the frames up to the first that arrives, as far as the run lasts', () => {
    fc.assert(
      fc.property(
        smallInput('sampled'),
        fc.integer({ min: 0, max: 6 }),
        fc.constantFrom('yes', 'no'),
        ({ scenario, seed }, rarpLost, notifySwitches) => {
          const input = {
            scenario: {
              ...scenario,
              'network.rarpLost': rarpLost,
              'network.notifySwitches': notifySwitches,
            },
            seed,
          } as const
          const record = runOnce(input)
          const resumed = factsOf(record, 'resumed').find(({ host }) => host === 'destination')
          const expected = announcementsOf(input.scenario)
            .slice(0, rarpLost + 1)
            .map(({ after, lost }) => ({ at: (resumed?.at ?? Infinity) + after, lost }))
            .filter(({ at }) => at <= record.end)
          const told = record.facts
            .filter(({ kind }) => kind === 'announcement-lost' || kind === 'network-announced')
            .map(({ kind, at }) => ({ at, lost: kind === 'announcement-lost' }))
          expect(told).toEqual(expected)
        },
      ),
      runs(40),
    )
  })

  it('are one frame at the resume of the default run, and what is lost changes nothing before', () => {
    const record = runOnce(inputOf({}))
    const without = runOnce(inputOf({ 'network.rarpLost': 1 }))
    expect(factsOf(record, 'network-announced')).toHaveLength(1)
    expect(factsOf(without, 'network-announced')).toHaveLength(0)
    expect(factsOf(without, 'announcement-lost')).toMatchObject([{ frame: 1 }])
    expect(without.phases).toEqual(record.phases)
  })
})
