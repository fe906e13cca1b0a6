/** How a run is looked at: the part of a saved run that changes nothing of the run. Ids are never renamed: links name them. */
import type { Topic } from '../report/explain/chain.ts'
import type { LensChange } from '../report/lens-custom.ts'
import type { ConsoleChoice } from './console-choice.ts'
import type { Pause } from './pauses.ts'

export const LAYOUTS = ['stage', 'explore'] as const
export const THEMES = ['dark', 'light'] as const
/** The tabs of the drawer. */
export const DRAWERS = [
  'why',
  'events',
  'passes',
  'life',
  'heat',
  'pauses',
  'vcpus',
  'outside',
  'cost',
  'calls',
  'log',
  'components',
] as const
/** What lies over the page. */
export const OVERLAYS = ['stories', 'myths', 'failures', 'versions', 'evacuation', 'truth'] as const
/** What the source's map shows. */
export const HEAT_MODES = ['state', 'sent', 'fired', 'age', 'stream', 'difference'] as const

export type Layout = (typeof LAYOUTS)[number]
export type Theme = (typeof THEMES)[number]
export type Drawer = (typeof DRAWERS)[number]
export type Overlay = (typeof OVERLAYS)[number]
export type HeatMode = (typeof HEAT_MODES)[number]

/** What a person asked of the run. */
export interface Tools {
  /** The question that "Why?" answers; undefined: the one that the run suggests. */
  readonly why: Topic | undefined
  /** The page whose life is shown; a page beyond memory is read as the last one. */
  readonly life: number | undefined
  /** Not the page alone but the block of so many pages in which it lies. */
  readonly block: number | undefined
  readonly heat: HeatMode
  /** Of the mode `stream` the one that is looked at, from 0; undefined: which one carried a cell last. */
  readonly stream: number | undefined
  /** Shares of the time axis that a person gave to phases; undefined: as the run suggests. */
  readonly lens: LensChange | undefined
  /** Where playback stops by itself. */
  readonly pauses: readonly Pause[]
}

export interface View {
  readonly layout: Layout
  /** Undefined: whatever the reader's system prefers. */
  readonly theme: Theme | undefined
  readonly linearAxis: boolean
  /** 0 shows all of memory, each step a quarter of it. */
  readonly zoom: number
  readonly firstPage: number
  readonly drawer: Drawer | undefined
  readonly overlay: Overlay | undefined
  /** The ribbon of generations is shown. */
  readonly ribbon: boolean
  readonly tools: Tools
  /** What the guest's console runs, and the flips of a person. */
  readonly console: ConsoleChoice
  /** A talk: nothing starts by itself. */
  readonly stage: boolean
}
