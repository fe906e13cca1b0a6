/** How far long work has come, as a bar and in words; a bar that only moves until that is known. */
import { paceText } from '../../text/pace.ts'
import type { Pace } from '../workers/pace.ts'

export interface ProgressBarProps {
  readonly label: string
  readonly pace: Pace | undefined
}

export function ProgressBar({ label, pace }: ProgressBarProps) {
  return (
    <span className="pace">
      <progress aria-label={label} value={pace?.share} />
      {/* A reader of the screen has the bar: the words would be said five times a second. */}
      {pace ? <span aria-hidden="true">{paceText(pace.share, pace.secondsLeft)}</span> : null}
    </span>
  )
}
