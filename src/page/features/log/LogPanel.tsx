/** The logs of both hosts, as a tab. A run has about a hundred lines; they are written when the tab is opened. */
import { DRAWER_TEXT } from '../../../text/drawer.ts'
import { LogPane } from './LogPane.tsx'
import { useCommand, useRevealed, useSubscribeTime } from '../../controls/session-context.ts'

export function LogPanel() {
  const perform = useCommand()
  const summary = useRevealed()
  const subscribeTime = useSubscribeTime()
  if (!summary) return <p className="drawer-empty">{DRAWER_TEXT.hidden}</p>
  return (
    <LogPane
      summary={summary}
      subscribeTime={subscribeTime}
      onSeek={(time) => perform('seek', time)}
    />
  )
}
