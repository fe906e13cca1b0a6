// The generations as data: which terms differ, which of them reach the stun, and who has the VM after every failure.
import { afterAll, describe, expect, it } from 'vitest'
import type { FaultName } from '../../src/engine/facts.ts'
import {
  differences,
  formerGeneration,
  GENERATION_IDS,
  TERM_PATHS,
  TERMS,
  type Term,
} from '../../src/engine/generations/difference.ts'
import { GENERATIONS } from '../../src/engine/generations/list.ts'
import type { Generation } from '../../src/engine/migration/generation.ts'
import { VCENTER_NEEDED_UNTIL } from '../../src/engine/host/prepare-times.ts'
import { runToEnd } from '../../src/engine/run.ts'
import { PARAMETERS } from '../../src/engine/scenario/parameters.ts'
import { DEFAULT_SCENARIO, type Scenario } from '../../src/engine/scenario/scenario.ts'
import { SECOND } from '../../src/engine/units.ts'
import { summarize } from '../../src/report/summarize.ts'
import { GENERATION_TEXT } from '../../src/text/generations.ts'
import { sourceText } from '../../src/text/sources.ts'
import { CHANGE_ROWS } from '../../src/text/what-changed.ts'

type Id = Scenario['generation']
const PAIRS = GENERATION_IDS.slice(1).map((id) => ({
  id,
  before: formerGeneration(id)!,
  after: GENERATIONS[id],
}))

/** A generation of the test's own, run under this id. */
const TRIAL = 'trial' as Id
const list = GENERATIONS as Record<string, Generation>
afterAll(() => delete list[TRIAL])

/** `base` with one term taken from `donor`. */
function withTerm(base: Generation, term: Term, donor: Generation): Generation {
  const [part, key] = TERM_PATHS[term] as readonly [keyof Generation, string?]
  if (key === undefined) return { ...base, [part]: donor[part] }
  const changed = (donor[part] as unknown as Record<string, unknown>)[key]
  return { ...base, [part]: { ...(base[part] as object), [key]: changed } }
}

/** `fluid`, and page fires that cost nothing: no chance and no feedback, so that each term shows alone. */
const VM: Partial<Scenario> = {
  model: 'fluid',
  'hosts.pageFireCost': 0,
  'vm.memory': 16,
  'vm.vcpus': 8,
  'workload.writers': 4,
  'workload.workingSet': 3,
  'workload.writeRate': 200,
}
const PROBES: Readonly<Record<string, Partial<Scenario>>> = {
  'a VM that converges': VM,
  'a VM that does not': { ...VM, 'workload.writeRate': 3000 },
  'a VM with a vGPU': { ...VM, 'vm.vgpuMemory': 4 },
  'a VM on a fast NIC': { ...VM, 'network.speed': '100' },
  'a VM on two streams of a fast NIC': { ...VM, 'network.speed': '40', 'network.vmknics': 2 },
  'a VM on four NICs': { ...VM, 'network.nics': 4, 'network.vmknics': 4 },
  'a VM far away': { ...VM, 'network.rtt': 8 },
}

function stunOf(generation: Generation, values: Partial<Scenario>): string {
  list[TRIAL] = generation
  const { stun, stunParts, outcome } = summarize(
    runToEnd({ scenario: { ...DEFAULT_SCENARIO, ...values, generation: TRIAL }, seed: 1 }),
  )
  const parts = stunParts.map(({ part, start, end }) => `${part} ${end - start}`)
  return [outcome, stun.end - stun.start, ...parts].join(', ')
}

/** The terms that change the stun of at least one of the VMs, on their own or with all others in place. */
function termsInStun(before: Generation, after: Generation): Term[] {
  const changed = differences(before, after).map(({ term }) => term)
  const reaches = (term: Term) =>
    Object.values(PROBES).some(
      (values) =>
        stunOf(withTerm(before, term, after), values) !== stunOf(before, values) ||
        stunOf(withTerm(after, term, before), values) !== stunOf(after, values),
    )
  return changed.filter(reaches)
}

