/** The whole page, in its three layouts: stage, explore, phone. */
import { useEffect, useRef, useLayoutEffect, useState, type RefObject } from 'react'
import { LAYOUT_TEXT } from '../../text/layout.ts'
import { useAwaited } from '../features/awaited/use-awaited.ts'
import { Band } from '../features/band/Band.tsx'
import { lazyView } from '../controls/lazy-view.tsx'
import { LostPlaces } from '../controls/lost-places.tsx'
import { useApp, useCommand } from '../controls/session-context.ts'
import { StageHead } from '../features/stage/StageHead.tsx'
import { RaceSection } from '../features/race/RaceSection.tsx'
import { Scene } from '../features/stage/Scene.tsx'
import { TimePlace } from '../features/interventions/InterveneButton.tsx'
import { Transport } from '../features/transport/Transport.tsx'
import { Modals } from './Modals.tsx'
import { PHONE, useMedia } from './use-media.ts'
import { STATE_TEXT } from '../../text/notices.ts'
import './panels.css'
import './overlays.css'

/** The stage has neither dials nor details: they come when they are wanted. */
const Awaited = lazyView(() =>
  import('../features/awaited/Awaited.tsx').then(({ Awaited: View }) => View),
)
const Side = lazyView(() => import('./Side.tsx').then(({ Side }) => Side), {
  Frame: ({ children }) => (
    <aside className="side" aria-label={LAYOUT_TEXT.dials}>
      {children}
    </aside>
  ),
})
const Drawer = lazyView(() => import('./Drawer.tsx').then(({ Drawer }) => Drawer), {
  Frame: ({ children }) => (
    <aside className="drawer" aria-label={LAYOUT_TEXT.details}>
      {children}
    </aside>
  ),
  close: (perform) => perform('drawer', undefined),
})
const LiveRegion = lazyView(() => import('./LiveRegion.tsx').then(({ LiveRegion }) => LiveRegion), {
  apart: true,
})
const Sheet = lazyView(() => import('./Sheet.tsx').then(({ Sheet }) => Sheet), {
  Frame: ({ children }) =>
    children ? (
      <section className="sheet" aria-label={LAYOUT_TEXT.dials}>
        {children}
      </section>
    ) : null,
  close: (perform) => perform('dials'),
})

export function PageView() {
  const phone = useMedia(PHONE)
  const layout = useApp((state) => state.layout)
  const theme = useApp((state) => state.theme)
  const drawer = useApp((state) => state.drawer)
  const lit = useApp((state) => state.lit)
  const dialsOpen = useApp((state) => state.dialsOpen)
  const awaited = useAwaited()
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
      data-former={awaited && 'true'}
    >
      <i className="em" ref={em} />
      <main className="stage" aria-label={LAYOUT_TEXT.stage}>
        <StageHead />
        <Scene font={font} phone={phone} />
        <RaceSection font={font} />
      </main>
      {shown === 'explore' ? <Side /> : null}
      {shown !== 'stage' && drawer ? <Drawer tab={drawer} /> : null}
      <Band phone={phone} />
      <Transport phone={phone} />
      {shown === 'phone' && dialsOpen ? <Sheet /> : null}
      <TimePlace />
      <NoticeBar awaited={awaited} />
      <Modals />
      <LiveRegion />
    </div>
  )
}

/** The size of text that CSS decided for the page, in pixels, for the pictures that cannot inherit it; `em` is one em wide. */
function useFont(em: RefObject<HTMLElement | null>): number {
  const [font, setFont] = useState(16)
  useLayoutEffect(() => {
    const element = em.current
    if (!element) return undefined
    const measure = () => setFont(element.getBoundingClientRect().width)
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [em])
  return font
}

/** What the page has to say about itself: a run that is awaited, a bad link, a value that had to give way. */
function NoticeBar({ awaited }: { readonly awaited: ReturnType<typeof useAwaited> }) {
  const notice = useApp((state) => state.notice)
  const perform = useCommand()
  return (
    <output className="notice-place">
      <span className="notices">
        <LostPlaces />
        {awaited ? <Awaited kind={awaited} /> : null}
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
      </span>
    </output>
  )
}
