/** From the text of a record to the event it tells of. Few candidates are tried: those of its file with its beginning. */
import {
  byKind,
  LINE_KIND_NAMES,
  lineKind,
  templateOf,
  type ByKind,
  type LineKindName,
  type LogEvent,
} from './kinds/all.ts'
import type { LogHost } from './places.ts'
import type { LogRecord } from './record.ts'
import { sideOfState } from './states.ts'

type Format = LogRecord['format']

function formatOf(name: LineKindName): Format {
  const kind = lineKind(name)
  if (kind.file === 'vmkernel.log') return 'vmkernel'
  if (kind.file === 'vmware.log') return 'vmware'
  return kind.continues === undefined ? 'agent' : 'continued'
}

/** By format and first character; the longest beginning first, so that what is more precise wins. */
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

export function readEvent(format: Format, message: string): LogEvent | undefined {
  const names = candidates.get(format)?.get(message.charCodeAt(0))
  if (names === undefined) return undefined
  const text = message.includes('<ex. ') ? uncover(message) : message
  for (const name of names) {
    const template = templateOf(name)
    if (!text.startsWith(template.beginning)) continue
    const values = template.read(text)
    if (values !== undefined) return { kind: name, ...values } as unknown as LogEvent
  }
  return undefined
}

/** Articles print values as `<ex. 2118927>`. */
function uncover(message: string): string {
  return message.replaceAll(/<ex\. (\d{1,20})>/g, '$1').replaceAll(/ts =(?=\d)/g, 'ts = ')
}

/** The migration that the text itself names. */
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

const SIDES: ByKind<readonly [], LogHost | undefined> = {
  start: ofRole,
  'start-8': ofRole,
  request: ofDirection,
  prepare: ofDirection,
  'stream-world': ofDirection,
  payload: ofMethod,
  task: ofMethod,
  state: ({ to }) => sideOfState(to),
  open: destination,
  immigrating: destination,
  rollback: source,
  'remote-log': source,
  'remote-wait': source,
  downtime: source,
  'precopy-stun': source,
}

/** The side that the text itself tells of. */
export function sideOfEvent(event: LogEvent): LogHost | undefined {
  return byKind(SIDES, event)
}
