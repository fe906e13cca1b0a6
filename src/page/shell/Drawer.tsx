/** The details of a run, at the right, a tab each; see `tabs.ts`. Closed by default. */
import { Suspense, type KeyboardEvent, lazy, type ComponentType } from 'react'
import type { DrawerTab } from '../session/app-state.ts'
import { DRAWER_TEXT } from '../../text/drawer.ts'
import { LAYOUT_TEXT } from '../../text/layout.ts'
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
        <Suspense fallback={<p className="drawer-empty">{DRAWER_TEXT.fetching}</p>}>
          <Panel />
        </Suspense>
      </div>
    </aside>
  )
}

/** The tabs of the drawer, in their order. A panel and its words are fetched when its tab is opened for the first time. */
const PANELS: Readonly<Record<DrawerTab, ComponentType>> = {
  why: lazy(() => import('../features/why/Why.tsx').then(({ Why }) => ({ default: Why }))),
  events: lazy(() =>
    import('../features/events/Events.tsx').then(({ Events }) => ({ default: Events })),
  ),
  passes: lazy(() =>
    import('../features/passes/Passes.tsx').then(({ Passes }) => ({ default: Passes })),
  ),
  life: lazy(() => import('../features/life/Life.tsx').then(({ Life }) => ({ default: Life }))),
  heat: lazy(() =>
    import('../features/map/modes/Heat.tsx').then(({ Heat }) => ({ default: Heat })),
  ),
  pauses: lazy(() =>
    import('../features/pauses/Pauses.tsx').then(({ Pauses }) => ({ default: Pauses })),
  ),
  calls: lazy(() =>
    import('../features/calls/CallsPanel.tsx').then(({ CallsPanel }) => ({ default: CallsPanel })),
  ),
  log: lazy(() =>
    import('../features/log/LogPanel.tsx').then(({ LogPanel }) => ({ default: LogPanel })),
  ),
  vcpus: lazy(() =>
    import('../features/lanes/VcpuLanes.tsx').then(({ VcpuLanes }) => ({ default: VcpuLanes })),
  ),
  outside: lazy(() =>
    import('../features/outside/Outside.tsx').then(({ Outside }) => ({ default: Outside })),
  ),
  cost: lazy(() => import('../features/cost/Cost.tsx').then(({ Cost }) => ({ default: Cost }))),
  components: lazy(() =>
    import('../features/calls/Components.tsx').then(({ Components }) => ({ default: Components })),
  ),
}

/** As they stand in the drawer, from the left. */
const TABS = Object.keys(PANELS) as readonly DrawerTab[]
