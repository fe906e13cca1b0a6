/** What the client shows of a migration: where its progress bar stands and why, and the message of a failure. */
import { isUnending, type PhaseKind } from '../engine/facts.ts'
import { GENERATIONS } from '../engine/generations/list.ts'
import { hostAddresses } from '../engine/host/addresses.ts'
import { compatibilityChecks, FAULT_WORDS } from '../engine/host/compatibility.ts'
import { migrationId } from '../engine/host/migration-id.ts'
import { versionNumber } from '../engine/host/versions.ts'
import { checkpointLimit } from '../engine/migration/checkpoint-limit.ts'
import type { Nanoseconds } from '../engine/units.ts'
import { failureMessages, nothingWasSent } from '../logs/story/failure-messages.ts'
import type { Sample } from '../recording/sample.ts'
import type { Summary } from './summary.ts'

/** In percent. Least and most differ where the evidence says no more than that. */
export interface ClientProgress {
  readonly least: number
  readonly most: number
}

const between = (least: number, most: number = least): ClientProgress => ({ least, most })
const FIRST_PASS = { from: 15, to: 65 }
const NO_PAGE_YET = between(10, 14)

/** In pass −1 by its pages; later passes together have what is left until the switchover. */
function inPass(pass: number, pagesSent: number, pagesToSend: number): ClientProgress {
  if (pass >= 0) return between(65, 70)
  if (pagesSent === 0) return NO_PAGE_YET
  const { from, to } = FIRST_PASS
  return between(Math.round(from + ((to - from) * pagesSent) / pagesToSend))
}

/** Where the progress bar stands at the end: where it stood when vCenter went down, for from then on it hears of nothing (OPV). */
export function clientProgress(summary: Summary): ClientProgress {
  return barHeard(summary)?.progress ?? progressAtEnd(summary)
}

/** The bar as vCenter last drew it; undefined where vCenter is there to the end. */
function barHeard(summary: Summary): ClientMoment | undefined {
  const { lastHeard } = summary
  if (lastHeard === undefined) return undefined
  const { progress } = barAt(summary, { ...lastHeard, wireBytesPerSecond: 1 })
  return { progress, stand: 'vcenter-down' }
}

/**
 * Where the progress bar stands at the end with a vCenter that hears of it. Only loosely documented: connection set-up until 10 %
 * (ELA, KB 321009), 14 % without a path for data (RSS2), 70 % in the switchover (KB 320352), 72 % at the resume (FLO). What lies
 * between is the mapping of facts 6.3 and inferred.
 */
function progressAtEnd({ outcome, failure, phases, passes }: Summary): ClientProgress {
  if (outcome === 'completed') return between(100)
  const last = phases.findLast(({ kind }) => kind !== 'cleanup')
  if (failure === 'vm-lost') return between(72, 99)
  switch (last?.kind) {
    case undefined:
    case 'prepare':
      return failure === 'connection-failed' ? between(10) : between(0, 9)
    case 'frame-buffer':
    case 'trace':
      return NO_PAGE_YET
    case 'pass': {
      const row = passes.at(-1)
      return row ? inPass(row.pass, row.pagesSent, row.pagesToSend) : between(65, 70)
    }
    case 'switchover':
      if (failure === 'destination-failed-to-resume') return between(72)
      return between(70, 72)
    case 'page-in':
    case 'cleanup':
      return between(72, 99)
  }
}

/** Why the bar stands there: whether it moves, and what it waits for. */
export type ClientStand =
  | 'checks'
  | 'no-page'
  | 'first-pass'
  | 'nothing-comes-through'
  | 'later-passes'
  | 'stun'
  | 'after-resume'
  | 'vcenter-down'
  | 'done'
  | 'ended'

export interface ClientMoment {
  readonly progress: ClientProgress
  readonly stand: ClientStand
}

/** What a moment of the recording tells of the pass that is under way. */
export type PassMoment = Pick<Sample, 'time' | 'pagesSentInPass' | 'wireBytesPerSecond'>

/** Where the bar stands at a moment, by the same mapping: it never goes back. */
export function clientAt(summary: Summary, moment: PassMoment): ClientMoment {
  const heard = moment.time > (summary.lastHeard?.time ?? Infinity) ? barHeard(summary) : undefined
  return heard ?? barAt(summary, moment)
}

