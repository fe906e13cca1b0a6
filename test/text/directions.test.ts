// What the help of a dial says of more of it holds in every version: the words are looked up, and the runs compared.
import { describe, expect, it } from 'vitest'
import { DEFAULT_SCENARIO, type Scenario } from '../../src/engine/scenario/scenario.ts'
import type { ParameterId } from '../../src/engine/scenario/parameters.ts'
import { summarize } from '../../src/report/summarize.ts'
import type { Summary } from '../../src/report/summary.ts'
import { PARAMETER_TEXT } from '../../src/text/parameters.ts'
import { runOnce } from '../engine/run-once.ts'

type Generation = Scenario['generation']

const BEFORE_4_1 = ['ESX2', '4.0'] as const
const PAGES_IN = ['6.0', '6.7'] as const
const LOOSE = ['7.0U1', '8.0', '9.0'] as const
const WITH_SDPS: readonly Generation[] = ['5.0', ...PAGES_IN, ...LOOSE]
const ALL: readonly Generation[] = [...BEFORE_4_1, '4.1', ...WITH_SDPS]

/** Expected values, so that no draw comes between. */
const BASE: Scenario = {
  ...DEFAULT_SCENARIO,
  model: 'fluid',
  'vm.memory': 4,
  'vm.vcpus': 4,
  'workload.writers': 2,
  'workload.workingSet': 1,
  'workload.writeRate': 150,
}
/** Faster than its wire. */
const BUSY = { 'workload.writeRate': 1000, 'network.limit': 100 } as const
const HOT = { 'workload.pattern': 'hotcold' } as const

const lasted = (parts: readonly { readonly start: number; readonly end: number }[]) =>
  parts.reduce((sum, { start, end }) => sum + end - start, 0)
const MEASURES = {
  stun: ({ stun }: Summary) => stun.end - stun.start,
  passes: ({ passes }: Summary) => passes.length,
  end: ({ end }: Summary) => end,
  'first pass': ({ passes }: Summary) => lasted(passes.slice(0, 1)),
  'dirty after it': ({ passes }: Summary) => passes[0]?.pagesDirtied ?? 0,
  'page-in': ({ phases }: Summary) => lasted(phases.filter(({ kind }) => kind === 'page-in')),
  bitmap: ({ stunParts }: Summary) => lasted(stunParts.filter(({ part }) => part === 'bitmap')),
  'trace install': ({ phases }: Summary) => lasted(phases.filter(({ kind }) => kind === 'trace')),
  'worst second': ({ pain }: Summary) => pain.worstSecondBeforeStun,
  'SDPS or Quick Resume from': ({ facts }: Summary) =>
    facts.find(
      (fact) =>
        fact.kind === 'sdps-engaged' ||
        (fact.kind === 'convergence-test' && fact.decision === 'quick-resume'),
    )?.at ?? Infinity,
  'remote page faults': ({ totals }: Summary) => totals.remotePageFaults,
} as const
type Measure = keyof typeof MEASURES

/** `same`: not by a nanosecond. */
type Way = 'up' | 'down' | 'same'

interface Direction<Id extends ParameterId = ParameterId> {
  readonly id: Id
  readonly words: string
  readonly values: readonly number[]
  readonly given?: Partial<Scenario>
  readonly in: readonly Generation[]
  readonly measures: Readonly<Partial<Record<Measure, Way>>>
}

const GOAL = 'Migrate.PreCopySwitchoverTimeGoal'
const goals = { id: GOAL, values: [100, 300, 500, 1000, 3000] } as const

