// The oracle: `literal` executes every write and keeps the version of every page at both hosts. Whatever the scenario,
// what it says must be true; the other models are held against it in `models-agree.test.ts`.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isUnending } from '../../../src/engine/facts.ts'
import { PARAMETERS } from '../../../src/engine/scenario/parameters.ts'
import { guestSecondsAt } from '../../../src/engine/guest/guest-clock.ts'
import type { RunInput } from '../../../src/engine/scenario/scenario.ts'
import { SECOND } from '../../../src/engine/units.ts'
import { createRecording } from '../../../src/recording/recording.ts'
import { CELL } from '../../../src/recording/cell.ts'
import { inputOf, runLiteral, runWith, smallInput } from '../arbitrary-scenario.ts'
import { runs } from '../../properties.ts'
import { dotsOf } from '../../recording/every-page.ts'

/** Any small run in which something may go wrong at any moment. */
const anyFailing: fc.Arbitrary<RunInput> = fc
  .tuple(
    smallInput('literal'),
    fc.constantFrom(...PARAMETERS.failure.options),
    fc.double({ min: 0, max: 15, noNaN: true }),
  )
  .map(([{ scenario, seed }, failure, at]) => ({
    scenario: { ...scenario, failure, 'failure.at': at },
    seed,
  }))

const BURSTS_OF_A_SWEEP = {
  'workload.pattern': 'bursts',
  'workload.burstPattern': 'sweep',
  'workload.burstOn': 0.3,
  'workload.burstOff': 0.2,
} as const

describe('on success', () => {
  it('every page in use is at the destination with its last version', () => {
    let completed = 0
    fc.assert(
      fc.property(smallInput('literal'), (input) => {
        const { record, model } = runLiteral(input)
        if (record.failure !== undefined) return
        completed++
        expect(model.verify()).toEqual({
          pages: record.layout.pagesInUse,
          staleAtDestination: 0,
        })
      }),
      runs(70),
    )
    expect(completed).toBeGreaterThan(35)
  })

  it('that holds for a guest that fills its memory as it moves, in each way to end', () => {
    const busy = {
      'vm.memory': 1,
      'vm.vcpus': 4,
      'workload.writers': 3,
      'workload.workingSet': 0.75,
      'workload.writeRate': 800,
      'workload.background': 500,
      'network.limit': 200,
    } as const
    for (const values of [
      busy,
      { ...busy, 'vm.zeroPages': 20 },
      { ...busy, generation: '4.1' },
      { ...busy, generation: '6.7' },
      { ...busy, 'workload.pattern': 'sweep', 'workload.writeRate': 100 },
      { ...busy, 'workload.pattern': 'bursts', 'workload.burstOn': 0.3, 'workload.burstOff': 0.2 },
      { ...busy, 'workload.writeRate': 100, ...BURSTS_OF_A_SWEEP },
    ] as const) {
      const { record, model } = runLiteral(inputOf(values))
      expect(record.failure).toBeUndefined()
      expect(model.verify().staleAtDestination).toBe(0)
    }
  })

  it('bursts of a sweep: the next goes on where the last one left it, in both models', () => {
    const values = {
      'vm.memory': 0.25,
      'vm.vcpus': 1,
      'workload.writers': 1,
      'workload.workingSet': 0.125,
      'workload.writeRate': 20,
      'network.limit': 100,
      ...BURSTS_OF_A_SWEEP,
    } as const
    const dirtied = (model: 'literal' | 'sampled') =>
      runWith({ ...values, model }).passes.map(({ row }) => row.pagesDirtied)
    const [first, ...rest] = dirtied('sampled')
    const [literal, ...others] = dirtied('literal')
    expect(first).toBeGreaterThan(5000)
    // Four times the spread of 8,500 writes; writes at random would hit an eighth fewer pages.
    expect(Math.abs(first! / literal! - 1)).toBeLessThan(0.043)
    expect(others).toHaveLength(rest.length)
  })

  it('a page that was never sent would be found: before the switchover copies are stale', () => {
    // The same run given up in its stun: the pages of the last pass did not travel.
    const { record, model } = runLiteral(
      inputOf({
        'vm.memory': 0.25,
        'workload.workingSet': 0.125,
        'workload.writeRate': 100,
        'network.limit': 50,
        'vm.deviceState': 544,
        'vmotion.maxSwitchoverSeconds': 1,
      }),
    )
    expect(record).toMatchObject({ failure: 'maximum-switchover-time', runsOn: 'source' })
    expect(model.verify().staleAtDestination).toBeGreaterThan(0)
  })
})

describe('on failure', () => {
  it('the source has all of it: every page in use, nothing at the destination, and the guest runs on at full speed', () => {
    let failed = 0
    fc.assert(
      fc.property(anyFailing, (input) => {
        const { record } = runLiteral(input)
        if (record.runsOn !== 'source') {
          expect(record.failure === undefined || record.failure === 'vm-lost').toBe(true)
          return
        }
        // What is left while it copies has not failed: the copy is still there.
        if (isUnending(record.failure)) return
        failed++
        const recording = createRecording(record)
        const { layout, end, workload, clocks } = record
        const sample = recording.sampleAt(end)
        expect(sample).toMatchObject({ runsOn: 'source', memoryAtDestination: false })
        for (const [region, dot] of dotsOf(recording, end, layout.regionPages).entries()) {
          const inUse = layout.inUse[region]! > 0
          expect((dot & 255) !== CELL.notInUse).toBe(inUse)
          expect((dot >>> 8) & 255).toBe(CELL.notInUse)
        }
        const cleanup = record.phases.at(-1)!
        const length = (cleanup.end - cleanup.start) / SECOND
        for (const clock of clocks) {
          const at = (time: number) => guestSecondsAt(clock, workload.classes, time)
          expect(at(cleanup.end) - at(cleanup.start)).toBeCloseTo(length, 6)
        }
      }),
      runs(70),
    )
    expect(failed).toBeGreaterThan(40)
  })
})
