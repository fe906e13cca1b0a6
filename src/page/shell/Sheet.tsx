/** The dials of the phone; what they do to the outcome stays in sight above them. */
import { LAYOUT_TEXT } from '../../text/layout.ts'
import { DialPanel } from '../features/dials/DialPanel.tsx'
import { OutcomeCard, OutcomeLine } from '../features/outcome/OutcomeCard.tsx'
import { useCommand } from '../controls/session-context.ts'
import { Button } from '../controls/Button.tsx'

export function Sheet() {
  const perform = useCommand()
  const openDetails = () => {
    perform('dials')
    perform('drawer', 'why')
  }
  return (
    <section className="sheet" aria-label={LAYOUT_TEXT.dials}>
      <header>
        <OutcomeLine />
        <Button
          command="dials"
          className="button sign"
          label={LAYOUT_TEXT.fewerDials}
          onClick={() => perform('dials')}
        >
          ✕
        </Button>
      </header>
      <div className="sheet-dials">
        <DialPanel open />
        <OutcomeCard />
        <Button command="drawer" onClick={() => openDetails()}>
          {LAYOUT_TEXT.openDetails}
        </Button>
        <Button command="truth" onClick={() => perform('truth')}>
          {LAYOUT_TEXT.truth}
        </Button>
      </div>
    </section>
  )
}