/** What reaches the stun in each step. A generation that is not here leaves it alone. */
const IN_STUN: Partial<Readonly<Record<Id, readonly Term[]>>> = {
  // The wire is seven times as fast, and device state and last pages cross it.
  '4.0': ['stream-cap'],
  // Half a second of pages may be left; what does not converge leaves them all to the page-in.
  '4.1': ['stop-rule', 'fallback'],
  '5.0': ['fallback', 'streams', 'stream-cap', 'shared-nic', 'latency-mode'],
  // The last pages leave the stun; a faster stream leaves fewer of them.
  '6.0': ['stream-cap', 'resume-during-page-in'],
  // 6.5 lowers the cap, which shows in the passes: its last pages travel after the resume.
  '6.7': ['vgpu', 'vgpu-fixed', 'vgpu-channel'],
  // The last pages return into the stun, the bitmap shrinks.
  // A frame buffer crosses six times as fast.
  '7.0U1': ['bitmap', 'resume-during-page-in', 'vgpu-fixed', 'vgpu-channel'],
  '7.0U2': ['streams', 'shared-nic'],
  '8.0': ['vgpu-channel'],
  '9.0': ['vgpu'],
}

describe('differences', () => {
  it('cover every field of a generation but its name and sources', () => {
    const covered = new Set<string>(TERMS.map((term) => TERM_PATHS[term].join('.')))
    const about = ['id', 'name', 'sources', 'bitmap.confidence', 'vgpu.confidence', 'lastPages']
    for (const generation of Object.values(GENERATIONS)) {
      const fields = Object.entries(generation).flatMap(([key, value]) =>
        typeof value === 'object' && !Array.isArray(value)
          ? Object.keys(value).map((inner) => `${key}.${inner}`)
          : [key],
      )
      // What all generations of vMotion share has no row in a table of differences.
      const shared =
        /^(family|copy\.|stun\.|timing\.|network\.(slowStart|bufferShare|socketBuffer)$)/
      expect(
        fields.filter(
          (field) => !covered.has(field) && !about.includes(field) && !shared.test(field),
        ),
      ).toEqual([])
    }
  })

  it('of a generation with itself are none', () => {
    for (const id of GENERATION_IDS) {
      const { family, copy, stun, timing } = GENERATIONS[id]
      const first = GENERATIONS[GENERATION_IDS[0]!]
      expect({ family, copy, stun, timing }).toEqual({
        family: 'vSphere',
        copy: first.copy,
        stun: first.stun,
        timing: first.timing,
      })
    }
    for (const generation of Object.values(GENERATIONS))
      expect(differences(generation, generation)).toEqual([])
  })

  it.each(PAIRS)('$id: each differing term is a changed cell of the table', ({ before, after }) => {
    for (const { term } of differences(before, after)) {
      const rows = CHANGE_ROWS.filter(({ terms }) => terms.includes(term))
      expect(
        rows.some(({ cell }) => cell(before).text !== cell(after).text),
        term,
      ).toBe(true)
    }
  })

  it.each(GENERATION_IDS)(
    '%s has two sentences, one difference and sources that are known',
    (id) => {
      const { changed, difference } = GENERATION_TEXT[id]
      expect(changed.split(/(?<=[.!?])\s+(?=[A-Z])/)).toHaveLength(2)
      expect(difference.split(/(?<=[.!?])\s+(?=[A-Z])/)).toHaveLength(1)
      for (const key of GENERATIONS[id].sources) expect(sourceText(key), key).toBeDefined()
    },
  )
})

