/** Pre-copy: pass −1 over all memory in use, then passes 0 … n over what fired in the pass before (facts 1.5, 8.3). */
import type { Fact, PassRow } from '../facts.ts'
import type { PassTable, Walk } from '../memory/pass-table.ts'
import { walkPosition } from '../memory/walk-position.ts'
import { bytesBetween, lostAfter, rateAt } from '../rate-schedule.ts'
import { PAGE_BYTES, secondsFromNanoseconds, type Nanoseconds } from '../units.ts'
import type { MigrationContext } from './context.ts'
import { madeProgress, testConvergence, type ConvergenceRule } from './convergence.ts'
import { passByPass } from './copier.ts'
import { netTimeout } from './faults.ts'
import { addPhase } from './journal.ts'
import { LONGEST_COPY } from './phase-times.ts'
import { sdpsThrottle } from './sdps-throttle.ts'
import { noThrottle, type Throttle } from './throttle.ts'
import { walkTotals } from '../memory/walk-order.ts'
import { cutShort } from './walk.ts'

export interface PreCopyResult {
  readonly passes: PassTable[]
  readonly end: Nanoseconds
  readonly outcome: 'switchover' | 'quick-resume' | 'no-progress' | 'stalled'
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
  const { scenario, generation, journal, model } = context
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
    yield* throttle.runPass(pass, walk)
    const fired = yield* model.endPass()
    const { pagesSent, zeroSeen } = walkPosition(walk, walk.end)
    const pagesDirtied = fired.classFires.reduce((sum, fires) => sum + fires, 0)
    const bytesPerSecond = meanRate(walk)
    const result = { pass, pagesSent, pagesDirtied, bytesPerSecond }
    const slow = !madeProgress(scenario, rule.stopRule, result)
    strikes = slow && (throttledFromStart || !throttle.allowed) ? strikes + 1 : 0
    const test = walk.complete
      ? testConvergence(scenario, rule, result, strikes)
      : { ...testConvergence(scenario, rule, result, strikes), decision: 'fail' as const }
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
    passes.push({ row, walk, ...fired })
    addPhase(journal, 'pass', walk.start, walk.end, pass)
    journal.facts.push(passEnded(row))
    const sdpsSince = throttle.since
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
