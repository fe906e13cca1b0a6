/** The details of a run, at the right, a tab each; see `tabs.ts`. Closed by default. */
import type { ComponentType, KeyboardEvent } from 'react'
import type { DrawerTab } from '../session/app-state.ts'
import { DRAWER_TEXT } from '../../text/drawer.ts'
import { LAYOUT_TEXT } from '../../text/layout.ts'
import { lazyView, type Frame, type LazyOptions } from '../controls/lazy-view.tsx'
import { useCommand } from '../controls/session-context.ts'

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
        <Panel />
      </div>
    </aside>
  )
}

const Fetched: Frame = ({ children }) =>
  children ?? <p className="drawer-empty">{DRAWER_TEXT.fetching}</p>
const PANEL: LazyOptions = { Frame: Fetched }

/** The tabs of the drawer, in their order. A panel and its words are fetched when its tab is opened for the first time. */
const PANELS: Readonly<Record<DrawerTab, ComponentType>> = {
  why: lazyView(() => import('../features/why/Why.tsx').then(({ Why }) => Why), PANEL),
  events: lazyView(
    () => import('../features/events/Events.tsx').then(({ Events }) => Events),
    PANEL,
  ),
  passes: lazyView(
    () => import('../features/passes/Passes.tsx').then(({ Passes }) => Passes),
    PANEL,
  ),
  life: lazyView(() => import('../features/life/Life.tsx').then(({ Life }) => Life), PANEL),
  heat: lazyView(() => import('../features/map/modes/Heat.tsx').then(({ Heat }) => Heat), PANEL),
  pauses: lazyView(
    () => import('../features/pauses/Pauses.tsx').then(({ Pauses }) => Pauses),
    PANEL,
  ),
  calls: lazyView(
    () => import('../features/calls/CallsPanel.tsx').then(({ CallsPanel }) => CallsPanel),
    PANEL,
  ),
  log: lazyView(
    () => import('../features/log/LogPanel.tsx').then(({ LogPanel }) => LogPanel),
    PANEL,
  ),
  vcpus: lazyView(
    () => import('../features/lanes/VcpuLanes.tsx').then(({ VcpuLanes }) => VcpuLanes),
    PANEL,
  ),
  outside: lazyView(
    () => import('../features/outside/Outside.tsx').then(({ Outside }) => Outside),
    PANEL,
  ),
  cost: lazyView(() => import('../features/cost/Cost.tsx').then(({ Cost }) => Cost), PANEL),
  components: lazyView(
    () => import('../features/calls/Components.tsx').then(({ Components }) => Components),
    PANEL,
  ),
}

/** As they stand in the drawer, from the left. */
const TABS = Object.keys(PANELS) as readonly DrawerTab[]
