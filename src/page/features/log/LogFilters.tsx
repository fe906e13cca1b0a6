/** What of the log is shown: host, file, text. */
import { useId } from 'react'
import { MAX_GREP_LENGTH } from '../../../logs/grep.ts'
import { LOG_FILES, LOG_HOSTS } from '../../../logs/places.ts'
import { LOG_FILE_HELP, LOG_HOST_NAMES, LOG_TEXT } from '../../../text/log.ts'
import type { LogFilter } from './log-rows.ts'

export interface LogFiltersProps {
  readonly filter: LogFilter
  /** Why the search text is none; undefined when it is one. */
  readonly problem: string | undefined
  readonly onFilter: (filter: LogFilter) => void
}

export function LogFilters({ filter, problem, onFilter }: LogFiltersProps) {
  const problemId = useId()
  return (
    <div className="log-filters">
      <label>
        {LOG_TEXT.host}
        <select
          value={filter.host}
          onChange={(event) =>
            onFilter({ ...filter, host: event.target.value as LogFilter['host'] })
          }
        >
          <option value="both">{LOG_TEXT.bothHosts}</option>
          {LOG_HOSTS.map((host) => (
            <option key={host} value={host}>
              {LOG_HOST_NAMES[host]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {LOG_TEXT.file}
        <select
          value={filter.file}
          onChange={(event) =>
            onFilter({ ...filter, file: event.target.value as LogFilter['file'] })
          }
        >
          <option value="all">{LOG_TEXT.allFiles}</option>
          {LOG_FILES.map((file) => (
            <option key={file} value={file} title={LOG_FILE_HELP[file]}>
              {file}
            </option>
          ))}
        </select>
      </label>
      <label className="log-grep">
        {LOG_TEXT.grep}
        <input
          type="search"
          value={filter.grep}
          placeholder={LOG_TEXT.grepHint}
          maxLength={MAX_GREP_LENGTH}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={problem !== undefined}
          aria-describedby={problemId}
          onChange={(event) => onFilter({ ...filter, grep: event.target.value })}
        />
      </label>
      <output className="log-problem" id={problemId}>
        {problem ?? ''}
      </output>
    </div>
  )
}
