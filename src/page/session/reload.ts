/** Loads the page anew, where it is: the address takes along what is on the screen, also what it lags behind with. */
import { needsCodec } from '../../saved/link-interventions.ts'
import { encodeLink } from '../../saved/link.ts'
import { LOST_TEXT } from '../../text/lost.ts'
import { LostPart } from '../loading/load-part.ts'
import { fetchLinkCodec } from './link-codec.ts'
import { savedRunOf } from './link-sync.ts'
import type { Session } from './session.ts'

export async function reloadHere({ store, playhead }: Session): Promise<void> {
  const state = store.getState()
  // Nothing has run yet: the address still says all that there is.
  if (state.summary) {
    const run = savedRunOf(state, playhead.time)
    const codec = needsCodec(run.futures) ? await codecOrConsent() : undefined
    if (codec === 'refused') return
    history.replaceState(null, '', `#${encodeLink(run, codec)}`)
  }
  location.reload()
}

/** The codec of interventions; where it is lost, a person decides whether to go on without. */
async function codecOrConsent() {
  try {
    return await fetchLinkCodec()
  } catch (error) {
    if (!(error instanceof LostPart)) throw error
    return confirm(LOST_TEXT.reloadWithout) ? undefined : 'refused'
  }
}
