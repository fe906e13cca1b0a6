/** What the hypervisors beside vMotion copy and throttle with, in one place for those that run them. */
import { OTHER_WALKS } from '../memory/other-walks.ts'
import { autoConverge } from './auto-converge.ts'
import { byDirtyRate } from './dirty-rate-copier.ts'
import type { OtherCopiers } from './policies.ts'
import { belowThreshold } from './threshold-copier.ts'

export const OTHER_COPIERS: OtherCopiers = {
  belowThreshold,
  byDirtyRate,
  autoConverge,
  walks: OTHER_WALKS,
}
