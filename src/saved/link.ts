/**
 * The link: the whole state of the page in the fragment of its address, as `#v=1&p=oltp&seed=7&vm.memory=128&t=61.2s&stage`.
 * Only what differs from the preset and from a fresh page is written. Reading never throws.
 */
import { isPreset, presetScenario, type ScenarioId } from '../catalogue/presets.ts'
import {
  DEFAULT_SCENARIO,
  DEFAULT_SEED,
  PARAMETER_IDS,
  type RunInput,
  type Scenario,
} from '../engine/scenario/scenario.ts'
import { problemLine, valueText } from '../engine/scenario/validate.ts'
import { joinFields, LINK_VERSION, splitFields, upgradeFields } from './link-fields.ts'
import type { Acts, ActsCodec } from './link-acts.ts'
import { ratesFields, type Rates, readRates } from './link-rates.ts'
import { readParameters, readPreset, readSeed } from './link-scenario.ts'
import { FRESH_VIEW, type LinkView, readView, viewFields } from './link-view.ts'

export { LINK_VERSION } from './link-fields.ts'
export { roundLens } from './link-lens.ts'
export type { LinkDrawer, LinkLayout, LinkOverlay, LinkTheme, LinkView } from './link-view.ts'
export { MOST_PAUSES, type Pause } from './link-pauses.ts'
export { HEAT_MODES, type HeatMode, type LinkTools } from './link-tools.ts'

export interface LinkState extends LinkView, Acts {
  readonly scenario: Scenario
  /** The preset that the scenario started from; it may differ from it. */
  readonly preset: ScenarioId | undefined
  readonly seed: number
  /** What others leave of the wire; see `RunInput`. */
  readonly rates?: Rates | undefined
}

/** Something in the link that could not be used as it stands. `text` is a whole line for the reader. */
export interface LinkNotice {
  readonly field: string
  readonly text: string
}

/** What a page without a fragment shows. */
export const FRESH_LINK: LinkState = {
  scenario: DEFAULT_SCENARIO,
  preset: undefined,
  seed: DEFAULT_SEED,
  ...FRESH_VIEW,
}

/** What the engine is asked for. */
export function inputOf({ scenario, seed, rates, interventions }: LinkState): RunInput {
  return {
    scenario,
    seed,
    ...(rates && { rates }),
    ...(interventions?.length && { interventions }),
  }
}

/** The fragment without its `#`. `codec`: for deeds and futures, if there are any. */
export function encodeLink(state: LinkState, codec?: ActsCodec): string {
  const preset = state.preset !== undefined && isPreset(state.preset) ? state.preset : undefined
  const base = preset === undefined ? DEFAULT_SCENARIO : presetScenario(preset)
  const acts = codec?.fields(state) ?? []
  const fields: [string, string][] = [['v', acts.length > 0 ? String(LINK_VERSION) : '1']]
  if (preset !== undefined) fields.push(['p', preset])
  if (state.seed !== DEFAULT_SEED) fields.push(['seed', String(state.seed)])
  for (const id of PARAMETER_IDS) {
    const text = valueText(id, state.scenario[id])
    if (text !== valueText(id, base[id])) fields.push([id, text])
  }
  return joinFields([...fields, ...ratesFields(state.rates), ...acts, ...viewFields(state)])
}

/** A fragment of any origin, with or without `#`. What cannot be read stays as on a fresh page, and a notice says why. */
export function decodeLink(
  hash: string,
  codec?: ActsCodec,
): { state: LinkState; notices: readonly LinkNotice[] } {
  const { fields, problems: broken } = splitFields(hash)
  if (fields.size === 0) return { state: FRESH_LINK, notices: broken.map(notice) }
  const upgraded = upgradeFields(fields)
  const preset = readPreset(upgraded.fields)
  const seed = readSeed(upgraded.fields)
  const rates = readRates(upgraded.fields)
  const { scenario, problems } = readParameters(upgraded.fields, preset.scenario)
  const view = readView(upgraded.fields, scenario)
  const acts = codec?.read(upgraded.fields, scenario)
  return {
    state: {
      scenario,
      preset: preset.id,
      seed: seed.value,
      ...(rates.value && { rates: rates.value }),
      ...(acts?.interventions?.length && { interventions: acts.interventions }),
      ...(acts?.futures && { futures: acts.futures }),
      ...view.view,
    },
    notices: [
      ...broken,
      ...upgraded.problems,
      ...preset.problems,
      ...seed.problems,
      ...rates.problems,
      ...problems,
      ...view.problems,
      ...(acts?.problems ?? []),
    ].map(notice),
  }
}

function notice(problem: Parameters<typeof problemLine>[0]): LinkNotice {
  return { field: problem.field, text: problemLine(problem) }
}
