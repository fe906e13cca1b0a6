/** A scenario: one value for each parameter of the table, plain JSON. */
import { PARAMETERS, type ParameterId } from './parameters.ts'
import type { ChoiceParameter, CurveParameter, CurvePoint, Parameter } from './parameter.ts'
import type { BytesPerSecond, Nanoseconds } from '../units.ts'
import type { Intervention } from './intervention.ts'

type ValueOf<P extends Parameter> =
  P extends ChoiceParameter<infer Option>
    ? Option
    : P extends CurveParameter
      ? readonly CurvePoint[]
      : number

export type Scenario = { readonly [Id in ParameterId]: ValueOf<(typeof PARAMETERS)[Id]> }

/** What a run is determined by, entirely. `seed`: a whole number 0 … 2³²−1. */
export interface RunInput {
  readonly scenario: Scenario
  readonly seed: number
  /**
   * What the wire carries for this VM over time, where it shares it with others (`host/evacuation.ts`): a rate from a
   * moment since its own request on. Absent: the wire is its own.
   */
  readonly rates?: readonly {
    readonly from: Nanoseconds
    readonly bytesPerSecond: BytesPerSecond
  }[]
  /** What a person does in mid-run, valid (`check-interventions.ts`); at the same time the earlier in the list comes first. */
  readonly interventions?: readonly Intervention[]
}

export const PARAMETER_IDS = Object.keys(PARAMETERS) as ParameterId[]

/** The scenario in which each parameter has its default: the default run of the film. */
export const DEFAULT_SCENARIO: Scenario = Object.fromEntries(
  PARAMETER_IDS.map((id) => [id, PARAMETERS[id].default]),
) as unknown as Scenario

export const DEFAULT_SEED = 1
