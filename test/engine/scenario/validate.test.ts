import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Parameter } from '../../../src/engine/scenario/parameter.ts'
import { checkInterventions } from '../../../src/engine/scenario/check-interventions.ts'
import { PARAMETERS, type ParameterId } from '../../../src/engine/scenario/parameters.ts'
import {
  DEFAULT_SCENARIO,
  PARAMETER_IDS,
  type Scenario,
} from '../../../src/engine/scenario/scenario.ts'
import {
  checkScenario,
  checkSeed,
  checkValue,
  clampScenario,
  parseSeed,
  parseValue,
  problemLine,
  valueText,
} from '../../../src/engine/scenario/validate.ts'
import { parameterValue } from './arbitrary.ts'

const problemOf = (id: ParameterId, value: unknown) => {
  const result = checkValue(id, value)
  return 'problem' in result ? problemLine(result.problem) : undefined
}

describe('one value', () => {
  it('takes every default', () => {
    for (const id of PARAMETER_IDS)
      expect(checkValue(id, PARAMETERS[id].default)).toEqual({ ok: PARAMETERS[id].default })
  })

  it('names the field and the range', () => {
    expect(problemOf('vm.memory', 0)).toBe(
      'vm.memory: 0 is out of range; allowed: 0.125 to 24576 GiB',
    )
    expect(problemOf('vm.memory', Number.NaN)).toBe(
      "vm.memory: the value isn't a number; allowed: 0.125 to 24576 GiB",
    )
    expect(problemOf('vm.memory', Infinity)).toBe(
      'vm.memory: a number too large to hold is out of range; allowed: 0.125 to 24576 GiB',
    )
    expect(problemOf('vm.memory', '64')).toBe(
      `vm.memory: "64" isn't a number; allowed: 0.125 to 24576 GiB`,
    )
    expect(problemOf('vm.vcpus', 2.5)).toBe(
      "vm.vcpus: 2.5 isn't a whole number; allowed: a whole number, 1 to 768",
    )
    // A frame is there or not; options of real hosts are whole, in whatever unit.
    expect(problemOf('network.rarpLost', 2.5)).toBe(
      "network.rarpLost: 2.5 isn't a whole number; allowed: a whole number, 0 to 6 frames",
    )
    expect(problemOf('Migrate.NetTimeout', 20.5)).toBe(
      "Migrate.NetTimeout: 20.5 isn't a whole number; allowed: a whole number, 1 to 3600 s",
    )
    expect(problemOf('generation', '4.5')).toBe(
      `generation: "4.5" is not one of the choices; allowed: ${PARAMETERS.generation.options.join(', ')}`,
    )
    expect(problemOf('network.rtt', null)).toBe(
      "network.rtt: null isn't a number; allowed: 0 to 500 ms",
    )
  })

  it('accepts values between the steps, and numbers that spell an option', () => {
    expect(checkValue('vm.memory', 64.3)).toEqual({ ok: 64.3 })
    expect(checkValue('network.speed', 25)).toEqual({ ok: '25' })
  })

  it('refuses curves that fall or stand still', () => {
    expect(
      checkValue('workload.curve', [
        [1, 0.1],
        [2, 0.1],
      ]),
    ).toHaveProperty('ok')
    for (const curve of [
      [],
      [
        [1, 0.2],
        [2, 0.1],
      ],
      [
        [1, 0.1],
        [1, 0.2],
      ],
      [[0, 0.1]],
      [[1, 1.1]],
      [[1]],
      [[1, 0.1, 2]],
      7,
      [[Number.NaN, 0]],
    ])
      expect(checkValue('workload.curve', curve)).toHaveProperty('problem')
  })

  it('never says -0', () => {
    const zero = checkValue('network.loss', -0)
    expect('ok' in zero && Object.is(zero.ok, 0)).toBe(true)
    const seed = checkSeed(-0)
    expect('ok' in seed && Object.is(seed.ok, 0)).toBe(true)
  })

  it('answers anything at all with a value of the table or with one line', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PARAMETER_IDS),
        fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }),
        (id, value) => {
          const result = checkValue(id, value)
          if ('problem' in result) expect(problemLine(result.problem)).not.toMatch(/[\n\r]/)
          else expect(checkValue(id, result.ok)).toEqual(result)
        },
      ),
    )
  })
})

