/** What stands before the words of a line, taken apart: the same for all files and versions. */
import type { Host } from '../../engine/facts.ts'
import type { LogTime } from './clock.ts'

export interface LogRecord {
  /** `agent`: hostd or vpxa, which look the same. `continued`: goes on with the record before it. */
  readonly format: 'vmkernel' | 'vmware' | 'agent' | 'continued'
  /** Undefined where the stamp was made unreadable before the line was published. */
  readonly time: LogTime | undefined
  /** World in vmkernel.log, thread in the others; empty where the line names none. */
  readonly thread: string
  readonly migrationId: string | undefined
  readonly side: Host | undefined
  /** `Migrate` in `Migrate: 269: …`. */
  readonly module: string | undefined
  readonly warning: boolean
  readonly message: string
}

type Known = Pick<LogRecord, 'format' | 'time' | 'message'> & Partial<LogRecord>

/** A record with what the line says; the rest is left empty. */
export function logRecord(known: Known): LogRecord {
  return {
    thread: '',
    migrationId: undefined,
    side: undefined,
    module: undefined,
    warning: false,
    ...known,
  }
}

const CONTINUED = /^--> {0,40}/

/** `-->    key = "msg.…",`: the rest of a fault that hostd prints over several lines. */
export function readContinued(text: string, time?: LogTime): LogRecord | undefined {
  const match = CONTINUED.exec(text)
  return match ? continuedRecord(text.slice(match[0].length), time) : undefined
}

export function continuedRecord(message: string, time?: LogTime): LogRecord {
  return logRecord({ format: 'continued', time, message })
}
