/** Runs the engine for a predictor and reads off what rows are measured in. */
import { runToEnd } from '../engine/run.ts'
import {
  DEFAULT_SCENARIO,
  DEFAULT_SEED,
  type RunInput,
  type Scenario,
} from '../engine/scenario/scenario.ts'
import { SECOND } from '../engine/units.ts'
import { summarize } from '../report/summarize.ts'
import type { Summary } from '../report/summary.ts'

/** The defaults but for these values, as a run of the default seed. */
export function inputOf(values: Partial<Scenario>): RunInput {
  return { scenario: { ...DEFAULT_SCENARIO, ...values }, seed: DEFAULT_SEED }
}

export function runOf(input: RunInput): Summary {
  return summarize(runToEnd(input))
}

/** From the first page to the resume: what prepare and cleanup take is ours and never compared (facts 8.5a). */
export function copySeconds({ stun, passes, end }: Summary): number {
  const start = passes[0]?.start ?? 0
  return ((stun.end > 0 ? stun.end : end) - start) / SECOND
}

export function stunSeconds({ stun }: Summary): number {
  return (stun.end - stun.start) / SECOND
}
