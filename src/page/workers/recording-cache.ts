/** The player's recordings: the least recently used go first when they hold more bytes than the limit. */
import { HISTORY_BYTES } from '../../recording/page-history.ts'
import type { Recording } from '../../recording/recording.ts'

/** What the player may hold in all (256 MiB), without what it keeps of single pages. */
export const RECORDINGS_BYTES = 256 * 2 ** 20 - HISTORY_BYTES

export interface RecordingCache {
  get(runId: number): Recording | undefined
  add(runId: number, recording: Recording): void
  readonly bytes: number
}

/** A cache of `limit` bytes. The newest recording always stays, whatever its size. */
export function createRecordingCache(limit: number): RecordingCache {
  // A Map keeps the order of insertion: the first entry is the one that was used longest ago.
  const held = new Map<number, Recording>()
  let bytes = 0

  const drop = (runId: number) => {
    bytes -= held.get(runId)?.bytes ?? 0
    held.delete(runId)
  }

  return {
    get bytes() {
      return bytes
    },
    get(runId) {
      const recording = held.get(runId)
      if (!recording) return undefined
      held.delete(runId)
      held.set(runId, recording)
      return recording
    },
    add(runId, recording) {
      drop(runId)
      held.set(runId, recording)
      bytes += recording.bytes
      for (const oldest of held.keys()) {
        if (bytes <= limit || oldest === runId) break
        drop(oldest)
      }
    },
  }
}
