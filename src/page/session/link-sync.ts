/** Keeps the address and the state together: the address follows the state, a changed address opens what it says. */
import { decodeLink, encodeLink } from '../../saved/link.ts'
import { holdsInterventions, needsCodec } from '../../saved/link-interventions.ts'
import { type SavedRun, shownFuture } from '../../saved/saved-run.ts'
import { LOST_TEXT } from '../../text/lost.ts'
import type { AppState } from './app-state.ts'
import { noticeOf, screenOf } from './initial-state.ts'
import { fetchLinkCodec, linkCodec } from './link-codec.ts'
import { sayNotDone } from './not-done.ts'
import type { Session } from './session.ts'

/** Browsers refuse more than about a hundred changes of the address in half a minute. */
const PAUSE_MILLISECONDS = 400
/** While the run plays the address need not keep up. */
const PLAYING_MILLISECONDS = 2000

/** The state as it is saved: opening it reproduces the screen. */
export function savedRunOf(state: AppState, time: number): SavedRun {
  return {
    futures: state.futures,
    time: Math.round(time),
    view: {
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
    },
  }
}

/** The address of what is on the screen now: the address bar follows a moment later. That of the film is the plain one. */
export async function addressOf({ store, playhead }: Session): Promise<string> {
  const state = store.getState()
  if (state.film === 'running' || !state.summary) return location.href
  const run = savedRunOf(state, playhead.time)
  const codec = linkCodec() ?? (needsCodec(run.futures) ? await fetchLinkCodec() : undefined)
  return `${location.href.replace(location.hash, '')}#${encodeLink(run, codec)}`
}

/** Whether the page is laid out otherwise for one view than for another: what is on the screen changes its place. */
function rearranges(before: AppState, after: ReturnType<typeof screenOf>): boolean {
  const open = (drawer: AppState['drawer']) => drawer !== undefined
  return (
    before.layout !== after.layout ||
    open(before.drawer) !== open(after.drawer) ||
    before.ribbon !== after.ribbon ||
    before.preset !== after.preset
  )
}

/** Puts the run of a link on the screen, and what was wrong with it into a notice. */
function openLink(session: Session, hash: string, onRearrange: () => void): void {
  const codec = linkCodec()
  if (codec === undefined && holdsInterventions(hash)) {
    const then = () => openLink(session, hash, onRearrange)
    void fetchLinkCodec().then(then, sayNotDone(session))
    return
  }
  const { run, notices } = decodeLink(hash, codec)
  session.endFilm()
  const before = session.store.getState()
  const screen = screenOf(run, before.theme)
  if (rearranges(before, screen)) onRearrange()
  session.store.setState({ ...screen, notice: noticeOf(notices) })
  session.open(shownFuture(run.futures).input, run.time)
}

/**
 * Starts both directions; returns how to stop.
 * @param onRearrange Called before an address lays the page out otherwise, which nobody on the page has pressed anything for.
 */
export function syncLink(session: Session, onRearrange: () => void): () => void {
  const { store, playhead } = session
  /** The address as it was when it was last written or opened, and what it was written from. */
  let known = location.hash
  let written = known
  let timer: ReturnType<typeof setTimeout> | undefined

  let warned = false
  /** Said once; each later change asks for the codec again. */
  const notKept = (error: unknown) => {
    if (warned) return
    warned = true
    sayNotDone(session, LOST_TEXT.notInAddress)(error)
  }
  const write = () => {
    timer = undefined
    // Changed by a person, who is to be followed: the event of it is on its way.
    if (location.hash !== known) return
    const state = store.getState()
    // An untouched page keeps its plain address.
    if (state.film === 'running' || !state.summary) return
    const run = savedRunOf(state, playhead.time)
    const codec = linkCodec()
    if (codec === undefined && needsCodec(run.futures)) {
      void fetchLinkCodec().then(write, notKept)
      return
    }
    const next = `#${encodeLink(run, codec)}`
    if (next === written) return
    written = next
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
    written = known
    openLink(session, known, onRearrange)
  }

  const stops = [store.subscribe(soon), playhead.subscribe(later)]
  window.addEventListener('hashchange', onHash)
  return () => {
    clearTimeout(timer)
    window.removeEventListener('hashchange', onHash)
    for (const stop of stops) stop()
  }
}
