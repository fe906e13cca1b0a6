// Each parameter that has a direction, turned the better way, makes no migration longer and no stun either. Where that is not so,
// the exception has a test of its own. The network's: monotone-network.test.ts.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RunRecord } from '../../src/engine/run-record.ts'
import { DEFAULT_SCENARIO, type Scenario } from '../../src/engine/scenario/scenario.ts'
import { runOnce } from './run-once.ts'
import { runs } from '../properties.ts'

/** Expected values, so that no draw comes between; without SDPS, which slows the guest of the worse scenario alone. */
const BASE: Scenario = {
  ...DEFAULT_SCENARIO,
  model: 'fluid',
  'vm.memory': 4,
  'vm.vcpus': 4,
  'workload.writers': 2,
  'workload.workingSet': 1,
  'Migrate.SdpsEnabled': '0',
}

const guests = fc.record({
  generation: fc.constantFrom('4.1', '5.0', '6.0', '6.7', '7.0U1', '8.0', '9.0'),
  'network.speed': fc.constantFrom('1', '10', '25', '100'),
  'vm.memory': fc.constantFrom(2, 4, 8),
  'vm.vcpus': fc.integer({ min: 2, max: 12 }),
  'vm.zeroPages': fc.integer({ min: 0, max: 90 }),
  'vm.deviceState': fc.constantFrom(2, 5, 7),
  'vm.vgpuMemory': fc.constantFrom(0, 0, 1, 4),
  'workload.pattern': fc.constantFrom('random', 'hotcold', 'sweep'),
  'workload.workingSet': fc.constantFrom(0, 0.25, 1, 1.5),
  'workload.writeRate': fc.constantFrom(0, 20, 60, 150, 400),
  'hosts.pageFireCost': fc.constantFrom(0, 3, 20),
  'hosts.sourceCores': fc.constantFrom(0.3, 1, 4, 32),
  'hosts.destinationCores': fc.constantFrom(0.3, 1, 4, 32),
})

/** The same with one thing better; undefined where it is the best already. */
type Step = (scenario: Scenario) => Partial<Scenario> | undefined
const reduced =
  (name: 'vm.deviceState' | 'vm.vgpuMemory' | 'workload.workingSet' | 'workload.writeRate'): Step =>
  (scenario) =>
    scenario[name] === 0 ? undefined : { [name]: scenario[name] * 0.8 }
const more =
  (name: 'hosts.sourceCores' | 'hosts.destinationCores'): Step =>
  (scenario) => ({ [name]: scenario[name] * 1.5 })

const BETTER: Readonly<Record<string, Step>> = {
  'more cores at the source': more('hosts.sourceCores'),
  'more cores at the destination': more('hosts.destinationCores'),
  'less memory, with the same working set': (scenario) => ({
    'vm.memory': scenario['vm.memory'] * 0.9,
  }),
  'more pages of zeros': (scenario) => ({
    'vm.zeroPages': scenario['vm.zeroPages'] + 10,
  }),
  'a smaller working set': reduced('workload.workingSet'),
  'fewer writes': reduced('workload.writeRate'),
  'less device state': reduced('vm.deviceState'),
  'less memory of the vGPU': (scenario) =>
    scenario['vm.vgpuMemory'] === 0
      ? undefined
      : { 'vm.vgpuMemory': scenario['vm.vgpuMemory'] / 2 },
  'fewer vCPUs beside the same writers': (scenario) =>
    scenario['vm.vcpus'] === 2 ? undefined : { 'vm.vcpus': scenario['vm.vcpus'] - 1 },
  'page fires that cost the guest more': (scenario) => ({
    'hosts.pageFireCost': scenario['hosts.pageFireCost'] + 2,
  }),
}

const stunOf = ({ facts }: RunRecord): number =>
  facts.reduce((sum, fact) => (fact.kind === 'resumed' ? fact.stunNanoseconds : sum), 0)

const resumedEarly = ({ facts }: RunRecord): boolean =>
  facts.some(({ kind }) => kind === 'page-in-began')

function bothRuns(what: string, values: Partial<Scenario>): [RunRecord, RunRecord] | undefined {
  const worse = { ...BASE, ...values }
  const change = BETTER[what]!(worse)
  if (change === undefined) return undefined
  const [before, after] = [worse, { ...worse, ...change }].map((scenario) =>
    runOnce({ scenario, seed: 1 }),
  )
  return [before!, after!]
}

/** A millisecond, below which slow start is left out. */
const SLACK = 1e6

