/** Words of the log pane and of `--logs`. */
import type { Host } from '../engine/facts.ts'
import { isRefused } from '../engine/host/calls-prepare.ts'
import { MAX_SEARCH_MILLISECONDS, type GrepProblem } from '../logs/grep.ts'
import type { LogSource } from '../logs/line.ts'
import type { LogFile } from '../logs/places.ts'
import { migrationIdOf } from '../logs/write.ts'
import { formatCount, type NumberStyle } from './format.ts'

const GREP_PROBLEMS: Readonly<Record<GrepProblem, (detail: string) => string>> = {
  'too-long': (most) => `Too long: at most ${most} characters`,
  'not-an-expression': (detail) =>
    `No valid expression${detail && `: ${detail.replace(/^Invalid regular expression: /, '')}`}`,
  'too-costly': () =>
    `This expression took more than ${MAX_SEARCH_MILLISECONDS / 1000} s and was stopped. Use fewer repetitions`,
  failed: (detail) =>
    `The search could not run${detail && ` (${detail})`}. Change the expression to try again`,
}

export const LOG_HOST_NAMES: Readonly<Record<Host, string>> = {
  source: 'source',
  destination: 'destination',
}

/** Who writes each file. */
export const LOG_FILE_HELP: Readonly<Record<LogFile, string>> = {
  'vmkernel.log': 'VMkernel: the copy of memory',
  'vmware.log': 'VMX: the state machine of the VM',
  'hostd.log': 'hostd: the host daemon',
  'vpxa.log': 'VPXA: the agent of vCenter',
}

export const LOG_TEXT = {
  title: 'Log lines of both hosts',
  columns: { time: 'Time', host: 'Host', file: 'File', text: 'Line' },
  host: 'Host',
  file: 'File',
  bothHosts: 'both',
  allFiles: 'all',
  grep: 'Find',
  grepHint: 'text, or /expression/',
  follow: 'Follow the playhead',
  copy: 'Copy',
  download: 'Download',
  copied: (lines: number) => `${countOf(lines)} copied`,
  notCopied: 'The browser does not allow copying. Use Download',
  unverified: 'unverified',
  unverifiedHelp:
    '? unverified: no genuine line of this major version is known with these words and this record',
  unverifiedMark: '?',
  count: (shown: number, all: number) =>
    shown === all ? countOf(all) : `${formatCount(shown)} of ${countOf(all)}`,
  cut: (most: number) =>
    `only the first ${formatCount(most)} are shown; copy and download hold all`,
  /** Beside the count of lines, while a search takes long. */
  searching: 'searching …; the previous result is still shown',
  silence:
    'Between the start of pre-copy and its end the logs are silent: VMkernel writes no line for a pass.',
  refused:
    'No host writes a line: the checks in vCenter refuse this migration before a host hears of it.',
  notAsked: 'No host writes a line: the migration ends before a host hears of it.',
  noLogs: 'There are no VMware logs of this generation.',
  nothingFound: 'No line matches.',
  time: (seconds: string) => `${seconds} s`,
  grepProblem: (problem: GrepProblem, detail: string) => GREP_PROBLEMS[problem](detail),
  /** On standard error of `simulate --logs`. */
  unverifiedNote: (unverified: number, lines: number) =>
    `${formatCount(unverified, { separator: ',' })} of ${countOf(lines, { separator: ',' })} ${unverified === 1 ? 'is' : 'are'} unverified: no genuine line of this major version is known with these words and this record`,
} as const

function countOf(lines: number, style?: NumberStyle): string {
  return `${formatCount(lines, style)} ${lines === 1 ? 'line' : 'lines'}`
}

/** Why a run leaves no line. */
export function noLinesText(run: LogSource): string {
  if (migrationIdOf(run) === undefined) return LOG_TEXT.noLogs
  return isRefused(run) ? LOG_TEXT.refused : LOG_TEXT.notAsked
}
