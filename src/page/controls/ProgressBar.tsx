/** How far long work has come, as a bar and in words; a bar that only moves until that is known, with the place of the words kept. */
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
      <span aria-hidden="true">{pace ? paceText(pace.share, pace.secondsLeft) : '\u00a0'}</span>
    </span>
  )
}
