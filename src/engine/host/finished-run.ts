/** What the calls are computed from: the plain part of a finished run. A `Summary` and a `RunRecord` both fit. */
import type { Fact, FactKind, Phase, StunPart } from '../facts.ts'
import type { RunInput } from '../scenario/scenario.ts'
import type { Nanoseconds } from '../units.ts'

export interface FinishedRun {
  readonly input: RunInput
  readonly facts: readonly Fact[]
  readonly phases: readonly Phase[]
  readonly stunParts: readonly StunPart[]
  readonly end: Nanoseconds
}

export type FactOf<Kind extends FactKind> = Extract<Fact, { readonly kind: Kind }>

type WithFacts = Pick<FinishedRun, 'facts'>

export function factsOf<Kind extends FactKind>(
  { facts }: WithFacts,
  kind: Kind,
): readonly FactOf<Kind>[] {
  return facts.filter((fact): fact is FactOf<Kind> => fact.kind === kind)
}

/** The first fact of a kind. */
export function factOf<Kind extends FactKind>(
  run: WithFacts,
  kind: Kind,
): FactOf<Kind> | undefined {
  return run.facts.find((fact): fact is FactOf<Kind> => fact.kind === kind)
}
