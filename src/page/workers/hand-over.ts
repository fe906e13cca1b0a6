/** What travels from the engine worker to the player, on the port between them. */
import type { RunRecord } from '../../engine/run-record.ts'

export interface HandOver {
  readonly runId: number
  readonly record: RunRecord
}
