/** Writes the record of a line before its words, as each version has it in each file (facts 5.1). */
import { eventText, lineKind } from '../kinds/all.ts'
import type { AgentKind, VmkernelKind, VmwareKind } from '../kinds/kind.ts'
import { BEFORE_5, isSeen, within, type Major } from '../kinds/version-ranges.ts'
import type { LogEntry } from '../line.ts'
import type { LogFile } from '../places.ts'
import { isoStamp, uptimeStamp, yearlessStamp } from './clock.ts'
import type { Identity } from './identity.ts'

export interface RecordContext {
  readonly version: number
  readonly identity: Identity
  /** Milliseconds since 1970 at model time 0. */
  readonly start: number
}

/** The major versions from which genuine records of each file are known, whatever the lines are about. */
const SEEN: Readonly<Record<LogFile, readonly Major[]>> = {
  'vmkernel.log': [4, 5, 6, 8, 9],
  'vmware.log': [5, 6, 7, 8, 9],
  'hostd.log': [4, 5, 6, 8, 9],
  'vpxa.log': [4, 5, 9],
}

/**
 * Whether genuine lines are known from this major version both with these words and with this record. A form that changed
 * within a major version is compared with the samples by `test/logs/verified.test.ts`.
 */
export function isVerified({ event, inferred }: LogEntry, version: number): boolean {
  const { seen, file } = lineKind(event.kind)
  return !inferred && isSeen(version, seen) && isSeen(version, SEEN[file])
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
      return `${agentPrefix(kind, entry, context)}${text}`
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
  const operation = version < 8 || kind.world === 'helper' ? '' : ` opID=${host.kernelOperation}`
  const vm = kind.vm === true && version >= 5 ? `vm ${host.leaderWorld}: ` : ''
  const id =
    kind.anonymous === true
      ? ''
      : `${identity.migrationId} ${entry.host === 'source' ? 'S' : 'D'}: `
  const line = sourceLine(kind, entry, context)
  return `${stamp}${program} cpu${cpu}:${world}${operation})${warning ? 'WARNING: ' : ''}${kind.module}: ${vm}${line}: ${id}`
}

function vmwarePrefix(kind: VmwareKind, entry: LogEntry, context: RecordContext): string {
  const { version } = context
  const milliseconds = millisecondsOf(entry, context)
  const thread = threadOf(kind, entry, context)
  // No genuine vmware.log of 4.x has been read: this form is recalled.
  if (within(version, BEFORE_5)) return `${yearlessStamp(milliseconds)}: ${thread}| `
  const stamp = isoStamp(milliseconds)
  if (version >= 7) return `${stamp} ${kind.notice === true ? 'No(00)' : 'In(05)'} ${thread} - `
  if (version < 5.1) return `${stamp}| ${thread}| `
  return `${stamp}| ${thread}| ${version < 6.5 ? 'I120' : 'I125'}: `
}

function threadOf(
  { thread }: VmwareKind,
  { host }: LogEntry,
  { version, identity }: RecordContext,
): string {
  if (thread === 'worker')
    return version < 7 ? 'Worker#0' : `worker-${identity.hosts[host].workerWorld}`
  // Posted by a vCPU: sources of 5.0 (FT) and 6.5 (KB 308477); by the VMX: a destination of 5.0, sources of 7 and 8 (KB 320352).
  const byVcpu = thread === 'poster' ? version < 7 && host === 'source' : thread === 'vcpu'
  return byVcpu ? 'vcpu-0' : 'vmx'
}

function agentPrefix(kind: AgentKind, entry: LogEntry, context: RecordContext): string {
  const { version, identity } = context
  const milliseconds = millisecondsOf(entry, context)
  const host = identity.hosts[entry.host]
  const thread = version < 6.7 ? hexThread(host.thread) : `${2097152 + (host.thread % 900000)}`
  const program = kind.file === 'vpxa.log' ? 'vpxa' : 'hostd'
  const continued = kind.continues === undefined ? undefined : `-->${' '.repeat(kind.continues)}`
  if (version < 8 && continued !== undefined) return continued
  const stamp = version < 5 ? isoStamp(milliseconds, ' ', '') : isoStamp(milliseconds)
  const operation = identity.operation(program, entry.host)
  const sub = subOf(kind, entry, context)
  if (version < 5) return `[${stamp} ${thread} ${kind.level} '${sub}' opID=${operation}] `
  if (version < 6) return `${stamp} [${thread} ${kind.level} '${sub}' opID=${operation}] `
  if (version < 8)
    return `${stamp} ${kind.level} ${program}[${thread}] [Originator@6876 sub=${sub} opID=${operation}] `
  // As for syslog: also lines that continue a record have all of it.
  const named = program === 'vpxa' ? 'Vpxa' : 'Hostd'
  const start = `${stamp} ${SYSLOG_LEVELS[kind.level]} ${named}[${thread}]: `
  if (continued !== undefined) return `${start}${continued}`
  const session = program === 'vpxa' ? '' : ` sid=${host.session} user=vpxuser`
  return `${start}[Originator@6876 sub=${sub} opID=${operation}${session}] `
}

/** Facility local4 and severity of syslog. No genuine line shows that of `verbose`: it follows from the others. */
const SYSLOG_LEVELS: Readonly<Record<AgentKind['level'], string>> = {
  error: 'Er(163)',
  warning: 'Wa(164)',
  info: 'In(166)',
  verbose: 'Db(167)',
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
