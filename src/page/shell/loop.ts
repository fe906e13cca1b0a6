/** Joins the session to the frame loop: playback steps first, then the request for the picture. */
import type { FrameScheduler } from '../drawing/frame-scheduler.ts'
import type { Session } from '../session/session.ts'

/** Runs for as long as the page lives. */
export function connectLoop(session: Session, scheduler: FrameScheduler): void {
  const playback = scheduler.add('playback', (_, seconds) => session.tick(seconds))
  const request = scheduler.add('request', () => session.requestFrame())
  session.playhead.subscribe(() => request.invalidate())
  session.store.subscribe((state) => {
    if (state.playback.playing && state.summary) playback.invalidate()
  })
}
