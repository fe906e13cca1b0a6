/** A migration in which nothing runs by itself, for the rules alone: its model writes down what is asked of it. */
import type { Generation } from '../../../src/engine/migration/generation.ts'
import { GENERATIONS } from '../../../src/engine/generations/list.ts'
import { createWorkload } from '../../../src/engine/guest/workload.ts'
import type { Counts, Walk } from '../../../src/engine/memory/pass-table.ts'
import type { DirtyModel, ToSend } from '../../../src/engine/memory/dirty-model.ts'
import { createLayout, type MemoryLayout } from '../../../src/engine/memory/layout.ts'
import type { MigrationContext } from '../../../src/engine/migration/context.ts'
import type { Conditions, Schedule } from '../../../src/engine/migration/schedule.ts'
import { createJournal } from '../../../src/engine/migration/journal.ts'
import type { PassResult } from '../../../src/engine/migration/pass-result.ts'
import { createWalk } from '../../../src/engine/migration/walk.ts'
import { effectiveBandwidth, type Bandwidth } from '../../../src/engine/network/bandwidth.ts'
import { steadyRate, type RateSchedule } from '../../../src/engine/rate-schedule.ts'
import { DEFAULT_SCENARIO, type Scenario } from '../../../src/engine/scenario/scenario.ts'
import { MILLISECOND, PAGE_BYTES, SECOND, type Nanoseconds } from '../../../src/engine/units.ts'

/** A page a millisecond: then pages left are milliseconds to send. */
export const PAGE_A_MILLISECOND = PAGE_BYTES * 1000
export const MS = MILLISECOND
export const S = SECOND

/** What reaches the other host from each moment on, as a share of a page a millisecond. */
export const wire = (...steps: (readonly [milliseconds: number, share: number])[]): RateSchedule =>
  steps.map(([from, share]) => ({ from: from * MS, bytesPerSecond: share * PAGE_A_MILLISECOND }))

export const scenarioOf = (values: Partial<Scenario> = {}): Scenario => ({
  ...DEFAULT_SCENARIO,
  ...values,
})

/** Pass 0 of a second, at a page a millisecond. */
export const resultOf = (values: Partial<PassResult> = {}): PassResult => ({
  pass: 0,
  pagesSent: 1000,
  pagesZero: 0,
  pagesDirtied: 100,
  pagesLeft: 100,
  seconds: 1,
  bytesPerSecond: PAGE_A_MILLISECOND,
  ...values,
})

/** Runs what is cut into slices to its end. */
export function drain<T>(slices: Generator<unknown, T>): T {
  for (;;) {
    const step = slices.next()
    if (step.done === true) return step.value
  }
}

/** What a rule asked the model to do: the name and the arguments, in order. */
type Call = readonly [name: string, ...given: readonly unknown[]]

/** A model that only writes down. `fires`: what `runTraced` says by a moment; `faults`: what `runPageIn` says. */
function recordingModel(
  calls: Call[],
  fires: (until: number) => number = () => 0,
  faults: (until: number) => number = () => 0,
): DirtyModel {
  const never = (): never => {
    throw new Error('not expected of this rule')
  }
  return {
    clocks: [
      { group: 0, segments: [] },
      { group: 1, segments: [] },
    ],
    *runUntraced(...given) {
      calls.push(['untraced', ...given])
      yield 1
    },
    beginPass: (...given) => calls.push(['begin', ...given]),
    *runTraced(...given) {
      calls.push(['traced', ...given])
      yield 1
      return fires(given[0])
    },
    foresee: never,
    firesAtLeast: () => [0],
    endPass: never,
    passBy: never,
    walked: () => undefined,
    reread: never,
    sendLastPages: (...given) => calls.push(['last-pages', ...given]),
    beginPageIn: (walk) => calls.push(['begin-page-in', walk.start]),
    *runPageIn(until, push, faultSeconds) {
      calls.push(['page-in', until, push.end, faultSeconds])
      yield 1
      return faults(until)
    },
  }
}

