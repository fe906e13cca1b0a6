/**
 * The passes of a run as they are expected, in one go: sums over the classes of pages instead of draws over the regions, and
 * the rules of the run itself. Good for how long a run will take to simulate, and for nothing that is shown.
 */
import type { LaidOutRun } from '../timeline/lay-out-run.ts'
import {
  notPassedBy,
  pacedAt,
  sdpsFrom,
  THROTTLED,
  throttledAfter,
  wireOf,
} from './foreseen-pace.ts'
import { foreseenShares } from '../guest/write-class.ts'
import { pagesInUse } from '../guest/workload.ts'
import { regionPagesFor } from '../memory/region-size.ts'
import { PASSES_WITHOUT_PROGRESS, testConvergence } from '../migration/convergence.ts'
import { frameBufferCopied } from '../migration/frame-buffer.ts'
import type { PassResult } from '../migration/pass-result.ts'
import { MAX_COPY_TIME } from '../migration/phase-times.ts'
import { conditionsAt, failsItself, forcedAfter, settledFrom } from '../migration/schedule.ts'
import { MAX_PASSES_AHEAD } from '../migration/pass-guard.ts'
import { MAX_PASSES_BYTES, STOP_POLICIES } from '../migration/stop-rules.ts'
import { netTimeout } from '../migration/timeouts.ts'
import { GAIN, PASSES_ALIKE } from '../migration/unending.ts'
import { xenLeastRate, xenNextRate } from '../migration/xen-rate.ts'
import { aliveFrom, lostAfter, rateAt, timeAfterBytes } from '../rate-schedule.ts'
import type { Scenario } from '../scenario/scenario.ts'
import {
  MICROSECOND,
  PAGE_BYTES,
  PAGES_PER_GIB,
  SECOND,
  secondsFromNanoseconds,
  type Nanoseconds,
} from '../units.ts'

/** A pass as it is expected: pages, not rounded. */
export interface ForeseenPass {
  readonly pass: number
  /** So many passes like this one follow each other: more than a few dozen are not told apart. */
  readonly times: number
  readonly seconds: number
  /** Zero pages that it looks at, pages that it leaves over, pages that fire in it. */
  readonly zero: number
  readonly leftOver: number
  readonly fires: number
  /** By class: the share that fires in it, and in its first half. */
  readonly shares: readonly number[]
  readonly halfShares: readonly number[]
  /** Seconds in which SDPS looks at it. */
  readonly lookedAt: number
  /** What comes after it: another pass, the stun, the pages on demand, or nothing. */
  readonly next: 'next-pass' | 'switchover' | 'page-in' | 'end'
}

/** What goes on from one pass to the next. */
interface State {
  start: Nanoseconds
  due: number
  zero: number
  engaged: boolean
  /** Percent of the time in which auto-converge lets vCPUs sleep. */
  throttled: number
  /** The rate of the next round of Xen. */
  rate: number
  strikes: number
  best: number
  alike: number
}

/** QEMU looks twenty times a second: a pass is no shorter. */
const LOOK_SECONDS = 0.05
/** Of what fires in a round of Xen, what is not passed by in the next. */
const NOT_PASSED_BY = 0.7
const MAX_FORESEEN = 50

