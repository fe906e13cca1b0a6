/** `--schema`: the JSON Schema of a scenario file, made from the table of parameters. */
import { isCount } from '../engine/scenario/check-value.ts'
import { ONE_OFF_KINDS, MID_RUN_IDS, MAX_INTERVENTIONS } from '../engine/scenario/intervention.ts'
import type { Parameter } from '../engine/scenario/parameter.ts'
import { PARAMETERS, type ParameterId } from '../engine/scenario/parameters.ts'
import { PRESET_IDS } from '../catalogue/presets.ts'
import { STORIES } from '../catalogue/stories.ts'
import { DEFAULT_SEED, PARAMETER_IDS } from '../engine/scenario/scenario.ts'
import { MAX_SEED } from '../engine/scenario/check-value.ts'
import { MAX_RATE_STEPS } from '../saved/rates.ts'
import { SCENARIO_FORMAT } from '../saved/scenario-file.ts'
import { SCENARIO_FILE_FORMAT } from '../saved/versions.ts'
import { PARAMETER_TEXT, parameterHelp } from '../text/parameters.ts'

function valueSchema(parameter: Parameter): object {
  switch (parameter.kind) {
    case 'number':
      return {
        type: isCount(parameter) ? 'integer' : 'number',
        minimum: parameter.min,
        maximum: parameter.max,
      }
    case 'choice':
      return { enum: parameter.options }
    case 'curve':
      return {
        type: 'array',
        minItems: 1,
        maxItems: parameter.maxPoints,
        items: {
          type: 'array',
          prefixItems: [
            { type: 'number', exclusiveMinimum: 0, title: 'seconds, rising' },
            { type: 'number', minimum: 0, maximum: 1, title: 'share of memory, never falling' },
          ],
          minItems: 2,
          maxItems: 2,
        },
      }
  }
}

function parameterSchema(id: ParameterId): object {
  const parameter: Parameter = PARAMETERS[id]
  const { label } = PARAMETER_TEXT[id]
  const unit = parameter.kind === 'number' && parameter.unit ? ` (${parameter.unit})` : ''
  return {
    title: `${label}${unit}`,
    description: parameterHelp(id),
    ...valueSchema(parameter),
    default: parameter.default,
  }
}

export function scenarioSchema(): object {
  const parameters = {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(PARAMETER_IDS.map((id) => [id, parameterSchema(id)])),
  }
  const file = {
    type: 'object',
    additionalProperties: false,
    required: ['format', 'version'],
    properties: {
      $schema: { type: 'string' },
      format: { const: SCENARIO_FORMAT },
      version: { type: 'integer', minimum: 1, maximum: SCENARIO_FILE_FORMAT.version },
      description: { type: 'string' },
      preset: { enum: [...PRESET_IDS, ...STORIES.map(({ id }) => id)] },
      seed: { type: 'integer', minimum: 0, maximum: MAX_SEED, default: DEFAULT_SEED },
      parameters: { $ref: '#/$defs/parameters' },
      rates: {
        type: 'array',
        maxItems: MAX_RATE_STEPS,
        description: 'What others leave of the wire: SECONDS:BYTES/S, seconds ascending from 0.',
        items: { type: 'string', pattern: '^[0-9.]+s?:[0-9.]+$' },
      },
      interventions: {
        type: 'array',
        maxItems: MAX_INTERVENTIONS,
        description: 'What is done in mid-run: SECONDS:WHAT or SECONDS:PARAMETER=VALUE.',
        items: {
          type: 'string',
          pattern: `^[0-9.]+s?:(${[...ONE_OFF_KINDS, ...MID_RUN_IDS.map((id) => `${id}=.+`)].join('|').replaceAll('.', '\\.').replaceAll('=\\.+', '=.+')})$`,
        },
      },
    },
  }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Switchover scenario',
    description:
      'A scenario file, or a bare object of parameters. Missing values come from the preset.',
    anyOf: [{ $ref: '#/$defs/file' }, { $ref: '#/$defs/parameters' }],
    $defs: { file, parameters },
  }
}
