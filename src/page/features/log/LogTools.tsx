/** Follow, copy, download, and how many lines there are. */
import { useState } from 'react'
import type { LogLine } from '../../../logs/line.ts'
import { LOG_TEXT } from '../../../text/log.ts'
import { textOf } from './log-rows.ts'

export interface LogToolsProps {
  /** What copy and download hold. */
  readonly lines: readonly LogLine[]
  /** Lines without a filter. */
  readonly all: number
  /** What else is to be said about them; empty ones are not. */
  readonly notes: readonly string[]
  /** Name of the downloaded file. */
  readonly name: () => string
  readonly follow: boolean
  readonly onFollow: (follow: boolean) => void
}

function download(lines: readonly LogLine[], name: string): void {
  const url = URL.createObjectURL(new Blob([textOf(lines)], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10000)
}

export function LogTools({ lines, all, notes, name, follow, onFollow }: LogToolsProps) {
  const [last, setLast] = useState({ lines, said: '' })
  const setSaid = (said: string) => setLast({ lines, said })
  // What was said of other lines is no longer true.
  const said = last.lines === lines ? last.said : ''
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(textOf(lines))
      setSaid(LOG_TEXT.copied(lines.length))
    } catch {
      setSaid(LOG_TEXT.notCopied)
    }
  }
  const count = LOG_TEXT.count(lines.length, all)
  return (
    <div className="log-tools">
      <label className="log-follow">
        <input
          type="checkbox"
          checked={follow}
          onChange={(event) => onFollow(event.target.checked)}
        />
        {LOG_TEXT.follow}
      </label>
      <button
        type="button"
        className="button"
        disabled={lines.length === 0}
        onClick={() => void copy()}
      >
        {LOG_TEXT.copy}
      </button>
      <button
        type="button"
        className="button"
        disabled={lines.length === 0}
        onClick={() => download(lines, name())}
      >
        {LOG_TEXT.download}
      </button>
      <output className="log-count">
        {[count, ...notes, said].filter((text) => text !== '').join('; ')}
      </output>
    </div>
  )
}
