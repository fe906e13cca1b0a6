/** Why a migration failed: for every reason that the engine knows, the events of this run that led to it. */
import {
  isUnending,
  type PassRow,
  type FailureReason,
  type UncompletedReason,
  type UnendingReason,
} from '../../engine/facts.ts'
import { GENERATIONS } from '../../engine/generations/list.ts'
import { checkpointLimit } from '../../engine/migration/checkpoint-limit.ts'
import { PASSES_WITHOUT_PROGRESS } from '../../engine/migration/convergence.ts'
import { PASSES_ALIKE, passesWithoutGain } from '../../engine/migration/unending.ts'
import { xenMostRate, xenNextRate } from '../../engine/migration/xen-rate.ts'
import { MIB, PAGE_BYTES, SECOND, secondsFromNanoseconds } from '../../engine/units.ts'
import { passUnderWay, type Summary } from '../summary.ts'
import { amount, clause, type Chain, type Clause, type Formula } from './chain.ts'
import { changedIn, faults, rowOf, stalls, testsOf, timeToSend, type TestFact } from './causes.ts'
import { longestPart, stunFormula } from './explain-stun.ts'
import { gainedBytes, goalFormula, progressFormula } from './formulas.ts'

export function explainFailure(summary: Summary): Chain | undefined {
  const { failure, facts } = summary
  if (failure === undefined) return undefined
  const at = facts.find(({ kind }) => kind === 'migration-failed')?.at ?? summary.end
  const where = failure === 'vm-lost' ? 'destination' : 'source'
  const time = amount('time', at)
  const head = isUnending(failure)
    ? clause('left-copying', at, where, { time }, failure)
    : clause('failed', at, where, { time }, failure)
  return {
    topic: 'failure',
    clauses: [head, ...because(summary, failure)],
    formulas: formulas(summary, failure),
  }
}

function because(summary: Summary, failure: UncompletedReason): readonly Clause[] {
  switch (failure) {
    case 'never-ends':
    case 'thirty-days':
    case 'too-many-copies':
      return unending(summary, failure)
    case 'lack-of-forward-progress':
      return noProgress(summary)
    case 'maximum-switchover-time': {
      const limit = amount('time', summary.input.scenario['vmotion.maxSwitchoverSeconds'] * SECOND)
      return [clause('gave-up', summary.stun.end, 'guest', { limit }), ...longestPart(summary)]
    }
    case 'encryption-not-available':
    case 'vgpu-not-supported':
    case 'cpu-incompatible':
    case 'device-attached':
    case 'insufficient-memory':
    case 'insufficient-cpu':
      return refused(summary, failure)
    case 'checkpoint-too-big':
      return stateTooLarge(summary)
    case 'destination-failed-to-resume':
    case 'vcenter-lost':
    case 'destination-not-responding':
      return faults(summary)
    case 'connection-failed':
    case 'connection-lost':
      return [...stalls(summary), ...faults(summary)]
    case 'destination-out-of-memory':
      return [...lowMemory(summary), ...faults(summary)]
    case 'cancelled':
      return faults(summary)
    case 'source-host-lost':
      return [...faults(summary), ...vmLost(summary)]
    case 'vm-lost':
      return [...faults(summary), ...vmLost(summary)]
  }
}

function stateTooLarge({ input: { scenario }, stun }: Summary): readonly Clause[] {
  const generation = GENERATIONS[scenario.generation]
  const bytes = amount('bytes', scenario['vm.deviceState'] * 1e6)
  const limit = amount(
    'bytes',
    checkpointLimit(scenario, generation),
    generation.checkpoint === 'base',
  )
  return [clause('state-too-large', stun.end, 'source', { bytes, limit })]
}

/** Why copying was given up after this test. */
export function whyGivenUp(summary: Summary, test: TestFact): Clause {
  const { scenario } = summary.input
  const { fallback, stopRule } = GENERATIONS[scenario.generation]
  const { at } = test
  const limit = amount('time', scenario['vmotion.maxSwitchoverSeconds'] * SECOND)
  const time = amount('time', timeToSend(test))
  if (fallback === 'quick-resume') return clause('too-much-left', at, 'race', { time, limit })
  if (stopRule === 'one-megabyte') return clause('too-long-a-stop', at, 'race', { time, limit })
  const pass = amount('pass', test.pass)
  const strikes = amount('passes', PASSES_WITHOUT_PROGRESS, true)
  const percent = amount('percent', test.transmitToDirtyPercent ?? 0)
  const least = amount('percent', test.minimumPercent)
  return clause('no-progress', at, 'race', { pass, percent, least, strikes })
}

/** Why copying ended though more was left than the goal allows: the rule of this version or hypervisor. */
export function whyStopped(summary: Summary, test: TestFact): Clause {
  const { scenario } = summary.input
  const { at } = test
  const pass = amount('pass', test.pass)
  const row = rowOf(summary, test.pass)
  if (GENERATIONS[scenario.generation].stopRule === 'one-megabyte') {
    const change = row === undefined ? 0 : gainedBytes(row)
    const gained = amount('bytes', Math.abs(change))
    const least = amount('bytes', MIB, true)
    const gain = change > 0 ? 'less' : change < 0 ? 'more' : 'as much'
    return clause('no-gain', at, 'race', { pass, gained, least }, gain)
  }
  const most = amount('rate', xenMostRate(scenario))
  if (row !== undefined && xenNextRate(scenario, resultOf(row)) > most.value) {
    const rate = amount('rate', xenNextRate(scenario, resultOf(row)))
    return clause('too-fast-a-round', at, 'race', { pass, rate, most })
  }
  return clause('last-round', at, 'race', { pass })
}

