/** The shapes of a parameter: what a dial, the link, the command line and the schema need to know about it. */

/**
 * How sure the model is of a value. `choice`: the person's own input, nothing is claimed.
 * `published`, `third-party`, `option-default` and `log` are facts with a source; `inferred` and `unverified` are
 * marked as such wherever a person reads them.
 */
export type Confidence =
  'choice' | 'published' | 'third-party' | 'option-default' | 'log' | 'inferred' | 'unverified'

export type ParameterGroup =
  | 'vm'
  | 'workload'
  | 'network'
  | 'hosts'
  | 'migration'
  | 'generation'
  | 'failure'
  | 'others'
  | 'engine'

interface ParameterBase {
  readonly group: ParameterGroup
  /** Where the default and the meaning come from: a sentence, with keys of `SOURCES.md`. */
  readonly source: string
  readonly confidence: Confidence
  /** One of the five dials that the Explore layout shows without opening "all dials". */
  readonly main?: boolean
}

/**
 * Where the bounds of a parameter come from. `option`: the real option has them (LAM, QEMU72). `limit`: the product has
 * them. `meaning`: the unit has them, a share lies between 0 and 100 %. `ours`: no source gives them.
 */
export type RangeOrigin = 'option' | 'limit' | 'meaning' | 'ours'

export interface NumberParameter extends ParameterBase {
  readonly kind: 'number'
  /** Unit as it is printed behind the number: 'GiB', '%', 'ms' … or '' for a count. */
  readonly unit: string
  readonly min: number
  readonly max: number
  /** Absent: `ours`. */
  readonly range?: RangeOrigin
  /** Values are multiples of the step above zero; the slider of a `log` parameter moves evenly in the logarithm. */
  readonly step: number
  readonly default: number
  readonly scale: 'linear' | 'log'
}

export interface ChoiceParameter<Option extends string = string> extends ParameterBase {
  readonly kind: 'choice'
  readonly options: readonly Option[]
  readonly default: Option
}

/** A measured dirty curve: pairs of seconds after all pages were traced and the share of memory dirty by then, 0…1. */
export type CurvePoint = readonly [seconds: number, share: number]

export interface CurveParameter extends ParameterBase {
  readonly kind: 'curve'
  readonly maxPoints: number
  readonly default: readonly CurvePoint[]
}

export type Parameter = NumberParameter | ChoiceParameter | CurveParameter
export type ParameterValue = number | string | readonly CurvePoint[]
