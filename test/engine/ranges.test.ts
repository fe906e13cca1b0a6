// The whole range of every parameter: a run at either end of it neither hangs nor breaks.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ESXI_OPTIONS } from '../../src/engine/generations/options.ts'
import { runToEnd } from '../../src/engine/run.ts'
import type { RunRecord } from '../../src/engine/run-record.ts'
import type { NumberParameter, Parameter } from '../../src/engine/scenario/parameter.ts'
import { PARAMETERS, type ParameterId } from '../../src/engine/scenario/parameters.ts'
import {
  DEFAULT_SCENARIO,
  PARAMETER_IDS,
  type Scenario,
} from '../../src/engine/scenario/scenario.ts'
import { checkScenario, clampScenario } from '../../src/engine/scenario/validate.ts'
import { runs } from '../properties.ts'

const SMALL: Scenario = {
  ...DEFAULT_SCENARIO,
  'vm.memory': 0.25,
  'vm.vcpus': 2,
  'workload.writers': 2,
  'workload.workingSet': 0.0625,
  'workload.writeRate': 200,
  'network.speed': '1',
}

const NUMBERS = PARAMETER_IDS.filter((id) => PARAMETERS[id].kind === 'number')
const numberOf = (id: ParameterId) => PARAMETERS[id] as NumberParameter
const OPTIONS = NUMBERS.filter((id) => numberOf(id).range === 'option')

function runWith(values: Partial<Record<ParameterId, unknown>>): RunRecord {
  const { scenario } = clampScenario({ ...SMALL, ...values } as Scenario)
  return runToEnd({ scenario, seed: 1 })
}

/** Times are whole, in order and bounded; the record is not without measure; somebody owns the VM. */
function isSound({ facts, phases, passes, end, failure, runsOn }: RunRecord): void {
  expect(Number.isSafeInteger(end)).toBe(true)
  expect(facts.length).toBeLessThanOrEqual(10_000)
  for (const { at } of facts) expect(Number.isSafeInteger(at)).toBe(true)
  for (const [index, phase] of phases.entries()) {
    expect(phase.start).toBe(phases[index - 1]?.end ?? 0)
    expect(phase.end).toBeGreaterThanOrEqual(phase.start)
  }
  for (const { row } of passes) expect(Number.isFinite(row.bytesSent)).toBe(true)
  if (failure === undefined) expect(runsOn).toBe('destination')
}

/** Where it is looked at. */
const generationsOf = (id: ParameterId): readonly Scenario['generation'][] => {
  if (id.startsWith('qemu.')) return ['QEMU7.2']
  if (id.startsWith('xen.')) return ['XEN2005']
  return id === 'migrate.baseCptCacheSize' ? ['5.0'] : ['7.0U1', '6.0']
}

describe('at either end of its range', () => {
  it.each(NUMBERS)('%s', (id) => {
    const { min, max } = numberOf(id)
    for (const generation of generationsOf(id))
      for (const value of [min, max]) isSound(runWith({ generation, [id]: value }))
  })

  it('at whatever end of their ranges the other real options are', () => {
    const ends = fc.record(
      Object.fromEntries(
        OPTIONS.map((id) => [id, fc.constantFrom(numberOf(id).min, numberOf(id).max)]),
      ),
      { requiredKeys: [] },
    )
    const generation = fc.constantFrom('5.0', '6.0', '7.0U2', '9.0', 'QEMU7.2')
    fc.assert(
      fc.property(ends, generation, (values, id) =>
        isSound(runWith({ ...values, generation: id })),
      ),
      runs(60),
    )
  })
})

describe('the range of a real option', () => {
  const dialled = ESXI_OPTIONS.filter(({ name }) => Object.hasOwn(PARAMETERS, name))

  it.each(dialled.map((option) => [option.name, option] as const))(
    '%s is the one of the dumps',
    (name, { range }) => {
      const parameter: Parameter = PARAMETERS[name as ParameterId]
      if (parameter.kind === 'number')
        expect([parameter.min, parameter.max, parameter.range]).toEqual([...range, 'option'])
      if (parameter.kind === 'choice')
        expect([Number(parameter.options[0]), Number(parameter.options.at(-1))]).toEqual(range)
    },
  )

  it.each([
    // LAM: 6.0 U3 to 9.0.1, all the same.
    ['Migrate.NetTimeout', 1, 3600],
    ['Migrate.CptCacheMaxSizeMB', 8, 1024],
    ['Migrate.SndBufSize', 65536, 1_000_000],
    ['Migrate.SdpsDynamicDelaySec', 0, 10_000],
    ['Migrate.SdpsTargetRate', 1, 10_000],
    ['Migrate.PreCopySwitchoverTimeGoal', 100, 100_000],
    ['Migrate.PreCopyMinProgressPerc', 1, 1000],
    ['Migrate.PreCopyPagesPerSend', 1, 1024],
    ['Migrate.NetExpectedLineRateMBps', 1, 2000],
    ['Migrate.NetLatencyModeThreshold', 1, 1000],
  ] as const)('%s takes %d to %d and no more', (id, least, most) => {
    for (const value of [least, most]) expect(checkScenario({ [id]: value }).problems).toEqual([])
    for (const value of [least - 1, most + 1])
      expect(checkScenario({ [id]: value }).problems).toMatchObject([{ field: id }])
  })

  it('takes 1800 s of NetTimeout, which a vendor of storage asks for', () => {
    expect(checkScenario({ 'Migrate.NetTimeout': 1800 }).problems).toEqual([])
  })

  it('is said to be ours where no source has it, and never for an option', () => {
    expect(numberOf('vmotion.maxSwitchoverSeconds').range).toBeUndefined()
    expect(OPTIONS.filter((id) => id.startsWith('Migrate.'))).toHaveLength(
      NUMBERS.filter((id) => id.startsWith('Migrate.')).length,
    )
  })
})
