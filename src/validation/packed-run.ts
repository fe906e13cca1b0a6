/** A run as the difference to the defaults: small enough to stand beside each of some hundred cases. */
import { DEFAULT_SCENARIO, type RunInput, type Scenario } from '../engine/scenario/scenario.ts'
import { isParameterId } from '../engine/scenario/validate.ts'

export interface PackedRun {
  readonly values: Partial<Scenario>
  readonly seed: number
  readonly rates?: RunInput['rates']
}

export function packRun({ scenario, seed, rates }: RunInput): PackedRun {
  const values = Object.entries(scenario).filter(
    ([id, value]) =>
      isParameterId(id) && JSON.stringify(value) !== JSON.stringify(DEFAULT_SCENARIO[id]),
  )
  return { values: Object.fromEntries(values), seed, ...(rates && { rates }) }
}

export function unpackRun({ values, seed, rates }: PackedRun): RunInput {
  return { scenario: { ...DEFAULT_SCENARIO, ...values }, seed, ...(rates && { rates }) }
}