describe('better is never worse', () => {
  it.each(Object.keys(BETTER))(
    '%s: the migration succeeds as well, and takes no longer',
    (what) => {
      fc.assert(
        fc.property(guests, (values) => {
          const both = bothRuns(what, values)
          if (both === undefined || both[0].failure !== undefined) return
          const [before, after] = both
          expect(after.failure).toBeUndefined()
          expect(after.end).toBeLessThanOrEqual(before.end + SLACK)
        }),
        runs(60),
      )
    },
  )

  it.each(Object.keys(BETTER))('%s: no longer stun after as many copies', (what) => {
    fc.assert(
      fc.property(guests, (values) => {
        const both = bothRuns(what, values)
        if (both === undefined || both[0].failure !== undefined) return
        const [before, after] = both
        if (before.passes.length !== after.passes.length) return
        // Quick Resume (4.1) leaves the pages for after the stun: tested below.
        if (resumedEarly(before) !== resumedEarly(after)) return
        expect(stunOf(after)).toBeLessThanOrEqual(stunOf(before) + SLACK)
      }),
      runs(60),
    )
  })
})

describe('what the laws speak of counts', () => {
  it.each(Object.keys(BETTER))(
    '%s: in some run, the migration is shorter or the stun is',
    (what) => {
      const values: Partial<Scenario> = {
        generation: '8.0',
        'vm.memory': 8,
        'vm.zeroPages': 30,
        'vm.vcpus': 12,
        'vm.deviceState': 7,
        'vm.vgpuMemory': 1,
        'network.speed': '10',
        // Device state and last pages travel side by side: the longer of the two counts.
        'workload.writeRate': what === 'less device state' ? 0 : 150,
        'hosts.pageFireCost': 20,
        'hosts.sourceCores': 0.3,
        'hosts.destinationCores': what.endsWith('destination') ? 0.2 : 32,
      }
      const [before, after] = bothRuns(what, values)!
      expect(Math.min(after.end - before.end, stunOf(after) - stunOf(before))).toBeLessThan(-1e3)
    },
  )
})

describe('exceptions', () => {
  const slow: Partial<Scenario> = { 'network.speed': '1' }
  const runOf = (values: Partial<Scenario>) =>
    runOnce({ scenario: { ...BASE, ...slow, ...values }, seed: 1 })

  it.each([
    ['fewer writes', 'workload.writeRate', 55, 50],
    ['a smaller working set', 'workload.workingSet', 0.06, 0.05],
  ] as const)(
    '%s: a copy fewer is enough, and more is left for the stun',
    (_, name, worse, better) => {
      const rate = name === 'workload.workingSet' ? { 'workload.writeRate': 100 } : {}
      const [before, after] = [worse, better].map((value) => runOf({ ...rate, [name]: value }))
      expect(after!.passes.length).toBe(before!.passes.length - 1)
      expect(stunOf(after!)).toBeGreaterThan(stunOf(before!))
      expect(after!.end).toBeLessThan(before!.end)
    },
  )

  it('fewer writes: 4.1 need not resume early, and sends what is left in the stun', () => {
    const values: Partial<Scenario> = {
      generation: '4.1',
      'vm.memory': 2,
      'vm.vcpus': 2,
      'vm.zeroPages': 30,
      'vm.deviceState': 2,
      'workload.pattern': 'hotcold',
      'hosts.pageFireCost': 0,
      'hosts.sourceCores': 0.3,
      'hosts.destinationCores': 0.3,
    }
    const [before, after] = [150, 120].map((rate) =>
      runOf({ ...values, 'workload.writeRate': rate }),
    )
    expect([resumedEarly(before!), resumedEarly(after!)]).toEqual([true, false])
    expect(stunOf(after!)).toBeGreaterThan(stunOf(before!))
    expect(after!.end).toBeLessThan(before!.end)
  })

  it('SDPS engages a copy earlier on a guest that writes more, and there is less to send from then on', () => {
    const [before, after] = [116, 114].map((rate) =>
      runOf({ 'Migrate.SdpsEnabled': '2', 'workload.writeRate': rate }),
    )
    expect(before!.sdpsSince).toBeLessThan(after!.sdpsSince!)
    expect(after!.end).toBeGreaterThan(before!.end)
  })

  it('a page fire that costs more makes the migration shorter, and the guest loses more', () => {
    const guestSeconds = ({ clocks, passes }: RunRecord) => {
      const [{ segments }] = clocks
      return segments.at(-1)!.guestStart - (segments.at(-1)!.start - passes[0]!.walk.start) / 1e9
    }
    const [cheap, dear] = [3, 20].map((cost) =>
      runOf({ 'workload.writeRate': 60, 'hosts.pageFireCost': cost }),
    )
    expect(dear!.end).toBeLessThan(cheap!.end)
    expect(guestSeconds(dear!)).toBeLessThan(guestSeconds(cheap!))
  })
})