/** All passes, at most as many as a run may have; none where it is broken off before. */
export function foreseenPasses(run: LaidOutRun): ForeseenPass[] {
  const { scenario } = run.input
  const { copy, fallback, stopRule } = run.generation
  const begin = copyBegins(run)
  const stopsAt = Math.min(begin + MAX_COPY_TIME, run.schedule.sourceDies, ...run.schedule.cancels)
  if (stopsAt <= begin || !connects(run)) return []
  const inUse = pagesInUse(scenario)
  const detects = scenario['Migrate.DetectZeroPages'] === '1'
  const zero = detects ? (inUse * scenario['vm.zeroPages']) / 100 : 0
  const state: State = {
    start: begin,
    due: inUse - zero,
    zero,
    engaged: fallback === 'sdps' && scenario['Migrate.SdpsEnabled'] === '1',
    throttled: 0,
    rate: xenLeastRate(scenario),
    strikes: 0,
    best: Infinity,
    alike: 0,
  }
  const { maxPasses } = STOP_POLICIES[stopRule]
  const settled = settledFrom(run.schedule)
  const fitting = Math.min(MAX_PASSES_AHEAD, passesThatFit(scenario))
  const passes: ForeseenPass[] = []
  for (let pass = -1; ; pass++) {
    const { foreseen, result, end } = foreseePass(run, state, pass, stopsAt)
    // Passes count once nothing lies ahead: until then there will be as many as there is time for.
    const ahead = Math.max(0, secondsFromNanoseconds(settled - state.start) / foreseen.seconds)
    const most = Math.min(fitting, (ahead > 0 ? pass + ahead : 0) + maxPasses)
    const next = pass >= most && foreseen.next === 'next-pass' ? 'end' : foreseen.next
    const times = pass >= MAX_FORESEEN && next === 'next-pass' ? most - pass : 1
    passes.push({ ...foreseen, next, times })
    if (next !== 'next-pass' || times > 1) return passes
    if (result.pagesDirtied > result.pagesSent / 2)
      state.throttled = throttledAfter(run, state.throttled, result.seconds)
    state.rate = xenNextRate(scenario, result)
    state.due = copy.skipRedirtied ? result.pagesLeft * NOT_PASSED_BY : result.pagesLeft
    state.zero = 0
    state.start = end
  }
}

/** When the copy of memory begins: after that of the frame buffer of a vGPU, where it is copied while it works. */
export function copyBegins({ input, generation, schedule }: LaidOutRun): Nanoseconds {
  const { prepared } = generation.timing
  return frameBufferCopied(input.scenario, generation, schedule.rates, prepared)
}

/** Whether the hosts reach each other before the attempt is given up. */
export function connects({ input, generation, schedule }: LaidOutRun): boolean {
  if (failsItself(schedule, 'no-vmotion-network')) return false
  const { prepared } = generation.timing
  return aliveFrom(schedule.wire, prepared) <= prepared + netTimeout(input.scenario)
}

function foreseePass(run: LaidOutRun, state: State, pass: number, stopsAt: Nanoseconds) {
  const { schedule, generation, workload } = run
  const { scenario } = run.input
  const { copy } = generation
  const { start, due, zero } = state
  const { scenario: now } = conditionsAt(schedule, start)
  const leavesOver = copy.reread === 'below-threshold'
  const pageBytes = PAGE_BYTES + copy.pageHeaderBytes
  const wire = wireOf(run, state.rate)
  const carried = Math.max(1, rateAt(wire, start))
  const fits = leavesOver ? (carried * now['qemu.downtimeLimit']) / 1000 / PAGE_BYTES : 0
  const least = Math.min(due, Math.max(due - fits, (carried / pageBytes) * LOOK_SECONDS))
  const classes = pacedAt(workload.classes, schedule, start)
  const guest = secondsFromNanoseconds(start)
  const speed = 1 - (state.throttled / 100) * THROTTLED
  const after = (time: number) => foreseenShares(classes, [guest, guest], time * speed)
  const firesOf = (shares: readonly number[]) =>
    shares.reduce((sum, each, id) => sum + each * classes[id]!.pages, 0)
  const sent =
    copy.skipRedirtied && pass < 0
      ? notPassedBy(least, carried / pageBytes, (time) => firesOf(after(time)) / least)
      : least
  const zeroBytes = Math.max(copy.zeroPageBytes, copy.zeroPageSeconds * carried)
  const barrier = copy.barrier ? (scenario['network.rtt'] / 1000) * SECOND : 0
  const whole = timeAfterBytes(wire, start, sent * pageBytes + zero * zeroBytes) + barrier
  const ends = endOf(run, start, whole, stopsAt)
  const seconds = secondsFromNanoseconds(ends.at - start)
  const share = whole > start ? Math.min(1, (ends.at - start) / (whole - start)) : 1
  // Every fire stops the vCPU that writes.
  const fireSeconds = (scenario['hosts.pageFireCost'] * MICROSECOND) / SECOND / workload.writers
  const awake = seconds / (1 + (firesOf(after(seconds)) * fireSeconds) / Math.max(1e-9, seconds))
  const shares = after(awake)
  const polled = sdpsFrom(run, pass, state.engaged, seconds, (time) => [
    (carried / pageBytes) * time,
    firesOf(after(time)),
  ])
  if (polled < seconds) state.engaged = true
  const wanted = carried / ((scenario['Migrate.SdpsTargetRate'] / 100) * PAGE_BYTES)
  const asleep = polled < seconds ? firesOf(after(polled)) + wanted * (seconds - polled) : Infinity
  const fires = Math.min(firesOf(shares), asleep)
  const leftOver = due - sent * share
  const written = classes.reduce((sum, { pages }, id) => sum + (shares[id]! > 0 ? pages : 0), 0)
  const anew = fires * Math.max(0, 1 - leftOver / Math.max(1, written))
  const result: PassResult = {
    pass,
    pagesSent: sent * share,
    pagesZero: zero * share,
    pagesDirtied: fires,
    pagesLeft: leavesOver ? leftOver + anew : fires,
    seconds,
    bytesPerSecond: carried,
  }
  const foreseen: ForeseenPass = {
    pass,
    times: 1,
    seconds,
    zero,
    leftOver,
    fires,
    shares,
    halfShares: after(awake / 2),
    lookedAt: Math.max(0, seconds - polled),
    next: ends.next ?? afterTest(run, state, now, result),
  }
  return { foreseen, result, end: ends.at }
}

