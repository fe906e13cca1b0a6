/** Where chains end: what the guest writes, what the wire carries, what a pass left behind. */
import type { ConvergenceTest, Fact, PassRow } from '../../engine/facts.ts'
import { GIB, MIB, PAGE_BYTES, SECOND } from '../../engine/units.ts'
import { passUnderWay, type Summary } from '../summary.ts'
import { amount, clause, type Clause } from './chain.ts'

/** What a dial stood at, at a moment: the scenario's value until a person turned it. */
function dialAt({ facts, input }: Summary, id: 'workload.writeRate', at: number): number {
  const turned = facts.findLast(
    (fact) => fact.kind === 'dial-turned' && fact.parameter === id && fact.at <= at,
  )
  return turned?.kind === 'dial-turned' ? Number(turned.to) : input.scenario[id]
}

/** What the guest does to its memory, as the dials say at that moment. */
export function writes(summary: Summary, at: number): Clause {
  const { scenario } = summary.input
  if (scenario['workload.pattern'] === 'curve') return clause('curve', at, 'guest', {})
  const rate = dialAt(summary, 'workload.writeRate', at) * MIB
  const set = scenario['workload.workingSet'] * GIB
  if (rate <= 0 || set <= 0)
    return clause('background', at, 'guest', {
      count: amount('count', scenario['workload.background']),
    })
  return clause('writes', at, 'guest', {
    rate: amount('dial-rate', rate),
    bytes: amount('bytes', set),
  })
}

/** What the guest changed while a pass ran, and why. */
export function changedIn(summary: Summary, row: PassRow): readonly Clause[] {
  if (row.pagesDirtied <= 0) return []
  return [
    clause('changed', row.start, 'source-memory', {
      bytes: amount('bytes', row.pagesDirtied * PAGE_BYTES),
      time: amount('time', row.end - row.start),
      pass: amount('pass', row.pass),
    }),
    writes(summary, row.start),
  ]
}

/** What binds the wire. */
export function wireLimit({ bandwidth }: Summary, at: number): Clause {
  return clause(
    'limit',
    at,
    'wire',
    { rate: amount('rate', bandwidth.bytesPerSecond) },
    bandwidth.limitedBy,
  )
}

/** What fell between the lines: nothing came through, and what was done on demand. */
export function stalls({ facts }: Summary): readonly Clause[] {
  return facts.flatMap((fact) =>
    fact.kind === 'wire-stalled'
      ? [clause('stalled', fact.at, 'wire', { time: amount('time', fact.timeoutNanoseconds) })]
      : [],
  )
}

export function faults({ facts }: Summary): readonly Clause[] {
  return facts.flatMap((fact): readonly Clause[] => {
    const time = amount('time', fact.at)
    if (fact.kind === 'fault-injected')
      return [clause('fault', fact.at, 'wire', { time }, fact.fault)]
    if (fact.kind === 'intervened')
      return [clause('intervened', fact.at, 'wire', { time }, fact.intervention)]
    return []
  })
}

/** The last pass, if it never ended, and why. */
export function brokenOff(summary: Summary): readonly Clause[] {
  const last = passUnderWay(summary)
  if (!last) return []
  return [
    clause('broke-off', last.end, 'wire', { pass: amount('pass', last.pass) }),
    ...stalls(summary),
    ...faults(summary),
  ]
}

export type TestFact = ConvergenceTest & { readonly at: number }

export function testsOf({ facts }: Summary): readonly TestFact[] {
  return facts.filter((fact) => fact.kind === 'convergence-test')
}

export type CheckFact = Extract<Fact, { readonly kind: 'sdps-check' }>

/** The check within pass −1 that engaged SDPS, if one did. */
export function engagingCheck({ facts }: Summary): CheckFact | undefined {
  return facts.find((fact) => fact.kind === 'sdps-check' && fact.engaged) as CheckFact | undefined
}

export function rowOf({ passes }: Summary, pass: number): PassRow | undefined {
  return passes.find((row) => row.pass === pass)
}

/** Nanoseconds that what is left takes on the wire. */
export function timeToSend({ secondsToSend }: ConvergenceTest): number {
  return secondsToSend * SECOND
}
