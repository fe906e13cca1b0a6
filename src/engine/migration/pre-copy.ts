/** Pre-copy: pass −1 over all memory in use, then passes 0 … n over what fired in the pass before (facts 1.5, 8.3). */
import type { Fact, PassRow, UnendingReason } from '../facts.ts'
import type { ToSend } from '../memory/dirty-model.ts'
import type { PassTable, Walk } from '../memory/pass-table.ts'
import { dueTotals } from '../memory/walk-order.ts'
import { walkPosition } from '../memory/walk-position.ts'
import { lostAfter } from '../rate-schedule.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { secondsFromNanoseconds, type Nanoseconds } from '../units.ts'
import type { MigrationContext } from './context.ts'
import { testConvergence, type ConvergenceRule } from './convergence.ts'
import type { Copier } from './copier.ts'
import type { Throttle } from './throttle.ts'
import type { StopRule } from './generation.ts'
import { interruptionIn, type Interruption } from './interruption.ts'
import { addPhase } from './journal.ts'
import type { PassResult } from './pass-result.ts'
import { MAX_COPY_TIME } from './phase-times.ts'
import { guardPasses } from './pass-guard.ts'
import { conditionsAt, forcedAfter } from './schedule.ts'
import { stallsOfWalk, recordStalls } from './stalls.ts'
import { MAX_PASSES_BYTES, STOP_POLICIES } from './stop-rules.ts'
import { longestStun, netTimeout } from './timeouts.ts'
import { watchUnending } from './unending.ts'
import { cutShort, prolonged } from './walk.ts'
import { PASS_WORK, type Slices } from '../work.ts'

export interface PreCopyResult {
  readonly passes: PassTable[]
  readonly end: Nanoseconds
  readonly outcome:
    'switchover' | 'quick-resume' | 'no-progress' | 'stalled' | 'interrupted' | 'left-copying'
  /** Set where it is left while it copies. */
  readonly unending?: UnendingReason
  /** Set where a person forced the switchover at `end`: the walk of the last pass goes on in the stun. */
  readonly forced?: boolean
  readonly interruption?: Interruption
  /** What has not been sent, and what was dirtied since; of no account without a switchover. */
  readonly left: ToSend
  /** When the throttle was engaged for the first time. */
  readonly sdpsSince: Nanoseconds | undefined
}

/**
 * How near to the progress that is asked for a pass that SDPS slows counts as having made it. Told to aim at 130 %, passes settle
 * within half a per cent of it, above or below by the seed (`memtest`); the figure is ours.
 */
const NEAR_ENOUGH = 0.01

const NOTHING_LEFT: ToSend = {
  pages: new Uint32Array(0),
  zero: undefined,
  origin: undefined,
  total: 0,
  zeroTotal: 0,
}

