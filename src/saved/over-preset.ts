/** A scenario as what differs from its preset, which is all that a link or file holds of it. */
import { presetScenario, type ScenarioId } from '../catalogue/presets.ts'
import type { ParameterId } from '../engine/scenario/parameters.ts'
import { DEFAULT_SCENARIO, PARAMETER_IDS, type Scenario } from '../engine/scenario/scenario.ts'
import { valueText } from '../engine/scenario/validate.ts'

/** The preset's scenario; without a preset the default one. */
export function baseOf(preset: ScenarioId | undefined): Scenario {
  return preset === undefined ? DEFAULT_SCENARIO : presetScenario(preset)
}

/** Parameters whose values differ from those of the preset. */
export function changedIds(scenario: Scenario, preset: ScenarioId | undefined): ParameterId[] {
  const base = baseOf(preset)
  return PARAMETER_IDS.filter((id) => valueText(id, scenario[id]) !== valueText(id, base[id]))
}
