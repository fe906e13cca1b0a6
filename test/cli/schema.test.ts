// `--schema` against real scenario files, and `--json` against its own shape, both by Ajv.
import { LEVELS } from '../../src/report/verdict.ts'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scenarioSchema } from '../../src/cli/schema.ts'
import { simulate } from '../../src/cli/simulate-command.ts'
import { PRESET_IDS, presetScenario } from '../../src/catalogue/presets.ts'
import { STORIES } from '../../src/catalogue/stories.ts'
import { parseScenarioFile } from '../../src/saved/scenario-file.ts'
import { readRates } from '../../src/saved/rates.ts'
import { MAX_INTERVENTIONS } from '../../src/engine/scenario/intervention.ts'
import { interventionText, parseIntervention } from '../../src/engine/scenario/intervention-text.ts'
import { checkScenario } from '../../src/engine/scenario/validate.ts'
import { anyIntervention } from '../engine/arbitrary-intervention.ts'
import { smallScenario } from '../engine/arbitrary-scenario.ts'
import { runs } from '../properties.ts'
import { runInTest } from './run-in-test.ts'

/** A schema as a function: what is wrong with a value, by path. A keyword that is unknown or misplaced throws. */
function checker(schema: object): (value: unknown) => readonly string[] {
  const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema)
  return (value) =>
    validate(value)
      ? []
      : (validate.errors ?? []).map(
          ({ instancePath, message }) => `${instancePath} ${message ?? 'is wrong'}`,
        )
}

const invalid = checker(scenarioSchema())
const fileOf = (parameters: object) => ({
  format: 'switchover-scenario',
  version: 1,
  parameters,
})

describe('--schema', () => {
  it.each(PRESET_IDS)('takes the whole scenario of %s', (id) => {
    expect(invalid(fileOf(presetScenario(id)))).toEqual([])
  })

  it.each([...PRESET_IDS, ...STORIES.map(({ id }) => id)])('takes %s by its name', (preset) => {
    const file = { ...fileOf({}), preset }
    expect(invalid(file)).toEqual([])
    expect(parseScenarioFile(JSON.stringify(file)).problems).toEqual([])
  })

  it('takes any valid scenario, and the engine takes what it takes', () => {
    fc.assert(
      fc.property(smallScenario('sampled', 'fluid', 'literal'), (scenario) => {
        expect(invalid(fileOf(scenario))).toEqual([])
        expect(parseScenarioFile(JSON.stringify(fileOf(scenario))).problems).toEqual([])
      }),
      runs(100),
    )
  })

  it.each([
    ['vm.memory', 0],
    ['vm.memory', 24577],
    ['vm.memory', '64'],
    ['vm.vcpus', 1.5],
    ['generation', '9.9'],
    ['workload.curve', []],
    ['workload.curve', [[0, 0.5]]],
    ['workload.curve', [[1, 1.5]]],
    ['failure', 'earthquake'],
    ['vm.memry', 64],
  ])('refuses %s = %j, as the engine does', (id, value) => {
    expect(invalid(fileOf({ [id]: value }))).not.toEqual([])
    expect(checkScenario({ [id]: value }).problems).not.toEqual([])
  })

  it('refuses other formats and fields', () => {
    expect(invalid({ ...fileOf({}), version: 99 })).not.toEqual([])
    expect(invalid({ ...fileOf({}), more: 1 })).not.toEqual([])
    expect(invalid([])).not.toEqual([])
  })

  it('takes any intervention in mid-run, as the engine does', () => {
    fc.assert(
      fc.property(fc.array(anyIntervention, { maxLength: MAX_INTERVENTIONS }), (interventions) => {
        const list = interventions.map(interventionText)
        expect(invalid({ ...fileOf({}), interventions: list })).toEqual([])
        for (const text of list) expect(parseIntervention('it', text)).toHaveProperty('ok')
      }),
      runs(100),
    )
  })

  it.each(['12.5', 'cut-cable', '12.5:cut', '12.5:network.speed', '-1:cancel', '1:vm.memory=4'])(
    'refuses the intervention %s, as the engine does',
    (text) => {
      expect(invalid({ ...fileOf({}), interventions: [text] })).not.toEqual([])
      expect(parseIntervention('it', text)).toHaveProperty('problem')
    },
  )

  it.each([
    [['0:1250000000', '12.5:0'], true],
    [['0s:1250000000.5'], true],
    [['0'], false],
    [['0:1:2'], false],
    [['0:-1'], false],
    [[0], false],
  ])('of the rates %j says %s, as the reader of files does', (rates, right) => {
    expect(invalid({ ...fileOf({}), rates }).length === 0).toBe(right)
    expect(readRates(rates).problems.length === 0).toBe(right)
  })
})

