/** What a sweep will take, before it runs: of many scenarios only some are looked at, since a look takes up to milliseconds. */
import { availableParallelism } from 'node:os'
import { foreseeCost } from '../engine/foresight/foresee-cost.ts'
import type { RunInput } from '../engine/scenario/scenario.ts'
import type { Progress } from '../engine/work.ts'

/** At most so many scenarios are looked at, one of each of as many parts of the sweep. */
export const MAX_LOOKS = 512
/** Where in its part it is: spread evenly, in step with no axis. */
const GOLDEN = 0.618034
/** Below this, of scenarios or of work, a thread costs more than it saves. */
const WORTH_A_THREAD = 32
const WORTH_ALL_THREADS = 4e6

export interface SweepCost {
  /** Of each scenario, in the unit of `engine/work.ts`. */
  readonly costs: readonly number[]
  readonly work: number
  readonly threads: number
}

/** In looks; at the end the cost of each scenario, and on how many threads it is worth to run them. */
export function* foreseeSweep(
  inputs: readonly RunInput[],
  processors = availableParallelism(),
): Generator<Progress, SweepCost> {
  const looks = Math.min(MAX_LOOKS, inputs.length)
  const costs: number[] = []
  for (let look = 0; look < looks; look++) {
    const end = Math.floor(((look + 1) * inputs.length) / looks)
    const place = Math.floor((end - costs.length) * ((look * GOLDEN) % 1))
    const cost = foreseeCost(inputs[costs.length + place]!)
    while (costs.length < end) costs.push(cost)
    yield { done: look + 1, foreseen: looks, at: 0 }
  }
  const work = costs.reduce((sum, cost) => sum + cost, 0)
  const worth =
    work > WORTH_ALL_THREADS ? inputs.length : Math.floor(inputs.length / WORTH_A_THREAD)
  return { costs, work, threads: Math.max(1, Math.min(processors, worth)) }
}
