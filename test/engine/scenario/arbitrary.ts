/** Arbitrary valid values and scenarios, for the laws of validation, links and files. */
import fc from 'fast-check'
import { isCount } from '../../../src/engine/scenario/check-value.ts'
import type {
  CurvePoint,
  Parameter,
  ParameterValue,
} from '../../../src/engine/scenario/parameter.ts'
import { PARAMETERS, type ParameterId } from '../../../src/engine/scenario/parameters.ts'
import {
  DEFAULT_SCENARIO,
  PARAMETER_IDS,
  type Scenario,
} from '../../../src/engine/scenario/scenario.ts'
import { clampScenario } from '../../../src/engine/scenario/validate.ts'

function curve(maxPoints: number): fc.Arbitrary<readonly CurvePoint[]> {
  const step = fc.tuple(
    fc.double({ min: 0.001, max: 100, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  return fc.array(step, { minLength: 1, maxLength: maxPoints }).map((steps) => {
    let seconds = 0
    const shares = steps.map(([, share]) => share + 0).sort((a, b) => a - b)
    return steps.map(([gap], index) => [(seconds += gap), shares[index]!] as const)
  })
}

export function parameterValue(id: ParameterId): fc.Arbitrary<ParameterValue> {
  const parameter: Parameter = PARAMETERS[id]
  switch (parameter.kind) {
    case 'number': {
      const { min, max } = parameter
      if (isCount(parameter)) return fc.integer({ min, max })
      return fc.double({ min, max, noNaN: true }).map((value) => value + 0)
    }
    case 'choice':
      return fc.constantFrom(...parameter.options)
    case 'curve':
      return curve(parameter.maxPoints)
  }
}

/** Some parameters changed, conflicts resolved. */
export function validScenario(base: Scenario = DEFAULT_SCENARIO): fc.Arbitrary<Scenario> {
  const changes = fc.record(
    Object.fromEntries(PARAMETER_IDS.map((id) => [id, parameterValue(id)])),
    { requiredKeys: [] },
  )
  return changes.map((values) => clampScenario({ ...base, ...values }).scenario)
}
