/** Reads records of hostd and vpxa, which changed their look three times (facts 5.1). */
import { readIsoStamp, type LogTime } from './clock.ts'
import type { LogHost } from './places.ts'
import type { LogRecord } from './record.ts'

/** ` info hostd[A1BF1B70] [Originator@6876 sub=`; from 8 on also ` In(166) Hostd[2100144]: [Originator@6876 sub=`. */
const MODERN =
  /^ (?:\w{1,20}|[A-Z][a-z]\(\d{0,3}\)) (?:[\w.-]{1,255} )?(?:hostd|vpxa|Hostd|Vpxa)\[(\w{1,32})\]:? \[Originator@\d{1,8} sub=/
/** ` esx.example.com Hostd: `, or nothing, before ` [6A623B90 verbose 'VMotionSrc (…)'`. */
const FORWARDED = /^(?: [\w.-]{1,255})? (?:\w{1,32} )?(?:Hostd|Vpxa|hostd|vpxa): /
const CLASSIC = /^ ?\[(?:(\d{4}-\d\d-\d\d [\d:.]{8,18}) )?(\w{1,32}) (\w{1,20}) '/
const OF_MIGRATION = /VMotion(Src|Dst) \((\d{9,20})\)/
const LONGEST_SUB = 1024

export function readAgent(time: LogTime | undefined, rest: string): LogRecord | undefined {
  const modern = MODERN.exec(rest)
  if (modern) return readModern(time, modern[1]!, rest.slice(modern[0].length))
  const forwarded = FORWARDED.exec(rest)
  const text = forwarded ? rest.slice(forwarded[0].length) : rest
  if (forwarded && text.startsWith('-->')) return continued(time, text)
  const classic = CLASSIC.exec(text)
  if (!classic) return undefined
  const [whole, stamp, thread = '', level] = classic
  const inside = text.slice(whole.length)
  const quoted = inside.indexOf("'")
  const end = quoted < 0 || quoted > LONGEST_SUB ? -1 : inside.indexOf('] ', quoted)
  if (end < 0) return undefined
  const stamped = stamp === undefined ? time : readIsoStamp(stamp)
  return agentRecord(
    stamped,
    thread,
    inside.slice(0, quoted),
    level === 'warning',
    inside.slice(end + 2),
  )
}

function readModern(
  time: LogTime | undefined,
  thread: string,
  inside: string,
): LogRecord | undefined {
  const end = inside.indexOf('] ')
  if (end < 0) return undefined
  return agentRecord(
    time,
    thread,
    inside.slice(0, Math.min(end, LONGEST_SUB)),
    false,
    inside.slice(end + 2),
  )
}

function agentRecord(
  time: LogTime | undefined,
  thread: string,
  sub: string,
  warning: boolean,
  message: string,
): LogRecord {
  const found = OF_MIGRATION.exec(sub)
  const side: LogHost | undefined = found
    ? found[1] === 'Src'
      ? 'source'
      : 'destination'
    : undefined
  return {
    format: 'agent',
    time,
    thread,
    migrationId: found?.[2],
    side,
    module: undefined,
    warning,
    message,
  }
}

function continued(time: LogTime | undefined, text: string): LogRecord {
  const message = text.slice(3).trimStart()
  return {
    format: 'continued',
    time,
    thread: '',
    migrationId: undefined,
    side: undefined,
    module: undefined,
    warning: false,
    message,
  }
}