describe('a value as text', () => {
  it('reads numbers with and without their unit', () => {
    expect(parseValue('vm.memory', '128')).toEqual({ ok: 128 })
    expect(parseValue('vm.memory', ' 128 GiB ')).toEqual({ ok: 128 })
    expect(parseValue('vm.memory', '1e2')).toEqual({ ok: 100 })
    expect(parseValue('workload.writeRate', '350MiB/s')).toEqual({ ok: 350 })
    expect(parseValue('generation', '7.0u1')).toEqual({ ok: '7.0U1' })
    expect(parseValue('workload.curve', '0.5:0.1,2:0.3')).toEqual({
      ok: [
        [0.5, 0.1],
        [2, 0.3],
      ],
    })
  })

  it('reads nothing else as a number', () => {
    for (const text of [
      '',
      ' ',
      '0x10',
      '1_000',
      '1,5',
      'NaN',
      'Infinity',
      '--1',
      '1 2',
      '64MB',
      '１２',
    ])
      expect(parseValue('vm.memory', text)).toHaveProperty('problem')
    for (const text of ['-1', '4294967296', '1.5', ''])
      expect(parseSeed(text)).toHaveProperty('problem')
    expect(parseSeed('4294967295')).toEqual({ ok: 4294967295 })
  })

  it('comes back from its own text unchanged', () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom(...PARAMETER_IDS)
          .chain((id) => fc.tuple(fc.constant(id), parameterValue(id))),
        ([id, value]) => {
          expect(parseValue(id, valueText(id, value as Scenario[typeof id]))).toEqual({ ok: value })
        },
      ),
    )
  })

  it('is not slowed by ten megabytes', () => {
    const huge = '9'.repeat(10_000_000)
    for (const id of PARAMETER_IDS) {
      const result = parseValue(id, huge)
      if (!('problem' in result)) throw new Error(id)
      expect(problemLine(result.problem).length).toBeLessThan(250)
    }
  })
})

describe('a whole scenario', () => {
  it('lays the values over the base', () => {
    const { scenario, problems, notices } = checkScenario({ 'vm.memory': 128 })
    expect({ problems, notices }).toEqual({ problems: [], notices: [] })
    expect(scenario).toEqual({ ...DEFAULT_SCENARIO, 'vm.memory': 128 })
  })

  it('suggests the name that was meant', () => {
    const message = (id: string) => checkScenario({ [id]: 1 }).problems[0]!.message
    expect(message('vm.memroy')).toBe('unknown parameter (did you mean "vm.memory"?)')
    expect(message('memory')).toBe('unknown parameter (did you mean "vm.memory"?)')
    expect(message('SDPSENABLED')).toBe('unknown parameter (did you mean "Migrate.SdpsEnabled"?)')
    expect(message('qwertyuiop')).toBe('unknown parameter')
  })

  it('takes prototype keys for the unknown names that they are', () => {
    const hostile = JSON.parse(
      '{"__proto__": {"vm.memory": 1}, "constructor": 1, "toString": 2, "hasOwnProperty": 3}',
    ) as object
    const { scenario, problems } = checkScenario(hostile)
    expect(problems.map(({ field }) => field)).toEqual([
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
    ])
    expect(scenario).toEqual(DEFAULT_SCENARIO)
    expect(Object.hasOwn(Object.prototype, 'vm.memory')).toBe(false)
  })

  it('stops at twenty problems, whatever is thrown at it', () => {
    const many = Object.fromEntries(
      Array.from({ length: 50_000 }, (_, index) => [`unknown${index}`, index]),
    )
    expect(checkScenario(many).problems).toHaveLength(20)
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as unknown
    expect(checkScenario({ 'vm.memory': deep }).problems[0]!.message).toBe("a list isn't a number")
    for (const other of [null, undefined, 7, 'text', [], [1]])
      expect(checkScenario(other).problems).toHaveLength(1)
    expect(checkScenario({ ['x'.repeat(10_000_000)]: 1 }).problems[0]!.field.length).toBeLessThan(
      50,
    )
  })
})