const resultOf = ({ pagesDirtied, start, end }: PassRow) => ({
  pagesDirtied,
  seconds: secondsFromNanoseconds(end - start),
})

/** How far it had come when the run was left, what the guest changed, and what keeps it from being slowed. */
function unending(summary: Summary, reason: UnendingReason): readonly Clause[] {
  const row = summary.passes.at(-1)
  if (row === undefined) return []
  const { end } = row
  const pass = amount('pass', row.pass)
  const count = amount('passes', summary.passes.length)
  // What never ends is recognised by passes that gain nothing, or when a bound of the simulation is reached.
  const alike = passesWithoutGain()
  const isAlike = testsOf(summary).map((test) => alike(test.pagesLeft) >= PASSES_ALIKE)
  const head = passUnderWay(summary)
    ? clause('under-way', end, 'race', { pass })
    : reason === 'never-ends' && isAlike.at(-1) === true
      ? clause('no-less', end, 'race', { pass })
      : clause('too-many-passes', end, 'race', { count })
  const forEver = reason === 'never-ends'
  return [
    ...(forEver ? [clause('no-end', end, 'race', {})] : []),
    head,
    ...changedIn(summary, row),
    ...(forEver ? unslowed(summary, row) : []),
  ]
}

/** Why nothing slows the guest any further. */
function unslowed(summary: Summary, row: PassRow): readonly Clause[] {
  const { scenario } = summary.input
  const { fallback, family } = GENERATIONS[scenario.generation]
  const { end: at } = row
  const throttled = summary.facts.findLast((fact) => fact.kind === 'cpu-throttled')
  if (throttled !== undefined) {
    const percent = amount('percent', throttled.percent)
    return [clause('throttled', throttled.at, 'guest', { percent })]
  }
  if (fallback === 'auto-converge') return [clause('throttle-off', at, 'source', {})]
  if (fallback !== 'sdps')
    return family === 'vSphere' ? [clause('sdps-unknown', at, 'source', {})] : []
  if (scenario['Migrate.SdpsEnabled'] === '0') return [clause('sdps-off', at, 'source', {})]
  const percent = amount('percent', row.transmitToDirtyPercent ?? 0)
  const least = amount('percent', scenario['Migrate.PreCopyMinProgressPerc'])
  return [clause('sdps-waits', at, 'race', { percent, least })]
}

/** The last test, what the guest changed, and what keeps it from being slowed. */
function noProgress(summary: Summary): readonly Clause[] {
  const last = testsOf(summary).at(-1)
  if (!last) return []
  const row = rowOf(summary, last.pass)
  const head = [whyGivenUp(summary, last), ...(row ? changedIn(summary, row) : [])]
  const { fallback, stopRule } = GENERATIONS[summary.input.scenario.generation]
  if (fallback === 'quick-resume') return head
  if (stopRule === 'one-megabyte')
    return [whyGivenUp(summary, last), whyStopped(summary, last), ...head.slice(1)]
  const engaged = summary.facts.find(({ kind }) => kind === 'sdps-engaged')
  if (engaged) {
    const time = amount('time', Math.max(0, last.at - engaged.at), true)
    return [...head, clause('sdps', engaged.at, 'guest', { time })]
  }
  return [...head, clause(fallback === 'sdps' ? 'sdps-off' : 'sdps-unknown', last.at, 'source', {})]
}

function refused(summary: Summary, failure: FailureReason): readonly Clause[] {
  const at = summary.facts.find(({ kind }) => kind === 'migration-failed')?.at ?? 0
  return [
    clause('refused', at, 'vcenter', { time: amount('time', at) }, failure),
    ...faults(summary),
  ]
}

/** The destination waits for memory: only its last complaint says how long. */
function lowMemory({ facts }: Summary): readonly Clause[] {
  const fact = facts.findLast(({ kind }) => kind === 'destination-low-on-memory')
  if (fact?.kind !== 'destination-low-on-memory') return []
  const time = amount('time', fact.waitedNanoseconds)
  return [clause('low-memory', fact.at, 'destination-memory', { time })]
}

/** It ran over there already; what was still missing, if anything was. */
function vmLost(summary: Summary): readonly Clause[] {
  const { facts, phases, passes } = summary
  const resumed = facts.find(({ kind }) => kind === 'resumed')
  const pageIn = phases.find(({ kind }) => kind === 'page-in')
  const missing = pageIn
    ? [
        clause('page-in', pageIn.start, 'source-memory', {
          time: amount('time', pageIn.end - pageIn.start),
          bytes: amount('bytes', (passes.at(-1)?.pagesDirtied ?? 0) * PAGE_BYTES),
        }),
      ]
    : []
  return resumed
    ? [
        ...missing,
        clause('resumed', resumed.at, 'destination', { time: amount('time', resumed.at) }),
      ]
    : missing
}

function formulas(summary: Summary, failure: UncompletedReason): readonly Formula[] {
  const last = testsOf(summary).at(-1)
  if (isUnending(failure)) return last ? [goalFormula(summary, last)] : []
  if (failure === 'lack-of-forward-progress')
    return last ? [goalFormula(summary, last), ...progressFormula(summary, last)] : []
  const stun = failure === 'maximum-switchover-time' ? stunFormula(summary) : undefined
  return stun ? [stun] : []
}
