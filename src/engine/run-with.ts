/** Runs one migration from request to cleanup; `run.ts` is its usual door. */
import type { FitCurve } from './guest/dirty-curve.ts'
import { pagesInUse, type Workload } from './guest/workload.ts'
import { layOutRun, type LaidOutRun } from './timeline/lay-out-run.ts'
import { createAnalyticModel } from './memory/analytic-model.ts'
import type { DirtyModel } from './memory/dirty-model.ts'
import { createLayout, type MemoryLayout } from './memory/layout.ts'
import type { CreateLiteralModel } from './memory/literal-model.ts'
import type { Generation } from './migration/generation.ts'
import { createJournal } from './migration/journal.ts'
import { migrate } from './migration/migrate.ts'
import type { OtherCopiers } from './migration/policies.ts'
import type { Schedule } from './migration/schedule.ts'
import { hashRun } from './run-hash.ts'
import type { RunRecord } from './run-record.ts'
import type { RunInput, Scenario } from './scenario/scenario.ts'
import { effectsOf } from './timeline/effects.ts'
import { MIB, MICROSECOND, PAGE_BYTES, PAGES_PER_GIB, SECOND } from './units.ts'
import { NEARLY, REGION_WORK, type Progress, type Slices } from './work.ts'

/** What not every thread needs, and its code with it; asking for what was left out throws. */
export interface RunParts {
  /** The model that executes every write. */
  readonly literal?: CreateLiteralModel | undefined
  /** What fits a measured dirty curve. */
  readonly fitCurve?: FitCurve | undefined
  /** The hypervisors beside vMotion. */
  readonly others?: OtherCopiers | undefined
  /**
   * What the run will take (`foresight/`), asked for until it answers: its code may still be on its way. Until then
   * `foreseen` is Infinity.
   */
  readonly foresee?: ((run: LaidOutRun) => number | undefined) | undefined
  /** False: what never ends goes on until a bound of ours. Laws hold what is recognised against such runs. */
  readonly recognisesUnending?: boolean
}

/**
 * The run, cut into slices: the caller may pause at each `yield`, which says how far it has come. A slice takes a few
 * milliseconds. The scenario must be valid (see `validate.ts`). `onModel` gets the dirty model before it runs: tests ask the
 * `literal` one whether every page arrived.
 */
export function* startRunWith(
  parts: RunParts,
  input: RunInput,
  onModel?: (model: DirtyModel) => void,
): Generator<Progress, RunRecord> {
  const laidOut = layOutRun(input, parts.fitCurve)
  let expected: number | undefined
  let model: DirtyModel | undefined
  let done = 0
  const progress = (): Progress => ({
    done,
    foreseen: Math.max((expected ??= parts.foresee?.(laidOut)) ?? Infinity, done / NEARLY),
    at: model?.clocks[0].segments.at(-1)?.end ?? 0,
  })
  yield progress()
  const slices = runInSlices(parts, laidOut, (created) => {
    model = created
    onModel?.(created)
  })
  for (;;) {
    const step = slices.next()
    if (step.done === true) {
      yield { done, foreseen: done, at: step.value.end }
      return step.value
    }
    done += step.value
    yield progress()
  }
}

function* runInSlices(
  { literal, others, recognisesUnending }: RunParts,
  { input, generation, schedule, workload }: LaidOutRun,
  onModel: (model: DirtyModel) => void,
): Slices<RunRecord> {
  const { scenario, seed } = input
  const layout = layoutOf(scenario, generation, workload)
  yield layout.regions * REGION_WORK
  const model = modelOf({ literal, others }, input, generation, schedule, workload, layout)
  onModel(model)
  const { bandwidth } = schedule.conditions[0]!
  const journal = createJournal()
  const context = {
    input,
    scenario,
    seed,
    generation,
    bandwidth,
    schedule,
    workload,
    layout,
    model,
    journal,
  }
  const { copyFrom, forcedAt, ...migrated } = yield* migrate(context, others, recognisesUnending)
  const failedAt = journal.facts.find(({ kind }) => kind === 'migration-failed')?.at
  const frameBufferFrom = journal.frameBuffer[0]?.start
  const moments = { copyFrom, frameBufferFrom, forcedAt, failedAt }
  const outside = effectsOf(schedule, { ...migrated, ...moments })
  const record = {
    input,
    effects: outside.effects,
    layout,
    workload,
    bandwidth,
    wires: schedule.conditions.map(({ from, bandwidth }) => ({ from, bandwidth })),
    // An intervention comes before what follows from it. Parts of the stun overlap, so facts are not in order yet.
    // The VM is announced after the end of the migration too.
    facts: [...outside.facts, ...journal.facts]
      .filter(({ at }) => at <= migrated.end)
      .sort((a, b) => a.at - b.at),
    phases: journal.phases,
    stunParts: journal.stunParts,
    frameBuffer: journal.frameBuffer,
    clocks: model.clocks,
    ...migrated,
  }
  return { ...record, runHash: yield* hashRun(record) }
}

function layoutOf(scenario: Scenario, { family }: Generation, { classes }: Workload): MemoryLayout {
  return createLayout(
    Math.round(scenario['vm.memory'] * PAGES_PER_GIB),
    pagesInUse(scenario),
    scenario['vm.zeroPages'] / 100,
    classes,
    (scenario['workload.start'] * MIB) / PAGE_BYTES,
    family === 'other',
    scenario.model === 'fluid',
  )
}

/** What breaking up a large mapping adds to the first fire in it: 10 µs where a fire is 3 µs (inferred, facts 3.3). */
const SPLIT_COST = 10 / 3

function modelOf(
  { literal: createLiteral, others }: RunParts,
  { scenario, seed }: RunInput,
  { tracedMappingPages: mappingPages }: Generation,
  { paces }: Schedule,
  workload: Workload,
  layout: MemoryLayout,
): DirtyModel {
  const fireSeconds = (scenario['hosts.pageFireCost'] * MICROSECOND) / SECOND
  const costs = { fireSeconds, splitSeconds: fireSeconds * SPLIT_COST, mappingPages }
  if (scenario.model !== 'literal')
    return createAnalyticModel(
      layout,
      workload,
      costs,
      seed,
      scenario.model === 'fluid',
      paces,
      others?.walks,
    )
  if (createLiteral === undefined) throw new Error('model: literal is not to be had here')
  return createLiteral(layout, workload, costs, seed, paces)
}