describe('fields that contradict each other', () => {
  it('refuses what was given', () => {
    const lines = (values: object) => checkScenario(values).problems.map(problemLine)
    expect(lines({ 'vm.memory': 4, 'workload.workingSet': 12 })).toEqual([
      'workload.workingSet: 12 GiB is more than the memory in use (4 GiB); allowed: 0 to 4 GiB',
    ])
    expect(lines({ 'vm.zeroPages': 90, 'workload.workingSet': 12 })).toEqual([
      'workload.workingSet: 12 GiB is more than the memory in use that is not zero (6.399 GiB); allowed: 0 to 6.399 GiB',
    ])
    expect(lines({ 'workload.writers': 17 })).toEqual([
      'workload.writers: 17 writers are more than the vCPUs (vm.vcpus is 16); allowed: a whole number, 1 to 16',
    ])
    expect(lines({ model: 'literal', 'vm.memory': 65 })).toHaveLength(1)
    expect(lines({ 'Migrate.VMotionStreamHelpers': 33 })).toHaveLength(1)
  })

  it.each([
    [5, '10', 0],
    [16, '100', 0],
    [4, '10', 1],
    [16, '1', 1],
    [16, '1', 15],
  ] as const)(
    'takes %d NICs of %s Gb/s and %d more: what VMware does not support runs all the same',
    (nics, speed, extra) => {
      const values = {
        'network.nics': nics,
        'network.speed': speed,
        'network.extraNics': extra,
        'network.vmknics': 16,
      } as const
      expect(checkScenario(values)).toMatchObject({ problems: [], notices: [], scenario: values })
    },
  )

  it('refuses more NICs than the dial has', () => {
    const [problem] = checkScenario({ 'network.nics': 17, 'network.speed': '1' }).problems
    expect(problem).toMatchObject({ field: 'network.nics' })
    expect(problem?.allowed).toContain('1 to 16')
  })

  it('takes a faster link in mid-run, however many NICs there are', () => {
    const { scenario } = checkScenario({ 'network.nics': 16, 'network.speed': '1' })
    const faster = { kind: 'set', at: 5e9, parameter: 'network.speed', value: '10' }
    expect(checkInterventions([faster], scenario)).toEqual({
      interventions: [faster],
      problems: [],
    })
  })

  it('lets what was only inherited follow, and says so', () => {
    const { scenario, problems, notices } = checkScenario({ 'vm.memory': 4, 'vm.vcpus': 2 })
    expect(problems).toEqual([])
    expect(notices.map(({ field }) => field)).toEqual(['workload.writers', 'workload.workingSet'])
    expect(scenario).toMatchObject({ 'workload.workingSet': 4, 'workload.writers': 2 })
  })

  it('knows no working set where a measured curve says what is written', () => {
    expect(
      checkScenario({ 'vm.memory': 4, 'workload.pattern': 'curve', 'workload.workingSet': 12 })
        .problems,
    ).toEqual([])
  })
})

describe('clamping', () => {
  const anyScenario = fc.record(
    Object.fromEntries(
      PARAMETER_IDS.map((id) => [
        id,
        fc.oneof(
          { weight: 4, arbitrary: parameterValue(id) },
          { weight: 1, arbitrary: fc.anything() },
        ),
      ]),
    ),
  )

  it('always ends in a scenario that has nothing wrong with it, and is then stable', () => {
    fc.assert(
      fc.property(anyScenario, (values) => {
        const { scenario } = clampScenario(values as unknown as Scenario)
        expect(checkScenario(scenario).problems).toEqual([])
        expect(clampScenario(scenario)).toEqual({ scenario, notices: [] })
      }),
    )
  })

  it('takes the nearest value and says so', () => {
    const { scenario, notices } = clampScenario({
      ...DEFAULT_SCENARIO,
      'vm.memory': 1e9,
      'vm.vcpus': 16.4,
      'network.rtt': Number.NaN,
    })
    expect(scenario).toMatchObject({ 'vm.memory': 24576, 'vm.vcpus': 16, 'network.rtt': 0.2 })
    expect(notices.map(({ field }) => field)).toEqual(['vm.memory', 'vm.vcpus', 'network.rtt'])
  })
})

describe('the table', () => {
  it('has defaults inside their own ranges and on their steps', () => {
    for (const id of PARAMETER_IDS) {
      const parameter: Parameter = PARAMETERS[id]
      if (parameter.kind !== 'number') continue
      expect(parameter.default).toBeGreaterThanOrEqual(parameter.min)
      expect(parameter.default).toBeLessThanOrEqual(parameter.max)
      const steps = parameter.default / parameter.step
      expect(Math.abs(steps - Math.round(steps)), id).toBeLessThan(1e-6)
    }
  })
})
