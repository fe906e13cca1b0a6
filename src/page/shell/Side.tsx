/** The left column of Explore: what to change, what it does, and where to read more. */
import { LAYOUT_TEXT } from '../../text/layout.ts'
import { DialPanel } from '../features/dials/DialPanel.tsx'
import { OutcomeCard } from '../features/outcome/OutcomeCard.tsx'
import { useApp, useCommand } from '../controls/session-context.ts'
import { Button } from '../controls/Button.tsx'

export function Side() {
  const perform = useCommand()
  const drawer = useApp((state) => state.drawer)
  return (
    <aside className="side" aria-label={LAYOUT_TEXT.dials}>
      <div className="side-dials">
        <DialPanel />
      </div>
      <OutcomeCard />
      <Button
        command="drawer"
        expanded={drawer !== undefined}
        onClick={() => perform('drawer', drawer ? undefined : 'why')}
      >
        {drawer ? LAYOUT_TEXT.closeDetails : LAYOUT_TEXT.openDetails}
      </Button>
      <Button command="truth" onClick={() => perform('truth')}>
        {LAYOUT_TEXT.truth}
      </Button>
    </aside>
  )
}
