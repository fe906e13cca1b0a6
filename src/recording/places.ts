/** At which hosts the memory of the VM is at a moment. */
import { isUnending } from '../engine/facts.ts'
import type { RunRecord } from '../engine/run-record.ts'
import type { Nanoseconds } from '../engine/units.ts'
import { phaseAt } from './timeline.ts'

export interface Places {
  readonly atSource: boolean
  readonly atDestination: boolean
}

/** The destination's memory goes when the migration fails, the source's when it is over. */
export function placesOf(record: RunRecord, time: Nanoseconds): Places {
  return {
    atSource: record.failure !== undefined || time < record.end,
    atDestination: phaseAt(record, time).kind !== 'prepare' && time < failedAt(record),
  }
}

/**
 * When the migration failed: that may be after the stun, when the VM had moved already. Infinity after a success, and where
 * it goes on for ever.
 */
export function failedAt(record: RunRecord): Nanoseconds {
  if (record.failure === undefined || isUnending(record.failure)) return Infinity
  // Among the last of thousands of facts; there is one.
  return record.facts.findLast(({ kind }) => kind === 'migration-failed')?.at ?? record.end
}
