/** The whole page, in its three layouts: stage, explore, phone. */
import { useEffect, useRef } from 'react'
import { LAYOUT_TEXT } from '../../text/layout.ts'
import { Band } from '../band/Band.tsx'
import { DialPanel } from '../dials/DialPanel.tsx'
import { Drawer } from '../explore/Drawer.tsx'
import { HelpDialog } from '../help/HelpDialog.tsx'
import { LibraryPlace } from '../library/LibraryPlace.tsx'
import { OutcomeCard, OutcomeLine } from '../outcome/OutcomeCard.tsx'
import { useApp, useCommand } from '../session-context.ts'
import { Clock } from '../stage/Clock.tsx'
import { Headline } from '../stage/Headline.tsx'
import { RaceSection } from '../stage/RaceSection.tsx'
import { Scene } from '../stage/Scene.tsx'
import { Transport } from '../transport/Transport.tsx'
import { Button } from './Button.tsx'
import { LiveRegion } from './LiveRegion.tsx'
import { NoticeBar } from './NoticeBar.tsx'
import { useFont } from './use-font.ts'
import { PHONE, useMedia } from './use-media.ts'

export function PageView() {
  const phone = useMedia(PHONE)
  const layout = useApp((state) => state.layout)
  const theme = useApp((state) => state.theme)
  const drawer = useApp((state) => state.drawer)
  const lit = useApp((state) => state.lit)
  const shown = phone ? 'phone' : layout
  const em = useRef<HTMLElement>(null)
  const font = useFont(em)

  useEffect(() => {
    document.documentElement.dataset['theme'] = theme
  }, [theme])

  return (
    <div
      className="page"
      data-layout={shown}
      data-drawer={drawer ? 'open' : undefined}
      data-lit={lit}
    >
      <i className="em" ref={em} />
      <main className="stage" aria-label={LAYOUT_TEXT.stage}>
        <header className="stage-head">
          <Headline />
          <Clock />
        </header>
        <Scene font={font} phone={phone} />
        <RaceSection font={font} />
      </main>
      {shown === 'explore' ? <Side /> : null}
      {shown === 'stage' ? null : <Drawer />}
      <Band phone={phone} />
      <Transport phone={phone} />
      {shown === 'phone' ? <Sheet /> : null}
      <NoticeBar />
      <LibraryPlace />
      <HelpDialog />
      <LiveRegion />
    </div>
  )
}

function Side() {
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

/** The dials of the phone; what they do to the outcome stays in sight above them. */
function Sheet() {
  const perform = useCommand()
  const open = useApp((state) => state.dialsOpen)
  if (!open) return null
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
