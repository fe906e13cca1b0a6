// Puts the page together: wiring only.
// The styles that all others build on come first.
import './theme.css'
import './frame.css'
import '../controls/controls.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createFrameScheduler, type FrameScheduler } from '../drawing/frame-scheduler.ts'
import { perform } from '../session/commands.ts'
import { listenToKeys } from '../session/keys.ts'
import { syncLink } from '../session/link-sync.ts'
import { PageView } from './PageView.tsx'
import { Contained, type Frame } from '../controls/lazy-view.tsx'
import { PageContext } from '../controls/session-context.ts'
import { STATE_TEXT } from '../../text/notices.ts'
import { loadPart, LostPart } from '../loading/load-part.ts'
import { type Session, createSession } from '../session/session.ts'
import { decodeLink } from '../../saved/link.ts'
import { holdsInterventions } from '../../saved/link-interventions.ts'
import { fetchLinkCodec } from '../session/link-codec.ts'
import { initialState, isFresh } from '../session/initial-state.ts'
import { createCrew } from '../workers/crew.ts'
import { spawnEngineWorker, spawnPlayerWorker } from '../workers/spawn.ts'

/** Not awaited at the top: what is fetched later would no longer be bundled with what it shares with this module. */
async function start(): Promise<void> {
  const session = await openSession()
  frameElement?.dispatchEvent(new CustomEvent('switchover-session', { detail: session }))
  const place = document.getElementById('app')
  const scheduler = createFrameScheduler()
  connectLoop(session, scheduler)
  listenToKeys(session)
  listenToDrops(session)
  syncLink(session, () => appear(place))
  session.run(session.store.getState().input)
  document.documentElement.dataset['theme'] = session.store.getState().theme

  if (place)
    createRoot(place).render(
      <StrictMode>
        <PageContext value={{ session, scheduler }}>
          <Contained Frame={Broken}>{() => <PageView />}</Contained>
        </PageContext>
      </StrictMode>,
    )
}

/**
 * Another address is another page: it is there two frames later, instead of jumping out of the one before. Not by an animation:
 * in Chromium what is animated while a dialog closes stays inert for good.
 */
function appear(place: HTMLElement | null): void {
  if (!place) return
  place.style.opacity = '0'
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      place.style.opacity = ''
    }),
  )
}

/** Around what a view has thrown that nothing else contains: the page says so instead of going blank. */
const Broken: Frame = ({ children }) => (
  <main className="broken">
    <h1>{STATE_TEXT.broken}</h1>
    {children}
    <p>
      <a href="./">{STATE_TEXT.startAnew}</a>
    </p>
  </main>
)

/** Runs for as long as the page lives. */
function connectLoop(session: Session, scheduler: FrameScheduler): void {
  const playback = scheduler.add('playback', (_, seconds) => session.tick(seconds))
  const request = scheduler.add('request', () => session.requestFrame())
  session.playhead.subscribe(() => request.invalidate())
  session.store.subscribe((state) => {
    if (state.playback.playing && state.summary) playback.invalidate()
  })
}

/** A run file that is dropped anywhere on the page is opened. */
function listenToDrops(session: Session): void {
  document.addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
  })
  document.addEventListener('drop', (event) => {
    const [file] = event.dataTransfer?.files ?? []
    if (file === undefined) return
    event.preventDefault()
    perform(session, 'open-file', file)
  })
}

/** The session of this page: what the address says, what the system prefers, two workers and the port between them. */
async function openSession(): Promise<Session> {
  const codec = holdsInterventions(location.hash) ? await fetchLinkCodec() : undefined
  const { run, notices } = decodeLink(location.hash, codec)
  const light = matchMedia('(prefers-color-scheme: light)')
  const still = matchMedia('(prefers-reduced-motion: reduce)')
  const preferences = {
    theme: light.matches ? ('light' as const) : ('dark' as const),
    reducedMotion: still.matches,
  }
  const state = initialState(run, notices, isFresh(location.hash, run), preferences)
  // Where not even the first may be made, none can: the page does not start.
  let first: Worker | undefined = spawnEngineWorker()
  const { engine, player } = createCrew({
    spawnEngine() {
      const worker = first ?? spawnEngineWorker()
      first = undefined
      return worker
    },
    spawnPlayer: spawnPlayerWorker,
  })
  const session = createSession({
    state,
    time: run.time,
    now: () => performance.now(),
    // What shows or measures the page can wait for its picture to be whole.
    onBusy: (busy) => document.documentElement.toggleAttribute('data-busy', busy),
    engine,
    player,
  })
  still.addEventListener('change', () => session.store.setState({ reducedMotion: still.matches }))
  return session
}

/** `?fuzz=SEED`: a page that is used at random. It frames another, which tells it of its session: see `page/fuzz/`. */
async function fuzz(place: HTMLElement): Promise<void> {
  const { startFuzz } = await loadPart(() => import('../fuzz/fuzz.ts'))
  await startFuzz(place)
}

/** What has kept the page from starting is said by the script that stands in the page: `loading/boot.ts`. */
function couldNotStart(error: unknown): void {
  const { switchoverBoot } = window
  const lost = error instanceof LostPart
  switchoverBoot?.failed(String(error), lost)
  if (!switchoverBoot || !lost) throw error
}

window.switchoverBoot?.arrived()
const place = document.getElementById('app')
if (window.switchoverBoot?.refused !== true) {
  const fuzzes = place !== null && new URLSearchParams(location.search).has('fuzz')
  const started = fuzzes ? fuzz(place) : start()
  started.catch(couldNotStart)
}
