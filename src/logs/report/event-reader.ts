/** From the words of a record to an event. Few kinds are tried: those of its file with its first character. */
import type { Host } from '../../engine/facts.ts'
import { sideOfVmxName } from '../../engine/host/vmx-states.ts'
import {
  byKind,
  LINE_KIND_NAMES,
  lineKind,
  templateOf,
  type ByKind,
  type LineKindName,
  type LogEvent,
} from '../kinds/all.ts'
import type { LogFile } from '../places.ts'
import type { LogTime } from '../records/clock.ts'
import type { LogRecord } from '../records/record.ts'

/** A line about a migration: where it stands, when it was written, whose it is, and what it says. */
export interface ParsedEvent {
  /** Counted from 1. */
  readonly line: number
  readonly file: LogFile
  readonly time: LogTime | undefined
  readonly migrationId: string | undefined
  /** Undefined where the line does not say on which side it was written. */
  readonly side: Host | undefined
  readonly warning: boolean
  readonly event: LogEvent
}

type Format = LogRecord['format']

function formatOf(name: LineKindName): Format {
  const kind = lineKind(name)
  if (kind.file === 'vmkernel.log') return 'vmkernel'
  if (kind.file === 'vmware.log') return 'vmware'
  return kind.continues === undefined ? 'agent' : 'continued'
}

/** Kinds by format and first character; the longest beginning first, so that the more precise kind wins. */
const candidates = new Map<Format, Map<number, LineKindName[]>>()
for (const name of LINE_KIND_NAMES.toSorted(
  (a, b) => templateOf(b).beginning.length - templateOf(a).beginning.length,
)) {
  const format = formatOf(name)
  const byStart = candidates.get(format) ?? new Map<number, LineKindName[]>()
  candidates.set(format, byStart)
  const start = templateOf(name).beginning.charCodeAt(0)
  byStart.set(start, [...(byStart.get(start) ?? []), name])
}

/** Undefined when the message is no known line. */
export function readEvent(format: Format, message: string): LogEvent | undefined {
  const names = candidates.get(format)?.get(message.charCodeAt(0))
  if (names === undefined) return undefined
  const text = message.includes('<ex. ') ? withoutExampleMarks(message) : message
  for (const name of names) {
    const template = templateOf(name)
    if (!text.startsWith(template.beginning)) continue
    const values = template.read(text)
    if (values !== undefined) return { kind: name, ...values } as unknown as LogEvent
  }
  return undefined
}

/** Articles print values as `<ex. 2118927>`. */
function withoutExampleMarks(message: string): string {
  return message.replaceAll(/<ex\. (\d{1,20})>/g, '$1').replaceAll(/ts =(?=\d)/g, 'ts = ')
}

/** The migration that the words themselves name. */
export function idOfEvent(event: LogEvent): string | undefined {
  return 'id' in event ? event.id : undefined
}

const source = () => 'source' as const
const destination = () => 'destination' as const
const ofMethod = ({ method }: { readonly method: string }) =>
  /Source(?:Ex)?$/.test(method) ? source() : destination()
const ofDirection = ({ direction }: { readonly direction: string }) =>
  direction === 'to' || direction === 'send' ? source() : destination()
const ofRole = ({ role }: { readonly role: string }) =>
  role === 'Source' ? source() : destination()

const SIDES: ByKind<readonly [], Host | undefined> = {
  start: ofRole,
  'start-8': ofRole,
  request: ofDirection,
  prepare: ofDirection,
  'stream-world': ofDirection,
  payload: ofMethod,
  task: ofMethod,
  state: ({ to }) => (to.name === undefined ? undefined : sideOfVmxName(to.name)),
  open: destination,
  immigrating: destination,
  rollback: source,
  'remote-log': source,
  'remote-wait': source,
  downtime: source,
  'precopy-stun': source,
}

/** The side that the words themselves imply. */
export function sideOfEvent(event: LogEvent): Host | undefined {
  return byKind(SIDES, event)
}