/** When a pass ends, and what comes then, where that is not for the test to say. */
function endOf(
  { input: { scenario }, generation, schedule }: LaidOutRun,
  start: Nanoseconds,
  whole: Nanoseconds,
  stopsAt: Nanoseconds,
): { readonly at: Nanoseconds; readonly next?: ForeseenPass['next'] } {
  const lost = lostAfter(schedule.rates, start, whole, netTimeout(scenario))
  const forced = forcedAfter(schedule, start)
  const postcopy = scenario['qemu.postcopyAfter']
  const asked = generation.copy.reread === 'below-threshold' && postcopy > 0
  const pagesIn = asked ? Math.max(postcopy * SECOND, start + LOOK_SECONDS * SECOND) : Infinity
  const at = Math.max(start + 1, Math.min(whole, lost, forced, stopsAt, pagesIn))
  if (at >= stopsAt || at === lost) return { at, next: 'end' }
  if (at === forced) return { at, next: 'switchover' }
  return at === pagesIn ? { at, next: 'page-in' } : { at }
}

/** What the test of the run says, and whether it would have been left by then. */
function afterTest(
  { input: { scenario }, generation, schedule }: LaidOutRun,
  state: State,
  now: Scenario,
  result: PassResult,
): ForeseenPass['next'] {
  const { stopRule, copy } = generation
  const policy = STOP_POLICIES[stopRule]
  const slows = generation.fallback === 'sdps' && scenario['Migrate.SdpsEnabled'] !== '0'
  const fallback = generation.fallback === 'sdps' && !slows ? 'none' : generation.fallback
  const slow = !policy.madeProgress(now, result) && !slows
  state.strikes = slow ? Math.min(PASSES_WITHOUT_PROGRESS, state.strikes + 1) : 0
  const { decision } = testConvergence(now, { stopRule, fallback }, result, state.strikes)
  // Nearer than this it is not recognised that it never ends.
  const goal = (policy.goalSeconds(now, result) * result.bytesPerSecond) / PAGE_BYTES
  const far =
    copy.reread === 'below-threshold' ? 2 * goal + result.bytesPerSecond / 5 / PAGE_BYTES : goal
  const gained = result.pagesLeft < state.best * (1 - GAIN)
  if (gained) state.best = result.pagesLeft
  const settles = state.start < settledFrom(schedule)
  state.alike = gained || settles || result.pagesLeft < far ? 0 : state.alike + 1
  if (decision === 'sdps') state.engaged = true
  if (decision === 'switchover') return 'switchover'
  if (decision === 'quick-resume') return 'page-in'
  return decision === 'fail' || state.alike >= PASSES_ALIKE ? 'end' : 'next-pass'
}

/** Passes of which the columns may be kept. */
function passesThatFit(scenario: Scenario): number {
  const pages = scenario['vm.memory'] * PAGES_PER_GIB
  const fluid = scenario.model === 'fluid'
  const regionBytes = fluid ? 16 : 8
  return MAX_PASSES_BYTES / ((pages / regionPagesFor(pages, fluid)) * regionBytes)
}
