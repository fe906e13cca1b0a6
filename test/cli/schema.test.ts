// `--schema` against real scenario files, and `--json` against its own shape: a small validator of the keywords in use.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scenarioSchema } from '../../src/cli/schema.ts'
import { simulate } from '../../src/cli/simulate-command.ts'
import { PRESET_IDS, presetScenario } from '../../src/catalogue/presets.ts'
import { STORIES } from '../../src/catalogue/stories.ts'
import { parseScenarioFile } from '../../src/saved/scenario-file.ts'
import { checkScenario } from '../../src/engine/scenario/validate.ts'
import { smallScenario } from '../engine/arbitrary-scenario.ts'
import { runs } from '../properties.ts'
import { runInTest } from './run-in-test.ts'

interface Schema {
  readonly [keyword: string]: unknown
}
const KNOWN = new Set(
  [
    '$schema $id $ref $defs $comment title description default examples',
    'type enum const minimum maximum exclusiveMinimum minItems maxItems items prefixItems maxLength',
    'properties additionalProperties required anyOf oneOf pattern minLength',
  ].flatMap((words) => words.split(' ')),
)

const typeOf = (value: unknown) =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value

/** What is wrong with a value, by path; throws for a keyword that it does not know, so that none is passed over. */
function problems(schema: Schema, value: unknown, root: Schema, path = ''): string[] {
  for (const keyword of Object.keys(schema))
    if (!KNOWN.has(keyword)) throw new Error(`unknown keyword ${keyword}`)
  const found: string[] = []
  const wrong = (what: string) => found.push(`${path} ${what}`)
  if (typeof schema['$ref'] === 'string') {
    const name = schema['$ref'].replace('#/$defs/', '')
    found.push(...problems((root['$defs'] as Record<string, Schema>)[name]!, value, root, path))
  }
  const either = (schema['anyOf'] ?? schema['oneOf']) as readonly Schema[] | undefined
  if (either && !either.some((each) => problems(each, value, root, path).length === 0))
    wrong('fits none')
  const types = [schema['type']]
    .flat()
    .filter((type) => type !== undefined)
    .map(String)
  const is = (type: string) =>
    type === typeOf(value) || (type === 'integer' && Number.isInteger(value))
  if (types.length > 0 && !types.some(is))
    return [...found, `${path} is no ${JSON.stringify(types)}`]
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(value)) wrong('is no choice')
  if ('const' in schema && schema['const'] !== value) wrong('is not the constant')
  if (typeof value === 'number') {
    if (value < ((schema['minimum'] as number | undefined) ?? -Infinity)) wrong('is too small')
    if (value > ((schema['maximum'] as number | undefined) ?? Infinity)) wrong('is too large')
    if (value <= ((schema['exclusiveMinimum'] as number | undefined) ?? -Infinity))
      wrong('is too small')
  }
  if (
    typeof value === 'string' &&
    value.length > ((schema['maxLength'] as number | undefined) ?? Infinity)
  )
    wrong('is too long')
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value
    if (items.length < ((schema['minItems'] as number | undefined) ?? 0)) wrong('is too short')
    if (items.length > ((schema['maxItems'] as number | undefined) ?? Infinity))
      wrong('is too long')
    const each = schema['items'] as Schema | undefined
    const prefix = (schema['prefixItems'] as readonly Schema[] | undefined) ?? []
    items.forEach((item, index) => {
      const inner = prefix[index] ?? each
      if (inner) found.push(...problems(inner, item, root, `${path}/${index}`))
    })
  } else if (typeof value === 'object' && value !== null) {
    const properties = (schema['properties'] as Record<string, Schema> | undefined) ?? {}
    for (const name of (schema['required'] as readonly string[] | undefined) ?? [])
      if (!Object.hasOwn(value, name)) wrong(`lacks ${name}`)
    for (const [name, inner] of Object.entries(value)) {
      if (Object.hasOwn(properties, name))
        found.push(...problems(properties[name]!, inner, root, `${path}/${name}`))
      else if (schema['additionalProperties'] === false) wrong(`has ${name}`)
    }
  }
  return found
}

const SCHEMA = scenarioSchema() as Schema
const invalid = (file: unknown) => problems(SCHEMA, file, SCHEMA)
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
})

const number = { type: 'number', minimum: 0 } as const
const count = { type: 'number', minimum: 0 } as const
const object = (properties: Record<string, Schema>): Schema => ({
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
  outcome: { enum: ['completed', 'failed', 'cancelled'] },
  reason: { type: 'string' },
  vmRunsOn: { enum: ['source', 'destination', 'lost'] },
  seconds: numbers('total', 'prepare', 'traceInstall', 'preCopy', 'stun', 'pageIn', 'cleanup'),
  stunMilliseconds: numbers('quiesce', 'checkpoint', 'lastPages', 'bitmap', 'resume'),
  passes: {
    type: 'array',
    items: object({
      pass: { type: 'integer', minimum: -1 },
      startSeconds: number,
      seconds: number,
      pagesToSend: count,
      pagesSent: count,
      pagesZero: count,
      bytesSent: count,
      pagesDirtied: count,
      bytesPerSecond: number,
      transmitToDirtyPercent: { type: ['number', 'null'], minimum: 0 },
      decision: { enum: ['switchover', 'next-pass', 'sdps', 'quick-resume', 'fail'] },
    }),
  },
  sdps: object({
    engaged: { type: 'boolean' },
    seconds: number,
    worstSecondGuestSpeed: { type: 'number', minimum: 0, maximum: 1 },
  }),
  totals: numbers('bytesSent', 'pagesSent', 'pageFires', 'remotePageFaults'),
})

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
    expect(problems(DOCUMENT, JSON.parse(out), DOCUMENT)).toEqual([])
  })
})
