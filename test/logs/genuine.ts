/** The genuine lines of `samples/`, each with the major versions that its source names, and what is compared of a line. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { eventText, lineKind, type LineKindName } from '../../src/logs/kinds/all.ts'
import type { LogFile } from '../../src/logs/places.ts'
import { readRecord } from '../../src/logs/records/record-reader.ts'
import { readEvent } from '../../src/logs/report/event-reader.ts'

const folder = fileURLToPath(new URL('samples/', import.meta.url))

export interface Compared {
  readonly file: LogFile
  /** Undefined for a line of another subject: it shows a record all the same. */
  readonly kind: LineKindName | undefined
  /** The words with numbers, names and addresses left out; what VMkernel's codes and keys say stays. */
  readonly words: string | undefined
  /** What stands before the words, likewise. */
  readonly record: string
  /** Of vmware.log: a vCPU, a worker, or the VMX itself. */
  readonly thread: string | undefined
  /** The subsystem of hostd, where it names a migration or a VM. */
  readonly subsystem: string | undefined
}

export interface GenuineLine extends Compared {
  readonly sample: string
  readonly majors: readonly number[]
  readonly text: string
}

export const SAMPLE_NAMES: readonly string[] = readdirSync(folder)

/** Lines of a sample. Comments begin with "# "; some articles redact a stamp as "####-##". */
export function linesOfSample(name: string): string[] {
  return readFileSync(`${folder}${name}`, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('# '))
}

const ISO = String.raw`[\d#y]{4}-[\d#m]{2}-[\d#d]{2}[T ][\d#h]{2}:[\d#m]{2}:[\d#s]{2}(?:\.[\d#n]+)?Z?`

const SUBSYSTEM = /(?:sub=|')((?:\w+\.)?(?:VMotion(?=Src|Dst)|vm(?=:)))/

/** `# Version: 5.5, 6.0` stands above the lines that it speaks of: several where the source leaves it open. */
const VERSION = /^# Version: (\d(?:\.\d)?(?:, \d(?:\.\d)?)*)$/

function readSample(sample: string): GenuineLine[] {
  let majors: readonly number[] = []
  return readFileSync(`${folder}${sample}`, 'utf8')
    .split('\n')
    .flatMap((text) => {
      const version = VERSION.exec(text)
      if (version) majors = version[1]!.split(', ').map((part) => Math.floor(Number(part)))
      if (text === '' || text.startsWith('# ')) return []
      const compared = compare(text)
      return compared === undefined ? [] : [{ ...compared, sample, majors, text }]
    })
}

export const GENUINE_LINES: readonly GenuineLine[] = SAMPLE_NAMES.flatMap(readSample)

/** What is compared of a line; undefined where it is no record of a log. */
export function compare(text: string): Compared | undefined {
  const record = readRecord(text)
  if (record === undefined) return undefined
  const { format, message } = record
  const event = readEvent(format, message)
  const before = text.slice(0, text.length - message.length)
  const file =
    event !== undefined
      ? lineKind(event.kind).file
      : format === 'vmkernel' || format === 'vmware'
        ? (`${format}.log` as const)
        : /\bvpxa\b/i.test(before)
          ? 'vpxa.log'
          : 'hostd.log'
  const words = event && wordsOf(eventText(event))
  const [, subsystem] = SUBSYSTEM.exec(before) ?? []
  const thread =
    format === 'vmware' ? record.thread.replace(/[-#]\d+$/, '').toLowerCase() : undefined
  return { file, kind: event?.kind, words, record: recordOf(before), thread, subsystem }
}

function wordsOf(words: string): string {
  return words
    .replaceAll(/<[^<>]*>/g, '<>')
    .replaceAll(/\/vmfs\/\S+/g, 'PATH')
    .replaceAll(/\b(opID|uuid|mid)=\S+/g, '$1=')
    .replaceAll(/MIGRATE_(?:(?:TO|FROM)_)?VMX_\w+/g, 'STATE')
    .replaceAll(/\[[0-9a-f]{8}:/g, '[#:')
    .replaceAll(/@0x[0-9a-f]+/g, '@')
    .replace(/, encrypted$/, '')
    .replaceAll(/0xbad[0-9a-f]+|\d+(?:\.\d+)*/g, (found) => (found.startsWith('0x') ? found : '#'))
}

function recordOf(before: string): string {
  return (
    before
      .replace(/^<\d+>/, '')
      .replace(new RegExp(String.raw`\[?${ISO}\]?`, 'i'), (stamp) =>
        // Within brackets, before more of them, it belongs to the record of 4.x.
        stamp.startsWith('[') && !stamp.endsWith(']') ? '[T' : 'T',
      )
      .replace(/^vmkernel: \d+:\d\d:\d\d:\d\d\.\d+/, 'vmkernel: UPTIME')
      // What a forwarder puts between.
      .replace(/^T (?!vmkernel)[\w.]+ (?:(?:vmkernel|Vpxa): |(?:Hostd|vmkwarning Hostd): )/, 'T ')
      .replace(/^T (?=-->)/, '')
      .replace(/\b(In|Wa|Er|No)\((\d*)\)/, (_, level: string) => `${level}()`)
      .replace(/cpu[\d#]+(?::\d+)?/, 'CPU')
      .replace(/ ?opID=\w+ ?\)|CPU ?\)/, (found) => (found.startsWith('CPU') ? 'CPU)' : ')'))
      .replace(/\)((?:WARNING: )?)\w+: ((?:vm \d+: )?)\d+: /, ')$1M: $2#: ')
      .replace(/(?:\d{9,20}|xxx) [SD]: $/, 'ID: ')
      .replace(/vm \d+: /, 'vm: ')
      .replace(/\b(?:vmx|vcpu-\d+|Worker#\d+|worker-\d+)\b/, 'THREAD')
      .replace(/\bI\d{3}: /, 'I#: ')
      .replace(/(?: (?:opID|sid|user)=[^\s\]]+)+/g, '')
      .replace(/\bhostd\[[0-9A-F]{8}\]/, 'hostd[HEX]')
      .replace(/\b(hostd|Hostd|vpxa|Vpxa)\[\d+\]/, '$1[N]')
      .replace(/(\[(?:T )?)\w+ (?:info|verbose|warning|error) '/, "$1TID LEVEL '")
      .replace(/^T (?:info|verbose|warning) hostd/, 'T LEVEL hostd')
      .replace(/(?<=sub=)[^\]]+|(?<=LEVEL ')[^']*/, 'SUB')
      .replace(/\] +$/, '] ')
      .replace(/--> +$/, '--> ')
  )
}
