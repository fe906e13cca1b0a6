/** The calls of trace install and pre-copy, a few for each pass; polls and sleeps are gathered into one (facts 3.1–3.3). */
import type { Fact } from '../facts.ts'
import { vmx, type Draft } from './call.ts'
import { factsOf, type FactOf, type FinishedRun } from './finished-run.ts'

type Endings = ReadonlyMap<number, FactOf<'pass-ended'>>

/** Linear in the facts: a run may have thousands of passes. */
export function copyCalls(run: FinishedRun): Draft[] {
  const endings: Endings = new Map(factsOf(run, 'pass-ended').map((fact) => [fact.pass, fact]))
  return [...run.facts.flatMap((fact) => callsOfFact(endings, fact)), ...sdpsCalls(run)]
}

function callsOfFact(endings: Endings, fact: Fact): Draft[] {
  switch (fact.kind) {
    case 'frame-buffer-began':
      return [{ name: 'frame-buffer-copy', at: fact.at, bytes: fact.bytes, fact }]
    case 'frame-buffer-copied':
      return [{ name: 'frame-buffer-there', at: fact.at, bytes: fact.changedBytes, fact }]
    case 'trace-install-began':
      return [
        { name: 'start-precopy', at: fact.at, effects: [vmx('source', 'PRECOPY')] },
        { name: 'install-traces', at: fact.at, fact },
      ]
    case 'trace-install-ended':
      return [{ name: 'traces-installed', at: fact.at, fact }]
    case 'pass-began': {
      const { at, pass } = fact
      const ended = endings.get(pass)
      const copy: Draft = {
        name: 'copy',
        at,
        pass,
        fact,
        ...(ended && { until: ended.at, bytes: ended.bytesSent }),
      }
      return pass < 0
        ? [{ ...copy, effects: [vmx('destination', 'PRECOPY')] }]
        : [{ name: 'retrace', at, pass, fact }, copy]
    }
    case 'convergence-test': {
      const { at, pass } = fact
      return [
        { name: 'may-end', at, pass, fact },
        { name: 'answer', at, pass, fact },
      ]
    }
    case 'sdps-engaged':
      return [{ name: 'sdps-engage', at: fact.at, pass: fact.pass, fact }]
    case 'wire-stalled':
      return [{ name: 'no-answer', at: fact.at, until: fact.at + fact.timeoutNanoseconds, fact }]
    case 'destination-low-on-memory':
      return [{ name: 'low-memory', at: fact.at, fact }]
    case 'migration-requested':
    case 'checks-passed':
    case 'spec-sent':
    case 'destination-ready':
    case 'bandwidth-limited':
    case 'pass-ended':
    case 'sdps-check':
    case 'sdps-sleep':
    case 'cpu-throttled':
    case 'stun-began':
    case 'stun-part':
    case 'resumed':
    case 'fault-injected':
    case 'intervened':
    case 'dial-turned':
    case 'changed-file-used':
    case 'page-in-began':
    case 'page-in-ended':
    case 'network-announced':
    case 'announcement-lost':
    case 'migration-completed':
    case 'migration-failed':
    case 'left-copying':
      return []
  }
}

/** Hundreds of polls and sleeps would hide the rest: one call for all polls, one a pass for its sleeps. */
function sdpsCalls(run: FinishedRun): Draft[] {
  const checks = factsOf(run, 'sdps-check')
  const calls: Draft[] = []
  const last = checks.at(-1)
  if (checks[0] && last)
    calls.push({ name: 'sdps-check', at: checks[0].at, until: last.at, pass: -1, fact: last })
  const sleeps = new Map<number, FactOf<'sdps-sleep'>[]>()
  for (const sleep of factsOf(run, 'sdps-sleep')) {
    const ofPass = sleeps.get(sleep.pass)
    if (ofPass) ofPass.push(sleep)
    else sleeps.set(sleep.pass, [sleep])
  }
  for (const [pass, ofPass] of sleeps) {
    const [first, deepest] = [ofPass[0]!, ofPass.at(-1)!]
    calls.push({ name: 'sdps-sleep', at: first.at, until: deepest.at, pass, fact: deepest })
  }
  return calls
}
