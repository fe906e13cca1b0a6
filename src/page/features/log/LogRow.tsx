/** One line of the log: a button that goes to its time. */
import { memo } from 'react'
import { MILLISECOND } from '../../../engine/units.ts'
import type { LogLine } from '../../../logs/line.ts'
import { formatNumber } from '../../../text/format.ts'
import { LOG_HOST_NAMES, LOG_TEXT } from '../../../text/log.ts'

export interface LogRowProps {
  readonly line: LogLine
  readonly index: number
  /** The one row that Tab reaches; arrows move on from there. */
  readonly reachable: boolean
}

export const LogRow = memo(function LogRow({ line, index, reachable }: LogRowProps) {
  const { at, host, file, text, verified } = line
  return (
    <li>
      <button
        type="button"
        className="log-row"
        data-row={index}
        data-host={host}
        tabIndex={reachable ? 0 : -1}
      >
        <span className="log-time">
          {LOG_TEXT.time(formatNumber(Math.floor(at / MILLISECOND) / 1e3, 3, { steady: true }))}
        </span>{' '}
        <span className="log-host">{LOG_HOST_NAMES[host]}</span>{' '}
        <span className="log-file">{file}</span>{' '}
        <span className="log-mark">
          {verified ? null : (
            <>
              <span aria-hidden="true">{LOG_TEXT.unverifiedMark}</span>
              <span className="sr-only">{LOG_TEXT.unverified}</span>
            </>
          )}
        </span>{' '}
        <span className="log-text">{text}</span>
      </button>
    </li>
  )
})
