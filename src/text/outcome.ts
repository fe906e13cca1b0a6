/** The outcome of a run in words: does it converge and why, what it cost, and what limits it. */
import { STOP_CAUSES, totalLost } from '../recording/stop-causes.ts'
import {
  isUnending,
  type ConvergenceTest,
  type LimitName,
  type UncompletedReason,
  type UnendingReason,
} from '../engine/facts.ts'
import { PAGE_BYTES, SECOND } from '../engine/units.ts'
import { stopsAnyway, switchoverForced, type Summary } from '../report/summary.ts'
import {
  formatBytes,
  formatDuration,
  formatGigabits,
  formatOver,
  formatPass,
  formatRate,
  formatSeconds,
  formatShare,
} from './format.ts'
import { inferred, valueIf, type Sentence } from './sentence.ts'
import { FAILURE_TEXT } from './stage.ts'
import { STOP_NAMES } from './stops.ts'
import { FAILURE_NAMES } from './terms.ts'

export interface Verdict {
  readonly good: boolean
  readonly title: string
  readonly why: Sentence
}

export const OUTCOME_TEXT = {
  total: 'Total time',
  passes: 'Passes',
  stun: 'Stopped (stun)',
  sent: 'Data sent',
  worst: 'Worst second',
  lost: 'CPU time lost',
  sdps: 'SDPS',
  limit: 'Limited by',
  runHash: 'Run',
  why: '?',
  whyOf: (label: string) => `Why? ${label}`,
  hidden: 'The outcome appears when the film ends, or as soon as you turn a dial.',
  waiting: 'The first run is on its way.',
  parts: 'Parts of the stun',
  sdpsOff: 'not engaged',
  noStun: 'never stopped',
  before: 'before',
  fit: (error: number) => `The curve is fitted within ${formatShare(error)} of memory.`,
} as const

function lastTest({ facts }: Summary): ConvergenceTest | undefined {
  return facts.findLast((fact) => fact.kind === 'convergence-test')
}

/** Pages that the stun had to send. */
function leftWhenStunned({ facts }: Summary): number {
  const began = facts.find((fact) => fact.kind === 'stun-began')
  return began?.pagesLeft ?? 0
}

const UNENDING_TITLES: Readonly<Record<UnendingReason, (passes: number) => string>> = {
  'never-ends': () => 'Never ends',
  'thirty-days': () => 'Still copying after 30 days',
  'too-many-copies': (passes) => `Still copying after ${passes} passes`,
}

/** Converges or not, in two words and one sentence. */
export function verdict(summary: Summary): Verdict {
  if (summary.failure) return failed(summary.failure, summary)
  const test = lastTest(summary)
  const good = true
  if (switchoverForced(summary.facts)) {
    const left = formatBytes(leftWhenStunned(summary) * PAGE_BYTES)
    return { good, title: 'Forced', why: [`Switched over by hand with ${left} left.`] }
  }
  if (!test) return { good, title: 'Converges', why: ['Nothing was left to send.'] }
  const size = formatBytes(test.pagesLeft * PAGE_BYTES)
  const left = `${size}, ${formatDuration(test.secondsToSend * SECOND)} of wire`
  if (test.decision === 'quick-resume') {
    return {
      good,
      title: 'Quick Resume',
      why: [`It does not converge: it resumes with ${left} still to come.`],
    }
  }
  if (stopsAnyway(test)) {
    const why = [`It does not converge: the VM stops with ${left} still to send.`]
    return { good: false, title: 'Stops anyway', why }
  }
  if (summary.sdps.engaged) {
    const why: Sentence = [
      'Only because ',
      inferred('SDPS'),
      ` slows the writers. Left at the end: ${left}.`,
    ]
    return { good, title: 'Converges with SDPS', why }
  }
  const goal = formatSeconds(test.goalSeconds * SECOND)
  return {
    good,
    title: 'Converges',
    why: [`Pass ${formatPass(test.pass)} leaves ${left}: within ${goal}.`],
  }
}

