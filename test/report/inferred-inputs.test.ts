// The list of inferred inputs: what is on it decides something in the run, what is not decides nothing.
import { describe, expect, it } from 'vitest'
import { runToEnd } from '../../src/engine/run.ts'
import type { NumberParameter } from '../../src/engine/scenario/parameter.ts'
import { PARAMETERS } from '../../src/engine/scenario/parameters.ts'
import {
  DEFAULT_SCENARIO,
  PARAMETER_IDS,
  type Scenario,
} from '../../src/engine/scenario/scenario.ts'
import { inferredInputs } from '../../src/report/inferred-inputs.ts'
import { reachOf } from '../../src/report/outside/reach.ts'
import { simulate } from '../../src/cli/simulate-command.ts'
import { summarize } from '../../src/report/summarize.ts'
import { runInTest } from '../cli/run-in-test.ts'

const SMALL: Scenario = {
  ...DEFAULT_SCENARIO,
  'vm.memory': 1,
  'vm.vcpus': 4,
  'workload.writers': 2,
  'workload.workingSet': 0.25,
  'workload.writeRate': 100,
}
const summaryOf = (values: Partial<Scenario>) =>
  summarize(runToEnd({ scenario: { ...SMALL, ...values }, seed: 7 }))

const INFERRED = PARAMETER_IDS.filter((id) =>
  ['inferred', 'unverified'].includes(PARAMETERS[id].confidence),
)

const GENERATIONS = [
  'ESX2',
  '4.1',
  '5.0',
  '6.7',
  '7.0U2',
  '9.0',
  'QEMU7.2',
  'XEN2005',
  'SIMGRID',
  'HUAWEI',
] as const
const RUNS: readonly (readonly [string, Partial<Scenario>])[] = [
  ...GENERATIONS.map((generation) => [generation, { generation }] as const),
  ['refused', { failure: 'evc-mismatch' }],
  ['no connection', { failure: 'no-vmotion-network' }],
  ['cut in the copy', { failure: 'link-cut', 'failure.at': 2.4 }],
  ['cut in trace install', { failure: 'link-cut', 'failure.at': 2.102, generation: '6.7' }],
  ['a curve', { 'workload.pattern': 'curve' }],
  ['all written', { 'workload.workingSet': 1 }],
  ['an idle guest', { 'workload.writeRate': 0 }],
  ['no announcement', { 'network.notifySwitches': 'no' }],
  [
    'the CPU binds',
    {
      'network.speed': '100',
      'network.nics': 16,
      'network.vmknics': 16,
      'network.mtu': '9000',
      'vm.memory': 4,
      'hosts.destinationCores': 32,
    },
  ],
]

/** What a run comes to, in the engine and for its clients; the input aside. */
const comesTo = (values: Partial<Scenario>) => {
  const summary = summaryOf(values)
  return JSON.stringify([summary.runHash, summary.pain, reachOf(summary)])
}

describe.each(RUNS)('%s', (_name, values) => {
  const listed = inferredInputs(summaryOf(values))
  const before = comesTo(values)

  it.each(INFERRED)('%s is listed where it decides, and only there', (id) => {
    const own = SMALL[id] as number
    const { min, max } = PARAMETERS[id] as NumberParameter
    const differs = (factor: number) => {
      const value = Math.min(max, Math.max(min, own * factor))
      return comesTo({ ...values, [id]: value }) !== before
    }
    if (listed.includes(id)) expect([0.2, 0.5, 2, 50].some(differs)).toBe(true)
    else expect(differs(0.99)).toBe(false)
  })
})

it('does not list what a person has set', () => {
  expect(inferredInputs(summaryOf({ 'hosts.pageFireCost': 4 }))).not.toContain('hosts.pageFireCost')
})

it('lists how long switches take to learn only where no frame tells them', () => {
  const lists = (values: Partial<Scenario>) =>
    inferredInputs(summaryOf(values)).includes('network.relearnAfter')
  expect(lists({})).toBe(false)
  expect(lists({ 'network.rarpLost': 2 })).toBe(false)
  expect(lists({ 'network.rarpLost': 6 })).toBe(true)
  expect(lists({ 'network.notifySwitches': 'no', failure: 'no-resume' })).toBe(false)
})

it('names what has a rule, and nothing else', async () => {
  const run = (...args: string[]) => runInTest(simulate, args)
  expect((await run('default')).out).toMatch(
    /Inferred inputs: vm\.deviceState, workload\.background, network\.rtt, hosts\.pageFireCost\.\n$/,
  )
  expect((await run('default', '--fail', 'evc-mismatch')).out).toMatch(
    /no source publishes it\.\n$/,
  )
})
