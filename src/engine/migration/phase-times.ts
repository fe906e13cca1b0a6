/**
 * What prepare and cleanup take. No source gives durations; all are inferred (facts 8.5a) and never counted into a
 * published comparison.
 */
import { PREPARE_TIMES } from '../host/prepare-times.ts'
import { nanosecondsFromSeconds, type Nanoseconds } from '../units.ts'

export const { checksEnd: CHECKS_END, specSent: SPEC_SENT, prepared: PREPARED } = PREPARE_TIMES
export { CLEANUP } from '../host/prepare-times.ts'
/** A guard of ours: no copy goes on for longer than thirty days. It is given up, and whole nanoseconds stay exact. */
export const MAX_COPY_TIME: Nanoseconds = nanosecondsFromSeconds(30 * 86400)
