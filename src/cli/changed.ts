/** What a scenario changes on its preset, and which of its inputs nobody has measured. */
import type { Parameter } from '../engine/scenario/parameter.ts'
import { PARAMETERS, type ParameterId } from '../engine/scenario/parameters.ts'
import { PARAMETER_IDS, type Scenario } from '../engine/scenario/scenario.ts'
import { valueText } from '../engine/scenario/validate.ts'

/** `id=value` of everything that differs from `base`. */
export function changedValues(scenario: Scenario, base: Scenario): string[] {
  return PARAMETER_IDS.flatMap((id) => {
    const text = valueText(id, scenario[id])
    return text === valueText(id, base[id]) ? [] : [`${id}=${text}`]
  })
}

/** Parameters whose default is inferred or unverified and that nobody has set to something else. */
export function inferredInputs(scenario: Scenario): ParameterId[] {
  return PARAMETER_IDS.filter((id) => {
    const parameter: Parameter = PARAMETERS[id]
    const inferred = parameter.confidence === 'inferred' || parameter.confidence === 'unverified'
    return (
      inferred &&
      valueText(id, scenario[id]) === valueText(id, parameter.default as Scenario[typeof id])
    )
  })
}