export function* preCopy(
  context: MigrationContext,
  copier: Copier,
  throttle: Throttle,
  begin: Nanoseconds,
  recognisesUnending = true,
): Slices<PreCopyResult> {
  const { generation, journal, model, schedule } = context
  const rule: ConvergenceRule = {
    stopRule: generation.stopRule,
    fallback: generation.fallback === 'sdps' && !throttle.allowed ? 'none' : generation.fallback,
  }
  const passes: PassTable[] = []
  let walk = yield* copier.first(begin)
  let strikes = 0
  const watch = watchUnending(context, copier, throttle)
  const isTooMany = guardPasses(context, copier, throttle)
  let recorded = 0
  for (let pass = -1; ; pass++) {
    const wait = walk.end < Infinity ? throttle.waitAt(walk.end) : 0
    if (wait > 0) walk = prolonged(walk, walk.end + wait)
    let stop = stopOf(context, walk, begin + MAX_COPY_TIME)
    walk = stop.walk
    const planned = dueTotals(walk)
    journal.facts.push({
      kind: 'pass-began',
      at: walk.start,
      pass,
      pagesToSend: planned.pages,
      pagesZero: planned.zeroPages,
    })
    const throttledFromStart = throttle.since !== undefined
    yield PASS_WORK
    model.beginPass(pass, walk)
    yield* throttle.runPass(pass, walk, stop.breaksAt < walk.end ? stop.breaksAt : Infinity)
    const fired = yield* model.endPass()
    const found = model.walked()
    if (found !== undefined) {
      // It may have been through before what would have stopped it.
      if (found.end <= stop.breaksAt) stop = stopOf(context, found, begin + MAX_COPY_TIME)
      else stop = { ...stop, walk: walk.complete ? found : cutShort(found, walk.end) }
      walk = stop.walk
    }
    const { lost, givenUp, interruption, forced, breaksAt } = stop
    if (forced) walk = inTheStun(context, walk, breaksAt)
    else if (breaksAt < walk.end) walk = cutShort(walk, breaksAt)
    const ended = givenUp || lost < Infinity || interruption !== undefined
    // What is left over is of no account where the copying ends without a switchover.
    const wanted = forced || !ended || (throttle.countsPages && !givenUp)
    const left = wanted ? yield* copier.collect(walk, fired) : NOTHING_LEFT
    const { pagesSent, zeroSeen } = walkPosition(walk, walk.end)
    const pagesDirtied = fired.classFires.reduce((sum, fires) => sum + fires, 0)
    const result: PassResult = {
      pass,
      pagesSent,
      pagesZero: zeroSeen,
      pagesDirtied,
      pagesLeft: left.total + left.zeroTotal,
      seconds: secondsFromNanoseconds(walk.end - walk.start),
      bytesPerSecond: copier.bytesPerSecond(walk),
    }
    // A dial that is part of the rule counts as it stands now.
    const { scenario: now } = conditionsAt(schedule, walk.end)
    strikes = isStrike(now, rule.stopRule, result, throttle, throttledFromStart) ? strikes + 1 : 0
    const tested = testConvergence(now, rule, result, strikes)
    const asked = walk.end >= copier.resumesFrom ? 'quick-resume' : tested.decision
    const decision = forced ? 'switchover' : givenUp ? 'next-pass' : ended ? 'fail' : asked
    const test = { ...tested, decision } as const
    throttle.passEnded(walk.end, result, left.total - (planned.pages - pagesSent))
    const row: PassRow = {
      pass,
      start: walk.start,
      end: walk.end,
      pagesToSend: planned.pages,
      pagesSent,
      pagesZero: zeroSeen,
      bytesSent: pagesSent * walk.pageBytes + zeroSeen * walk.zeroWireBytes,
      pagesDirtied,
      bytesPerSecond: result.bytesPerSecond,
      transmitToDirtyPercent: test.transmitToDirtyPercent,
      decision: test.decision,
    }
    passes.push({ row, walk, ...fired, ...(forced ? { firesEnd: breaksAt } : {}) })
    addPhase(journal, 'pass', walk.start, forced ? breaksAt : walk.end, pass)
    journal.facts.push(passEnded(row))
    recordStalls(context, stallsOfWalk(walk, walk.end))
    const sdpsSince = generation.fallback === 'sdps' ? throttle.since : undefined
    const copied = { passes, end: walk.end, left, sdpsSince }
    if (forced) return { ...copied, end: breaksAt, outcome: 'switchover', forced }
    if (interruption !== undefined) return { ...copied, outcome: 'interrupted', interruption }
    if (givenUp) {
      const unending = watch.reasonAtBound(walk.end, result, planned.pages, 'thirty-days')
      return { ...copied, outcome: 'left-copying', unending }
    }
    if (lost < Infinity) return { ...copied, outcome: 'stalled' }
    journal.facts.push({ kind: 'convergence-test', at: walk.end, ...test })
    switch (test.decision) {
      case 'fail':
        return { ...copied, outcome: 'no-progress' }
      case 'switchover':
      case 'quick-resume':
        return { ...copied, outcome: test.decision }
      case 'sdps':
        throttle.engage(walk.end, pass + 1)
        break
      case 'next-pass':
        if (recognisesUnending && watch.ended(walk.end, result))
          return { ...copied, outcome: 'left-copying', unending: 'never-ends' }
        break
    }
    recorded += bytesOf(passes[passes.length - 1]!, passes[passes.length - 2])
    if (isTooMany(walk.end, pass) || recorded > MAX_PASSES_BYTES) {
      const { pagesLeft } = result
      const unending = watch.reasonAtBound(walk.end, result, pagesLeft, 'too-many-copies')
      return { ...copied, outcome: 'left-copying', unending }
    }
    walk = yield* copier.next(walk.end, left, result)
  }
}