const DIRECTIONS: readonly Direction[] = [
  {
    ...goals,
    words: 'they make the stun longer',
    in: ['4.1', '5.0', ...LOOSE],
    measures: { stun: 'up', passes: 'down' },
  },
  {
    ...goals,
    words: 'in 6.0 to 6.7 the page-in after it',
    in: PAGES_IN,
    measures: { stun: 'same', passes: 'down', 'page-in': 'up' },
  },
  {
    ...goals,
    words: 'Before 4.1 the rule is one megabyte, whatever the goal',
    in: BEFORE_4_1,
    measures: { stun: 'same', passes: 'same', end: 'same' },
  },
  {
    id: 'Migrate.PreCopyMinProgressPerc',
    words: 'A larger value lets them step in earlier',
    values: [50, 130, 200, 1000],
    given: { 'workload.writeRate': 400, 'network.limit': 400 },
    in: ['4.1', ...WITH_SDPS],
    measures: { 'SDPS or Quick Resume from': 'down' },
  },
  {
    id: 'Migrate.PreCopyMinProgressPerc',
    words: 'before 4.1 no rule uses it',
    values: [50, 130, 1000],
    in: BEFORE_4_1,
    measures: { end: 'same' },
  },
  {
    id: 'Migrate.SdpsTargetRate',
    words: 'A larger value slows the guest more and ends the migration sooner',
    values: [200, 500, 2000],
    given: BUSY,
    in: WITH_SDPS,
    measures: { 'worst second': 'down', end: 'down' },
  },
  {
    id: 'Migrate.SdpsDynamicDelaySec',
    words: 'A longer interval spares the guest for longer, and more pages are dirty',
    values: [1, 5, 30],
    given: BUSY,
    in: WITH_SDPS,
    measures: { 'SDPS or Quick Resume from': 'up', 'dirty after it': 'up' },
  },
  {
    id: 'vm.memory',
    words: 'makes pass −1 and the dirty bitmap longer',
    values: [4, 8, 16],
    in: ALL,
    measures: { 'first pass': 'up', bitmap: 'up' },
  },
  {
    id: 'vm.inUse',
    words: 'a larger share makes pass −1 longer',
    values: [50, 100],
    in: ALL,
    measures: { 'first pass': 'up' },
  },
  {
    id: 'vm.zeroPages',
    words: 'a larger share makes pass −1 shorter, unless zero pages are not detected',
    values: [0, 50],
    in: ALL,
    measures: { 'first pass': 'down' },
  },
  {
    id: 'vm.zeroPages',
    words: 'unless zero pages are not detected',
    values: [0, 50],
    given: { 'Migrate.DetectZeroPages': '0' },
    in: ALL,
    measures: { 'first pass': 'same' },
  },
  {
    id: 'vm.vcpus',
    words: 'up to 6.7 each adds to trace install',
    values: [2, 8],
    in: [...BEFORE_4_1, '4.1', '5.0', ...PAGES_IN],
    measures: { stun: 'up', 'trace install': 'up' },
  },
  {
    id: 'vm.vcpus',
    words: 'Each adds half a millisecond to the stun',
    values: [2, 8],
    in: LOOSE,
    measures: { stun: 'up', 'trace install': 'same' },
  },
  {
    id: 'vm.deviceState',
    words: 'more of it means a longer stun where it takes longer than they do',
    values: [1, 5, 15],
    given: { 'workload.writeRate': 2 },
    in: ALL.filter((id) => id !== 'ESX2'),
    measures: { stun: 'up' },
  },
  {
    id: 'vm.deviceState',
    words: 'where it takes longer than they do',
    values: [1, 5, 15],
    in: ['5.0', ...LOOSE],
    measures: { stun: 'same' },
  },
  {
    id: 'workload.hotSet',
    words:
      'A smaller hot part is written more often, so fewer different pages are dirty, as long as',
    values: [1, 5, 20, 50, 89],
    given: HOT,
    in: ALL,
    measures: { 'dirty after it': 'up' },
  },
  {
    id: 'workload.hotWrites',
    words: 'The more of them beyond its share of the pages, the fewer different pages are dirty',
    values: [11, 30, 60, 99],
    given: HOT,
    in: ALL,
    measures: { 'dirty after it': 'down' },
  },
  {
    id: 'workload.readRate',
    words: 'in 4.1, 6.0 to 6.7 and post-copy',
    values: [0, 1000, 5000],
    given: { 'workload.writeRate': 3000 },
    in: ['4.1', ...PAGES_IN],
    measures: { 'remote page faults': 'up', passes: 'same' },
  },
  {
    id: 'workload.readRate',
    words: 'Reads cost nothing while pages are copied',
    values: [0, 5000],
    given: { 'workload.writeRate': 3000 },
    in: [...BEFORE_4_1, '5.0', ...LOOSE],
    measures: { 'remote page faults': 'same', end: 'same' },
  },
  {
    id: 'hosts.pageFireCost',
    words: 'Larger costs slow the guest at the start of each pass',
    values: [1, 3, 30],
    in: ALL,
    measures: { 'worst second': 'down' },
  },
]

describe('what help says of more', () => {
  it.each(DIRECTIONS)(
    '$id: “$words”',
    ({ id, words, values, given, in: generations, measures }) => {
      expect(PARAMETER_TEXT[id].help).toContain(words)
      for (const generation of generations) {
        const summaries = values.map((value) =>
          summarize(runOnce({ scenario: { ...BASE, ...given, generation, [id]: value }, seed: 1 })),
        )
        for (const [name, way] of Object.entries(measures) as [Measure, Way][]) {
          const found = summaries.map(MEASURES[name])
          const what = `${generation}, ${name}: ${found.join(', ')}`
          if (way === 'same') expect(new Set(found).size, what).toBe(1)
          else expectWay(found, way, what)
        }
      }
    },
  )
})

/** Never the other way from one value to the next, and not the same at both ends. */
function expectWay(found: readonly number[], way: Exclude<Way, 'same'>, what: string): void {
  const sign = way === 'up' ? 1 : -1
  for (const [index, value] of found.entries()) {
    const before = found[index - 1]
    if (before !== undefined && value !== before) expect(Math.sign(value - before), what).toBe(sign)
  }
  expect(found.at(-1), what).not.toBe(found[0])
}