function failed(failure: UncompletedReason, { input, passes }: Summary): Verdict {
  const good = false
  if (isUnending(failure)) {
    const title = UNENDING_TITLES[failure](passes.length)
    return {
      good,
      title,
      why: [`${capital(FAILURE_NAMES[failure])}. The VM runs on at the source.`],
    }
  }
  if (failure === 'lack-of-forward-progress') {
    const why = [
      'It changes faster than it is sent, and nothing slows it. The VM runs on at the source.',
    ]
    return { good, title: 'Does not converge', why }
  }
  if (failure === 'maximum-switchover-time') {
    const limit = formatSeconds(input.scenario['vmotion.maxSwitchoverSeconds'] * SECOND)
    return {
      good,
      title: 'Fails',
      why: [`The switchover did not end within ${limit}. The VM runs on at the source.`],
    }
  }
  if (failure === 'cancelled') return { good, title: 'Cancelled', why: FAILURE_TEXT[failure] }
  if (failure === 'vm-lost' || failure === 'source-host-lost')
    return { good, title: 'VM lost', why: FAILURE_TEXT[failure] }
  return {
    good,
    title: 'Fails',
    why: [`${capital(FAILURE_NAMES[failure])}. The VM runs on at the source.`],
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export interface OutcomeRow {
  readonly id: 'total' | 'passes' | 'stun' | 'sent' | 'worst' | 'lost' | 'sdps' | 'limit'
  readonly label: string
  readonly value: Sentence
  readonly note: Sentence
}

/** The rows of the outcome card, in order. */
export function outcomeRows(summary: Summary): readonly OutcomeRow[] {
  const { stun, passes, totals, pain, sdps, bandwidth } = summary
  const stopped = stun.end - stun.start
  const row = (id: OutcomeRow['id'], value: Sentence, note: Sentence = []): OutcomeRow => ({
    id,
    label: OUTCOME_TEXT[id],
    value,
    note,
  })
  return [
    row('total', [inferred(formatDuration(summary.end))]),
    row('passes', [String(passes.length)]),
    row(
      'stun',
      stopped > 0
        ? [valueIf(doubtfulStun(summary), formatDuration(stopped))]
        : [OUTCOME_TEXT.noStun],
    ),
    row('sent', [formatBytes(totals.bytesSent)], [formatOver(totals.timesOver)]),
    row('worst', [inferred(formatShare(pain.worstSecondGuestSpeed))], ['of guest speed']),
    row('lost', [inferred(formatDuration(totalLost(pain.lostSeconds) * SECOND))], lostNote(pain)),
    row('sdps', [sdps.engaged ? inferred(formatDuration(sdps.duration)) : OUTCOME_TEXT.sdpsOff]),
    row('limit', [limitText(bandwidth.limitedBy, summary)], [formatRate(bandwidth.bytesPerSecond)]),
  ]
}

/** The causes that took the most, at most two, by their share: "page fires 71 %, stun 26 %". */
function lostNote({ lostSeconds }: Summary['pain']): Sentence {
  const causes = STOP_CAUSES.filter((cause) => cause !== 'gone' && lostSeconds[cause] >= 1e-6)
  const all = totalLost(lostSeconds)
  const most = causes.toSorted((a, b) => lostSeconds[b] - lostSeconds[a]).slice(0, 2)
  return [
    most.map((cause) => `${STOP_NAMES[cause]} ${formatShare(lostSeconds[cause] / all)}`).join(', '),
  ]
}

function doubtfulStun({ stunParts }: Summary): boolean {
  return stunParts.some(({ confidence }) => confidence !== 'published')
}

/** "one stream carries 15 Gb/s" */
export function limitText(limit: LimitName, { bandwidth }: Summary): string {
  const all = formatGigabits(bandwidth.bytesPerSecond)
  const each = formatGigabits(bandwidth.bytesPerSecond / Math.max(1, bandwidth.streams))
  const streams = bandwidth.streams === 1 ? 'one stream' : `each of ${bandwidth.streams} streams`
  const texts: Readonly<Record<LimitName, string>> = {
    link: `the link carries ${all}`,
    stream: `${streams} carries ${each}`,
    bus: `the bus behind the NIC carries ${all}`,
    window: `socket buffer ÷ round trip: ${streams} ${each}`,
    loss: `lost packets hold ${streams} at ${each}`,
    'source-cpu': `the source’s CPU sends ${all}`,
    'destination-cpu': `the destination’s CPU takes ${all}`,
    'traffic-shaping': `traffic shaping allows ${all}`,
  }
  return texts[limit]
}
