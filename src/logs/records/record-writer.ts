/** Writes the record of a line before its words, as each version has it in each file (facts 5.1). */
import { eventText, lineKind } from '../kinds/all.ts'
import type { AgentKind, VmkernelKind, VmwareKind } from '../kinds/kind.ts'
import { BEFORE_5, V5, within, type Versions } from '../kinds/version-ranges.ts'
import type { LogEntry } from '../line.ts'
import { isoStamp, uptimeStamp, yearlessStamp } from './clock.ts'
import type { Identity } from './identity.ts'

export interface RecordContext {
  readonly version: number
  readonly identity: Identity
  /** Milliseconds since 1970 at model time 0. */
  readonly start: number
}

/** The versions from which genuine records of each file are known. */
const SEEN: Readonly<Record<string, Versions>> = {
  'vmkernel.log': [4, 9.0],
  'vmware.log': [5, 9.0],
  'hostd.log': [4.1, 9.0],
  'vpxa.log': V5,
}

/** Whether genuine lines of this kind, with the record of this file, are known from this version or its neighbours. */
export function isVerified({ event, inferred }: LogEntry, version: number): boolean {
  const { seen, file } = lineKind(event.kind)
  return !inferred && seen !== undefined && within(version, seen) && within(version, SEEN[file]!)
}

export function writeRecord(entry: LogEntry, context: RecordContext): string {
  const kind = lineKind(entry.event.kind)
  const text = eventText(entry.event)
  switch (kind.file) {
    case 'vmkernel.log':
      return `${vmkernelPrefix(kind, entry, context)}${text}`
    case 'vmware.log':
      return `${vmwarePrefix(kind, entry, context)}${text}`
    case 'hostd.log':
    case 'vpxa.log':
      return kind.continues === undefined
        ? `${agentPrefix(kind, entry, context)}${text}`
        : `-->${' '.repeat(kind.continues)}${text}`
  }
}

function millisecondsOf({ at }: LogEntry, { start }: RecordContext): number {
  return start + Math.floor(at / 1e6)
}

/** Numbers of source lines belong to a build: those of samples where there are any, else fixed ones of ours. */
function sourceLine(
  kind: VmkernelKind,
  entry: LogEntry,
  { version, identity }: RecordContext,
): number {
  const known = kind.sourceLines?.findLast(([from]) => version >= from)
  if (known !== undefined) return known[1]
  return 200 + (identity.draw(`source line ${entry.event.kind} ${version}`) % 5000)
}

function vmkernelPrefix(kind: VmkernelKind, entry: LogEntry, context: RecordContext): string {
  const { version, identity } = context
  const host = identity.hosts[entry.host]
  const world = kind.world === 'helper' ? host.firstHelperWorld : host.vmxWorld
  const cpu =
    identity.draw(`cpu ${entry.host} ${entry.event.kind}`, Math.floor(entry.at / 1e6)) %
    host.processors
  const warning = kind.warning === true
  const milliseconds = millisecondsOf(entry, context)
  const stamp = within(version, BEFORE_5)
    ? `vmkernel: ${uptimeStamp(host.uptime + Math.floor(entry.at / 1e6))}`
    : isoStamp(milliseconds)
  const program = version < 8 ? '' : warning ? ' Wa(180) vmkwarning:' : ' In(182) vmkernel:'
  const operation = version < 8 || kind.world === 'helper' ? '' : ` opID=${host.operation}`
  const vm = kind.vm === true && version >= 5 ? `vm ${host.leaderWorld}: ` : ''
  const id =
    kind.anonymous === true
      ? ''
      : `${identity.migrationId} ${entry.host === 'source' ? 'S' : 'D'}: `
  const line = sourceLine(kind, entry, context)
  return `${stamp}${program} cpu${cpu}:${world}${operation})${warning ? 'WARNING: ' : ''}${kind.module}: ${vm}${line}: ${id}`
}

function vmwarePrefix(kind: VmwareKind, entry: LogEntry, context: RecordContext): string {
  const { version, identity } = context
  const milliseconds = millisecondsOf(entry, context)
  const { workerWorld } = identity.hosts[entry.host]
  const worker = version < 7 ? 'Worker#0' : `worker-${workerWorld}`
  const thread = kind.thread === undefined ? 'vmx' : kind.thread === 'vcpu' ? 'vcpu-0' : worker
  // No genuine vmware.log of 4.x has been read: this form is recalled.
  if (within(version, BEFORE_5)) return `${yearlessStamp(milliseconds)}: ${thread}| `
  const stamp = isoStamp(milliseconds)
  if (version >= 7) return `${stamp} ${kind.notice === true ? 'No(00)' : 'In(05)'} ${thread} - `
  if (version < 5.1) return `${stamp}| ${thread}| `
  return `${stamp}| ${thread}| ${version < 6.5 ? 'I120' : 'I125'}: `
}

function agentPrefix(kind: AgentKind, entry: LogEntry, context: RecordContext): string {
  const { version, identity } = context
  const milliseconds = millisecondsOf(entry, context)
  const { thread: number } = identity.hosts[entry.host]
  const thread = version < 6.7 ? hexThread(number) : `${2097152 + (number % 900000)}`
  const operation = `${kind.file === 'vpxa.log' ? 'task-internal-1' : '57C757C9'}-${identity.hex(`${entry.host} ${kind.file}`, 8)}`
  const sub = subOf(kind, entry, context)
  if (version < 5)
    return `[${isoStamp(milliseconds, ' ', '')} ${thread} ${kind.level} '${sub}' opID=${operation}] `
  if (version < 6)
    return `${isoStamp(milliseconds)} [${thread} ${kind.level} '${sub}' opID=${operation}] `
  const program = kind.file === 'vpxa.log' ? 'vpxa' : 'hostd'
  return `${isoStamp(milliseconds)} ${kind.level} ${program}[${thread}] [Originator@6876 sub=${sub} opID=${operation}] `
}

function hexThread(number: number): string {
  return number.toString(16).toUpperCase().padStart(8, '0')
}

function subOf({ sub }: AgentKind, entry: LogEntry, { version, identity }: RecordContext): string {
  if (sub === 'Default') return 'Default'
  if (sub === 'vm') return `${version < 5 ? '' : 'Vmsvc.'}vm:${identity.path}`
  const side = entry.host === 'source' ? 'Src' : 'Dst'
  return `${version < 5.1 ? '' : 'Vcsvc.'}VMotion${side} (${identity.migrationId})`
}
