/** The whole page, in its three layouts: stage, explore, phone. */
import { lazy, Suspense, useEffect, useRef } from 'react'
import { LAYOUT_TEXT } from '../../text/layout.ts'
import { Band } from '../features/band/Band.tsx'
import { useApp } from '../controls/session-context.ts'
import { Clock } from '../features/stage/Clock.tsx'
import { Headline } from '../features/stage/Headline.tsx'
import { RaceSection } from '../features/stage/RaceSection.tsx'
import { Scene } from '../features/stage/Scene.tsx'
import { TimePlace } from '../features/interventions/InterveneButton.tsx'
import { Transport } from '../features/transport/Transport.tsx'
import { Modals } from './Modals.tsx'
import { NoticeBar } from './NoticeBar.tsx'
import { useFont } from '../controls/use-font.ts'
import { PHONE, useMedia } from '../controls/use-media.ts'
import './panels.css'
import './overlays.css'

/** The stage has neither dials nor details: they come when they are wanted. */
const Side = lazy(() => import('./Side.tsx').then(({ Side }) => ({ default: Side })))
const Drawer = lazy(() => import('./Drawer.tsx').then(({ Drawer }) => ({ default: Drawer })))
const LiveRegion = lazy(() =>
  import('./LiveRegion.tsx').then(({ LiveRegion }) => ({ default: LiveRegion })),
)
const Sheet = lazy(() => import('./Sheet.tsx').then(({ Sheet }) => ({ default: Sheet })))

export function PageView() {
  const phone = useMedia(PHONE)
  const layout = useApp((state) => state.layout)
  const theme = useApp((state) => state.theme)
  const drawer = useApp((state) => state.drawer)
  const lit = useApp((state) => state.lit)
  const dialsOpen = useApp((state) => state.dialsOpen)
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
      {shown === 'explore' ? (
        <Suspense fallback={<aside className="side" aria-label={LAYOUT_TEXT.dials} />}>
          <Side />
        </Suspense>
      ) : null}
      {shown !== 'stage' && drawer ? (
        <Suspense fallback={<aside className="drawer" aria-label={LAYOUT_TEXT.details} />}>
          <Drawer tab={drawer} />
        </Suspense>
      ) : null}
      <Band phone={phone} />
      <Transport phone={phone} />
      {shown === 'phone' && dialsOpen ? (
        <Suspense fallback={null}>
          <Sheet />
        </Suspense>
      ) : null}
      <TimePlace />
      <NoticeBar />
      <Modals />
      <Suspense fallback={null}>
        <LiveRegion />
      </Suspense>
    </div>
  )
}
