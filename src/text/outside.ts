/** Words of the outside view. */
import type { Nanoseconds } from '../engine/units.ts'
import type { OutsideMoment, OutsideView } from '../report/outside/outside.ts'
import type { Reach } from '../report/outside/reach.ts'
import {
  formatCount,
  formatDuration,
  formatGigabits,
  formatNumber,
  formatSeconds,
} from './format.ts'
import { inferred, type Sentence } from './sentence.ts'

export const OUTSIDE_TEXT = {
  computing: 'Follows what a client sends …',
  slow: 'ping, one a second',
  fast: 'ping, one in 10 ms (height: latency)',
  stream: 'TCP stream to the VM (✕ retransmission lost)',
  transactions: 'transactions a second',
  p99: '99th percentile of their latency',
  tick: (second: number) =>
    second === 0 ? 'stun' : `${second > 0 ? '+' : ''}${formatNumber(second)} s`,
  picture:
    'What a client notices around the switchover: a ping each second, a ping each 10 ms, a TCP stream, transactions a second and their latency. A table follows.',
  myth: '“No ping was lost, so nothing happened.”',
  mythSource: 'A myth: a ping a second looks through a keyhole (IPS-MYTH).',
  dots: (lost: number) =>
    `A hundred clients ping once a second, each at its own moment: ${formatCount(lost)} lose one.`,
  own: (phase: number, lost: boolean) =>
    `The client above sends at ${formatNumber(phase / 100, 2, { steady: true })} s of each second and ${lost ? 'loses one' : 'loses none'}.`,
  caption: 'What a client measures in one second',
  columns: ['', 'before', 'worst second before the stun', 'around the stun'],
  rows: {
    ping: 'slowest ping of 100',
    lost: 'pings of 100 lost',
    stream: 'TCP stream',
    transactions: 'transactions',
    median: 'latency, median',
    p99: 'latency, 99th percentile',
    worst: 'latency, worst',
  },
  aSecond: (count: number) => `${formatCount(count)}/s`,
  assumed:
    'Inferred: a round trip of 0.5 ms to the client, 20 µs of guest time to answer a ping, 1 ms until the switch has learned the new port from the first RARP that arrives (frames as captured: at 0, 0.79, 1.79, 2.79, 4.79 and 7.79 s, ELA; at most eight, KB 343401), transactions of 5 ms guest time that keep each writing vCPU 60 % busy, a stream that needs 30 % of a vCPU at 1 Gb/s. The retransmission timer is Linux’s: 200 ms at least (TCP_RTO_MIN), doubled each time (RFC 6298).',
  gone: 'The VM is lost: from then on nothing answers.',
  noHole: 'The VM is never out of reach in this run: it is not stunned.',
  stays: 'It resumes at the source: no port changes.',
} as const

export const MOMENT_NAMES: Readonly<Record<OutsideMoment, string>> = {
  before: 'before',
  worst: 'worst second before the stun',
  switchover: 'around the stun',
}

/** The story of the TCP stream: each step with the time since the last segment that got through. */
export function streamStory({ reach, stall }: OutsideView): readonly Sentence[] {
  if (reach.end <= reach.start)
    return [[reach.lost < Infinity ? OUTSIDE_TEXT.gone : OUTSIDE_TEXT.noHole]]
  const since = (at: number) => formatSeconds(at - reach.start)
  const tries = stall.tries.map(({ at, timeout, arrived }): Sentence => [
    `After ${since(at)} (timer ${formatDuration(timeout)}) the client sends again: ${arrived ? 'it arrives.' : 'lost.'}`,
  ])
  const last: Sentence =
    stall.end === Infinity
      ? ['The client gives up.']
      : [
          `The VM was out of reach for `,
          inferred(formatDuration(reach.end - reach.start)),
          `, the stream stood still for `,
          inferred(formatDuration(stall.end - stall.start)),
          '.',
        ]
  const steps = [
    ...stall.tries.map(({ at }, index) => ({ at, step: tries[index]! })),
    ...announcementSteps(reach).filter(({ at }) => at < reach.lost),
    ...(reach.lost < Infinity
      ? [{ at: reach.lost, step: [`After ${since(reach.lost)} the VM is lost.`] }]
      : []),
  ]
  return [...steps.toSorted((a, b) => a.at - b.at).map(({ step }) => step), last]
}

interface Step {
  readonly at: Nanoseconds
  readonly step: Sentence
}

/** The resume, each RARP that is lost, and what teaches the switches in the end. */
function announcementSteps({ start, end, resumed, frames }: Reach): readonly Step[] {
  const since = (at: Nanoseconds) => formatSeconds(at - start)
  if (frames === undefined) return [{ at: resumed, step: [OUTSIDE_TEXT.stays] }]
  const tried = frames.filter(({ after }) => resumed + after < end)
  const heard = tried.find(({ lost }) => !lost)
  const runs = (then: string) => `After ${since(resumed)} the VM runs at the destination${then}`
  if (heard?.after === 0)
    return [
      {
        at: resumed,
        step: [
          runs(' and announces itself by RARP; the switch knows its port after '),
          inferred(since(end)),
          '.',
        ],
      },
    ]
  const silent = frames.length === 0 ? '. Switches are not notified.' : '.'
  return [
    { at: resumed, step: [runs(silent)] },
    ...tried
      .filter(({ lost }) => lost)
      .map(({ after }) => ({
        at: resumed + after,
        step: [`After ${since(resumed + after)} a RARP is lost.`],
      })),
    {
      at: end,
      step: [
        heard
          ? 'A RARP arrives; the switch knows the port after '
          : 'No RARP arrives. The guest is heard from, or the switch forgets its old port, after ',
        inferred(since(end)),
        '.',
      ],
    },
  ]
}

export function streamRate(bytesPerSecond: number): string {
  return formatGigabits(bytesPerSecond)
}