describe('the stun', () => {
  it.each(PAIRS)(
    '$before.id → $id differs only by terms of the difference',
    ({ before, after }) => {
      const patched = differences(before, after).reduce(
        (generation, { term }) => withTerm(generation, term, after),
        before,
      )
      for (const [name, values] of Object.entries(PROBES)) {
        expect(stunOf(patched, values), name).toBe(stunOf(after, values))
      }
    },
  )

  it.each(PAIRS)('$before.id → $id: the terms by name', ({ id, before, after }) => {
    expect(termsInStun(before, after)).toEqual(IN_STUN[id] ?? [])
  })

  it('6.7 → 7.0 U1: the last pages return into the stun and the bitmap shrinks (LAM, V7ENH)', () => {
    const parts = (generation: Id) => {
      const { stunParts, stun } = summarize(
        runToEnd({
          scenario: { ...DEFAULT_SCENARIO, ...VM, 'vm.memory': 1024, generation },
          seed: 1,
        }),
      )
      const length = (name: string) => {
        const part = stunParts.find((candidate) => candidate.part === name)
        return part && part.end - part.start
      }
      return {
        lastPages: length('lastPages'),
        bitmap: length('bitmap')!,
        whole: stun.end - stun.start,
      }
    }
    const before = parts('6.7')
    const after = parts('7.0U1')
    expect(before.lastPages).toBeUndefined()
    expect(after.lastPages).toBeGreaterThan(0)
    expect(before.bitmap / after.bitmap).toBeCloseTo(11, 1)
  })
})

describe('every failure leaves the VM on exactly one host, except where the source says that it is lost', () => {
  const FAILURES = PARAMETERS.failure.options.filter((name): name is FaultName => name !== 'none')
  const STARVED: readonly FaultName[] = ['destination-memory', 'destination-cpu']
  const TELLING: readonly Id[] = ['ESX2', '4.1', '5.0', '6.7', '7.0U1', '9.0']
  const small = {
    ...VM,
    model: 'sampled',
    'vm.memory': 4,
    'workload.workingSet': 2,
    'workload.writeRate': 1500,
  } as const

  /** Moments in every phase, and before and after them. */
  const momentsOf = (generation: Id) => {
    const whole = summarize(
      runToEnd({ scenario: { ...DEFAULT_SCENARIO, ...small, generation }, seed: 1 }),
    )
    const inside = whole.phases.flatMap(({ start, end }) => [
      start + (end - start) * 0.1,
      start + (end - start) * 0.9,
    ])
    return {
      moments: [0, ...inside, whole.end + SECOND],
      resumed: whole.outcome === 'completed' ? whole.stun.end : Infinity,
    }
  }

  it.each(TELLING)('%s', (generation) => {
    const { moments, resumed } = momentsOf(generation)
    for (const failure of FAILURES) {
      for (const moment of moments) {
        // A destination short of memory or CPU is known from pre-copy alone (facts 6.2); after it no source says anything.
        if (STARVED.includes(failure) && moment >= resumed) continue
        const values = {
          ...DEFAULT_SCENARIO,
          ...small,
          generation,
          failure,
          'failure.at': moment / SECOND,
        }
        const { vmRunsOn, outcome, facts } = summarize(runToEnd({ scenario: values, seed: 1 }))
        const what = `${failure} at ${moment / SECOND}`
        const last = facts.findLast((fact) => fact.kind === 'resumed')
        const on = last?.kind === 'resumed' ? last.host : 'source'
        if (vmRunsOn === 'lost') {
          // Only after the switchover (KB1010634: before the handshake it falls back to the source), and only by what
          // takes the missing pages or the host away (facts 6.2).
          expect(on, what).toBe('destination')
          expect(moment, what).toBeGreaterThanOrEqual(resumed)
          expect(['link-cut', 'destination-dies'], what).toContain(failure)
          expect(outcome, what).toBe('failed')
          // YB-QR: the file on shared storage is there for exactly this.
          if (generation === '4.1') expect(failure, what).not.toBe('link-cut')
        } else {
          expect(vmRunsOn, what).toBe(on)
          if (outcome === 'completed') expect(vmRunsOn, what).toBe('destination')
        }
        // OPV: a running vMotion completes without vCenter; one that it has not started yet never runs.
        if (failure === 'vcenter-down') {
          const completes = resumed < Infinity && moment >= VCENTER_NEEDED_UNTIL
          expect(outcome, what).toBe(completes ? 'completed' : 'failed')
        }
      }
    }
  })
})
