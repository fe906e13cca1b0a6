/** Pre-copy: pass −1 over all memory in use, then passes 0 … n over what fired in the pass before (facts 1.5, 8.3). */
import type { Fact, PassRow } from '../facts.ts'
import type { Counts, PassTable, Walk } from '../memory/pass-table.ts'
import { walkPosition } from '../memory/walk-position.ts'
import { bytesBetween, lostAfter, rateAt } from '../rate-schedule.ts'
import { PAGE_BYTES, SECOND, secondsFromNanoseconds, type Nanoseconds } from '../units.ts'
import { sleepQuantumSeconds } from '../guest/sleep-quantum.ts'
import type { MigrationContext } from './context.ts'
import {
  madeProgress,
  testConvergence,
  transmitToDirtyPercent,
  type ConvergenceRule,
} from './convergence.ts'
import { addPhase } from './journal.ts'
import { createSdps, SDPS_WINDOW, type Sdps } from './sdps.ts'
import { netTimeout } from './faults.ts'
import { createWalk, cutShort, walkTotals } from './walk.ts'

export interface PreCopyResult {
  readonly passes: PassTable[]
  readonly end: Nanoseconds
  readonly outcome: 'switchover' | 'quick-resume' | 'no-progress' | 'stalled'
  /** When SDPS was engaged for the first time. */
  readonly sdpsSince: Nanoseconds | undefined
}

interface Throttle {
  readonly sdps: Sdps
  readonly allowed: boolean
  readonly dynamic: boolean
  engagedSince: Nanoseconds | undefined
}

/** Pages of pass −1: all in use but the zero pages, if those are detected. */
function firstPages(context: MigrationContext): { toSend: Counts; zero: Counts } {
  const { layout, scenario } = context
  const detect = scenario['Migrate.DetectZeroPages'] === '1'
  const fluid = scenario.model === 'fluid'
  const toSend = fluid ? new Float64Array(layout.regions) : new Uint32Array(layout.regions)
  const zero = fluid ? new Float64Array(layout.regions) : new Uint32Array(layout.regions)
  for (let region = 0; region < layout.regions; region++) {
    zero[region] = detect ? layout.zero[region]! : 0
    toSend[region] = layout.inUse[region]! - zero[region]!
  }
  return { toSend, zero }
}

export function* preCopy(
  context: MigrationContext,
  begin: Nanoseconds,
): Generator<undefined, PreCopyResult> {
  const { scenario, generation, bandwidth, workload, journal, model } = context
  const enabled = scenario['Migrate.SdpsEnabled']
  const throttle: Throttle = {
    sdps: createSdps(
      bandwidth.bytesPerSecond,
      scenario['Migrate.SdpsTargetRate'],
      workload.writers,
    ),
    allowed: generation.fallback === 'sdps' && enabled !== '0',
    dynamic: enabled === '2',
    engagedSince: undefined,
  }
  const rule: ConvergenceRule = {
    stopRule: generation.stopRule,
    fallback: generation.fallback === 'sdps' && !throttle.allowed ? 'none' : generation.fallback,
  }
  const passes: PassTable[] = []
  const { toSend, zero } = firstPages(context)
  let walk = createWalk(begin, toSend, zero, context.rates, scenario)
  let strikes = 0
  if (throttle.allowed && !throttle.dynamic) engage(context, throttle, begin, -1)
  for (let pass = -1; ; pass++) {
    const lost = lostAfter(context.rates, walk.start, walk.end, netTimeout(scenario))
    if (lost < Infinity) walk = cutShort(walk, lost)
    const planned = walkTotals(walk)
    journal.facts.push({
      kind: 'pass-began',
      at: walk.start,
      pass,
      pagesToSend: planned.pages,
      pagesZero: planned.zeroPages,
    })
    const throttledFromStart = throttle.engagedSince !== undefined
    model.beginPass(pass, walk)
    yield* runPass(context, throttle, pass, walk)
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
    const sdpsSince = throttle.engagedSince
    if (!walk.complete) return { passes, end: walk.end, outcome: 'stalled', sdpsSince }
    journal.facts.push({ kind: 'convergence-test', at: walk.end, ...test })
    switch (test.decision) {
      case 'fail':
        return { passes, end: walk.end, outcome: 'no-progress', sdpsSince }
      case 'switchover':
      case 'quick-resume':
        return { passes, end: walk.end, outcome: test.decision, sdpsSince }
      case 'sdps':
        engage(context, throttle, walk.end, pass + 1)
        break
      case 'next-pass':
        break
    }
    walk = createWalk(walk.end, fired.fires, undefined, context.rates, scenario)
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

/** Runs the guest to the end of the walk: at once, or in windows of 100 ms where SDPS looks or sleeps. */
function* runPass(
  context: MigrationContext,
  throttle: Throttle,
  pass: number,
  walk: Walk,
): Generator<undefined, void> {
  const { model, scenario, journal } = context
  const { sdps } = throttle
  const pollEvery = scenario['Migrate.SdpsDynamicDelaySec'] * SECOND
  let now = walk.start
  let fires = 0
  let nextPoll =
    pass === -1 && throttle.allowed && throttle.dynamic ? walk.start + pollEvery : Infinity
  while (now < walk.end) {
    const engaged = throttle.engagedSince !== undefined
    const until = Math.min(walk.end, engaged ? now + SDPS_WINDOW : nextPoll)
    const total = yield* model.runTraced(until, sdps.sleepSeconds)
    const window = until - now
    if (engaged && window >= SDPS_WINDOW / 2)
      observe(context, throttle, until, pass, total - fires, window)
    fires = total
    now = until
    if (now === nextPoll && now < walk.end) {
      nextPoll = throttle.engagedSince === undefined ? now + pollEvery : Infinity
      const percent = transmitToDirtyPercent(walkPosition(walk, now).pagesSent, fires)
      const tooLow = percent !== undefined && percent < scenario['Migrate.PreCopyMinProgressPerc']
      journal.facts.push({
        kind: 'sdps-check',
        at: now,
        transmitToDirtyPercent: percent,
        engaged: tooLow,
      })
      if (tooLow) {
        engage(context, throttle, now, pass)
        nextPoll = Infinity
      }
    }
  }
}

function engage(
  context: MigrationContext,
  throttle: Throttle,
  at: Nanoseconds,
  pass: number,
): void {
  throttle.sdps.engage()
  throttle.sdps.follow(rateAt(context.rates, at))
  if (throttle.engagedSince !== undefined) return
  throttle.engagedSince = at
  context.journal.facts.push({
    kind: 'sdps-engaged',
    at,
    pass,
    wantedFiresPerSecond: throttle.sdps.wantedFiresPerSecond,
    writers: context.workload.writers,
  })
}

function observe(
  context: MigrationContext,
  throttle: Throttle,
  at: Nanoseconds,
  pass: number,
  fires: number,
  window: Nanoseconds,
): void {
  const before = throttle.sdps.sleepSeconds
  throttle.sdps.follow(rateAt(context.rates, at))
  if (!throttle.sdps.observe(fires, secondsFromNanoseconds(window))) return
  const after = throttle.sdps.sleepSeconds
  // Only a rise is news; the slow fading with saturation is in the guest's speed.
  if (after <= before) return
  context.journal.facts.push({
    kind: 'sdps-sleep',
    at,
    pass,
    sleepPerFireNanoseconds: Math.ceil(after * SECOND),
    quantumNanoseconds: Math.ceil(sleepQuantumSeconds(after) * SECOND),
    firesPerSecond: fires / secondsFromNanoseconds(window),
  })
}
