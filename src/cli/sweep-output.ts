/** The rows of a sweep as CSV (RFC 4180), JSON or a table. */
import { GIB } from '../engine/units.ts'
import { formatNumber, formatQuantity, withFrameBuffer } from '../text/format.ts'
import { PLAIN, table } from './columns.ts'
import { RESULT_COLUMNS, type SweepResult } from './sweep-row.ts'

export interface SweepRow {
  /** In the order of the axes. */
  readonly values: readonly (string | number)[]
  readonly result: SweepResult | { readonly outcome: 'refused'; readonly reason: string }
}

function csvCell(value: string | number | boolean): string {
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function resultCells(result: SweepRow['result']): (string | number | boolean)[] {
  if ('runHash' in result) return RESULT_COLUMNS.map((column) => result[column])
  return [result.outcome, result.reason, ...RESULT_COLUMNS.slice(2).map(() => '')]
}

export function rowsAsCsv(ids: readonly string[], rows: readonly SweepRow[]): string {
  const cells = rows.map(({ values, result }) => [...values, ...resultCells(result)])
  return [[...ids, ...RESULT_COLUMNS], ...cells]
    .map((row) => `${row.map(csvCell).join(',')}\n`)
    .join('')
}

export function rowsAsJson(ids: readonly string[], rows: readonly SweepRow[]): string {
  const records = rows.map(({ values, result }) => ({
    values: Object.fromEntries(ids.map((id, index) => [id, values[index]])),
    ...result,
  }))
  return `${JSON.stringify({ varied: ids, rows: records }, undefined, 2)}\n`
}

const TITLES = [
  'outcome',
  'total s',
  'stun ms',
  'passes',
  'sent GiB',
  'times over',
  'SDPS s',
  'worst second %',
]

function tableCells(result: SweepRow['result']): string[] {
  if (!('runHash' in result)) return [result.outcome, result.reason]
  return [
    result.outcome === 'completed' ? 'completed' : result.reason,
    formatQuantity(result.totalSeconds, PLAIN),
    formatQuantity(result.stunMilliseconds, PLAIN),
    String(result.passes),
    formatQuantity(result.bytesSent / GIB, PLAIN),
    withFrameBuffer(formatQuantity(result.timesOver, PLAIN), result.frameBufferBytes, PLAIN),
    result.sdpsEngaged ? formatQuantity(result.sdpsSeconds, PLAIN) : '-',
    formatNumber(result.worstSecondGuestSpeed * 100, 1, PLAIN),
  ]
}

export function rowsAsTable(ids: readonly string[], rows: readonly SweepRow[]): string {
  const shown = rows.filter(({ result }) => 'runHash' in result)
  const refused = rows.filter(({ result }) => !('runHash' in result))
  const cells = shown.map(({ values, result }) => [...values.map(String), ...tableCells(result)])
  const columns = [...ids, ...TITLES]
  const right = columns.map((_, index) => index).filter((index) => index !== ids.length)
  const notes = refused.map(({ values, result }) => `refused ${values.join(' ')}: ${result.reason}`)
  return `${[...table([columns, ...cells], right), ...notes].join('\n')}\n`
}
