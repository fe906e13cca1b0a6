/** Switchover: the stun, the maximum switchover time, page-in where the VM resumes early, announce and cleanup. */
import type { FailureReason } from '../facts.ts'
import type { PassTable, Walk } from '../memory/pass-table.ts'
import { lostAfter, rateAt, steadyRate, type RateSchedule } from '../rate-schedule.ts'
import { SECOND, type Nanoseconds } from '../units.ts'
import type { MigrationContext } from './context.ts'
import { failOnSource, type Ending } from './failure.ts'
import { netTimeout, stallReason } from './faults.ts'
import { addPhase } from './journal.ts'
import { pageIn } from './page-in.ts'
import { CLEANUP } from './phase-times.ts'
import { planStun, type StunPlan } from './stun.ts'
import { createWalk, cutShort } from './walk.ts'

/** `quickResume`: pre-copy did not converge and the rest is paged in (4.1). */
export function* switchOver(
  context: MigrationContext,
  last: PassTable,
  start: Nanoseconds,
  quickResume: boolean,
): Generator<undefined, Ending> {
  const { scenario, generation, rates, layout, model, journal } = context
  const pagesLeft = last.row.pagesDirtied
  const plan = planStun(start, scenario, generation, {
    pages: layout.pages,
    rates: wireThatHolds(rates, start, last.row.bytesPerSecond),
    pagesLeft,
    lastPagesAfterResume: quickResume || generation.resumeDuringPageIn,
  })
  journal.facts.push({ kind: 'stun-began', at: start, pagesLeft })
  const lastWalk =
    plan.lastPages === undefined
      ? undefined
      : {
          ...createWalk(plan.lastPages.start, last.fires, undefined, rates, scenario),
          end: plan.lastPages.end,
        }
  const limit = start + scenario['vmotion.maxSwitchoverSeconds'] * SECOND
  const lost = lostAfter(rates, start, Math.min(plan.end, limit), netTimeout(scenario))
  if (lost < Infinity && lost <= limit)
    return yield* giveUp(context, plan, start, lost, lastWalk, stallReason(context.fault))
  if (plan.end > limit)
    return yield* giveUp(context, plan, start, limit, lastWalk, 'maximum-switchover-time')
  if (lastWalk !== undefined) model.sendLastPages(lastWalk)
  yield* model.runUntraced(plan.end, 0, 0)
  journal.stunParts.push(...plan.parts)
  for (const { part, start: from, end } of plan.parts) {
    journal.facts.push({
      kind: 'stun-part',
      at: end,
      part,
      nanoseconds: end - from,
      bytes: plan.bytes[part],
    })
  }
  addPhase(journal, 'switchover', start, plan.end)
  journal.facts.push(
    { kind: 'resumed', at: plan.end, host: 'destination', stunNanoseconds: plan.end - start },
    { kind: 'network-announced', at: plan.end },
  )
  if (lastWalk === undefined) return yield* pageIn(context, last, plan.end)
  return yield* cleanUp(context, plan.end, lastWalk)
}

/** How the stun is planned: nobody foresees a cut, and after one the rate of the last pass is all that is known. */
function wireThatHolds(rates: RateSchedule, start: Nanoseconds, lastRate: number): RateSchedule {
  if (rateAt(rates, start) === 0) return steadyRate(lastRate)
  return rates.filter(({ bytesPerSecond }) => bytesPerSecond > 0)
}

/** Everything is at the destination: source memory is freed. A destination that dies now takes the VM with it. */
function* cleanUp(
  context: MigrationContext,
  start: Nanoseconds,
  lastWalk: Walk,
): Generator<undefined, Ending> {
  const { model, journal, fault } = context
  const planned = start + CLEANUP
  const dies = fault?.name === 'destination-dies' && fault.at < planned
  const end = dies ? Math.max(start, fault.at) : planned
  yield* model.runUntraced(end, 1, 1)
  addPhase(journal, 'cleanup', start, end)
  journal.facts.push(
    dies
      ? { kind: 'migration-failed', at: end, reason: 'vm-lost' }
      : { kind: 'migration-completed', at: end },
  )
  return {
    end,
    runsOn: dies ? 'lost' : 'destination',
    failure: dies ? 'vm-lost' : undefined,
    lastWalk,
    lastWalkDuring: 'stun',
    remotePageFaults: 0,
  }
}

/** The stun is given up at `at`, by its limit or a dead wire: the VM runs on at the source, as it was (KB 314376). */
function* giveUp(
  context: MigrationContext,
  plan: StunPlan,
  start: Nanoseconds,
  at: Nanoseconds,
  lastWalk: Walk | undefined,
  reason: FailureReason,
): Generator<undefined, Ending> {
  const { model, journal, scenario } = context
  yield* model.runUntraced(at, 0, 0)
  for (const part of plan.parts) {
    if (part.start < at) journal.stunParts.push({ ...part, end: Math.min(part.end, at) })
  }
  addPhase(journal, 'switchover', start, at)
  if (reason !== 'maximum-switchover-time') {
    const timeout = netTimeout(scenario)
    journal.facts.push({ kind: 'wire-stalled', at: at - timeout, timeoutNanoseconds: timeout })
  }
  journal.facts.push({ kind: 'resumed', at, host: 'source', stunNanoseconds: at - start })
  return yield* failOnSource(
    context,
    at,
    reason,
    lastWalk === undefined ? undefined : cutShort(lastWalk, at),
  )
}
