// What a run is foreseen to take against what it counts, and the progress between.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { presetScenario } from '../../../src/catalogue/presets.ts'
import { foreseeCost, foreseePieces } from '../../../src/engine/foresight/foresee-cost.ts'
import type { RunRecord } from '../../../src/engine/run-record.ts'
import { startRun } from '../../../src/engine/run.ts'
import type { RunInput, Scenario } from '../../../src/engine/scenario/scenario.ts'
import { clampScenario } from '../../../src/engine/scenario/validate.ts'
import { steadily, toEnd, type Progress } from '../../../src/engine/work.ts'
import { runs } from '../../properties.ts'
import { inputOf, smallRun } from '../arbitrary-scenario.ts'
import { runOnce } from '../run-once.ts'

interface Told {
  readonly record: RunRecord
  readonly told: readonly Progress[]
}

function tell(input: RunInput): Told {
  const told: Progress[] = []
  const run = startRun(input)
  for (;;) {
    const step = run.next()
    if (step.done === true) return { record: step.value, told }
    told.push(step.value)
  }
}

const counted = (input: RunInput) => tell(input).told.at(-1)!.done

describe('the progress of a run', () => {
  it('never falls, begins with what was foreseen, and ends with all done at the end of the run', () => {
    fc.assert(
      fc.property(smallRun('sampled', 'fluid', 'literal'), (input) => {
        const { record, told } = tell(input)
        expect(told[0]).toEqual({ done: 0, foreseen: foreseeCost(input), at: 0 })
        for (const [index, { done, foreseen, at }] of told.entries()) {
          const before = told[index - 1] ?? { done: 0, foreseen: 1, at: 0 }
          expect(done).toBeGreaterThanOrEqual(before.done)
          expect(at).toBeGreaterThanOrEqual(before.at)
          // But for what dividing rounds away.
          expect(done / foreseen).toBeGreaterThan(before.done / before.foreseen - 1e-12)
          expect(Number.isFinite(foreseen) && foreseen >= done).toBe(true)
        }
        const last = told.at(-1)!
        expect(last).toEqual({ done: last.done, foreseen: last.done, at: record.end })
      }),
      runs(60),
    )
  })

  it('does not say that it is done before it is', () => {
    const { told } = tell(inputOf({ 'vm.memory': 4 }))
    expect(told.slice(0, -1).every(({ done, foreseen }) => done < foreseen)).toBe(true)
  })

  it('of several runs that take turns is that of each, and their hashes are what they are alone', () => {
    fc.assert(
      fc.property(
        fc.array(smallRun('sampled', 'literal'), { minLength: 2, maxLength: 3 }),
        (all) => {
          const alone = all.map((input) => toEnd(startRun(input)).runHash)
          const together = all.map((input) => startRun(input))
          const hashes = all.map(() => '')
          while (hashes.includes(''))
            for (const [index, run] of together.entries()) {
              if (hashes[index] !== '') continue
              const step = run.next()
              if (step.done === true) hashes[index] = step.value.runHash
            }
          expect(hashes).toEqual(alone)
        },
      ),
      runs(15),
    )
  })
})

describe('what a run is foreseen to take', () => {
  const preset = (id: Parameters<typeof presetScenario>[0], values: Partial<Scenario> = {}) => ({
    scenario: clampScenario({ ...presetScenario(id), ...values }).scenario,
    seed: 1,
  })

  // All that takes long has a loop of its own: each is counted where it is most of the work.
  it.each<[what: string, input: RunInput]>([
    ['the default', preset('default')],
    ['SDPS, which looks every 100 ms', preset('memtest')],
    ['a copy of hours that SDPS slows', preset('memtest', { 'network.speed': '1' })],
    ['24 TiB', preset('monster-24tib')],
    ['passes that never end', preset('default', { generation: 'SIMGRID', 'network.speed': '1' })],
    ['page-in', preset('memtest', { generation: '4.1' })],
    ['QEMU', preset('default', { generation: 'QEMU7.2' })],
    [
      'QEMU, windows with zero pages',
      preset('default', { generation: 'QEMU7.2', 'vm.zeroPages': 60, 'vm.memory': 128 }),
    ],
    ['QEMU, post-copy', preset('default', { generation: 'QEMU7.2', 'qemu.postcopyAfter': 20 })],
    ['Xen, page by page', preset('default', { generation: 'XEN2005' })],
    ['Xen, 512 GiB', preset('default', { generation: 'XEN2005', 'vm.memory': 512 })],
    ['every write', preset('default', { model: 'literal', 'vm.memory': 2 })],
    [
      'every write, and nothing is written',
      preset('default', { model: 'literal', 'vm.memory': 2, 'workload.writeRate': 0 }),
    ],
    ['what is refused', preset('default', { failure: 'evc-mismatch' })],
    ['a host that never answers', preset('default', { failure: 'no-vmotion-network' })],
    [
      'what is cancelled on the way',
      { ...preset('default'), interventions: [{ kind: 'cancel', at: 20e9 }] },
    ],
  ])('%s: within a factor of three', (_, input) => {
    const ratio = foreseeCost(input) / counted(input)
    expect(ratio).toBeGreaterThan(1 / 3)
    expect(ratio).toBeLessThan(3)
  })

  it('is within a factor of four in nine of ten runs of any kind', () => {
    const inputs = fc.sample(smallRun('sampled', 'fluid', 'literal'), 150)
    const near = inputs.filter((input) => {
      const ratio = foreseeCost(input) / counted(input)
      return ratio > 1 / 4 && ratio < 4
    })
    expect(near.length / inputs.length).toBeGreaterThanOrEqual(0.9)
  })
})

describe('the pieces of the clock that a run is foreseen to have', () => {
  it('are within a factor of four in nine of ten runs of any kind', () => {
    const inputs = fc.sample(smallRun('sampled', 'fluid', 'literal'), 100)
    const near = inputs.filter((input) => {
      const ratio = foreseePieces(input).pieces / runOnce(input).clocks[0].segments.length
      return ratio > 1 / 4 && ratio < 4
    })
    expect(near.length / inputs.length).toBeGreaterThanOrEqual(0.9)
  })
})

describe('the progress of several parts', () => {
  it.each([
    [
      'as foreseen',
      [
        [0, 100],
        [50, 100],
        [100, 100],
      ],
      [0, 0.5, 0.99],
    ],
    [
      'it turns out to be more',
      [
        [50, 100],
        [60, 200],
        [150, 200],
      ],
      [0.5, 0.5, 0.75],
    ],
    [
      'nothing is known',
      [
        [0, 0],
        [10, 0],
      ],
      [0, 0.99],
    ],
  ] as const)('%s: the share never falls, and is not whole', (_, steps, shares) => {
    const progress = steadily()
    const told = steps.map(([done, foreseen]) => progress(done, foreseen, 0))
    for (const [index, { done, foreseen }] of told.entries())
      expect(done / foreseen).toBeCloseTo(shares[index]!, 12)
  })
})
