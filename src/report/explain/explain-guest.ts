/** Why the guest was slow in its worst second, and what took the CPU time that it lost: by cause, the greatest first. */
import { STOP_CAUSES, type StopCause, totalLost } from '../../recording/stop-causes.ts'
import { MICROSECOND, PAGE_BYTES, SECOND } from '../../engine/units.ts'
import type { Summary } from '../summary.ts'
import {
  amount,
  clause,
  sum,
  term,
  type Amount,
  type Chain,
  type Clause,
  type Term,
} from './chain.ts'
import { changedIn, writes } from './causes.ts'
import { sdpsTrigger } from './explain-sdps.ts'
import { livedUntil } from '../lost-seconds.ts'
import { longestPart, stunIsInferred } from './explain-stun.ts'

/** Seconds below which nothing was lost: the clocks are solved to a nanosecond. */
const NOTHING = 1e-9

/** worst second ← what took most of it ← why. */
export function explainWorst(summary: Summary): Chain {
  const { pain } = summary
  const from = pain.worstSecondStart
  const share = amount('share', pain.worstSecondGuestSpeed, true)
  const { worstSecondStops: stops } = pain
  const [most] = causesOf(stops)
  if (most === undefined)
    return { topic: 'worst', clauses: [clause('unharmed', 0, 'guest', { share })], formulas: [] }
  const length = Math.min(SECOND, livedUntil(summary))
  const head = clause('worst', from, 'guest', { share })
  const took = clause(
    'took',
    placeOf(summary, most, from),
    'guest',
    timeOf(summary, most, stops),
    most,
  )
  const got = amount('time', length * pain.worstSecondGuestSpeed, true)
  return {
    topic: 'worst',
    clauses: [head, took, ...reasons(summary, most, from)],
    formulas: [
      [
        term('guest', got, from, 'guest'),
        '=',
        term('window', amount('time', length), from, 'race'),
        ...causesOf(stops).flatMap((cause) => [
          '−' as const,
          causeTerm(summary, cause, from, stops),
        ]),
      ],
    ],
  }
}

/** CPU time lost = its parts by cause, of all vCPUs together. */
export function explainLost(summary: Summary): Chain {
  const { lostSeconds } = summary.pain
  const total = amount('time', totalLost(lostSeconds) * SECOND, true)
  const causes = causesOf(lostSeconds).filter((cause) => cause !== 'gone')
  const [most] = causes
  const head = clause('lost', summary.end, 'guest', { time: total })
  if (most === undefined) return { topic: 'lost', clauses: [head], formulas: [] }
  const at = placeOf(summary, most, 0)
  const took = clause('took', at, 'guest', timeOf(summary, most, lostSeconds), most)
  const terms = causes.map((cause) => causeTerm(summary, cause, 0, lostSeconds))
  return {
    topic: 'lost',
    clauses: [head, took, ...reasons(summary, most, at)],
    formulas: [[term('lost', total, summary.end, 'guest'), '=', ...sum(terms)]],
  }
}

type Stops = Summary['pain']['lostSeconds']

/** Causes that took something, the greatest first. */
function causesOf(stops: Stops): readonly StopCause[] {
  return STOP_CAUSES.filter((cause) => stops[cause] > NOTHING).toSorted(
    (a, b) => stops[b] - stops[a],
  )
}

function timeOf(summary: Summary, cause: StopCause, stops: Stops): { readonly time: Amount } {
  const inferred = cause !== 'stun' || stunIsInferred(summary)
  return { time: amount('time', stops[cause] * SECOND, inferred) }
}

function causeTerm(summary: Summary, cause: StopCause, from: number, stops: Stops): Term {
  return term(cause, timeOf(summary, cause, stops).time, placeOf(summary, cause, from), 'guest')
}

/** Where a cause is at work, not before `from`. */
function placeOf({ facts, phases, stun }: Summary, cause: StopCause, from: number): number {
  const begin = (kind: 'trace' | 'pass' | 'page-in') =>
    phases.find((phase) => phase.kind === kind && phase.end > from)?.start ?? from
  const places: Readonly<Record<StopCause, () => number>> = {
    tracing: () => begin('trace'),
    fires: () => begin('pass'),
    sdps: () => facts.find(({ kind }) => kind === 'sdps-engaged')?.at ?? from,
    throttle: () => facts.find(({ kind }) => kind === 'cpu-throttled')?.at ?? from,
    stun: () => stun.start,
    remoteFaults: () => begin('page-in'),
    gone: () => facts.find(({ kind }) => kind === 'migration-failed')?.at ?? from,
  }
  return Math.max(from, places[cause]())
}

/** What made a cause take so much. */
function reasons(summary: Summary, cause: StopCause, at: number): readonly Clause[] {
  const { passes, facts, input } = summary
  const last = passes.at(-1)
  switch (cause) {
    case 'stun':
      return longestPart(summary)
    case 'sdps':
      return sdpsTrigger(summary)
    case 'throttle':
      return [writes(summary, at)]
    case 'fires': {
      const cost = amount('time', input.scenario['hosts.pageFireCost'] * MICROSECOND, true)
      return [clause('fires', at, 'source-memory', { cost }), writes(summary, at)]
    }
    case 'tracing':
      return [clause('tracing', at, 'source-memory', {})]
    case 'remoteFaults': {
      const bytes = amount('bytes', (last?.pagesDirtied ?? 0) * PAGE_BYTES)
      return [
        clause('missing', at, 'destination-memory', { bytes }),
        ...(last ? changedIn(summary, last) : []),
      ]
    }
    case 'gone': {
      const lost = facts.find(({ kind }) => kind === 'migration-failed')?.at ?? at
      return [clause('failed', lost, 'destination', { time: amount('time', lost) }, 'vm-lost')]
    }
  }
}
