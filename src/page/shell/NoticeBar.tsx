/** What the page has to say about itself: a bad link, a value that had to give way. */
import { STATE_TEXT } from '../../text/notices.ts'
import { useApp, useCommand } from '../controls/session-context.ts'

export function NoticeBar() {
  const notice = useApp((state) => state.notice)
  const perform = useCommand()
  return (
    <output className="notice-place">
      {notice ? (
        <span className="notice" data-tone={notice.tone}>
          <span>{notice.text}</span>
          <button
            type="button"
            className="button"
            aria-label={STATE_TEXT.close}
            onClick={() => perform('dismiss')}
          >
            ✕
          </button>
        </span>
      ) : null}
    </output>
  )
}
