/** Why the whole took so long. */
import type { Phase } from '../../engine/facts.ts'
import { PAGE_BYTES } from '../../engine/units.ts'
import type { Summary } from '../summary.ts'
import {
  amount,
  clause,
  sum,
  term,
  type Chain,
  type Clause,
  type Formula,
  type StagePart,
  type Term,
} from './chain.ts'
import { changedIn, faults, rowOf, stalls, wireLimit, writes } from './causes.ts'
import { explainFailure } from './explain-failure.ts'
import { longestPart } from './explain-stun.ts'

/** What no source gives a duration for, or what rests on the parts of the stun. A pass and a page-in are wire time. */
const INFERRED = {
  prepare: true,
  'frame-buffer': true,
  trace: true,
  pass: false,
  switchover: true,
  'page-in': false,
  cleanup: true,
} as const
const PARTS: Readonly<Record<Phase['kind'], StagePart>> = {
  prepare: 'vcenter',
  'frame-buffer': 'wire',
  trace: 'guest',
  pass: 'wire',
  switchover: 'guest',
  'page-in': 'wire',
  cleanup: 'source',
}
/** So many passes after the first stand in a sum one by one. */
const SINGLE = 5

const lengthOf = ({ start, end }: Phase) => end - start

/** total ← its longest part ← what made that long. */
export function explainTotal(summary: Summary): Chain {
  const { phases, end } = summary
  const first = clause('total', end, 'race', { time: amount('time', end, true) })
  const later = phases.filter(({ kind, pass }) => kind === 'pass' && pass !== -1)
  const laterTime = later.reduce((all, phase) => all + lengthOf(phase), 0)
  const longest = phases
    .filter((phase) => !later.includes(phase))
    .reduce<Phase | undefined>(
      (most, phase) => (most && lengthOf(most) >= lengthOf(phase) ? most : phase),
      undefined,
    )
  const ended = cutOff(summary)
  const because =
    ended ??
    (longest && lengthOf(longest) >= laterTime
      ? phaseClauses(summary, longest)
      : laterClauses(summary, later, laterTime))
  return {
    topic: 'total',
    clauses: [first, ...because],
    formulas: [totalFormula(summary, later, laterTime)],
  }
}

/** Waiting for a dead wire, where that took longest; or a migration that was over before it began. */
function cutOff(summary: Summary): readonly Clause[] | undefined {
  const { facts, end, passes } = summary
  if (passes.length === 0) return explainFailure(summary)?.clauses
  const stall = facts.find((fact) => fact.kind === 'wire-stalled')
  if (stall?.kind !== 'wire-stalled' || stall.timeoutNanoseconds < end / 3) return undefined
  return [...stalls(summary), ...faults(summary)]
}

function phaseClauses(summary: Summary, phase: Phase): readonly Clause[] {
  const time = amount('time', lengthOf(phase), INFERRED[phase.kind])
  const { start } = phase
  switch (phase.kind) {
    case 'pass': {
      const row = rowOf(summary, phase.pass ?? -1)
      const head = clause('pass', start, 'wire', { pass: amount('pass', phase.pass ?? -1), time })
      return row
        ? [head, sentIn(row.bytesSent, row.bytesPerSecond, start), wireLimit(summary, start)]
        : [head]
    }
    case 'page-in': {
      const bytes = (summary.passes.at(-1)?.pagesDirtied ?? 0) * PAGE_BYTES
      const last = summary.passes.at(-1)
      return [
        clause('page-in', start, 'wire', { time, bytes: amount('bytes', bytes) }),
        ...(last ? changedIn(summary, last) : []),
      ]
    }
    case 'switchover':
      return [
        clause('phase', start, PARTS[phase.kind], { time }, phase.kind),
        ...longestPart(summary),
      ]
    case 'prepare':
    case 'frame-buffer':
    case 'trace':
    case 'cleanup':
      return [clause('phase', start, PARTS[phase.kind], { time }, phase.kind)]
  }
}

function sentIn(bytes: number, rate: number, at: number): Clause {
  return clause('pass-sent', at, 'wire', {
    bytes: amount('bytes', bytes),
    rate: amount('rate', rate),
  })
}

function laterClauses(summary: Summary, later: readonly Phase[], time: number): readonly Clause[] {
  const at = later[0]?.start ?? 0
  const again = summary.passes.filter(({ pass }) => pass > -1)
  const bytes = again.reduce((all, row) => all + row.bytesSent, 0)
  return [
    clause('later-passes', at, 'wire', {
      count: amount('passes', later.length),
      time: amount('time', time),
    }),
    clause('again', at, 'source-memory', {
      bytes: amount('bytes', bytes),
      count: amount('passes', again.length),
    }),
    writes(summary, at),
  ]
}

function totalFormula(summary: Summary, later: readonly Phase[], laterTime: number): Formula {
  const { phases, end } = summary
  const shown = phases.flatMap((phase): Term[] => {
    const time = amount('time', lengthOf(phase), INFERRED[phase.kind])
    const isLater = later.includes(phase)
    if (isLater && later.length > SINGLE)
      return phase === later[0]
        ? [term('passes', amount('time', laterTime), phase.start, 'wire')]
        : []
    return [term(phase.kind, time, phase.start, PARTS[phase.kind], phase.pass)]
  })
  return [term('total', amount('time', end, true), end, 'race'), '=', ...sum(shown)]
}
