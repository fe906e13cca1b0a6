/** Pre-copy: pass −1 over all memory in use, then passes 0 … n over what fired in the pass before (facts 1.5, 8.3). */
import type { ConvergenceTest, Decision, Fact, PassRow } from '../facts.ts'
import type { Counts, PassTable, Walk } from '../memory/pass-table.ts'
import { walkPosition } from '../memory/walk-position.ts'
import { PAGE_BYTES, SECOND, secondsFromNanoseconds, type Nanoseconds } from '../units.ts'
import type { MigrationContext } from './context.ts'
import { madeProgress, testConvergence, transmitToDirtyPercent, type ConvergenceRule } from './convergence.ts'
import { addPhase } from './journal.ts'
import { createSdps, sleepQuantumSeconds, SDPS_WINDOW, type Sdps } from './sdps.ts'
import { createWalk, walkTotals } from './walk.ts'

export interface PreCopyResult {
  readonly passes: PassTable[]
  readonly end: Nanoseconds
  /** Undefined when it did not converge. */
  readonly switchover: 'with-last-pages' | 'quick-resume' | undefined
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

export function* preCopy(context: MigrationContext, begin: Nanoseconds): Generator<undefined, PreCopyResult> {
  const { scenario, generation, bandwidth, workload, journal, model } = context
  const enabled = scenario['Migrate.SdpsEnabled']
  const throttle: Throttle = {
    sdps: createSdps(bandwidth.bytesPerSecond, scenario['Migrate.SdpsTargetRate'], workload.writers),
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
  let walk = createWalk(begin, toSend, zero, bandwidth.bytesPerSecond, scenario)
  let strikes = 0
  if (throttle.allowed && !throttle.dynamic) engage(context, throttle, begin, -1)
  for (let pass = -1; ; pass++) {
    const sent = walkTotals(walk)
    journal.facts.push({ kind: 'pass-began', at: walk.start, pass, pagesToSend: sent.pages, pagesZero: sent.zeroPages })
    const throttledFromStart = throttle.engagedSince !== undefined
    model.beginPass(pass, walk)
    yield* runPass(context, throttle, pass, walk)
    const fired = yield* model.endPass()
    const pagesDirtied = fired.classFires.reduce((sum, fires) => sum + fires, 0)
    const result = { pass, pagesSent: sent.pages, pagesDirtied, bytesPerSecond: walk.bytesPerSecond }
    const slow = !madeProgress(scenario, rule.stopRule, result)
    strikes = slow && (throttledFromStart || !throttle.allowed) ? strikes + 1 : 0
    const test = testConvergence(scenario, rule, result, strikes)
    const row = passRow(test, walk, pagesDirtied)
    passes.push({ row, walk, ...fired })
    addPhase(journal, 'pass', walk.start, walk.end, pass)
    journal.facts.push(...passFacts(row, test))
    const switchover = endsWith(test.decision)
    if (switchover !== 'no') {
      return {
        passes,
        end: walk.end,
        switchover: switchover === 'failed' ? undefined : switchover,
        sdpsSince: throttle.engagedSince,
      }
    }
    if (test.decision === 'sdps') engage(context, throttle, walk.end, pass + 1)
    walk = createWalk(walk.end, fired.fires, undefined, bandwidth.bytesPerSecond, scenario)
  }
}

function endsWith(decision: Decision): 'no' | 'failed' | 'with-last-pages' | 'quick-resume' {
  switch (decision) {
    case 'next-pass':
    case 'sdps':
      return 'no'
    case 'fail':
      return 'failed'
    case 'switchover':
      return 'with-last-pages'
    case 'quick-resume':
      return 'quick-resume'
  }
}

/** Runs the guest to the end of the walk: at once, or in windows of 100 ms where SDPS looks or sleeps. */
function* runPass(context: MigrationContext, throttle: Throttle, pass: number, walk: Walk): Generator<undefined, void> {
  const { model, scenario, journal } = context
  const { sdps } = throttle
  const pollEvery = scenario['Migrate.SdpsDynamicDelaySec'] * SECOND
  let now = walk.start
  let fires = 0
  let nextPoll = pass === -1 && throttle.allowed && throttle.dynamic ? walk.start + pollEvery : Infinity
  while (now < walk.end) {
    const engaged = throttle.engagedSince !== undefined
    const until = Math.min(walk.end, engaged ? now + SDPS_WINDOW : nextPoll)
    const total = yield* model.runTraced(until, sdps.sleepSeconds)
    const window = until - now
    if (engaged && window >= SDPS_WINDOW / 2) observe(context, throttle, until, pass, total - fires, window)
    fires = total
    now = until
    if (now === nextPoll && now < walk.end) {
      nextPoll = throttle.engagedSince === undefined ? now + pollEvery : Infinity
      const percent = transmitToDirtyPercent(walkPosition(walk, now).pagesSent, fires)
      const tooLow = percent !== undefined && percent < scenario['Migrate.PreCopyMinProgressPerc']
      journal.facts.push({ kind: 'sdps-check', at: now, transmitToDirtyPercent: percent, engaged: tooLow })
      if (tooLow) {
        engage(context, throttle, now, pass)
        nextPoll = Infinity
      }
    }
  }
}

function engage(context: MigrationContext, throttle: Throttle, at: Nanoseconds, pass: number): void {
  throttle.sdps.engage()
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

function passRow(test: ConvergenceTest, walk: Walk, pagesDirtied: number): PassRow {
  const { pages, zeroPages } = walkTotals(walk)
  return {
    pass: test.pass,
    start: walk.start,
    end: walk.end,
    pagesToSend: pages,
    pagesSent: pages,
    pagesZero: zeroPages,
    bytesSent: pages * PAGE_BYTES,
    pagesDirtied,
    bytesPerSecond: walk.bytesPerSecond,
    transmitToDirtyPercent: test.transmitToDirtyPercent,
    decision: test.decision,
  }
}

function passFacts(row: PassRow, test: ConvergenceTest): Fact[] {
  const { pass, end: at, pagesSent, pagesZero, bytesSent, pagesDirtied, bytesPerSecond } = row
  return [
    { kind: 'pass-ended', at, pass, pagesSent, pagesZero, bytesSent, pagesDirtied, bytesPerSecond },
    { kind: 'convergence-test', at, ...test },
  ]
}
