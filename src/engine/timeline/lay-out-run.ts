/** A run before it begins: what is known of it from its input alone. */
import { GENERATIONS } from '../generations/list.ts'
import type { FitCurve } from '../guest/dirty-curve.ts'
import { withPaces } from '../guest/pace-change.ts'
import { createWorkload, type Workload } from '../guest/workload.ts'
import type { Generation } from '../migration/generation.ts'
import type { Schedule } from '../migration/schedule.ts'
import type { RunInput } from '../scenario/scenario.ts'
import { layOut } from './lay-out.ts'

export interface LaidOutRun {
  readonly input: RunInput
  readonly generation: Generation
  readonly schedule: Schedule
  readonly workload: Workload
}

/** The scenario must be valid (see `validate.ts`). A measured curve needs `fitCurve`. */
export function layOutRun(input: RunInput, fitCurve?: FitCurve): LaidOutRun {
  const generation = GENERATIONS[input.scenario.generation]
  const written = createWorkload(input.scenario, fitCurve)
  const schedule = layOut(input, generation, written, fitCurve)
  return { input, generation, schedule, workload: withPaces(written, schedule.paces) }
}
