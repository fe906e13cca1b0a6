/** From the lines of a run to the rows of the log pane. */
import type { Host } from '../../../engine/facts.ts'
import { firstWhere } from '../../../engine/search.ts'
import type { LogLine } from '../../../logs/line.ts'
import type { LogFile } from '../../../logs/places.ts'

/** More rows than this are not put into the page; copy and download hold them all. */
export const MAX_ROWS = 2000

export interface LogFilter {
  readonly host: Host | 'both'
  readonly file: LogFile | 'all'
  readonly grep: string
}

export const NO_FILTER: LogFilter = { host: 'both', file: 'all', grep: '' }

/** The lines of a host and of a file. */
export function linesAt(
  lines: readonly LogLine[],
  { host, file }: Pick<LogFilter, 'host' | 'file'>,
): readonly LogLine[] {
  return lines.filter(
    (line) => (host === 'both' || line.host === host) && (file === 'all' || line.file === file),
  )
}

/** The last line that was written at `time` or before; −1 before the first. */
export function rowAt(lines: readonly LogLine[], time: number): number {
  return firstWhere(-1, lines.length, (row) => lines[row]!.at > time) - 1
}

export function textOf(lines: readonly LogLine[]): string {
  return lines.map(({ text }) => `${text}\n`).join('')
}

/** `vmkernel.log` of one host, or a name for the mixture. */
export function fileName({ host, file }: LogFilter, migrationId: string): string {
  const what = file === 'all' ? 'vmotion' : file.replace(/\.log$/, '')
  return [what, ...(host === 'both' ? [] : [host]), migrationId].join('-') + '.log'
}
