/** Reads records of hostd and vpxa, whose form changed four times (facts 5.1). */
import { readIsoStamp, type LogTime } from './clock.ts'
import { logRecord, readContinued, type LogRecord } from './record.ts'

/** ` info hostd[A1BF1B70] [Originator@6876 sub=`; from 8 on ` In(166) Hostd[2100144]: [Originator@6876 sub=`, and before a line that continues one ` In(166) Hostd[2100144]: -->`. */
const MODERN =
  /^ (\w{1,20}|[A-Z][a-z]\(\d{0,3}\)) (?:[\w.-]{1,255} )?(?:hostd|vpxa|Hostd|Vpxa)\[(\w{1,32})\]:? (?:\[Originator@\d{1,8} sub=|(?=-->))/
/** ` esx.example.com Hostd: `, or nothing, before ` [6A623B90 verbose 'VMotionSrc (…)'`. */
const FORWARDED = /^(?: [\w.-]{1,255})? (?:\w{1,32} )?(?:Hostd|Vpxa|hostd|vpxa): /
/** The stamp within, of 4.x, is also read as an article hides it: `yyyy-mm-dd hh:mm:ss.nnn`. */
const CLASSIC = /^ ?\[(?:([\dy]{4}-[\dm]{2}-[\dd]{2} [\d:.hmsn]{8,18}) )?(\w{1,32}) (\w{1,20}) '/
const MIGRATION = /VMotion(Src|Dst) \((\d{9,20})\)/
const MAX_SUB_LENGTH = 1024

/** Reads what follows the stamp; undefined when neither hostd nor vpxa wrote it. */
export function readAgent(time: LogTime | undefined, rest: string): LogRecord | undefined {
  const modern = MODERN.exec(rest)
  if (modern) return readModern(time, modern[1]!, modern[2]!, rest.slice(modern[0].length))
  const forwarded = FORWARDED.exec(rest)
  const text = forwarded ? rest.slice(forwarded[0].length) : rest
  if (forwarded && text.startsWith('-->')) return readContinued(text, time)
  const classic = CLASSIC.exec(text)
  if (!classic) return undefined
  const [whole, stamp, thread = '', level] = classic
  const inside = text.slice(whole.length)
  const quote = inside.indexOf("'")
  const end = quote < 0 || quote > MAX_SUB_LENGTH ? -1 : inside.indexOf('] ', quote)
  if (end < 0) return undefined
  return agentRecord({
    time: stamp === undefined ? time : readIsoStamp(stamp),
    thread,
    sub: inside.slice(0, quote),
    warning: isWarning(level),
    message: inside.slice(end + 2),
  })
}

function readModern(
  time: LogTime | undefined,
  level: string,
  thread: string,
  inside: string,
): LogRecord | undefined {
  if (inside.startsWith('-->')) return readContinued(inside, time)
  const end = inside.indexOf('] ')
  if (end < 0) return undefined
  return agentRecord({
    time,
    thread,
    sub: inside.slice(0, Math.min(end, MAX_SUB_LENGTH)),
    warning: isWarning(level),
    message: inside.slice(end + 2),
  })
}

const isWarning = (level = '') => level === 'warning' || level.startsWith('Wa(')

/** A line of a dump is indented. */
const INDENT = /^ {1,40}/

interface AgentParts extends Pick<LogRecord, 'time' | 'thread' | 'warning' | 'message'> {
  /** The subsystem: `Vcsvc.VMotionSrc (1388772268136447)`. */
  readonly sub: string
}

function agentRecord({ sub, message, ...known }: AgentParts): LogRecord {
  const parts = { ...known, message: message.replace(INDENT, '') }
  const migration = MIGRATION.exec(sub)
  if (!migration) return logRecord({ format: 'agent', ...parts })
  const side = migration[1] === 'Src' ? 'source' : 'destination'
  return logRecord({ format: 'agent', ...parts, migrationId: migration[2], side })
}
