/** Keeps the address and the state together: the address follows the state, a changed address opens what it says. */
import { decodeLink, encodeLink, inputOf, type LinkState } from '../../saved/link.ts'
import { hasActs, holdsActs } from '../../saved/link-acts.ts'
import { actsCodec, fetchActs } from './acts.ts'
import type { AppState } from './app-state.ts'
import { oneFuture } from './futures.ts'
import { noticeOf } from './initial-state.ts'
import type { Session } from './session.ts'

/** Browsers refuse more than about a hundred changes of the address in half a minute. */
const PAUSE_MILLISECONDS = 400
/** While the run plays the address need not keep up. */
const PLAYING_MILLISECONDS = 2000

/** The state as a link: copying it reproduces the screen. */
export function linkOf(state: AppState, time: number): LinkState {
  return {
    scenario: state.input.scenario,
    preset: state.preset,
    seed: state.input.seed,
    ...(state.input.rates && { rates: state.input.rates }),
    interventions: state.input.interventions,
    futures: state.futures,
    timeNanoseconds: Math.round(time),
    layout: state.layout,
    theme: state.theme,
    linearAxis: state.linearAxis,
    zoom: state.map.zoom,
    firstPage: state.map.firstPage,
    drawer: state.drawer,
    overlay: state.overlay,
    ribbon: state.ribbon,
    tools: state.tools,
    console: state.console,
    stage: state.talk,
  }
}

/** The address of what is on the screen now: the address bar follows a moment later. That of the film is the plain one. */
export async function addressOf({ store, playhead }: Session): Promise<string> {
  const state = store.getState()
  if (state.film === 'running' || !state.summary) return location.href
  const link = linkOf(state, playhead.time)
  const codec = actsCodec() ?? (hasActs(link) ? await fetchActs() : undefined)
  return `${location.href.replace(location.hash, '')}#${encodeLink(link, codec)}`
}

/** Puts a link's state on the screen, and what was wrong with it into a notice. */
export function openLink(session: Session, hash: string): void {
  const codec = actsCodec()
  if (codec === undefined && holdsActs(hash)) {
    void fetchActs().then(() => openLink(session, hash))
    return
  }
  const { state, notices } = decodeLink(hash, codec)
  session.endFilm()
  session.store.setState(({ theme }) => ({
    preset: state.preset,
    futures: state.futures ?? oneFuture(inputOf(state), state.preset),
    outcomes: {},
    edited: undefined,
    layout: state.layout,
    theme: state.theme ?? theme,
    linearAxis: state.linearAxis,
    drawer: state.drawer,
    overlay: state.overlay,
    ribbon: state.ribbon,
    console: state.console,
    map: { zoom: state.zoom, firstPage: state.firstPage, cursorPage: undefined },
    tools: state.tools,
    lit: undefined,
    talk: state.stage,
    notice: noticeOf(notices),
  }))
  session.open(inputOf(state), state.timeNanoseconds)
}

/** Starts both directions; returns how to stop. */
export function syncLink(session: Session): () => void {
  const { store, playhead } = session
  /** The address as it was when it was last written or opened, and what it was written from. */
  let known = location.hash
  let told = known
  let timer: ReturnType<typeof setTimeout> | undefined

  const write = () => {
    timer = undefined
    // Changed by a person, who is to be followed: the event of it is on its way.
    if (location.hash !== known) return
    const state = store.getState()
    // A page that nobody has touched keeps its plain address.
    if (state.film === 'running' || !state.summary) return
    const link = linkOf(state, playhead.time)
    const codec = actsCodec()
    if (codec === undefined && hasActs(link)) {
      void fetchActs().then(write)
      return
    }
    const next = `#${encodeLink(link, codec)}`
    if (next === told) return
    told = next
    history.replaceState(null, '', next)
    // Browsers write some characters in their own way.
    known = location.hash
  }
  const later = () => {
    const { playing } = store.getState().playback
    timer ??= setTimeout(write, playing ? PLAYING_MILLISECONDS : PAUSE_MILLISECONDS)
  }
  /** What is not playback is written soon, even if a later time was booked. */
  const soon = () => {
    clearTimeout(timer)
    timer = undefined
    later()
  }
  const onHash = () => {
    if (location.hash === known) return
    known = location.hash
    told = known
    openLink(session, known)
  }

  const stops = [store.subscribe(soon), playhead.subscribe(later)]
  window.addEventListener('hashchange', onHash)
  return () => {
    clearTimeout(timer)
    window.removeEventListener('hashchange', onHash)
    for (const stop of stops) stop()
  }
}
