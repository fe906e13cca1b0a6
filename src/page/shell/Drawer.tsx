/** The details of a run, at the right, a tab each; see `tabs.ts`. Closed by default. */
import { Suspense, type KeyboardEvent } from 'react'
import type { DrawerTab } from '../session/app-state.ts'
import { DRAWER_TEXT } from '../../text/drawer.ts'
import { LAYOUT_TEXT } from '../../text/layout.ts'
import { useCommand } from '../controls/session-context.ts'
import { PANELS, TABS } from './tabs.ts'

export function Drawer({ tab }: { readonly tab: DrawerTab }) {
  const perform = useCommand()
  const Panel = PANELS[tab]
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length]
    if (step === 0 || !next) return
    event.preventDefault()
    perform('drawer', next)
    event.currentTarget.querySelector<HTMLElement>(`#tab-${next}`)?.focus()
  }
  return (
    <aside className="drawer" aria-label={LAYOUT_TEXT.details}>
      <div className="drawer-head">
        <div role="tablist" aria-label={LAYOUT_TEXT.details} onKeyDown={onKeyDown} tabIndex={-1}>
          {TABS.map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`tab-${name}`}
              aria-selected={name === tab}
              aria-controls="drawer-panel"
              tabIndex={name === tab ? 0 : -1}
              onClick={() => perform('drawer', name)}
            >
              {DRAWER_TEXT.tabs[name]}
            </button>
          ))}
        </div>
        <button
          type="button"
          className="button sign"
          aria-label={LAYOUT_TEXT.closeDetails}
          onClick={() => perform('drawer', undefined)}
        >
          ✕
        </button>
      </div>
      {/* A list that scrolls must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div
        className="drawer-panel"
        id="drawer-panel"
        role="tabpanel"
        aria-labelledby={`tab-${tab}`}
        tabIndex={0}
      >
        <Suspense fallback={<p className="drawer-empty">{DRAWER_TEXT.fetching}</p>}>
          <Panel />
        </Suspense>
      </div>
    </aside>
  )
}
