/** The logs of both hosts, as an administrator would find them: filter, search, follow, seek, copy, download. */
import {
  useDeferredValue,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
} from 'react'
import { migrationIdOf, writeLogs } from '../../../logs/write.ts'
import type { Summary } from '../../../report/summary.ts'
import { LOG_TEXT, noLinesText } from '../../../text/log.ts'
import type { SubscribeTime } from '../../controls/time-index.ts'
import { LogFilters } from './LogFilters.tsx'
import { LogRow } from './LogRow.tsx'
import { LogTools } from './LogTools.tsx'
import { fileName, linesAt, MAX_ROWS, NO_FILTER } from './log-rows.ts'
import { useCurrentRow } from './use-current-row.ts'
import { useFoundLines } from './use-found-lines.ts'
import './log.css'

export interface LogPaneProps {
  readonly summary: Summary
  /** Model time in nanoseconds. */
  readonly onSeek: (time: number) => void
  /** Calls with the playhead's time, now if it can and whenever it moves; returns how to stop that. */
  readonly subscribeTime: SubscribeTime
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -20,
  PageDown: 20,
  Home: -Infinity,
  End: Infinity,
}

export function LogPane({ summary, onSeek, subscribeTime }: LogPaneProps) {
  const list = useRef<HTMLOListElement>(null)
  const [filter, setFilter] = useState(NO_FILTER)
  const [follow, setFollow] = useState(true)
  const [focused, setFocused] = useState(0)
  const wanted = useDeferredValue(filter)
  const all = useMemo(() => writeLogs(summary), [summary])
  const { lines: found, problem: refused, searching, slow } = useFoundLines(all, wanted.grep)
  const lines = useMemo(() => linesAt(found, wanted), [found, wanted])
  const rows = useMemo(() => lines.slice(0, MAX_ROWS), [lines])
  useCurrentRow(list, rows, subscribeTime, follow)

  const problem = refused && LOG_TEXT.grepProblem(refused.problem, refused.detail)
  if (all.length === 0) return <p className="log-note">{noLinesText(summary)}</p>

  const rowOf = (event: MouseEvent | KeyboardEvent) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')
    return button ? Number(button.dataset['row']) : undefined
  }
  const onClick = (event: MouseEvent) => {
    const row = rowOf(event)
    const line = row === undefined ? undefined : rows[row]
    // Whoever marks text does not want to leave.
    if (row === undefined || !line || window.getSelection()?.type === 'Range') return
    setFocused(row)
    onSeek(line.at)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rowOf(event)
    const step = STEPS[event.key]
    if (row === undefined || step === undefined) return
    event.preventDefault()
    const next = Math.min(rows.length - 1, Math.max(0, row + step))
    setFocused(next)
    list.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus()
  }

  return (
    <section className="log-pane" aria-label={LOG_TEXT.title}>
      <LogFilters filter={filter} problem={problem} onFilter={setFilter} />
      <LogTools
        lines={lines}
        all={all.length}
        notes={[
          slow ? LOG_TEXT.searching : '',
          lines.length > rows.length ? LOG_TEXT.cut(MAX_ROWS) : '',
        ]}
        name={() => fileName(wanted, migrationIdOf(summary) ?? '')}
        follow={follow}
        onFollow={setFollow}
      />
      <div className="log-head" aria-hidden="true">
        <span>{LOG_TEXT.columns.time}</span>
        <span>{LOG_TEXT.columns.host}</span>
        <span>{LOG_TEXT.columns.file}</span>
        <span />
        <span>{LOG_TEXT.columns.text}</span>
      </div>
      {/* One listener for all rows; the rows themselves are buttons. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events */}
      <ol
        className="log-list"
        ref={list}
        aria-busy={searching}
        data-former={slow ? '' : undefined}
        onClick={onClick}
        onKeyDown={onKeyDown}
      >
        {rows.map((line, index) => (
          <LogRow
            key={`${index} ${line.text}`}
            line={line}
            index={index}
            reachable={index === Math.min(focused, rows.length - 1)}
          />
        ))}
      </ol>
      {rows.length === 0 && problem === undefined && !searching ? (
        <p>{LOG_TEXT.nothingFound}</p>
      ) : null}
      <p className="log-note">
        {LOG_TEXT.unverifiedHelp}. {LOG_TEXT.silence}
      </p>
    </section>
  )
}
