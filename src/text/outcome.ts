/** The outcome of a run in words: does it converge and why, what it cost, and what limits it. */
import { STOP_CAUSES, totalLost } from '../recording/stop-causes.ts'
import {
  isUnending,
  type LimitName,
  type UncompletedReason,
  type UnendingReason,
} from '../engine/facts.ts'
import { GENERATIONS } from '../engine/generations/list.ts'
import { latencyBuffer } from '../engine/network/bandwidth.ts'
import { MIB, PAGE_BYTES, SECOND } from '../engine/units.ts'
import { stopsAnyway, switchoverForced, type Summary } from '../report/summary.ts'
import type { Alternative } from '../report/alternatives.ts'
import { testsOf, type TestFact } from '../report/explain/causes.ts'
import type { Clause } from '../report/explain/chain.ts'
import { whyGivenUp, whyStopped } from '../report/explain/explain-failure.ts'
import { clockBehind } from '../report/guest-clock.ts'
import { levelOf } from '../report/verdict.ts'
import {
  formatBytes,
  formatDuration,
  formatGigabits,
  capital,
  formatOver,
  withFrameBuffer,
  formatPass,
  formatRate,
  formatSeconds,
  formatShare,
} from './format.ts'
import { inferred, valueIf, type Piece, type Sentence } from './sentence.ts'
import { staysSentence } from './aftermath.ts'
import { boundText } from './bounds.ts'
import { sdpsSentence } from './verdict.ts'
import { clauseText } from './explain/clauses.ts'
import { failureSentence } from './stage.ts'
import { STOP_NAMES } from './stops.ts'
import { silenceText } from './silence.ts'
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
  clock: [inferred('clock behind')],
  before: 'before',
  fit: (error: number) => `The curve is fitted within ${formatShare(error)} of memory.`,
} as const

const lastTest = (summary: Summary): TestFact | undefined => testsOf(summary).at(-1)

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

/** Converges or not, in two words, and by what rule; with `alternatives` what SDPS changed. `good`: it arrived, and did its guest no harm. */
export function verdict(summary: Summary, alternatives?: readonly Alternative[]): Verdict {
  const good = !['harmful', 'does-not-arrive', 'lost'].includes(levelOf(summary))
  return {
    good,
    ...(summary.failure ? failed(summary.failure, summary) : arrived(summary, alternatives)),
  }
}

function arrived(
  summary: Summary,
  alternatives: readonly Alternative[] | undefined,
): Omit<Verdict, 'good'> {
  const test = lastTest(summary)
  if (switchoverForced(summary.facts)) {
    const left = formatBytes(leftWhenStunned(summary) * PAGE_BYTES)
    return { title: 'Forced', why: [`Switched over by hand with ${left} left.`] }
  }
  if (!test) return { title: 'Converges', why: ['Nothing was left to send.'] }
  const size = formatBytes(test.pagesLeft * PAGE_BYTES)
  const left = `${size}, ${formatDuration(test.secondsToSend * SECOND)} of wire`
  if (test.decision === 'quick-resume')
    return {
      title: 'Quick Resume',
      why: [`It does not converge: it resumes with ${left} still to come.`],
    }
  if (stopsAnyway(test))
    return {
      title: 'Stops anyway',
      why: [...sentenceOf(whyStopped(summary, test)), `. The VM stops with ${left} still to send.`],
    }
  const { stopRule } = GENERATIONS[summary.input.scenario.generation]
  const goal = boundText(stopRule, test.goalSeconds)
  if (!summary.sdps.engaged) {
    const frameBuffer = frameBufferTime(summary)
    const pass = `Pass ${formatPass(test.pass)} leaves`
    const why: Sentence =
      frameBuffer === undefined
        ? [`${pass} ${left}: within ${goal}.`]
        : [`${pass} ${size}: within ${goal}. Then the frame buffer takes `, frameBuffer, '.']
    return { title: 'Converges', why }
  }
  return { title: 'Slowed by SDPS', why: sdpsSentence(summary, alternatives) }
}

/** What the stun then waited for, far longer than for the last pages. */
function frameBufferTime({ stunParts }: Summary): Piece | undefined {
  const copied = stunParts.find(({ part }) => part === 'frameBuffer')
  return copied && inferred(formatDuration(copied.end - copied.start))
}

function failed(failure: UncompletedReason, summary: Summary): Omit<Verdict, 'good'> {
  const stays = summary.vmRunsOn === 'lost' ? [] : [' ', ...staysSentence(summary, AT_SOURCE)]
  if (isUnending(failure))
    return {
      title: UNENDING_TITLES[failure](summary.passes.length),
      why: [`${capital(FAILURE_NAMES[failure])}.`, ...stays],
    }
  if (failure === 'lack-of-forward-progress') {
    const test = lastTest(summary)
    const why = test ? sentenceOf(whyGivenUp(summary, test)) : []
    return { title: 'Does not converge', why: [...why, '.', ...stays] }
  }
  if (failure === 'maximum-switchover-time') {
    const limit = formatSeconds(summary.input.scenario['vmotion.maxSwitchoverSeconds'] * SECOND)
    return { title: 'Fails', why: [`The switchover did not end within ${limit}.`, ...stays] }
  }
  const lost = failure === 'vm-lost' || failure === 'source-host-lost'
  if (failure === 'cancelled' || lost)
    return {
      title: lost ? 'VM lost' : 'Cancelled',
      why: failureSentence(failure, summary, AT_SOURCE),
    }
  return {
    title: 'Fails',
    why: [`${capital(FAILURE_NAMES[failure])}${silenceText(summary)}.`, ...stays],
  }
}

const AT_SOURCE = 'runs on at the source'

/** A clause of "Why?" as the beginning of a sentence. */
function sentenceOf(clause: Clause): Sentence {
  const [first, ...rest] = clauseText(clause)
  return typeof first === 'string' ? [capital(first), ...rest] : clauseText(clause)
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
      clockBehind(summary) === undefined ? [] : OUTCOME_TEXT.clock,
    ),
    row(
      'sent',
      [formatBytes(totals.bytesSent)],
      [withFrameBuffer(formatOver(totals.timesOver), totals.frameBufferBytes)],
    ),
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
export function limitText(limit: LimitName, { bandwidth, input: { scenario } }: Summary): string {
  const all = formatGigabits(bandwidth.bytesPerSecond)
  const each = formatGigabits(bandwidth.bytesPerSecond / Math.max(1, bandwidth.streams))
  const { network } = GENERATIONS[scenario.generation]
  const streams = bandwidth.streams === 1 ? 'one stream' : `each of ${bandwidth.streams} streams`
  const texts: Readonly<Record<LimitName, string>> = {
    link: `the link carries ${all}`,
    stream: `${streams} carries ${each}`,
    bus: `the bus behind the NIC carries ${all}`,
    window: latencyBuffer(scenario, network)
      ? `buffers sized for ${scenario['Migrate.NetExpectedLineRateMBps']} MB/s: ${streams} ${each}`
      : `socket buffer ÷ round trip: ${streams} ${each}`,
    loss: `packet loss holds ${streams} to ${each}`,
    'source-cpu': `the source’s CPU sends ${all}`,
    'destination-cpu': `the destination’s CPU takes ${all}`,
    'traffic-shaping': `traffic shaping allows ${all}`,
  }
  const cap = scenario.generation === 'QEMU7.2' ? scenario['qemu.maxBandwidth'] * MIB : 0
  return cap > 0 && cap < bandwidth.bytesPerSecond
    ? `${texts[limit]}, and QEMU’s cap ${formatRate(cap)} before the stop`
    : texts[limit]
}
