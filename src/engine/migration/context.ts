/** What every phase of one migration knows. */
import type { Workload } from '../guest/workload.ts'
import type { DirtyModel } from '../memory/dirty-model.ts'
import type { MemoryLayout } from '../memory/layout.ts'
import type { Bandwidth } from '../network/bandwidth.ts'
import type { RunInput, Scenario } from '../scenario/scenario.ts'
import type { Generation } from './generation.ts'
import type { Journal } from './journal.ts'
import type { Schedule } from './schedule.ts'

export interface MigrationContext {
  readonly input: RunInput
  readonly scenario: Scenario
  readonly seed: number
  readonly generation: Generation
  readonly bandwidth: Bandwidth
  /** Everything that happens from outside. */
  readonly schedule: Schedule
  readonly workload: Workload
  readonly layout: MemoryLayout
  readonly model: DirtyModel
  readonly journal: Journal
}
