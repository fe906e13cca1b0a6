/** The copiers of the hypervisors beside vMotion, in one place for those that run them. */
import { byDirtyRate } from './dirty-rate-copier.ts'
import type { OtherCopiers } from './policies.ts'
import { belowThreshold } from './threshold-copier.ts'

export const OTHER_COPIERS: OtherCopiers = { belowThreshold, byDirtyRate }
