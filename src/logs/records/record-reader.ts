/**
 * Reads the record of a line: vmkernel.log, vmware.log, hostd.log and vpxa.log of all versions, also as a syslog server
 * or a knowledge-base article reproduced them. Every expression is anchored and bounded, so the time is linear.
 */
import { readAgent } from './agent-reader.ts'
import { readIsoStamp, readUptimeStamp, readYearlessStamp, type LogTime } from './clock.ts'
import { continuedRecord, logRecord, readContinued, type LogRecord } from './record.ts'

/** `<181>`, the priority of syslog. */
const PRIORITY = /^<\d{1,3}>/
/** A time stamp, or what an article leaves of it: `####-##-##T##:##:##.###Z`, `[YYYY-MM-DDTHH:MM:SS]`. */
const STAMP =
  /^(?:\d{4}|####|[Yy]{4})-[\dM#m]{2}-[\dDd#]{2}T[\dHh#]{2}:[\dMm#]{2}:[\dSs#]{2}(?:\.[\d#]{1,9})?(?:Z|[+-]\d\d:?\d\d)?/
const HIDDEN_STAMP = /^\[([Yy]{4}-[Mm]{2}-[Dd]{2}T[Hh]{2}:[Mm]{2}:[Ss]{2})\]/
/** `In(182) `, then the name of the host, then the program: each may be missing. */
const HEAD =
  /^ {1,4}(?:[A-Z][a-z]\(\d{0,3}\) )?(?:(?!cpu)[\w.-]{1,255} )?(?:(?:vmkernel|vmkwarning|vmkalert): )?(?=cpu)/
const VMKERNEL =
  /^cpu(?:\d{1,5}|#{1,5})(?::(\d{1,12}))? ?(?:opID=\w{1,64} ?)?\)(WARNING: |ALERT: )?(\w{1,64}): (?:vm \d{1,12}: )?(?:\d{1,6}: )?(?:(\d{9,20}|xxx) ([SD]): )?/
const VMWARE_OLD = /^\| ([\w#-]{1,64})\| (?:([A-Z])\d{3}: )?/
/** From 8 on an operation ID may stand in place of the dash. */
const VMWARE_NEW = /^ {1,2}([A-Z][a-z])\(\d{0,3}\) ([\w-]{1,64}) (?:-|[\w:@.-]{1,200}) /
const UPTIME =
  /^(?:[A-Z][a-z]{2} {1,2}\d{1,2} [\d:]{1,12} \S{1,255} )?vmkernel: (\d{1,6}:\d\d:\d\d:\d\d\.\d{3}) (?=cpu)/
/** `vmx| …`, as articles print vmware.log. */
const UNSTAMPED_VMWARE = /^[\w#-]{1,64}\| /
/** The reason of a fault of vpxa, which an article prints without a record. */
const UNSTAMPED_REASON = /^ {0,40}(?=reason = ")/
const VMWARE_4 = /^([A-Z][a-z]{2}) (\d\d) (\d\d:\d\d:\d\d\.\d{3}): ([\w#-]{1,64})\| /

/** Undefined when the line is no record of a known log. */
export function readRecord(line: string): LogRecord | undefined {
  const text = line.startsWith('<') ? line.replace(PRIORITY, '') : line
  if (text.startsWith('-')) return readContinued(text)
  if (text.startsWith('[')) return readBracketed(text)
  const stamp = STAMP.exec(text)
  if (stamp) return readStamped(readIsoStamp(stamp[0]), text.slice(stamp[0].length))
  return readOld(text)
}

function readStamped(time: LogTime | undefined, rest: string): LogRecord | undefined {
  if (rest.startsWith('|')) {
    const old = VMWARE_OLD.exec(rest)
    return old ? vmwareRecord(time, old[1]!, old[2] === 'W', rest.slice(old[0].length)) : undefined
  }
  const head = HEAD.exec(rest)
  if (head) return readVmkernel(time, rest.slice(head[0].length))
  const modern = VMWARE_NEW.exec(rest)
  if (modern)
    return vmwareRecord(time, modern[2]!, modern[1] === 'Wa', rest.slice(modern[0].length))
  return readAgent(time, rest)
}

function vmwareRecord(
  time: LogTime | undefined,
  thread: string,
  warning: boolean,
  message: string,
): LogRecord {
  return logRecord({ format: 'vmware', time, thread, warning, message })
}

function readVmkernel(time: LogTime | undefined, text: string): LogRecord | undefined {
  const match = VMKERNEL.exec(text)
  if (!match) return undefined
  const [whole, thread = '', severity, module, id, side] = match
  return logRecord({
    format: 'vmkernel',
    time,
    thread,
    migrationId: id === 'xxx' ? undefined : id,
    side: side === undefined ? undefined : side === 'S' ? 'source' : 'destination',
    module,
    warning: severity !== undefined,
    message: text.slice(whole.length),
  })
}

/** Stamps without a date, of ESX 4 and before; then lines without any stamp. */
function readOld(text: string): LogRecord | undefined {
  const uptime = UPTIME.exec(text)
  if (uptime) return readVmkernel(readUptimeStamp(uptime[1]!), text.slice(uptime[0].length))
  const vmware = VMWARE_4.exec(text)
  if (!vmware) return readUnstamped(text)
  const [whole, month = '', day = '', time = '', thread = ''] = vmware
  return vmwareRecord(readYearlessStamp(month, day, time), thread, false, text.slice(whole.length))
}

function readUnstamped(text: string): LogRecord | undefined {
  if (UNSTAMPED_VMWARE.test(text)) return readStamped(undefined, `| ${text}`)
  const reason = UNSTAMPED_REASON.exec(text)
  if (reason) return continuedRecord(text.slice(reason[0].length))
  return readStamped(undefined, ` ${text}`)
}

function readBracketed(text: string): LogRecord | undefined {
  const hidden = HIDDEN_STAMP.exec(text)
  if (hidden) return readStamped(undefined, text.slice(hidden[0].length))
  return readAgent(undefined, text)
}
