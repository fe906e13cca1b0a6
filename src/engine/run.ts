/** Runs one migration from request to cleanup. The only place where policy ids become mechanisms. */
import { createWorkload, pagesInUse } from './guest/workload.ts'
import { GENERATIONS } from './generations/list.ts'
import { createAnalyticModel } from './memory/analytic-model.ts'
import type { DirtyModel } from './memory/dirty-model.ts'
import { createLayout } from './memory/layout.ts'
import type { PassTable } from './memory/pass-table.ts'
import { createLiteralModel } from './memory/literal-model.ts'
import type { MigrationContext } from './migration/context.ts'
import { createJournal } from './migration/journal.ts'
import { preCopy, type PreCopyResult } from './migration/pre-copy.ts'
import { prepare } from './migration/prepare.ts'
import { cannotConnect, refusal, refuse } from './migration/checks.ts'
import { failOnSource, type Ending } from './migration/failure.ts'
import {
  connectionFails,
  faultOf,
  lowMemory,
  netTimeout,
  scheduleWith,
  stallReason,
  strikesInPreCopyOnly,
} from './migration/faults.ts'
import { switchOver } from './migration/switchover.ts'
import { installTraces } from './migration/trace-install.ts'
import { effectiveBandwidth } from './network/bandwidth.ts'
import { steadyRate } from './rate-schedule.ts'
import { hashRun } from './run-hash.ts'
import type { RunRecord } from './run-record.ts'
import type { RunInput } from './scenario/scenario.ts'
import { MICROSECOND, PAGES_PER_GIB, SECOND, type Nanoseconds } from './units.ts'

/** What breaking up a large mapping adds to the first fire in it: 10 µs where a fire is 3 µs (inferred, facts 3.3). */
const SPLIT_COST = 10 / 3

/**
 * The run, cut into slices: the caller may pause at each `yield`. The scenario must be valid (see `validate.ts`).
 * `onModel` gets the dirty model before it runs: tests ask the `literal` one whether every page arrived.
 */
export function* startRun(
  input: RunInput,
  onModel?: (model: DirtyModel) => void,
): Generator<undefined, RunRecord> {
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
  const fault = faultOf(scenario)
  const bandwidth = effectiveBandwidth(scenario, generation.network)
  const undisturbed = input.rates ?? steadyRate(bandwidth.bytesPerSecond)
  const fireSeconds = (scenario['hosts.pageFireCost'] * MICROSECOND) / SECOND
  const costs = {
    fireSeconds,
    splitSeconds: fireSeconds * SPLIT_COST,
    mappingPages: generation.tracedMappingPages,
  }
  const model: DirtyModel =
    scenario.model === 'literal'
      ? createLiteralModel(layout, workload, costs, input.seed)
      : createAnalyticModel(layout, workload, costs, input.seed, scenario.model === 'fluid')
  onModel?.(model)
  const context: MigrationContext = {
    scenario,
    generation,
    bandwidth,
    undisturbed,
    rates: scheduleWith(undisturbed, fault),
    fault,
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

type Moved = Ending & Pick<RunRecord, 'passes' | 'sdpsSince'>

/** From the checks to the cleanup, or to the failure that ends it. */
function* migrate(context: MigrationContext): Generator<undefined, Moved> {
  const { fault, journal } = context
  const never = { passes: [], sdpsSince: undefined }
  const refused = refusal(context)
  if (refused !== undefined) return { ...(yield* refuse(context, refused)), ...never }
  if (fault !== undefined && connectionFails(fault))
    return { ...(yield* cannotConnect(context)), ...never }
  const prepared = yield* prepare(context)
  const traced = yield* installTraces(context, prepared)
  const { passes, sdpsSince, outcome, end } = yield* preCopy(context, traced)
  // Memory and CPU of the destination matter while pages stream in; facts 6.2 knows both in pre-copy only.
  const spared = fault !== undefined && fault.at >= end && strikesInPreCopyOnly(fault)
  const rest = spared ? { ...context, fault: undefined, rates: context.undisturbed } : context
  const ending = yield* endAfterCopy(rest, passes[passes.length - 1]!, outcome, end)
  if (fault !== undefined && !spared && fault.at <= ending.end) {
    journal.facts.push({ kind: 'fault-injected', at: fault.at, fault: fault.name })
  }
  return { ...ending, passes, sdpsSince }
}

function* endAfterCopy(
  context: MigrationContext,
  last: PassTable,
  outcome: PreCopyResult['outcome'],
  end: Nanoseconds,
): Generator<undefined, Ending> {
  const { fault, scenario, journal } = context
  switch (outcome) {
    case 'switchover':
    case 'quick-resume':
      return yield* switchOver(context, last, end, outcome === 'quick-resume')
    case 'no-progress':
      return yield* failOnSource(context, end, 'lack-of-forward-progress')
    case 'stalled': {
      const timeout = netTimeout(scenario)
      journal.facts.push({ kind: 'wire-stalled', at: end - timeout, timeoutNanoseconds: timeout })
      if (fault?.name === 'destination-memory') journal.facts.push(...lowMemory(end, timeout))
      return yield* failOnSource(context, end, stallReason(fault))
    }
  }
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
