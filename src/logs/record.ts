/** A line taken apart as far as its record goes, whoever wrote it. */
import type { LogTime } from './clock.ts'
import type { LogHost } from './places.ts'

export interface LogRecord {
  /** `agent`: hostd or vpxa, which look the same. `continued`: goes on with the record before it. */
  readonly format: 'vmkernel' | 'vmware' | 'agent' | 'continued'
  /** Undefined where the stamp was made unreadable before it was published. */
  readonly time: LogTime | undefined
  /** World of vmkernel.log, thread of the others. */
  readonly thread: string
  readonly migrationId: string | undefined
  readonly side: LogHost | undefined
  /** `Migrate` in `Migrate: 269: …`. */
  readonly module: string | undefined
  readonly warning: boolean
  readonly message: string
}
