/** The shape of the page's state. Pixels, frames and the running time are not in it: see `playhead.ts` and `frames.ts`. */
import type { ScenarioId } from '../../catalogue/presets.ts'
import type { RunInput } from '../../engine/scenario/scenario.ts'
import type { StagePart } from '../../report/explain/chain.ts'
import type { Alternative } from '../../report/alternatives.ts'
import type { Summary } from '../../report/summary.ts'
import type { ConsoleChoice } from '../../saved/console-choice.ts'
import type { Futures } from '../../saved/saved-run.ts'
import type { Pace } from '../workers/pace.ts'
import type { Drawer, Layout, Overlay, Theme, Tools } from '../../saved/view.ts'

export type { Overlay, Theme } from '../../saved/view.ts'
export type DrawerTab = Drawer

export interface Playback {
  readonly playing: boolean
  /** `fit`: the playhead moves evenly on the stretched axis; `rate`: evenly in model time. */
  readonly mode: 'fit' | 'rate'
  /** Screen seconds for the whole run in fit mode; the film takes 60. */
  readonly fitSeconds: number
  /** Model seconds a screen second in rate mode: 1/1000 … 100. */
  readonly rate: number
  /** Rate mode takes the slower of the rate and the stretched axis. */
  readonly autoSlow: boolean
  /** Set while the switchover replays at real speed. */
  readonly replay: { readonly from: number; readonly to: number } | undefined
}

/** What part of memory the maps show. Zoom 0 shows all of it; each step shows a quarter of the pages. */
export interface MapView {
  readonly zoom: number
  readonly firstPage: number
  /** Keyboard or pointer cursor: a page, or undefined. */
  readonly cursorPage: number | undefined
}

/** Why the run on the screen is not that of the input: the new one is under way, could not be computed, or was cancelled. */
export type Awaited =
  /** `pace`: once it takes long. */
  { readonly kind: 'computing'; readonly pace?: Pace } | { readonly kind: 'failed' | 'cancelled' }

interface Notice {
  readonly tone: 'info' | 'error'
  readonly text: string
}

/** The last run of a future, as long as its input is the same. */
interface OutcomeOfFuture {
  readonly input: RunInput
  readonly runId: number
  readonly summary: Summary
}

export interface AppState {
  readonly input: RunInput
  /** All futures; the input above is that of the one on the screen. */
  readonly futures: Futures
  /** What is known of each future: its last run. */
  readonly outcomes: Readonly<Record<number, OutcomeOfFuture>>
  /** Id of the preset that the scenario came from, if it still equals it. */
  readonly preset: ScenarioId | undefined
  /** Increases with each run that was asked for. */
  readonly requestedRunId: number
  /** What has become of that run; undefined once it is on the screen. */
  readonly awaited: Awaited | undefined
  /** The run that is on the screen. */
  readonly summary: Summary | undefined
  readonly runId: number
  /** What a run would have come to otherwise, where that was computed. */
  readonly alternatives:
    { readonly runId: number; readonly found: readonly Alternative[] } | undefined
  /** The run before it, drawn as a faint ghost. */
  readonly former: { readonly summary: Summary; readonly runId: number } | undefined
  readonly playback: Playback
  /** The first film: running, or over. The outcome stays hidden until it ends or a dial moves. */
  readonly film: 'running' | 'over'
  readonly layout: Layout
  readonly theme: Theme
  readonly drawer: DrawerTab | undefined
  /** What lies over the page: stories, failures, versions, an evacuation. */
  readonly overlay: Overlay | undefined
  /** The ribbon of generations is shown. */
  readonly ribbon: boolean
  readonly dialsOpen: boolean
  readonly helpOpen: boolean
  /** The panel of interventions and futures is open. */
  readonly interveneOpen: boolean
  /** The intervention whose editor is open, by its place in the list. */
  readonly edited: number | undefined
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** True: the whole axis is linear (`T`). */
  readonly linearAxis: boolean
  readonly map: MapView
  /** What the guest's console runs, and what a person pressed while playing. */
  readonly console: ConsoleChoice
  readonly reducedMotion: boolean
  readonly notice: Notice | undefined
  /** What a person asked of the run; it travels in the link. */
  readonly tools: Tools
  /** Handles at the boundaries of the time axis are shown. */
  readonly lensOpen: boolean
  /** The part of the stage that an explanation points at. */
  readonly lit: StagePart | undefined
  /** The link says `stage`: a talk, in which nothing starts by itself. */
  readonly talk: boolean
}
