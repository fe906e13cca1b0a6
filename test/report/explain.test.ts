/** Laws of "Why?": every number is the run's, every formula holds, every failure has a chain, what is inferred says so. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isUnending, type UncompletedReason } from '../../src/engine/facts.ts'
import { runToEnd } from '../../src/engine/run.ts'
import { OTHER_IDS } from '../../src/engine/generations/difference.ts'
import { PARAMETERS } from '../../src/engine/scenario/parameters.ts'
import type { Intervention } from '../../src/engine/scenario/intervention.ts'
import { PAGE_BYTES } from '../../src/engine/units.ts'
import type { Amount, Chain, Formula, Topic } from '../../src/report/explain/chain.ts'
import { explain, topicsOf } from '../../src/report/explain/explain.ts'
import { summarize } from '../../src/report/summarize.ts'
import type { Summary } from '../../src/report/summary.ts'
import { amountText } from '../../src/text/explain/amounts.ts'
import { chainSentence, clauseText, sentenceToCopy } from '../../src/text/explain/explain.ts'
import { plain } from '../../src/text/sentence.ts'
import { smallRun } from '../engine/arbitrary-scenario.ts'
import { runOnce } from '../engine/run-once.ts'
import { RUNS, runOf } from '../page/session/run-of.ts'
import { runs } from '../properties.ts'

const GENERATIONS = PARAMETERS.generation.options
const FAULTS = PARAMETERS.failure.options.filter((name) => name !== 'none')

/** Any small run, failures on demand included. */
const anySummary = fc
  .record({
    input: smallRun('sampled', 'fluid'),
    failure: fc.constantFrom('none' as const, 'none' as const, ...FAULTS),
    at: fc.double({ min: 0, max: 12, noNaN: true }),
  })
  .map(({ input: { scenario, seed }, failure, at }) =>
    summarize(
      runOnce({
        scenario: { ...scenario, failure, 'failure.at': Math.round(at * 10) / 10 },
        seed,
      }),
    ),
  )

function chainsOf(summary: Summary): readonly Chain[] {
  return topicsOf(summary).map((topic) => {
    const chain = explain(summary, topic)
    if (!chain) throw new Error(`no chain for ${topic}`)
    return chain
  })
}

/** In seconds, bytes, bytes a second and plain numbers. */
function siValue({ unit, value }: Amount): number {
  if (unit === 'time') return value / 1e9
  return unit === 'percent' ? value / 100 : value
}

/** Works out `a + max(b, c) ÷ d` from left to right with ÷ first, which is all that the formulas use. */
function valueOf(tokens: Formula): number {
  let at = 0
  const atom = (): number => {
    const token = tokens[at++]
    if (token === 'max(' || token === 'min(') {
      const values = [sum()]
      while (tokens[at] === ',') {
        at++
        values.push(sum())
      }
      expect(tokens[at++]).toBe(')')
      return token === 'max(' ? Math.max(...values) : Math.min(...values)
    }
    if (token === undefined || typeof token === 'string') throw new Error(`unexpected ${token}`)
    return siValue(token.amount)
  }
  const product = (): number => {
    let value = atom()
    while (tokens[at] === '÷') {
      at++
      value /= atom()
    }
    return value
  }
  const sum = (): number => {
    let value = product()
    while (tokens[at] === '+' || tokens[at] === '−') {
      const sign = tokens[at++] === '+' ? 1 : -1
      value += sign * product()
    }
    return value
  }
  const value = sum()
  expect(at).toBe(tokens.length)
  return value
}

const RELATIONS = ['=', '≤', '<', '>', '≥'] as const
type Relation = (typeof RELATIONS)[number]

/** Both sides of every sign of a formula agree: = within rounding, the others as they say. */
function check(formula: Formula): void {
  const cuts = formula.flatMap((token, index) =>
    RELATIONS.some((sign) => sign === token) ? [index] : [],
  )
  expect(cuts.length).toBeGreaterThan(0)
  const edges = [-1, ...cuts, formula.length]
  const sides = edges.slice(1).map((end, index) => valueOf(formula.slice(edges[index]! + 1, end)))
  cuts.forEach((cut, index) => {
    const [left, right] = [sides[index]!, sides[index + 1]!]
    const sign = formula[cut] as Relation
    // Whole nanoseconds and whole bytes a second: a relative millionth, or two nanoseconds.
    const room = Math.max(2e-9, Math.abs(left) * 1e-6)
    if (sign === '=') expect(Math.abs(left - right)).toBeLessThanOrEqual(room)
    if (sign === '≤') expect(left).toBeLessThanOrEqual(right)
    if (sign === '<') expect(left).toBeLessThan(right)
    if (sign === '>') expect(left).toBeGreaterThan(right)
    if (sign === '≥') expect(left).toBeGreaterThanOrEqual(right)
  })
}

