/** The tabs of the drawer, in their order. A panel and its words are fetched when its tab is opened for the first time. */
import { lazy, type ComponentType } from 'react'
import type { DrawerTab } from '../session/app-state.ts'

export const PANELS: Readonly<Record<DrawerTab, ComponentType>> = {
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
export const TABS = Object.keys(PANELS) as readonly DrawerTab[]
