/** The tabs of the drawer, in their order. A panel and its words are fetched when its tab is opened for the first time. */
import { lazy, type ComponentType } from 'react'
import type { DrawerTab } from '../../store/app-state.ts'

export const PANELS: Readonly<Record<DrawerTab, ComponentType>> = {
  why: lazy(() => import('./Why.tsx').then(({ Why }) => ({ default: Why }))),
  events: lazy(() => import('./Events.tsx').then(({ Events }) => ({ default: Events }))),
  passes: lazy(() => import('./Passes.tsx').then(({ Passes }) => ({ default: Passes }))),
  life: lazy(() => import('../life/Life.tsx').then(({ Life }) => ({ default: Life }))),
  heat: lazy(() => import('../heat/Heat.tsx').then(({ Heat }) => ({ default: Heat }))),
  pauses: lazy(() => import('../pauses/Pauses.tsx').then(({ Pauses }) => ({ default: Pauses }))),
  calls: lazy(() => import('./Calls.tsx').then(({ Calls }) => ({ default: Calls }))),
  log: lazy(() => import('./Log.tsx').then(({ Log }) => ({ default: Log }))),
  vcpus: lazy(() =>
    import('../lanes/VcpuLanes.tsx').then(({ VcpuLanes }) => ({ default: VcpuLanes })),
  ),
  outside: lazy(() =>
    import('../outside/Outside.tsx').then(({ Outside }) => ({ default: Outside })),
  ),
  cost: lazy(() => import('../cost/Cost.tsx').then(({ Cost }) => ({ default: Cost }))),
  components: lazy(() =>
    import('./Components.tsx').then(({ Components }) => ({ default: Components })),
  ),
}

/** As they stand in the drawer, from the left. */
export const TABS = Object.keys(PANELS) as readonly DrawerTab[]
