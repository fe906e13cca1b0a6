/**
 * What prepare and cleanup take. No source gives durations; all are inferred (facts 8.5a) and never counted into a
 * published comparison.
 */
import { nanosecondsFromSeconds, type Nanoseconds } from '../units.ts'

/** Since the request: checks are through, both hosts have the spec, the masked VM and its sockets stand. */
export const CHECKS_END: Nanoseconds = nanosecondsFromSeconds(0.4)
export const SPEC_SENT: Nanoseconds = CHECKS_END + nanosecondsFromSeconds(0.6)
export const PREPARED: Nanoseconds = SPEC_SENT + nanosecondsFromSeconds(1.1)
export const CLEANUP: Nanoseconds = nanosecondsFromSeconds(0.5)
/** A guard of ours: no copy goes on for longer than thirty days. It is given up, and whole nanoseconds stay exact. */
export const MAX_COPY_TIME: Nanoseconds = nanosecondsFromSeconds(30 * 86400)
