/** The state of a page that has just been opened: from its link and what the system prefers. */
import { encodeLink, FRESH_RUN, type LinkNotice } from '../../saved/link.ts'
import { needsCodec } from '../../saved/link-interventions.ts'
import { type SavedRun, shownFuture } from '../../saved/saved-run.ts'
import type { AppState, Playback, Theme } from './app-state.ts'

export interface Preferences {
  readonly theme: Theme
  readonly reducedMotion: boolean
}

export const FIRST_PLAYBACK: Playback = {
  playing: false,
  mode: 'fit',
  fitSeconds: 20,
  rate: 1,
  autoSlow: true,
  replay: undefined,
}

/** An address that asks for nothing: the page introduces itself by its film, in a talk at the press of a key. */
export function isFresh(hash: string, run: SavedRun): boolean {
  if (hash.length < 2) return true
  const { view } = run
  const plain = encodeLink({ ...run, view: { ...view, stage: false } }) === encodeLink(FRESH_RUN)
  return view.stage && plain && !needsCodec(run.futures)
}

/** What of the state a saved run determines. `theme`: where it leaves it open. */
export function screenOf({ futures, view }: SavedRun, theme: Theme) {
  const { layout, linearAxis, drawer, overlay, ribbon, console, tools } = view
  return {
    preset: shownFuture(futures).preset,
    futures,
    outcomes: {},
    edited: undefined,
    layout,
    theme: view.theme ?? theme,
    linearAxis,
    drawer,
    overlay,
    ribbon,
    console,
    map: { zoom: view.zoom, firstPage: view.firstPage, cursorPage: undefined },
    tools,
    lensOpen: tools.lens !== undefined,
    lit: undefined,
    talk: view.stage,
  } satisfies Partial<AppState>
}

export function initialState(
  run: SavedRun,
  notices: readonly LinkNotice[],
  /** See `isFresh`. */
  fresh: boolean,
  preferences: Preferences,
): AppState {
  return {
    ...screenOf(run, preferences.theme),
    input: shownFuture(run.futures).input,
    requestedRunId: 0,
    awaited: undefined,
    summary: undefined,
    runId: 0,
    alternatives: undefined,
    former: undefined,
    playback: { ...FIRST_PLAYBACK, playing: fresh && !run.view.stage },
    film: fresh ? 'running' : 'over',
    dialsOpen: false,
    helpOpen: false,
    interveneOpen: false,
    canUndo: false,
    canRedo: false,
    reducedMotion: preferences.reducedMotion,
    notice: noticeOf(notices),
  }
}

/** What was wrong with a link, on one bar. */
export function noticeOf(notices: readonly LinkNotice[]): AppState['notice'] {
  if (notices.length === 0) return undefined
  return { tone: 'error', text: notices.map(({ text }) => text).join(' · ') }
}
