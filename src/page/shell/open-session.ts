/** The session of this page: what the address says, what the system prefers, two workers and the port between them. */
import { decodeLink } from '../../saved/link.ts'
import { holdsActs } from '../../saved/link-acts.ts'
import { fetchActs } from '../session/acts.ts'
import { initialState, isFresh } from '../session/initial-state.ts'
import { createSession, type Session } from '../session/session.ts'
import { createEngineClient } from '../workers/engine-client.ts'
import { createPlayerClient } from '../workers/player-client.ts'
import { spawnEngineWorker, spawnPlayerWorker } from '../workers/spawn.ts'

export async function openSession(): Promise<Session> {
  const codec = holdsActs(location.hash) ? await fetchActs() : undefined
  const { state: link, notices } = decodeLink(location.hash, codec)
  const light = matchMedia('(prefers-color-scheme: light)')
  const still = matchMedia('(prefers-reduced-motion: reduce)')
  const preferences = {
    theme: light.matches ? ('light' as const) : ('dark' as const),
    reducedMotion: still.matches,
  }
  const state = initialState(link, notices, isFresh(location.hash, link), preferences)
  const { port1, port2 } = new MessageChannel()
  const session = createSession({
    state,
    time: link.timeNanoseconds,
    now: () => performance.now(),
    // What shows or measures the page can wait for its picture to be whole.
    onBusy: (busy) => document.documentElement.toggleAttribute('data-busy', busy),
    engine: (listener) => createEngineClient(spawnEngineWorker(), port1, listener),
    player: (listener) => createPlayerClient(spawnPlayerWorker(), port2, listener),
  })
  still.addEventListener('change', () => session.store.setState({ reducedMotion: still.matches }))
  return session
}
