/** Switchover: the stun, the maximum switchover time, page-in where the VM resumes early, announce and cleanup. */
import type { Fact, FailureReason } from '../facts.ts'
import type { ToSend } from '../memory/dirty-model.ts'
import type { PassTable, Walk } from '../memory/pass-table.ts'
import { walkTotals } from '../memory/walk-order.ts'
import { walkPosition } from '../memory/walk-position.ts'
import { atMost, lostAfter, timeAfterBytes, type RateSchedule } from '../rate-schedule.ts'
import { announcementsOf } from '../network/announce.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Nanoseconds } from '../units.ts'
import type { MigrationContext } from './context.ts'
import { checkpointLimit } from './checkpoint-limit.ts'
import { cleanUp } from './clean-up.ts'
import type { Copier } from './copier.ts'
import { failOnSource, type Ending } from './failure.ts'
import { interrupt, interruptionIn, type Interruption } from './interruption.ts'
import { addPhase } from './journal.ts'
import { pageIn } from './page-in.ts'
import { failsItself } from './schedule.ts'
import { connectionLost, stallsBetween, recordStalls } from './stalls.ts'
import { planStun, type Discards, type StunPlan } from './stun.ts'
import { longestStun, netTimeout } from './timeouts.ts'
import { cutShort, shapeOf } from './walk.ts'
import type { Slices } from '../work.ts'

/** `quickResume`: pre-copy did not converge and the rest is paged in (4.1). */
export function* switchOver(
  context: MigrationContext,
  copier: Copier,
  last: PassTable,
  left: ToSend,
  start: Nanoseconds,
  quickResume: boolean,
  forced = false,
): Slices<Ending> {
  const { scenario, generation, layout, model, journal, schedule } = context
  const rates = copier.stunRates(schedule.rates)
  const pagesLeft = left.total
  const { pageBytes, zeroWireBytes } = shapeOf(generation, scenario)
  // Forced in the middle of a pass: its rest goes first, then what fired in it.
  const restOfPass = forced ? pagesAfter(last.walk, start) : 0
  const passUntil = forced ? last.walk.end : start
  const stuck = forced && !last.walk.complete && passUntil > start
  const plan = planStun(start, scenario, generation, {
    pages: layout.pages,
    rates,
    bytesLeft: pagesLeft * pageBytes + left.zeroTotal * zeroWireBytes,
    restOfPass: restOfPass * pageBytes,
    ...(quickResume && { discards: discardsOf(context, left) }),
    lastPagesAfterResume: quickResume || generation.resumeDuringPageIn,
    passUntil: stuck ? Infinity : passUntil,
  })
  const limit = start + longestStun(context)
  // A stall that outlasts the limit counts as the limit; one of the pass that was broken off goes with the pass.
  const stalls = stallsBetween(rates, passUntil, plan.end).filter(
    (at) => at + netTimeout(scenario) <= limit,
  )
  const lastStep = rates[rates.length - 1]!
  const deadFrom = lastStep.bytesPerSecond === 0 ? lastStep.from : Infinity
  const stun: Stun = { plan, start, stalls, deadFrom }
  journal.facts.push({ kind: 'stun-began', at: start, pagesLeft: pagesLeft + restOfPass })
  // Where the pass that was broken off never ends, what comes after it never begins.
  const lastWalk =
    plan.lastPages === undefined || stuck
      ? undefined
      : {
          ...copier.last(Math.max(plan.lastPages.start, passUntil), left, rates),
          end: plan.lastPages.end,
        }
  const broken = interruptionIn(context, start, Math.min(plan.end, limit), false)
  const lost =
    stuck && passUntil < limit
      ? passUntil
      : lostAfter(rates, start, Math.min(plan.end, limit), netTimeout(scenario))
  const full = checkpointFullAt(context, plan, rates)
  if (full < Infinity && full <= Math.min(broken?.at ?? Infinity, lost, limit))
    return yield* giveUp(context, stun, full, lastWalk, 'checkpoint-too-big')
  if (broken !== undefined && broken.at <= lost)
    return yield* dieInStun(context, stun, broken, lastWalk)
  if (lost < Infinity && lost <= limit)
    return yield* giveUp(context, stun, lost, lastWalk, connectionLost(context, lost))
  if (plan.end > limit)
    return yield* giveUp(context, stun, limit, lastWalk, 'maximum-switchover-time')
  // A missing file, device or CPU feature is noticed last of all; the source still owns the VM (FLO, BUGZERO).
  if (failsItself(schedule, 'no-resume'))
    return yield* giveUp(context, stun, plan.end, lastWalk, 'destination-failed-to-resume')
  if (lastWalk !== undefined) model.sendLastPages(lastWalk)
  yield* model.runUntraced(plan.end, 0, 0)
  endStun(context, stun, plan.end)
  journal.facts.push(
    { kind: 'resumed', at: plan.end, host: 'destination', stunNanoseconds: plan.end - start },
    ...announcementFacts(scenario, plan.end),
  )
  if (lastWalk === undefined) return yield* pageIn(context, copier, left, plan.end)
  return yield* cleanUp(context, plan.end, lastWalk, 'stun', 0)
}

