/** Pre-copy: pass −1 over all memory in use, then passes 0 … n over what fired in the pass before (facts 1.5, 8.3). */
import type { Fact, PassRow } from '../facts.ts'
import type { PassTable, Walk } from '../memory/pass-table.ts'
import { walkPosition } from '../memory/walk-position.ts'
import { bytesBetween, lostAfter, rateAt } from '../rate-schedule.ts'
import { PAGE_BYTES, SECOND, secondsFromNanoseconds, type Nanoseconds } from '../units.ts'
import type { MigrationContext } from './context.ts'
import { madeProgress, testConvergence, type ConvergenceRule } from './convergence.ts'
import { passByPass } from './copier.ts'
import { netTimeout } from './faults.ts'
import { interruptionIn, type Interruption } from './interruption.ts'
import { addPhase } from './journal.ts'
import { LONGEST_COPY } from './phase-times.ts'
import { sdpsThrottle } from './sdps-throttle.ts'
import { stallsOfWalk, tellStalls } from './stalls.ts'
import { noThrottle, type Throttle } from './throttle.ts'
import { walkTotals } from '../memory/walk-order.ts'
import { cutShort } from './walk.ts'

export interface PreCopyResult {
  readonly passes: PassTable[]
  readonly end: Nanoseconds
  readonly outcome: 'switchover' | 'quick-resume' | 'no-progress' | 'stalled' | 'interrupted'
  /** Set where a person forced the switchover at `end`: the walk of the last pass goes on in the stun. */
  readonly forced?: boolean
  readonly interruption?: Interruption
  /** When the throttle was engaged for the first time. */
  readonly sdpsSince: Nanoseconds | undefined
}

function throttleOf(context: MigrationContext, begin: Nanoseconds): Throttle {
  const { generation, scenario } = context
  if (generation.fallback === 'sdps' && scenario['Migrate.SdpsEnabled'] !== '0')
    return sdpsThrottle(context, begin)
  return noThrottle(context)
}

export function* preCopy(
  context: MigrationContext,
  begin: Nanoseconds,
): Generator<undefined, PreCopyResult> {
  const { scenario, generation, journal, model, timeline } = context
  const copier = passByPass(context)
  const throttle = throttleOf(context, begin)
  const rule: ConvergenceRule = {
    stopRule: generation.stopRule,
    fallback: generation.fallback === 'sdps' && !throttle.allowed ? 'none' : generation.fallback,
  }
  const passes: PassTable[] = []
  let walk = copier.first(begin)
  let strikes = 0
  for (let pass = -1; ; pass++) {
    const lost = lostAfter(context.rates, walk.start, walk.end, netTimeout(scenario))
    const latest = begin + LONGEST_COPY
    const givenUp = latest < walk.end && latest < lost
    if (givenUp || lost < Infinity) walk = cutShort(walk, givenUp ? latest : lost)
    const interruption = interruptionIn(context, walk.start, walk.end)
    const forcedAt = timeline.switchOvers.find((at) => at >= walk.start) ?? Infinity
    const breaksAt = Math.min(walk.end, interruption?.at ?? Infinity, forcedAt)
    const forced = breaksAt === forcedAt && breaksAt < walk.end && breaksAt !== interruption?.at
    const planned = walkTotals(walk)
    journal.facts.push({
      kind: 'pass-began',
      at: walk.start,
      pass,
      pagesToSend: planned.pages,
      pagesZero: planned.zeroPages,
    })
    const throttledFromStart = throttle.since !== undefined
    model.beginPass(pass, walk)
    yield* throttle.runPass(pass, walk, breaksAt < walk.end ? breaksAt : Infinity)
    const fired = yield* model.endPass()
    if (forced) walk = inTheStun(context, walk, breaksAt)
    else if (breaksAt < walk.end) walk = cutShort(walk, breaksAt)
    const { pagesSent, zeroSeen } = walkPosition(walk, walk.end)
    const pagesDirtied = fired.classFires.reduce((sum, fires) => sum + fires, 0)
    const bytesPerSecond = meanRate(walk)
    const result = { pass, pagesSent, pagesDirtied, bytesPerSecond }
    const slow = !madeProgress(scenario, rule.stopRule, result)
    strikes = slow && (throttledFromStart || !throttle.allowed) ? strikes + 1 : 0
    const tested = testConvergence(scenario, rule, result, strikes)
    const decision = forced ? 'switchover' : walk.complete ? tested.decision : 'fail'
    const test = { ...tested, decision } as const
    const row: PassRow = {
      pass,
      start: walk.start,
      end: walk.end,
      pagesToSend: planned.pages,
      pagesSent,
      pagesZero: zeroSeen,
      bytesSent: pagesSent * PAGE_BYTES,
      pagesDirtied,
      bytesPerSecond,
      transmitToDirtyPercent: test.transmitToDirtyPercent,
      decision: test.decision,
    }
    passes.push({ row, walk, ...fired, ...(forced ? { firesEnd: breaksAt } : {}) })
    addPhase(journal, 'pass', walk.start, forced ? breaksAt : walk.end, pass)
    journal.facts.push(passEnded(row))
    tellStalls(context, stallsOfWalk(walk, walk.end))
    const sdpsSince = throttle.since
    if (forced) return { passes, end: breaksAt, outcome: 'switchover', sdpsSince, forced }
    if (interruption !== undefined)
      return { passes, end: walk.end, outcome: 'interrupted', sdpsSince, interruption }
    if (!walk.complete)
      return { passes, end: walk.end, outcome: givenUp ? 'no-progress' : 'stalled', sdpsSince }
    journal.facts.push({ kind: 'convergence-test', at: walk.end, ...test })
    switch (test.decision) {
      case 'fail':
        return { passes, end: walk.end, outcome: 'no-progress', sdpsSince }
      case 'switchover':
      case 'quick-resume':
        return { passes, end: walk.end, outcome: test.decision, sdpsSince }
      case 'sdps':
        throttle.engage(walk.end, pass + 1)
        break
      case 'next-pass':
        break
    }
    walk = copier.next(walk, fired)
  }
}

/** A pass whose guest was stopped at `stunned` goes on until it is through, or until the stun is given up. */
function inTheStun(context: MigrationContext, walk: Walk, stunned: Nanoseconds): Walk {
  const limit = stunned + context.scenario['vmotion.maxSwitchoverSeconds'] * SECOND
  const end = Math.min(walk.end, limit, context.timeline.sourceDies)
  return end < walk.end ? cutShort(walk, end) : walk
}

/** The rate of a pass: the wire's where it was steady, else the mean. */
function meanRate(walk: Walk): number {
  const steady = rateAt(walk.rates, walk.start)
  if (rateAt(walk.rates, walk.end) === steady && steady > 0) return steady
  const seconds = secondsFromNanoseconds(walk.end - walk.start)
  return Math.max(1, bytesBetween(walk.rates, walk.start, walk.end) / seconds)
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
