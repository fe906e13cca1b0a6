/** Runs one migration from request to cleanup. The only place where policy ids become mechanisms; `run.ts` is its usual door. */
import { withPaces } from './guest/pace-change.ts'
import { createWorkload, pagesInUse } from './guest/workload.ts'
import { GENERATIONS } from './generations/list.ts'
import { createAnalyticModel } from './memory/analytic-model.ts'
import type { DirtyModel } from './memory/dirty-model.ts'
import { createLayout } from './memory/layout.ts'
import type { CreateLiteralModel } from './memory/literal-model.ts'
import type { MigrationContext } from './migration/context.ts'
import type { Copier } from './migration/copier.ts'
import { copierOf, throttleOf, type OtherCopiers } from './migration/policies.ts'
import { createJournal } from './migration/journal.ts'
import { preCopy, type PreCopyResult } from './migration/pre-copy.ts'
import { prepare } from './migration/prepare.ts'
import { cannotConnect, connectionEnds, refusal, refuse } from './migration/checks.ts'
import { effectsOf } from './migration/effects.ts'
import { failOnSource, type Ending } from './migration/failure.ts'
import {
  faultOf,
  lowMemory,
  netTimeout,
  scheduleWith,
  stallReason,
  strikesInPreCopyOnly,
} from './migration/faults.ts'
import { interrupt } from './migration/interruption.ts'
import { switchOver } from './migration/switchover.ts'
import { layOut } from './migration/timeline.ts'
import { installTraces } from './migration/trace-install.ts'
import { hashRun } from './run-hash.ts'
import type { RunRecord } from './run-record.ts'
import type { RunInput } from './scenario/scenario.ts'
import { MIB, MICROSECOND, PAGE_BYTES, PAGES_PER_GIB, SECOND, type Nanoseconds } from './units.ts'

/** What breaking up a large mapping adds to the first fire in it: 10 µs where a fire is 3 µs (inferred, facts 3.3). */
const SPLIT_COST = 10 / 3

/** What not every thread needs, and its code with it; asking for what was left out throws. */
export interface RunParts {
  /** The model that executes every write. */
  readonly literal?: CreateLiteralModel | undefined
  /** The hypervisors beside vMotion. */
  readonly others?: OtherCopiers | undefined
}

/**
 * The run, cut into slices: the caller may pause at each `yield`. The scenario must be valid (see `validate.ts`).
 * `onModel` gets the dirty model before it runs: tests ask the `literal` one whether every page arrived.
 */
export function* startRunWith(
  { literal, others }: RunParts,
  input: RunInput,
  onModel?: (model: DirtyModel) => void,
): Generator<undefined, RunRecord> {
  const { scenario } = input
  const generation = GENERATIONS[scenario.generation]
  const fault = faultOf(scenario, generation.timing)
  const written = createWorkload(scenario)
  const cutAt = fault?.name === 'link-cut' ? fault.at : undefined
  const timeline = layOut(input, generation, written, cutAt)
  const workload = withPaces(written, timeline.paces)
  const layout = createLayout(
    Math.round(scenario['vm.memory'] * PAGES_PER_GIB),
    pagesInUse(scenario),
    scenario['vm.zeroPages'] / 100,
    workload.classes,
    (scenario['workload.start'] * MIB) / PAGE_BYTES,
    generation.family === 'other',
  )
  yield
  const { bandwidth } = timeline.conditions[0]!
  const fireSeconds = (scenario['hosts.pageFireCost'] * MICROSECOND) / SECOND
  const costs = {
    fireSeconds,
    splitSeconds: fireSeconds * SPLIT_COST,
    mappingPages: generation.tracedMappingPages,
  }
  const model: DirtyModel =
    scenario.model === 'literal'
      ? modelOf(literal)(layout, workload, costs, input.seed, timeline.paces)
      : createAnalyticModel(
          layout,
          workload,
          costs,
          input.seed,
          scenario.model === 'fluid',
          timeline.paces,
        )
  onModel?.(model)
  const context: MigrationContext = {
    input,
    scenario,
    seed: input.seed,
    generation,
    bandwidth,
    timeline,
    destinationDies: Math.min(
      timeline.destinationDies,
      fault?.name === 'destination-dies' ? fault.at : Infinity,
    ),
    undisturbed: timeline.rates,
    // A cable that a failure cuts may be put in again; the timeline knows of both where there are interventions.
    rates:
      cutAt !== undefined && timeline.plans.length > 0
        ? timeline.rates
        : scheduleWith(timeline.rates, fault),
    fault,
    workload,
    layout,
    model,
    journal: createJournal(),
  }
  const { forcedAt, copyFrom, ...moved } = yield* migrate(context, others)
  const { effects, facts } = effectsOf(timeline, {
    end: moved.end,
    copyFrom,
    switchedOverAt: forcedAt,
    cancelledAt: moved.failure === 'cancelled' ? failedAt(context) : undefined,
  })
  const record = {
    input,
    effects,
    layout,
    workload,
    bandwidth,
    wires: timeline.conditions.map(({ from, bandwidth }) => ({ from, bandwidth })),
    // What a person does comes before what follows from it. Parts of the stun overlap, so facts are not in order yet.
    facts: [...facts, ...context.journal.facts].sort((a, b) => a.at - b.at),
    phases: context.journal.phases,
    stunParts: context.journal.stunParts,
    clocks: model.clocks,
    ...moved,
  }
  yield
  return { ...record, runHash: hashRun(record) }
}