describe('every chain', () => {
  it('holds in any run: formulas are true, places lie in the run, words have no holes', () => {
    fc.assert(
      fc.property(anySummary, (summary) => {
        for (const chain of chainsOf(summary)) {
          expect(chain.clauses.length).toBeGreaterThan(0)
          chain.formulas.forEach(check)
          const terms = chain.formulas.flat().filter((token) => typeof token !== 'string')
          for (const { at } of [...chain.clauses, ...terms]) {
            expect(at).toBeGreaterThanOrEqual(0)
            expect(at).toBeLessThanOrEqual(summary.end)
          }
          expect(plain(chainSentence(chain))).not.toMatch(
            /undefined|NaN|\[object|∞|–|−\d[^ ]* (ms|s|GiB)\b/,
          )
        }
      }),
      runs(80),
    )
  })

  it('begins with the number of the outcome', () => {
    fc.assert(
      fc.property(anySummary, (summary) => {
        const first = (topic: Topic) => explain(summary, topic)?.clauses[0]
        const stopped = summary.stun.end - summary.stun.start
        expect(first('total')?.amounts).toMatchObject({ time: { value: summary.end } })
        if (summary.passes.length > 0)
          expect(first('passes')?.amounts).toMatchObject({
            count: { value: summary.passes.length },
          })
        if (stopped > 0) expect(first('stun')?.amounts).toMatchObject({ time: { value: stopped } })
        else expect(first('stun')?.kind).toBe('no-stun')
        expect(first('sent')?.amounts).toMatchObject({
          bytes: { value: summary.totals.bytesSent },
          times: { value: summary.totals.timesOver },
        })
        expect(first('worst')?.amounts).toMatchObject({
          share: { value: summary.pain.worstSecondGuestSpeed },
        })
        if (summary.sdps.engaged)
          expect(first('sdps')?.amounts).toMatchObject({ time: { value: summary.sdps.duration } })
        else expect(first('sdps')?.kind).toBe('no-sdps')
        expect(first('limit')).toMatchObject({
          amounts: { rate: { value: summary.bandwidth.bytesPerSecond } },
          about: summary.bandwidth.limitedBy,
        })
        expect(first('failure')?.about).toBe(summary.failure)
      }),
      runs(60),
    )
  })

  it('says of every inferred number that it is, and of no other', () => {
    fc.assert(
      fc.property(anySummary, (summary) => {
        for (const clause of chainsOf(summary).flatMap(({ clauses }) => clauses)) {
          const sentence = clauseText(clause)
          for (const amount of Object.values<Amount>(clause.amounts)) {
            const piece = sentence.find((part) =>
              typeof part === 'string'
                ? part === amountText(amount)
                : part.inferred === amountText(amount),
            )
            expect(piece).toBeDefined()
            if (amount.inferred) expect(sentence).toContainEqual({ inferred: amountText(amount) })
          }
          const marked = sentence.filter((part) => typeof part !== 'string')
          const doubtful = Object.values<Amount>(clause.amounts).filter(({ inferred }) => inferred)
          expect(marked.length).toBe(doubtful.length)
        }
      }),
      runs(60),
    )
  })
})

describe('sums', () => {
  it('of the passes agree with the facts of the passes', () => {
    for (const [, run] of RUNS) {
      const summary = run()
      for (const clause of chainsOf(summary).flatMap(({ clauses }) => clauses)) {
        if (clause.kind !== 'changed') continue
        const row = summary.passes.find(({ pass }) => pass === clause.amounts.pass.value)
        expect(clause.amounts.bytes.value).toBe((row?.pagesDirtied ?? -1) * PAGE_BYTES)
        expect(clause.amounts.time.value).toBe((row?.end ?? 0) - (row?.start ?? 0))
        const fact = summary.facts.find(
          (each) => each.kind === 'pass-began' && each.pass === clause.amounts.pass.value,
        )
        expect(clause.at).toBe(fact?.at)
      }
    }
  })
})

describe('failures', () => {
  const ended = new Set<UncompletedReason>()
  const expectChain = (summary: Summary) => {
    if (summary.failure === undefined) return
    ended.add(summary.failure)
    const chain = explain(summary, 'failure')
    const kind = isUnending(summary.failure) ? 'left-copying' : 'failed'
    expect(chain?.clauses[0]).toMatchObject({ kind, about: summary.failure })
    // A reason that says no more than "it failed" is none.
    expect(chain?.clauses.length).toBeGreaterThan(1)
    chain?.formulas.forEach(check)
  }

  it.each(GENERATIONS)('of %s each have a chain', (generation) => {
    // Without a throttle the default VM and memtest take a thousand passes: a small VM is as good here.
    const vSphere = !OTHER_IDS.some((id) => id === generation)
    const size = vSphere ? {} : { 'vm.memory': 2, 'workload.workingSet': 0.01 }
    for (const failure of FAULTS)
      for (const at of [1, 5, 69.2, 69.4])
        expectChain(runOf('default', { generation, failure, 'failure.at': at, ...size }))
    expectChain(runOf('memtest', { generation, 'Migrate.SdpsEnabled': '0', ...size }))
    expectChain(runOf('memtest', { generation, 'vmotion.maxSwitchoverSeconds': 1, ...size }))
    expectChain(
      runOf('branch-office', {
        generation,
        'vmotion.maxSwitchoverSeconds': 1,
        'vm.deviceState': 544,
      }),
    )
    expectChain(
      runOf('default', { generation, 'network.encryption': 'required', 'hosts.aesNi': 'no' }),
    )
    expectChain(runOf('default', { generation, 'vm.vgpuMemory': 16 }))
  })

  it.each([
    [
      'never-ends',
      { generation: 'QEMU7.2', 'vm.memory': 2, 'workload.workingSet': 2 },
      'guest and wire go on at the same rates, and no rule gives up on passes like these ← pass 10 gained nothing',
    ],
    [
      'never-ends',
      {
        generation: 'QEMU7.2',
        'vm.memory': 2,
        'workload.workingSet': 2,
        'workload.writeRate': 5000,
        'qemu.autoConverge': 'on',
        'qemu.throttleMost': 30,
      },
      'its vCPUs already sleep for 30 % of the time, the most that is allowed',
    ],
    ['thirty-days', { 'vm.memory': 24576, 'network.limit': 1 }, 'pass −1 was still under way'],
    [
      'too-many-copies',
      { generation: 'QEMU7.2', 'vm.memory': 0.125, 'workload.workingSet': 0.0625 },
      'it was still copying after',
    ],
  ] as const)('are none where it is left while it copies: %s', (reason, values, words) => {
    const summary = runOf('default', values)
    expect([summary.failure, summary.outcome]).toEqual([
      reason,
      reason === 'never-ends' ? 'never-ends' : 'unfinished',
    ])
    const chain = explain(summary, 'failure')!
    expect(chain.clauses[0]).toMatchObject({ kind: 'left-copying', about: reason, at: summary.end })
    expect(plain(chainSentence(chain))).toContain(words)
    chain.formulas.forEach(check)
  })

  it.each([
    ['insufficient-memory', { 'vm.memoryReservation': 100, 'hosts.destinationMemory': 32 }],
    ['insufficient-cpu', { 'vm.cpuReservation': 100, 'hosts.destinationUnreservedCores': 8 }],
  ] as const)('of admission have a chain: %s', (reason, values) => {
    const summary = runOf('default', values)
    expectChain(summary)
    expect(summary.failure).toBe(reason)
    expect(explain(summary, 'failure')?.clauses.map(({ kind }) => kind)).toContain('refused')
  })

  it('are all that the engine knows', () => {
    const known: readonly UncompletedReason[] = [
      'lack-of-forward-progress',
      'maximum-switchover-time',
      'encryption-not-available',
      'vgpu-not-supported',
      'cpu-incompatible',
      'device-attached',
      'insufficient-memory',
      'insufficient-cpu',
      'vcenter-lost',
      'destination-not-responding',
      'checkpoint-too-big',
      'connection-failed',
      'connection-lost',
      'destination-failed-to-resume',
      'destination-out-of-memory',
      'vm-lost',
    ]
    expect([...ended].sort()).toEqual([...known].sort())
  })

  it('name what was done on demand and how long was waited', () => {
    const cut = runOf('default', { failure: 'link-cut', 'failure.at': 5 })
    expect(plain(chainSentence(explain(cut, 'failure')!))).toBe(
      'the migration fails at 25 s: the vMotion connection was lost ← nothing came through for 20 s (Migrate.NetTimeout) ← the cable is cut, at 5 s',
    )
  })
})

describe('what a person does in mid-run', () => {
  const withInterventions = (...interventions: readonly Intervention[]) =>
    summarize(runToEnd({ ...runOf().input, interventions }))

  it('may make the last pass gain: then nobody says that it gained nothing', () => {
    const unending = runOf('default', {
      generation: 'HUAWEI',
      'vm.memory': 1,
      'workload.workingSet': 1,
      'workload.writeRate': 20000,
    })
    const saidOf = (summary: Summary) => plain(chainSentence(explain(summary, 'failure')!))
    expect(unending.failure).toBe('never-ends')
    expect(saidOf(unending)).toContain('pass 9 gained nothing')
    // Who writes less in the very pass that the bound of ten thousand ends makes such a run; it takes half a minute to compute.
    const gaining = unending.facts.map((fact) =>
      fact.kind === 'convergence-test' && fact.pass === 9
        ? { ...fact, pagesLeft: 0.95 * fact.pagesLeft }
        : fact,
    )
    const said = saidOf({ ...unending, facts: gaining })
    expect(said).toContain('it was still copying after 11 passes')
    expect(said).not.toContain('gained nothing')
  })

  it.each([
    ['cancel', 'cancelled', { kind: 'intervened', about: 'cancel' }],
    ['power-off-source', 'source-host-lost', { kind: 'intervened', about: 'power-off-source' }],
    // The cable that is cut is the fault of that name, whoever cut it.
    ['cut-cable', 'connection-lost', { kind: 'fault', about: 'link-cut' }],
  ] as const)('%s stands in the chain of the failure', (kind, reason, cause) => {
    const summary = withInterventions({ kind, at: 30e9 })
    expect(summary.failure).toBe(reason)
    const chain = explain(summary, 'failure')
    expect(chain?.clauses[0]).toMatchObject({ kind: 'failed', about: reason })
    expect(chain?.clauses).toContainEqual(expect.objectContaining({ ...cause, at: 30e9 }))
    for (const each of chainsOf(summary)) each.formulas.forEach(check)
  })

  it('a forced switchover is named, and all formulas hold', () => {
    const summary = withInterventions({ kind: 'switch-over', at: 60e9 })
    const chains = chainsOf(summary)
    for (const chain of chains) chain.formulas.forEach(check)
    const passes = chains.find(({ topic }) => topic === 'passes')
    expect(plain(chainSentence(passes!))).toContain('by hand at 60 s: switch over now')
  })

  it('a dial that was turned counts from then on', () => {
    const turned = { kind: 'set', at: 66e9, parameter: 'workload.writeRate', value: 500 } as const
    const summary = withInterventions(turned)
    for (const chain of chainsOf(summary)) {
      chain.formulas.forEach(check)
      for (const each of chain.clauses)
        if (each.kind === 'writes')
          expect(each.amounts.rate.value).toBe((each.at >= 66e9 ? 500 : 350) * 2 ** 20)
    }
  })
})

describe('the sentence of the default run', () => {
  const summary = runOf()

  it('goes from the stun back to the dial', () => {
    expect(plain(chainSentence(explain(summary, 'stun')!))).toBe(
      '227 ms of stun ← 169 ms for the last 0.19 GiB ← the guest changed 0.19 GiB in the 590 ms of pass 2 ← 350 MiB/s of writes into a working set of 12 GiB',
    )
  })

  it('is copied with its doubts and its link', () => {
    const text = sentenceToCopy(explain(summary, 'stun')!, 'https://example.org/#v=1')
    expect(text).toContain('227 ms (inferred) of stun ← 169 ms (inferred) for')
    expect(text.endsWith('.\nhttps://example.org/#v=1')).toBe(true)
  })
})