/**
 * A pass without progress that nothing helped. One that was slowed from its start on is none where it comes near enough: else three
 * would follow each other by chance alone where SDPS aims at the very progress that is asked for.
 */
function isStrike(
  scenario: Scenario,
  stopRule: StopRule,
  result: PassResult,
  throttle: Throttle,
  throttledFromStart: boolean,
): boolean {
  const policy = STOP_POLICIES[stopRule]
  if (throttledFromStart) {
    const pagesDirtied = result.pagesDirtied * (1 - NEAR_ENOUGH)
    return !policy.madeProgress(scenario, { ...result, pagesDirtied })
  }
  return !throttle.allowed && !policy.madeProgress(scenario, result)
}

/** What the columns of a pass take. What the one before fired it sends, as a rule in the same column. */
function bytesOf({ walk, fires, log }: PassTable, before: PassTable | undefined): number {
  const columns: unknown[] = [walk, walk.marks, walk.passedBy].flatMap((one) =>
    Object.values(one ?? {}),
  )
  return [...columns, fires, ...(log?.chunks ?? [])].reduce<number>(
    (sum, one) => sum + (ArrayBuffer.isView(one) && one !== before?.fires ? one.byteLength : 0),
    0,
  )
}

/** What ends a pass before its walk is through, if anything does. */
interface Stop {
  /** The walk, cut short where the wire is lost or the copying has taken too long. */
  readonly walk: Walk
  readonly lost: Nanoseconds
  readonly givenUp: boolean
  readonly interruption: Interruption | undefined
  readonly forced: boolean
  /** When the guest stops being copied: the end of the walk at the latest. */
  readonly breaksAt: Nanoseconds
}

function stopOf(context: MigrationContext, whole: Walk, latest: Nanoseconds): Stop {
  const { scenario, schedule } = context
  const timedOut = lostAfter(schedule.rates, whole.start, whole.end, netTimeout(scenario))
  // A walk that was planned to end while nothing comes through leaves the waiting to the stun.
  const lost = timedOut <= whole.end ? timedOut : Infinity
  const givenUp = latest < whole.end && latest < lost
  const walk = givenUp || lost < Infinity ? cutShort(whole, givenUp ? latest : lost) : whole
  const interruption = interruptionIn(context, walk.start, walk.end)
  const forcedAt = forcedAfter(schedule, walk.start)
  const breaksAt = Math.min(walk.end, interruption?.at ?? Infinity, forcedAt)
  // A walk that leaves its rest to the next is planned to end there.
  const inMidWalk = breaksAt < walk.end || (breaksAt === whole.end && !whole.complete)
  const forced = breaksAt === forcedAt && inMidWalk && breaksAt !== interruption?.at
  return { walk, lost, givenUp, interruption, forced, breaksAt }
}

/** A pass whose guest was stopped at `stunned` goes on until it is through, or until the stun is given up. */
function inTheStun(context: MigrationContext, walk: Walk, stunned: Nanoseconds): Walk {
  const limit = stunned + longestStun(context)
  const end = Math.min(walk.end, limit, context.schedule.sourceDies)
  return end < walk.end ? cutShort(walk, end) : walk
}

function passEnded({
  pass,
  end,
  pagesSent,
  pagesZero,
  bytesSent,
  pagesDirtied,
  bytesPerSecond,
}: PassRow): Fact {
  return {
    kind: 'pass-ended',
    at: end,
    pass,
    pagesSent,
    pagesZero,
    bytesSent,
    pagesDirtied,
    bytesPerSecond,
  }
}
