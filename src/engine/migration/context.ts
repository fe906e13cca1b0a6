/** What every phase of one migration knows. */
import type { Workload } from '../guest/workload.ts'
import type { DirtyModel } from '../memory/dirty-model.ts'
import type { MemoryLayout } from '../memory/layout.ts'
import type { Bandwidth } from '../network/bandwidth.ts'
import type { RunInput, Scenario } from '../scenario/scenario.ts'
import type { RateSchedule } from '../rate-schedule.ts'
import type { Nanoseconds } from '../units.ts'
import type { Fault } from './faults.ts'
import type { Generation } from './generation.ts'
import type { Journal } from './journal.ts'
import type { Timeline } from './timeline.ts'

export interface MigrationContext {
  readonly input: RunInput
  readonly scenario: Scenario
  readonly seed: number
  readonly generation: Generation
  readonly bandwidth: Bandwidth
  /** What a person does in mid-run. */
  readonly timeline: Timeline
  /** When the destination loses its power, by a failure on demand or by a person; Infinity: never. */
  readonly destinationDies: Nanoseconds
  /** What the wire would carry without the failure on demand, and what it carries. */
  readonly undisturbed: RateSchedule
  readonly rates: RateSchedule
  readonly fault: Fault | undefined
  readonly workload: Workload
  readonly layout: MemoryLayout
  readonly model: DirtyModel
  readonly journal: Journal
}