const number = { type: 'number', minimum: 0 } as const
const object = (properties: Readonly<Record<string, object>>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
})
const numbers = (...names: readonly string[]) =>
  object(Object.fromEntries(names.map((name) => [name, number])))

/** The document of `--json`, field by field. */
const DOCUMENT = object({
  scenario: { type: 'object' },
  seed: { type: 'integer', minimum: 0, maximum: 4294967295 },
  runHash: { type: 'string' },
  outcome: { enum: ['completed', 'failed', 'cancelled', 'never-ends', 'unfinished'] },
  reason: { type: 'string' },
  vmRunsOn: { enum: ['source', 'destination', 'lost'] },
  verdict: object({
    level: { enum: [...LEVELS] },
    guest: { enum: ['nobody-notices', 'users-notice', 'harmful'] },
    timeLostSeconds: number,
    lostInWorstTenSeconds: { type: 'number', minimum: 0, maximum: 10 },
    slowest: {
      ...object({
        where: { enum: ['trace', 'copy', 'throttled', 'page-in'] },
        startSeconds: number,
        seconds: number,
        guestSpeed: { type: 'number', minimum: 0, maximum: 1 },
      }),
      nullable: true,
    },
  }),
  seconds: numbers(
    'total',
    'prepare',
    'frameBuffer',
    'traceInstall',
    'preCopy',
    'stun',
    'pageIn',
    'cleanup',
  ),
  stunMilliseconds: numbers(
    'quiesce',
    'checkpoint',
    'lastPages',
    'frameBuffer',
    'bitmap',
    'resume',
  ),
  passes: {
    type: 'array',
    items: object({
      pass: { type: 'integer', minimum: -1 },
      startSeconds: number,
      seconds: number,
      pagesToSend: number,
      pagesSent: number,
      pagesZero: number,
      bytesSent: number,
      pagesDirtied: number,
      bytesPerSecond: number,
      transmitToDirtyPercent: { ...number, nullable: true },
      decision: { enum: ['switchover', 'next-pass', 'sdps', 'quick-resume', 'fail'] },
    }),
  },
  sdps: object({
    engaged: { type: 'boolean' },
    seconds: number,
    worstSecondGuestSpeed: { type: 'number', minimum: 0, maximum: 1 },
  }),
  totals: numbers('bytesSent', 'frameBufferBytes', 'pagesSent', 'pageFires', 'remotePageFaults'),
})

const misshapen = checker(DOCUMENT)

describe('--json', () => {
  it.each([
    ...PRESET_IDS.map((id) => [id]),
    ['quick-resume-41'],
    ['memtest', '--set', 'Migrate.SdpsEnabled=0'],
    ['default', '--fail', 'link-cut@12.5'],
    ['default', '--fail', 'evc-mismatch'],
    ['default', '--fail', 'no-vmotion-network'],
    ['vgpu-16gb-67'],
    ['quick-resume-41', '--fail', 'destination-dies@55'],
    ['default', '--model', 'fluid'],
  ])('%s %s %s: has the shape, whatever the outcome', async (...args) => {
    const { out, code } = await runInTest(simulate, [...args, '--json'])
    expect(code).toBe(0)
    expect(misshapen(JSON.parse(out))).toEqual([])
  })

  it('refuses a document that lacks a field, has one more, or has a value of the wrong kind', async () => {
    const { out } = await runInTest(simulate, ['default', '--json'])
    const document = JSON.parse(out) as Record<string, unknown> & { passes: readonly object[] }
    const { runHash: _, ...lacking } = document
    expect(misshapen(lacking)).toEqual([" must have required property 'runHash'"])
    expect(misshapen({ ...document, more: 1 })).toEqual([' must NOT have additional properties'])
    const passes = document.passes.map((pass) => ({ ...pass, pagesSent: null }))
    expect(misshapen({ ...document, passes })).toContain('/passes/0/pagesSent must be number')
  })
})
