/** The logs of both hosts, as a tab. A run has about a hundred lines; they are written when the tab is opened. */
import { DRAWER_TEXT } from '../../text/drawer.ts'
import { LogPane } from '../log/LogPane.tsx'
import { useApp, useCommand, useSubscribeTime } from '../session-context.ts'

export function Log() {
  const perform = useCommand()
  const summary = useApp((state) => state.summary)
  const hidden = useApp((state) => state.film === 'running')
  const subscribeTime = useSubscribeTime()
  if (!summary || hidden) return <p className="drawer-empty">{DRAWER_TEXT.hidden}</p>
  return (
    <LogPane
      summary={summary}
      subscribeTime={subscribeTime}
      onSeek={(time) => perform('seek', time)}
    />
  )
}
