/** Schedules written by hand, for tables of decisions. */
import { takenOf, type OwnFailure, type Schedule } from '../../../src/engine/migration/schedule.ts'
import { effectiveBandwidth } from '../../../src/engine/network/bandwidth.ts'
import { GENERATIONS } from '../../../src/engine/generations/list.ts'
import { steadyRate, type RateSchedule } from '../../../src/engine/rate-schedule.ts'
import { DEFAULT_SCENARIO } from '../../../src/engine/scenario/scenario.ts'

interface Given extends Partial<Omit<Schedule, 'conditions' | 'wire' | 'rates'>> {
  /** The wire as it is known from a moment on, ascending. */
  readonly wires?: readonly (readonly [from: number, wire: RateSchedule])[]
  readonly ownFailure?: OwnFailure
}

/** A schedule of the default scenario in which nothing happens but what is given. */
export function scheduleOf({ wires = [[0, steadyRate(1)]], ...given }: Given = {}): Schedule {
  const bandwidth = effectiveBandwidth(
    DEFAULT_SCENARIO,
    GENERATIONS[DEFAULT_SCENARIO.generation].network,
  )
  const wire = wires.at(-1)![1]
  return {
    interventions: [],
    conditions: wires.map(([from, known]) => ({
      from,
      scenario: DEFAULT_SCENARIO,
      bandwidth,
      wire: known,
    })),
    wire,
    rates: takenOf(wire, given.ownFailure),
    paces: [],
    cancels: [],
    switchOvers: [],
    sourceDies: Infinity,
    destinationDies: Infinity,
    orphaned: undefined,
    ownFailure: undefined,
    ...given,
  }
}
