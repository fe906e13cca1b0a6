/** The log pane, as far as it can be seen without a browser: rows, marks, filters, the row of now. */
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { writeLogs } from '../../../../src/logs/write.ts'
import { summarize } from '../../../../src/report/summarize.ts'
import { LOG_TEXT } from '../../../../src/text/log.ts'
import { LogPane } from '../../../../src/page/features/log/LogPane.tsx'
import {
  fileName,
  linesAt,
  MAX_ROWS,
  NO_FILTER,
  rowAt,
  textOf,
} from '../../../../src/page/features/log/log-rows.ts'
import { smallRun } from '../../../logs/runs.ts'

const nothing = () => () => {}
const paneOf = (changes: Parameters<typeof smallRun>[0]) =>
  renderToStaticMarkup(
    <LogPane summary={summarize(smallRun(changes))} onSeek={() => {}} subscribeTime={nothing} />,
  )
const count = (text: string, part: string) => text.split(part).length - 1

describe('the log pane', () => {
  it('has a row for each line, one that Tab reaches, and marks what is unverified', () => {
    const lines = writeLogs(smallRun({ generation: '6.0' }))
    const html = paneOf({ generation: '6.0' })
    expect(count(html, 'class="log-row"')).toBe(lines.length)
    expect(count(html, 'tabindex="0"')).toBe(1)
    expect(count(html, `>${LOG_TEXT.unverified}<`)).toBe(
      lines.filter(({ verified }) => !verified).length,
    )
    expect(html).toContain(`${lines.length} lines`)
  })

  it('says why there is no line', () => {
    expect(paneOf({ failure: 'evc-mismatch' })).toContain(LOG_TEXT.refused)
    expect(paneOf({ failure: 'vcenter-down', 'failure.at': 0.1 })).toContain(LOG_TEXT.notAsked)
    expect(paneOf({ generation: 'QEMU7.2' })).toContain(LOG_TEXT.noLogs)
  })

  it('shows at most so many rows', () => {
    expect(MAX_ROWS).toBeLessThanOrEqual(2000)
  })
})

describe('its rows', () => {
  const lines = writeLogs(smallRun())

  it('are those of a host and a file', () => {
    expect(linesAt(lines, NO_FILTER)).toEqual(lines)
    const few = linesAt(lines, { host: 'source', file: 'vmkernel.log' })
    expect(few.map(({ host, file }) => `${host} ${file}`)).toContain('source vmkernel.log')
    expect(few).toEqual(
      lines.filter(({ host, file }) => host === 'source' && file === 'vmkernel.log'),
    )
    expect(textOf(few.filter(({ kind }) => kind === 'stop-goal'))).toMatch(/^20.*t2d\)\n$/)
  })

  it('are current from their time on', () => {
    expect(rowAt(lines, -1)).toBe(-1)
    expect(rowAt([], 5)).toBe(-1)
    expect(rowAt(lines, Infinity)).toBe(lines.length - 1)
    for (const { at } of lines) {
      const now = rowAt(lines, at)
      expect(lines[now]!.at).toBe(at)
      expect(lines[now + 1]?.at ?? Infinity).toBeGreaterThan(at)
    }
  })

  it('go into a file whose name says what it holds', () => {
    expect(fileName(NO_FILTER, '12')).toBe('vmotion-12.log')
    expect(fileName({ host: 'source', file: 'vmkernel.log', grep: '' }, '12')).toBe(
      'vmkernel-source-12.log',
    )
  })
})
