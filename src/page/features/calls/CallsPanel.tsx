/** Who talks to whom, as a tab: the sequence of the run on the screen, lit up by the playhead. */
import { DRAWER_TEXT } from '../../../text/drawer.ts'
import { Sequence } from './Sequence.tsx'
import { useApp, useCommand, useSubscribeTime } from '../../controls/session-context.ts'

export function CallsPanel() {
  const perform = useCommand()
  const summary = useApp((state) => state.summary)
  const hidden = useApp((state) => state.film === 'running')
  const subscribeTime = useSubscribeTime()
  if (!summary || hidden) return <p className="drawer-empty">{DRAWER_TEXT.hidden}</p>
  return (
    <Sequence
      // Another run has other calls: what was chosen before means nothing there.
      key={summary.runHash}
      summary={summary}
      subscribeTime={subscribeTime}
      onSeek={(time) => perform('seek', time)}
    />
  )
}
