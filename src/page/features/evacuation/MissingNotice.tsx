/** Says that a part of an evacuation is not there: it is under way, has failed or was cancelled; and what can be done. */
import { EVACUATION_TEXT, missingText } from '../../../text/evacuation.ts'
import { AWAITED_TEXT } from '../../../text/threads.ts'
import { ProgressBar } from '../../controls/ProgressBar.tsx'
import type { Missing } from './evacuation-state.ts'

export interface MissingNoticeProps {
  readonly missing: Missing
  /** There is a result: as long as this evacuation is missing, it is the one before. */
  readonly former: boolean
  readonly onCancel: () => void
  readonly onAgain: () => void
}

export function MissingNotice({ missing, former, onCancel, onAgain }: MissingNoticeProps) {
  const { part, how } = missing
  const computing = how === 'computing'
  const restarted = computing ? missing.restarted : undefined
  return (
    <p className="notice" data-tone={computing ? 'info' : 'error'}>
      <span>
        {restarted ?? missingText(part, how, former)}
        {how === 'failed' ? ` ${missing.reason}` : null}
      </span>
      {computing ? (
        <ProgressBar label={EVACUATION_TEXT.progress[part]} pace={missing.pace} />
      ) : null}
      <button type="button" className="button" onClick={computing ? onCancel : onAgain}>
        {computing ? AWAITED_TEXT.cancel : AWAITED_TEXT.again}
      </button>
    </p>
  )
}
