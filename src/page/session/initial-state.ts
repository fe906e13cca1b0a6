/** The state of a page that has just been opened: from its link and what the system prefers. */
import {
  encodeLink,
  FRESH_LINK,
  inputOf,
  type LinkNotice,
  type LinkState,
} from '../../saved/link.ts'
import type { AppState, Playback, Theme } from './app-state.ts'
import { oneFuture } from './futures.ts'

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
export function isFresh(hash: string, link: LinkState): boolean {
  const plain = encodeLink({ ...link, stage: false }) === encodeLink(FRESH_LINK)
  return hash.length < 2 || (link.stage && plain)
}

export function initialState(
  link: LinkState,
  notices: readonly LinkNotice[],
  /** See `isFresh`. */
  fresh: boolean,
  preferences: Preferences,
): AppState {
  return {
    input: inputOf(link),
    futures: link.futures ?? oneFuture(inputOf(link), link.preset),
    outcomes: {},
    preset: link.preset,
    requestedRunId: 0,
    summary: undefined,
    runId: 0,
    former: undefined,
    playback: { ...FIRST_PLAYBACK, playing: fresh && !link.stage },
    film: fresh ? 'running' : 'over',
    layout: link.layout,
    theme: link.theme ?? preferences.theme,
    drawer: link.drawer,
    overlay: link.overlay,
    ribbon: link.ribbon,
    dialsOpen: false,
    helpOpen: false,
    interveneOpen: false,
    edited: undefined,
    canUndo: false,
    canRedo: false,
    linearAxis: link.linearAxis,
    map: { zoom: link.zoom, firstPage: link.firstPage, cursorPage: undefined },
    console: link.console,
    reducedMotion: preferences.reducedMotion,
    notice: noticeOf(notices),
    tools: link.tools,
    lensOpen: link.tools.lens !== undefined,
    lit: undefined,
    talk: link.stage,
  }
}

/** What was wrong with a link, on one bar. */
export function noticeOf(notices: readonly LinkNotice[]): AppState['notice'] {
  if (notices.length === 0) return undefined
  return { tone: 'error', text: notices.map(({ text }) => text).join(' · ') }
}
