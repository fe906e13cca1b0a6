/** The usual door to the engine: one migration from request to cleanup, by any of the three dirty models. */
import { fitDirtyCurve } from './guest/dirty-curve.ts'
import type { DirtyModel } from './memory/dirty-model.ts'
import { createLiteralModel } from './memory/literal-model.ts'
import { foreseenWork } from './foresight/foresee-cost.ts'
import { OTHER_COPIERS } from './migration/other-copiers.ts'
import type { RunRecord } from './run-record.ts'
import { startRunWith } from './run-with.ts'
import type { RunInput } from './scenario/scenario.ts'
import { toEnd, type Progress } from './work.ts'

/** The run, cut into slices: see `startRunWith`. */
export function startRun(
  input: RunInput,
  onModel?: (model: DirtyModel) => void,
): Generator<Progress, RunRecord> {
  return startRunWith(
    {
      literal: createLiteralModel,
      others: OTHER_COPIERS,
      fitCurve: fitDirtyCurve,
      foresee: foreseenWork,
    },
    input,
    onModel,
  )
}

/** The run in one go. */
export function runToEnd(input: RunInput): RunRecord {
  return toEnd(startRun(input))
}
