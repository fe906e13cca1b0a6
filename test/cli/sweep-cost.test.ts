/** What a sweep is foreseen to take, and how its threads tell how far they are. */
import { describe, expect, it } from 'vitest'
import { Cancelled, type Io } from '../../src/cli/io.ts'
import { foreseeSweep, MAX_LOOKS } from '../../src/cli/sweep-cost.ts'
import { runChunk, runSweep } from '../../src/cli/sweep-row.ts'
import { foreseeCost } from '../../src/engine/foresight/foresee-cost.ts'
import { runToEnd } from '../../src/engine/run.ts'
import { DEFAULT_SCENARIO, type RunInput } from '../../src/engine/scenario/scenario.ts'
import { toEnd } from '../../src/engine/work.ts'

/** Of which each writes more than the one before, and each tenth is on a slower wire. */
const inputs = (count: number): readonly RunInput[] =>
  Array.from({ length: count }, (_, index) => ({
    scenario: {
      ...DEFAULT_SCENARIO,
      'vm.memory': 1,
      'workload.workingSet': 1,
      'workload.writeRate': (2000 * index) / count,
      'network.speed': index % 10 === 0 ? '1' : '10',
    },
    seed: 1,
  }))

const exact = (all: readonly RunInput[]) => all.map((input) => foreseeCost(input))
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

describe('the cost of a sweep', () => {
  it.each([0, 1, 7, MAX_LOOKS])('is that of each scenario, of %i', (count) => {
    const all = inputs(count)
    const { costs, work } = toEnd(foreseeSweep(all, 2))
    expect(costs).toEqual(exact(all))
    expect(work).toBe(sum(costs))
  })

  it.each([MAX_LOOKS + 1, 3001])('is taken from some of %i', (count) => {
    const all = inputs(count)
    let looks = 0
    const slices = foreseeSweep(all, 2)
    let step = slices.next()
    for (; step.done !== true; step = slices.next()) looks++
    expect(looks).toBe(MAX_LOOKS)
    expect(step.value.costs).toHaveLength(count)
    expect(step.value.work / sum(exact(all))).toBeGreaterThan(0.8)
    expect(step.value.work / sum(exact(all))).toBeLessThan(1.25)
  })

  it.each([
    [10, 8, 1],
    [64, 8, 2],
    [64, 1, 1],
  ])('is worth threads where there is enough to do: %i on %i', (count, processors, threads) => {
    expect(toEnd(foreseeSweep(inputs(count), processors)).threads).toBe(threads)
  })
})

describe('a thread of a sweep', () => {
  it('tells how far it is within each run, in what was foreseen of all of them', () => {
    const all = inputs(4)
    const costs = [10, 20, 30, 40]
    const told: number[] = []
    const { first, results } = runChunk({ first: 5, inputs: all, costs }, (done) => {
      told.push(done)
    })
    expect(first).toBe(5)
    expect(results.map(({ runHash }) => runHash)).toEqual(
      all.map((input) => runToEnd(input).runHash),
    )
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect(told.at(-1)).toBeLessThanOrEqual(100)
    for (const [low, high] of [
      [0, 10],
      [10, 30],
      [30, 60],
      [60, 100],
    ] as const)
      expect(told.some((done) => done > low && done < high)).toBe(true)
  })

  it('is heard while its first run goes on, and an interrupt ends it', async () => {
    const scenario = {
      ...DEFAULT_SCENARIO,
      model: 'literal',
      generation: 'QEMU7.2',
      'vm.memory': 4,
      'workload.workingSet': 4,
      'workload.writeRate': 7000,
      'network.speed': '1',
    } as const
    const long = [1, 2].map((seed): RunInput => ({ scenario, seed }))
    const cost = toEnd(foreseeSweep(long, 2))
    expect(cost.threads).toBe(2)
    const controller = new AbortController()
    let err = ''
    let time = 0
    const io: Io = {
      out: () => Promise.resolve(true),
      err(text) {
        err += text
        if (/ [1-9]\d* % done/.test(text)) controller.abort()
      },
      open: () => undefined,
      errIsTerminal: true,
      now: () => (time += 1000),
      turn: () => Promise.resolve(),
      wait: () => Promise.resolve(),
      signal: controller.signal,
    }
    await expect(runSweep(io, long, cost)).rejects.toThrow(Cancelled)
    // Neither run is through: half would be done.
    expect(Number(/ ([1-9]\d*) % done/.exec(err)?.[1])).toBeLessThan(50)
  })
})
