/** Stories, myths, failures, versions, a host that is emptied: a tab each, and the ways into the details. */
import { useEffect, useRef, type ComponentType, type KeyboardEvent } from 'react'
import { OVERLAYS } from '../../../saved/view.ts'
import type { DrawerTab, Overlay } from '../../session/app-state.ts'
import { LIBRARY_TEXT } from '../../../text/library.ts'
import { lazyView, type Frame } from '../../controls/lazy-view.tsx'
import { useCommand } from '../../controls/session-context.ts'
import { StoryList } from './StoryList.tsx'
import './library.css'

const Fetched: Frame = ({ children }) => children ?? <p className="thin">{LIBRARY_TEXT.fetching}</p>

const PANELS: Readonly<Record<Overlay, ComponentType>> = {
  stories: () => <StoryList kind="story" />,
  myths: () => <StoryList kind="myth" />,
  failures: lazyView(() => import('./FailureList.tsx').then(({ FailureList }) => FailureList), {
    Frame: Fetched,
  }),
  versions: lazyView(() => import('./Versions.tsx').then(({ Versions }) => Versions), {
    Frame: Fetched,
  }),
  evacuation: lazyView(
    () => import('../evacuation/Evacuation.tsx').then(({ Evacuation }) => Evacuation),
    { Frame: Fetched },
  ),
  truth: lazyView(() => import('../truth/Truth.tsx').then(({ Truth }) => Truth), {
    Frame: Fetched,
  }),
}

export function Library({ overlay }: { readonly overlay: Overlay }) {
  const perform = useCommand()
  const Panel = PANELS[overlay]
  const tabs = useRef<HTMLDivElement>(null)
  // The dialog opens before its content is there: whoever uses the keyboard begins at the tab.
  useEffect(() => {
    tabs.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus()
  }, [])
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = OVERLAYS[(OVERLAYS.indexOf(overlay) + step + OVERLAYS.length) % OVERLAYS.length]
    if (step === 0 || !next) return
    event.preventDefault()
    perform('overlay', next)
    event.currentTarget.querySelector<HTMLElement>(`#open-${next}`)?.focus()
  }
  const details = (tab: DrawerTab) => {
    perform('overlay', undefined)
    perform('drawer', tab)
  }
  return (
    <>
      <header className="library-head">
        <div
          role="tablist"
          aria-label={LIBRARY_TEXT.title}
          onKeyDown={onKeyDown}
          tabIndex={-1}
          className="library-tabs"
          ref={tabs}
        >
          {OVERLAYS.map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`open-${name}`}
              aria-selected={name === overlay}
              aria-controls="library-panel"
              tabIndex={name === overlay ? 0 : -1}
              onClick={() => perform('overlay', name)}
            >
              {LIBRARY_TEXT.tabs[name]}
            </button>
          ))}
        </div>
        <p className="library-details">
          <span>{LIBRARY_TEXT.details}</span>
          <button type="button" className="button" onClick={() => details('calls')}>
            {LIBRARY_TEXT.calls}
          </button>
          <button type="button" className="button" onClick={() => details('log')}>
            {LIBRARY_TEXT.log}
          </button>
        </p>
        <button
          type="button"
          className="button sign"
          aria-label={LIBRARY_TEXT.close}
          onClick={() => perform('overlay', undefined)}
        >
          ✕
        </button>
      </header>
      {/* What scrolls must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div
        className="library-panel"
        id="library-panel"
        role="tabpanel"
        aria-labelledby={`open-${overlay}`}
        tabIndex={0}
      >
        <Panel />
      </div>
    </>
  )
}