export interface Stage {
  readonly context: MigrationContext
  readonly calls: Call[]
}

export interface Staged {
  /** What the wire carries, and the destination takes; a step of it is known from its time on. */
  readonly rates?: RateSchedule
  readonly destinationDies?: Nanoseconds
  readonly ownFailure?: Schedule['ownFailure']
  /** Conditions without a wire: what is known of the rates by then. */
  readonly scheduled?: Partial<Omit<Schedule, 'conditions'>> & {
    readonly conditions?: readonly (Omit<Conditions, 'wire'> & Partial<Conditions>)[]
  }
  readonly input?: MigrationContext['input']
  readonly bandwidth?: Bandwidth
  readonly layout?: MemoryLayout
  readonly generated?: Partial<Generation>
  /** See `recordingModel`. */
  readonly fires?: (until: number) => number
  readonly faults?: (until: number) => number
}

/** A migration over a steady wire; whatever differs is in `more`. */
export function stageOf(values: Partial<Scenario> = {}, more: Staged = {}): Stage {
  const scenario = scenarioOf({ 'vm.memory': 0.0625, 'workload.workingSet': 0.03125, ...values })
  const generation = { ...GENERATIONS[scenario.generation], ...more.generated }
  const bandwidth = more.bandwidth ?? effectiveBandwidth(scenario, generation.network)
  const rates = more.rates ?? steadyRate(bandwidth.bytesPerSecond)
  const workload = createWorkload(scenario)
  const calls: Call[] = []
  const context: MigrationContext = {
    input: more.input ?? { scenario, seed: 1 },
    scenario,
    seed: 1,
    generation,
    bandwidth,
    schedule: {
      interventions: [],
      wire: rates,
      rates,
      paces: [],
      cancels: [],
      switchOvers: [],
      sourceDies: Infinity,
      destinationDies: more.destinationDies ?? Infinity,
      orphaned: undefined,
      ownFailure: more.ownFailure,
      ...more.scheduled,
      conditions:
        more.scheduled?.conditions?.map((each) => ({
          wire: rates.filter(({ from }) => from <= each.from),
          ...each,
        })) ?? conditionsOf(rates, scenario, bandwidth),
    },
    workload,
    layout: more.layout ?? createLayout(16384, 16384, 0, workload.classes),
    model: recordingModel(calls, more.fires, more.faults),
    journal: createJournal(),
  }
  return { context, calls }
}

/** The dials of a scenario from each step of the rates on: nothing of the wire is known before its time. */
function conditionsOf(rates: RateSchedule, scenario: Scenario, bandwidth: Bandwidth): Conditions[] {
  return rates.map(({ from }, index) => ({
    from: index === 0 ? 0 : from,
    scenario,
    bandwidth,
    wire: rates.slice(0, index + 1),
  }))
}

/** Pages by region as they are due, all of the background's class. */
export function dueOf(pages: Counts, zero?: Counts): ToSend {
  const sum = (counts: Counts) => Array.from(counts).reduce((all, count) => all + count, 0)
  const total = sum(pages)
  const zeroTotal = zero === undefined ? 0 : sum(zero)
  return { pages, zero, origin: undefined, total, zeroTotal }
}

/** A walk over some regions without a barrier: a page of 4 KiB, page by page. */
export function walkOf(
  pages: readonly number[],
  rates: RateSchedule = steadyRate(PAGE_A_MILLISECOND),
  more: Partial<Parameters<typeof createWalk>[5]> & { start?: number; zero?: number[] } = {},
): Walk {
  const { start = 0, zero, ...shape } = more
  return createWalk(
    start,
    Uint32Array.from(pages),
    zero && Uint32Array.from(zero),
    rates,
    scenarioOf(),
    {
      pageBytes: PAGE_BYTES,
      zeroWireBytes: 0,
      zeroSeconds: 0,
      barrier: false,
      batchPages: 1,
      ...shape,
    },
  )
}
