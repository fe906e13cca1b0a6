/** Runs one migration from request to cleanup. The only place where policy ids become mechanisms. */
import { createWorkload, pagesInUse } from './guest/workload.ts'
import { GENERATIONS } from './generations/list.ts'
import { createAnalyticModel } from './memory/analytic-model.ts'
import type { DirtyModel } from './memory/dirty-model.ts'
import { createLayout } from './memory/layout.ts'
import type { MigrationContext } from './migration/context.ts'
import { createJournal } from './migration/journal.ts'
import { preCopy } from './migration/pre-copy.ts'
import { prepare } from './migration/prepare.ts'
import { refusal, refuse } from './migration/checks.ts'
import { fail, failedBeforeStun, switchOver, type SwitchoverResult } from './migration/switchover.ts'
import { installTraces } from './migration/trace-install.ts'
import { effectiveBandwidth } from './network/bandwidth.ts'
import { hashRun } from './run-hash.ts'
import type { RunRecord } from './run-record.ts'
import type { RunInput } from './scenario/scenario.ts'
import { MICROSECOND, PAGES_PER_GIB, SECOND } from './units.ts'

/** What breaking up a large mapping adds to the first fire in it: 10 µs where a fire is 3 µs (inferred, facts 3.3). */
const SPLIT_COST = 10 / 3

/** The run, cut into slices: the caller may pause at each `yield`. The scenario must be valid (see `validate.ts`). */
export function* startRun(input: RunInput): Generator<undefined, RunRecord> {
  const { scenario } = input
  const generation = GENERATIONS[scenario.generation]
  const workload = createWorkload(scenario)
  const layout = createLayout(
    Math.round(scenario['vm.memory'] * PAGES_PER_GIB),
    pagesInUse(scenario),
    scenario['vm.zeroPages'] / 100,
    workload.classes,
  )
  yield
  const bandwidth = effectiveBandwidth(scenario, generation.network)
  const fireSeconds = (scenario['hosts.pageFireCost'] * MICROSECOND) / SECOND
  const costs = {
    fireSeconds,
    splitSeconds: fireSeconds * SPLIT_COST,
    mappingPages: generation.tracedMappingPages,
  }
  const model: DirtyModel = createAnalyticModel(layout, workload, costs, input.seed, scenario.model === 'fluid')
  const context: MigrationContext = {
    scenario,
    generation,
    bandwidth,
    workload,
    layout,
    model,
    journal: createJournal(),
  }
  const moved = yield* migrate(context)
  // Parts of the stun overlap, so their ends are written down out of order.
  context.journal.facts.sort((a, b) => a.at - b.at)
  const record = {
    input,
    layout,
    workload,
    bandwidth,
    facts: context.journal.facts,
    phases: context.journal.phases,
    stunParts: context.journal.stunParts,
    clocks: model.clocks,
    ...moved,
  }
  yield
  return { ...record, runHash: hashRun(record) }
}

type Moved = SwitchoverResult & Pick<RunRecord, 'passes' | 'sdpsSince'>

/** From the checks to the cleanup, or to the failure that ends it. */
function* migrate(context: MigrationContext): Generator<undefined, Moved> {
  const refused = refusal(context)
  if (refused !== undefined) {
    return { ...(yield* refuse(context, refused)), passes: [], sdpsSince: undefined }
  }
  const prepared = yield* prepare(context)
  const traced = yield* installTraces(context, prepared)
  const copied = yield* preCopy(context, traced)
  const { passes, sdpsSince } = copied
  if (copied.switchover === undefined) {
    const failure = 'lack-of-forward-progress'
    return { ...failedBeforeStun(yield* fail(context, copied.end, failure), failure), passes, sdpsSince }
  }
  const last = passes[passes.length - 1]!
  const switched = yield* switchOver(context, last, copied.end, copied.switchover === 'quick-resume')
  return { ...switched, passes, sdpsSince }
}

/** The run in one go. */
export function runToEnd(input: RunInput): RunRecord {
  const run = startRun(input)
  for (;;) {
    const step = run.next()
    if (step.done === true) return step.value
  }
}

export { transferables } from './run-record.ts'