interface Moved extends Ending, Pick<RunRecord, 'passes' | 'sdpsSince'> {
  readonly copyFrom: Nanoseconds | undefined
  readonly forcedAt: Nanoseconds | undefined
}

function failedAt({ journal }: MigrationContext): Nanoseconds | undefined {
  return journal.facts.find(({ kind }) => kind === 'migration-failed')?.at
}

/** From the checks to the cleanup, or to the failure that ends it. */
function* migrate(
  context: MigrationContext,
  others: OtherCopiers | undefined,
): Generator<undefined, Moved> {
  const { fault, journal } = context
  const never = { passes: [], sdpsSince: undefined, copyFrom: undefined, forcedAt: undefined }
  const refused = refusal(context)
  if (refused !== undefined) return { ...(yield* refuse(context, refused)), ...never }
  const givenUp = connectionEnds(context)
  if (givenUp !== undefined) return { ...(yield* cannotConnect(context, givenUp)), ...never }
  const ready = yield* prepare(context)
  if ('ending' in ready) return { ...ready.ending, ...never }
  const install = yield* installTraces(context, ready.prepared)
  if ('ending' in install) return { ...install.ending, ...never }
  const copier = copierOf(context, others)
  const throttle = throttleOf(context, install.traced, others)
  const copied = yield* preCopy(context, copier, throttle, install.traced)
  const { passes, sdpsSince, end } = copied
  // Memory and CPU of the destination matter while pages stream in; facts 6.2 knows both in pre-copy only.
  const spared = fault !== undefined && fault.at >= end && strikesInPreCopyOnly(fault)
  const rest = spared ? { ...context, fault: undefined, rates: context.undisturbed } : context
  const ending = yield* endAfterCopy(rest, copier, copied)
  if (fault !== undefined && !spared && fault.at <= ending.end) {
    journal.facts.push({ kind: 'fault-injected', at: fault.at, fault: fault.name })
  }
  const forcedAt = copied.forced ? end : undefined
  return { ...ending, passes, sdpsSince, copyFrom: install.traced, forcedAt }
}

function* endAfterCopy(
  context: MigrationContext,
  copier: Copier,
  { passes, left, outcome, end, forced, interruption }: PreCopyResult,
): Generator<undefined, Ending> {
  const { fault, scenario, journal } = context
  switch (outcome) {
    case 'switchover':
    case 'quick-resume':
      return yield* switchOver(
        context,
        copier,
        passes[passes.length - 1]!,
        left,
        end,
        outcome === 'quick-resume',
        forced,
      )
    case 'interrupted':
      return yield* interrupt(context, interruption!)
    case 'no-progress':
      return yield* failOnSource(context, end, 'lack-of-forward-progress')
    case 'stalled': {
      const timeout = netTimeout(scenario)
      if (fault?.name === 'destination-memory') journal.facts.push(...lowMemory(end, timeout))
      return yield* failOnSource(context, end, stallReason(fault))
    }
  }
}

function modelOf(literal: CreateLiteralModel | undefined): CreateLiteralModel {
  if (literal === undefined) throw new Error('model: literal is not to be had here')
  return literal
}