/** The bar that a vCenter draws which is not down. */
function barAt(summary: Summary, moment: PassMoment): ClientMoment {
  const { time, pagesSentInPass, wireBytesPerSecond } = moment
  const { outcome, facts, phases, passes, end } = summary
  const failedAt = facts.find(({ kind }) => kind === 'migration-failed')?.at ?? Infinity
  if (time >= failedAt) return { progress: progressAtEnd(summary), stand: 'ended' }
  if (outcome === 'completed' && time >= end) return { progress: between(100), stand: 'done' }
  const phase = phases.findLast(({ start }) => start <= time)
  switch (phase?.kind) {
    case undefined:
    case 'prepare':
      return { progress: between(0, 9), stand: 'checks' }
    case 'frame-buffer':
    case 'trace':
      return { progress: NO_PAGE_YET, stand: 'no-page' }
    case 'pass': {
      const pass = phase.pass ?? -1
      const toSend = passes.find((row) => row.pass === pass)?.pagesToSend ?? 0
      const progress = inPass(pass, pagesSentInPass, toSend)
      if (pass >= 0) return { progress, stand: 'later-passes' }
      if (pagesSentInPass === 0) return { progress, stand: 'no-page' }
      const stalled = wireBytesPerSecond === 0 && pagesSentInPass < toSend
      return { progress, stand: stalled ? 'nothing-comes-through' : 'first-pass' }
    }
    case 'switchover':
      return { progress: between(70, 72), stand: 'stun' }
    case 'page-in':
    case 'cleanup':
      return { progress: between(72, 99), stand: 'after-resume' }
  }
}

/** A stretch in which the bar stands, or in which it goes from one place to another. */
export interface ClientStretch {
  readonly phase: PhaseKind
  /** First and last pass of it; only for `pass`. Later passes are one stretch. */
  readonly passes: readonly [first: number, last: number] | undefined
  readonly start: Nanoseconds
  readonly from: ClientMoment
  readonly to: ClientMoment
}

/** The whole run, a stretch for each phase. */
export function clientStretches(summary: Summary): readonly ClientStretch[] {
  const stretches: ClientStretch[] = []
  for (const { kind, pass, start, end } of summary.phases) {
    const before = stretches.at(-1)
    const joins = kind === 'pass' && pass !== -1 && (before?.passes?.[0] ?? -1) >= 0
    const row = kind === 'pass' ? summary.passes.find((one) => one.pass === pass) : undefined
    const sent = row?.pagesSent ?? 0
    const at = (time: Nanoseconds, pagesSentInPass: number) =>
      clientAt(summary, { time, pagesSentInPass, wireBytesPerSecond: 1 })
    // The end of a phase is the beginning of the next: the moment before it, but for the end of the run.
    const to = at(end >= summary.end ? end : end - 1, sent)
    if (before && joins) {
      stretches[stretches.length - 1] = { ...before, passes: [before.passes![0], pass!], to }
      continue
    }
    const passes = kind === 'pass' ? ([pass!, pass!] as const) : undefined
    stretches.push({ phase: kind, passes, start, from: at(start, Math.min(1, sent)), to })
  }
  return stretches
}

/** What vCenter makes of the failure, mostly the message of the source's VMX; or the fault of the check that refused. */
export interface ClientMessage {
  readonly text: string
  /** False where these words are not published for this failure. */
  readonly verified: boolean
}

/**
 * Undefined where there is no message: it succeeded or goes on, vCenter is down, no host is left to report it, or no words of the
 * version are known.
 */
export function clientMessage(summary: Summary): ClientMessage | undefined {
  const { failure, facts, lastHeard, stun, input } = summary
  if (lastHeard !== undefined) return undefined
  if (failure === undefined || failure === 'vm-lost' || isUnending(failure)) return undefined
  if (!facts.some(({ kind }) => kind === 'checks-passed')) {
    const fault = compatibilityChecks(summary).find(({ result }) => result === 'refused')?.fault
    return fault === undefined ? undefined : { text: FAULT_WORDS[fault] ?? fault, verified: true }
  }
  const version = versionNumber(input.scenario.generation)
  if (version === undefined) return undefined
  const { source, destination } = hostAddresses(input.scenario)
  const lines = failureMessages(failure, {
    version,
    migrationId: migrationId(input).decimal,
    sourceAddress: source.vmotion[0]!,
    address: destination.vmotion[0]!,
    checkpointLimit: checkpointLimit(input.scenario, GENERATIONS[input.scenario.generation]),
    maxSwitchoverSeconds: input.scenario['vmotion.maxSwitchoverSeconds'],
    duringSwitchover: stun.end > stun.start,
    nothingSent: nothingWasSent(facts),
  })
  return lines && { text: lines.client ?? lines.message.text, verified: lines.clientVerified }
}
