/** Switchover: the stun, the maximum switchover time, page-in where the generation resumes early, announce and cleanup. */
import type { FailureReason, Host } from '../facts.ts'
import type { PassTable, Walk } from '../memory/pass-table.ts'
import { MICROSECOND, PAGE_BYTES, SECOND, nanosecondsFromSeconds, type Nanoseconds } from '../units.ts'
import type { MigrationContext } from './context.ts'
import { addPhase } from './journal.ts'
import { planStun, type StunPlan } from './stun.ts'
import { createWalk, walkTotals } from './walk.ts'

export interface SwitchoverResult {
  readonly end: Nanoseconds
  readonly runsOn: Host
  readonly failure: FailureReason | undefined
  /** The walk of the last pages, in the stun or in the page-in; undefined when it never began. */
  readonly lastWalk: Walk | undefined
  readonly lastWalkDuring: 'stun' | 'page-in'
  readonly remotePageFaults: number
}

/** Cleanup has no published duration: inferred, shown apart from the copy (facts 8.5a). */
const CLEANUP_SECONDS = 0.5
/** What a remote page fault costs beside round trip and transfer (inferred, facts 8.7). */
const FAULT_OVERHEAD_SECONDS = 50 * MICROSECOND / SECOND

export function* switchOver(
  context: MigrationContext,
  last: PassTable,
  start: Nanoseconds,
  quickResume: boolean,
): Generator<undefined, SwitchoverResult> {
  const { scenario, generation, bandwidth, layout, model, journal } = context
  const rate = bandwidth.bytesPerSecond
  const pagesLeft = last.row.pagesDirtied
  const plan = planStun(
    start,
    scenario,
    generation,
    layout.pages,
    pagesLeft,
    (pagesLeft * PAGE_BYTES) / rate,
    rate,
    quickResume || generation.resumeDuringPageIn,
  )
  journal.facts.push({ kind: 'stun-began', at: start, pagesLeft })
  const limit = start + scenario['vmotion.maxSwitchoverSeconds'] * SECOND
  const lastWalk =
    plan.lastPagesStart === undefined
      ? undefined
      : { ...createWalk(plan.lastPagesStart, last.fires, undefined, rate, scenario), end: endOf(plan, 'lastPages') }
  if (lastWalk !== undefined) model.sendLastPages(lastWalk)
  if (plan.end > limit) return yield* giveUp(context, plan, start, limit, lastWalk)
  yield* model.runUntraced(plan.end, 0, 0)
  journal.stunParts.push(...plan.parts)
  for (const { part, start: from, end } of plan.parts) {
    journal.facts.push({ kind: 'stun-part', at: end, part, nanoseconds: end - from, bytes: plan.bytes[part] })
  }
  addPhase(journal, 'switchover', start, plan.end)
  journal.facts.push(
    { kind: 'resumed', at: plan.end, host: 'destination', stunNanoseconds: plan.end - start },
    { kind: 'network-announced', at: plan.end },
  )
  const paged =
    plan.lastPagesStart === undefined
      ? yield* pageIn(context, last, plan.end)
      : { walk: lastWalk, faults: 0, end: plan.end, during: 'stun' as const }
  const end = paged.end + nanosecondsFromSeconds(CLEANUP_SECONDS)
  yield* model.runUntraced(end, 1, 1)
  addPhase(journal, 'cleanup', paged.end, end)
  journal.facts.push({ kind: 'migration-completed', at: end })
  return {
    end,
    runsOn: 'destination',
    failure: undefined,
    lastWalk: paged.walk,
    lastWalkDuring: paged.during,
    remotePageFaults: paged.faults,
  }
}

function endOf(plan: StunPlan, name: 'lastPages'): Nanoseconds {
  return plan.parts.find(({ part }) => part === name)!.end
}

/** The stun outlasts the limit: the migration fails and the VM runs on at the source, as it was (KB 314376). */
function* giveUp(
  context: MigrationContext,
  plan: StunPlan,
  start: Nanoseconds,
  limit: Nanoseconds,
  lastWalk: Walk | undefined,
): Generator<undefined, SwitchoverResult> {
  const { model, journal } = context
  yield* model.runUntraced(limit, 0, 0)
  for (const part of plan.parts) {
    if (part.start < limit) journal.stunParts.push({ ...part, end: Math.min(part.end, limit) })
  }
  addPhase(journal, 'switchover', start, limit)
  journal.facts.push({ kind: 'resumed', at: limit, host: 'source', stunNanoseconds: limit - start })
  const end = yield* fail(context, limit, 'maximum-switchover-time')
  return {
    end,
    runsOn: 'source',
    failure: 'maximum-switchover-time',
    lastWalk,
    lastWalkDuring: 'stun',
    remotePageFaults: 0,
  }
}

/** What is known of a switchover that never began. */
export function failedBeforeStun(end: Nanoseconds, failure: FailureReason): SwitchoverResult {
  return { end, runsOn: 'source', failure, lastWalk: undefined, lastWalkDuring: 'stun', remotePageFaults: 0 }
}

/** Ends a migration that failed at `at`: the destination gives its memory back, the VM runs on at the source. */
export function* fail(
  { model, journal }: MigrationContext,
  at: Nanoseconds,
  reason: FailureReason,
): Generator<undefined, Nanoseconds> {
  const end = at + nanosecondsFromSeconds(CLEANUP_SECONDS)
  yield* model.runUntraced(end, 1, 1)
  journal.facts.push({ kind: 'migration-failed', at, reason })
  addPhase(journal, 'cleanup', at, end)
  return end
}

interface PageInResult {
  readonly walk: Walk
  readonly faults: number
  readonly end: Nanoseconds
  readonly during: 'page-in'
}

/** The VM runs at the destination; the rest is pushed, and touched missing pages are fetched first (facts 3.6, 8.7). */
function* pageIn(context: MigrationContext, last: PassTable, start: Nanoseconds): Generator<undefined, PageInResult> {
  const { scenario, bandwidth, model, journal } = context
  const walk = createWalk(start, last.fires, undefined, bandwidth.bytesPerSecond, scenario)
  const faultSeconds =
    scenario['network.rtt'] / 1000 + PAGE_BYTES / bandwidth.perStreamBytesPerSecond + FAULT_OVERHEAD_SECONDS
  const expected = yield* model.runPageIn(walk.end, last.classFires, faultSeconds)
  const faults = scenario.model === 'fluid' ? expected : Math.min(Math.round(expected), walkTotals(walk).pages)
  addPhase(journal, 'page-in', start, walk.end)
  journal.facts.push(
    { kind: 'page-in-began', at: start, pages: walkTotals(walk).pages },
    { kind: 'page-in-ended', at: walk.end, remotePageFaults: faults },
  )
  return { walk, faults, end: walk.end, during: 'page-in' }
}
