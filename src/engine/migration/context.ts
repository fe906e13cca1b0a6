/** What every phase of one migration knows. */
import type { Workload } from '../guest/workload.ts'
import type { DirtyModel } from '../memory/dirty-model.ts'
import type { MemoryLayout } from '../memory/layout.ts'
import type { Bandwidth } from '../network/bandwidth.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { RateSchedule } from '../rate-schedule.ts'
import type { Fault } from './faults.ts'
import type { Generation } from './generation.ts'
import type { Journal } from './journal.ts'

export interface MigrationContext {
  readonly scenario: Scenario
  readonly generation: Generation
  readonly bandwidth: Bandwidth
  /** What the wire would carry if nothing went wrong, and what it carries. */
  readonly undisturbed: RateSchedule
  readonly rates: RateSchedule
  readonly fault: Fault | undefined
  readonly workload: Workload
  readonly layout: MemoryLayout
  readonly model: DirtyModel
  readonly journal: Journal
}
