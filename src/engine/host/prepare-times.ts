/**
 * What the engine needs of the calls before the first trace: until when vCenter is needed, and when the destination is. The
 * calls themselves, in the same order and at the same times, are in `prepare-plan.ts`; a test derives this from them. No source
 * gives times, all are inferred (facts 8.5a).
 */
import { nanosecondsFromSeconds, type Nanoseconds } from '../units.ts'

const checksEnd = nanosecondsFromSeconds(0.4)
const specSent = checksEnd + nanosecondsFromSeconds(0.6)
const prepared = specSent + nanosecondsFromSeconds(1.1)
/** Since the request: checks are through, both hosts have the spec, the masked VM and its sockets stand. */
export const PREPARE_TIMES = { checksEnd, specSent, prepared } as const
/** What the cleanup takes. */
export const CLEANUP: Nanoseconds = nanosecondsFromSeconds(0.5)

/** As shares of the checks, of the time in which the spec reaches both hosts, and of that from there to the streams. */
export const SHARES = {
  askDestination: 1 / 3,
  prepareDestination: 3 / 4,
  initiateDestination: 0.6,
  initiateSource: 0.9,
  openStreams: 0.98,
} as const

/** A share of the way from one moment to another. */
export function momentAt(from: Nanoseconds, to: Nanoseconds, share: number): Nanoseconds {
  return from + Math.round((to - from) * share)
}

/** When vCenter calls the destination, in order; without an answer the migration ends there. */
export const DESTINATION_ASKED: readonly Nanoseconds[] = [
  momentAt(0, checksEnd, SHARES.askDestination),
  momentAt(checksEnd, specSent, SHARES.prepareDestination),
  momentAt(specSent, prepared, SHARES.initiateDestination),
]
/** vCenter's last call: from then on the hosts have all that they need (OPV). */
export const VCENTER_NEEDED_UNTIL: Nanoseconds = momentAt(specSent, prepared, SHARES.initiateSource)
export const STREAMS_OPEN: Nanoseconds = momentAt(specSent, prepared, SHARES.openStreams)
