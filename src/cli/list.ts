/** `--list`: presets, stories and myths, and every parameter with its range, default and source. */
import { allowedText } from '../engine/scenario/check-value.ts'
import type { Confidence, Parameter, RangeOrigin } from '../engine/scenario/parameter.ts'
import { PARAMETERS, type ParameterId } from '../engine/scenario/parameters.ts'
import { PRESET_IDS } from '../catalogue/presets.ts'
import { STORIES } from '../catalogue/stories.ts'
import { DEFAULT_SCENARIO, PARAMETER_IDS } from '../engine/scenario/scenario.ts'
import { valueText } from '../engine/scenario/validate.ts'
import { GROUP_TITLES, PARAMETER_TEXT } from '../text/parameters.ts'
import { PRESET_TEXT } from '../text/presets.ts'
import { STORIES_TEXT, STORY_TEXT } from '../text/stories.ts'
import { table } from './columns.ts'

/** `*`: marked wherever a person reads it. */
const CONFIDENCE_MARKS: Readonly<Record<Confidence, string>> = {
  choice: '',
  published: 'published',
  'third-party': 'third party',
  'option-default': 'option default',
  log: 'from a log',
  inferred: '* inferred',
  unverified: '* unverified',
}

/** Whose the range is, where it does not follow from what the parameter is. */
const RANGE_MARKS: Readonly<Record<RangeOrigin, string>> = {
  option: ' (real)',
  limit: '',
  meaning: '',
  ours: ' (ours)',
}

function parameterRow(id: ParameterId): string[] {
  const parameter: Parameter = PARAMETERS[id]
  const allowed =
    parameter.kind === 'curve'
      ? `up to ${parameter.maxPoints} points seconds:share`
      : allowedText(parameter)
  const source = [CONFIDENCE_MARKS[parameter.confidence], parameter.source].filter(
    (text) => text !== '',
  )
  return [
    `  ${id}`,
    PARAMETER_TEXT[id].label,
    parameter.kind === 'number' ? `${allowed}${RANGE_MARKS[parameter.range ?? 'ours']}` : allowed,
    valueText(id, DEFAULT_SCENARIO[id]),
    source.join(': '),
  ]
}

export function listText(): string {
  const presets = PRESET_IDS.map((id) => [`  ${id}`, PRESET_TEXT[id].description])
  const storyRows = (kind: 'story' | 'myth') =>
    table(
      STORIES.filter((each) => each.kind === kind).map(({ id }) => [
        `  ${id}`,
        STORY_TEXT[id].title,
      ]),
    )
  const rows: { group: Parameter['group'] | undefined; cells: string[] }[] = [
    { group: undefined, cells: ['Parameters', 'meaning', 'range', 'default', 'source'] },
    ...PARAMETER_IDS.map((id) => ({ group: PARAMETERS[id].group, cells: parameterRow(id) })),
  ]
  const lines = table(rows.map(({ cells }) => cells))
  const grouped = rows.flatMap(({ group }, index) => {
    const first = group !== undefined && rows[index - 1]?.group !== group
    return first ? ['', GROUP_TITLES[group], lines[index]!] : [lines[index]!]
  })
  return `${['Presets', ...table(presets), '', STORIES_TEXT.stories, ...storyRows('story'), '', STORIES_TEXT.myths, ...storyRows('myth'), '', ...grouped].join('\n')}\n`
}