/** Up to the first frame that arrives; those that are due when the run is over are no part of it. */
function announcementFacts(scenario: Scenario, resumed: Nanoseconds): Fact[] {
  const frames = announcementsOf(scenario)
  const heard = frames.findIndex(({ lost }) => !lost)
  return frames.slice(0, heard < 0 ? undefined : heard + 1).map(({ after, lost }, index): Fact => {
    const at = resumed + after
    return lost
      ? { kind: 'announcement-lost', at, frame: index + 1 }
      : { kind: 'network-announced', at }
  })
}

/** When the checkpoint has taken all that it may and more is to come; Infinity: it takes all. */
function checkpointFullAt(
  { scenario, generation }: MigrationContext,
  { parts }: StunPlan,
  rates: RateSchedule,
): Nanoseconds {
  const most = checkpointLimit(scenario, generation)
  const from = parts.find(({ part }) => part === 'checkpoint')!.start
  return scenario['vm.deviceState'] * 1e6 > most
    ? timeAfterBytes(atMost(rates, generation.stun.checkpointBytesPerSecond), from, most)
    : Infinity
}

/**
 * What post-copy throws away. Runs of dirty pages are expected values: pages of a sweep lie side by side, others where
 * chance has them. What was never sent the destination has not: the walk goes on where it stood, so that comes first.
 */
function discardsOf({ layout, workload, journal }: MigrationContext, left: ToSend): Discards {
  let unsent = 0
  for (const fact of journal.facts) {
    if (fact.kind === 'pass-began' && fact.pass === -1) unsent = fact.pagesToSend
    if (fact.kind === 'pass-ended') unsent = Math.max(0, unsent - fact.pagesSent)
  }
  const { pages } = left
  let runs = 0
  for (let region = 0; region < layout.regions; region++) {
    const dirty = pages[region]!
    const { pattern } = workload.classes[layout.classOf[region]!]!
    if (dirty > 0 && pattern !== 'sweep') runs += dirty * (1 - dirty / layout.inUse[region]!)
  }
  return { runs: runs + 1, pages: Math.max(0, left.total - unsent) }
}

/** Pages of a walk that are not through at a moment: whatever happens to the wire later. A walk with marks has its end, and leaves the rest to the next. */
function pagesAfter(walk: Walk, time: Nanoseconds): number {
  const pages =
    walk.marks === undefined ? walkTotals(walk).pages : walkPosition(walk, walk.end).pagesSent
  return pages - walkPosition(walk, time).pagesSent
}

interface Stun {
  readonly plan: StunPlan
  readonly start: Nanoseconds
  /** When the wire goes dead in it. */
  readonly stalls: readonly Nanoseconds[]
  /** Since when the wire is dead for good; Infinity: it is not. */
  readonly deadFrom: Nanoseconds
}

/** What of the stun is over by `at`, which is its end or the moment at which it is given up. */
function endStun(
  context: MigrationContext,
  { plan, start, stalls, deadFrom }: Stun,
  at: Nanoseconds,
): void {
  const { journal } = context
  const { frameBuffer } = plan
  if (frameBuffer !== undefined && frameBuffer.start < at) {
    const complete = frameBuffer.end <= at
    const end = Math.min(frameBuffer.end, at)
    journal.frameBuffer.push({ ...frameBuffer, during: 'stun', end, complete })
  }
  for (const part of plan.parts) {
    const { part: name, start: from, end } = part
    // What the dead wire keeps from ending has come as far as the wire: the rest of the stun is waiting.
    const until = Math.min(at, end === Infinity ? deadFrom : end)
    if (from < until || at === plan.end) journal.stunParts.push({ ...part, end: until })
    // What is done stays done, also in a stun that is bound to fail: its logs say so (KB435078).
    if (end > at) continue
    const bytes = plan.bytes[name]
    journal.facts.push({ kind: 'stun-part', at: end, part: name, nanoseconds: end - from, bytes })
  }
  recordStalls(
    context,
    stalls.filter((stall) => stall < at),
  )
  addPhase(journal, 'switchover', start, at)
}

/** The source loses its power in the stun: the VM runs nowhere, and not all of it is at the destination. */
function* dieInStun(
  context: MigrationContext,
  stun: Stun,
  broken: Interruption,
  lastWalk: Walk | undefined,
): Slices<Ending> {
  yield* context.model.runUntraced(broken.at, 0, 0)
  endStun(context, stun, broken.at)
  return yield* interrupt(context, broken, {
    lastWalk: shortWalk(lastWalk, broken.at),
    lastWalkDuring: 'stun',
  })
}

/** The walk as far as it came; undefined when it never began. */
function shortWalk(walk: Walk | undefined, at: Nanoseconds): Walk | undefined {
  if (walk === undefined || walk.start > at) return undefined
  return walk.end <= at ? walk : cutShort(walk, at)
}

/** The stun is given up at `at`, by its limit or a dead wire: the VM runs on at the source, as it was (KB 314376). */
function* giveUp(
  context: MigrationContext,
  stun: Stun,
  at: Nanoseconds,
  lastWalk: Walk | undefined,
  reason: FailureReason,
): Slices<Ending> {
  const { model, journal } = context
  yield* model.runUntraced(at, 0, 0)
  endStun(context, stun, at)
  journal.facts.push({ kind: 'resumed', at, host: 'source', stunNanoseconds: at - stun.start })
  return yield* failOnSource(context, at, reason, shortWalk(lastWalk, at))
}
