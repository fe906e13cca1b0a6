/** What a reset goes back to: the preset that the scenario came from, or the default. */
import { isPreset, presetScenario } from '../../catalogue/presets.ts'
import { DEFAULT_SCENARIO, type Scenario } from '../../engine/scenario/scenario.ts'
import type { AppState } from './app-state.ts'

const made = new Map<string, Scenario>()

export function baseOf({ preset }: Pick<AppState, 'preset'>): Scenario {
  if (preset === undefined || !isPreset(preset)) return DEFAULT_SCENARIO
  const scenario = made.get(preset) ?? presetScenario(preset)
  made.set(preset, scenario)
  return scenario
}
