// Puts the page together: wiring only.
// The styles that all others build on come first.
import './theme.css'
import './frame.css'
import '../controls/controls.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createFrameScheduler } from '../drawing/frame-scheduler.ts'
import { listenToDrops } from '../session/drop.ts'
import { listenToKeys } from '../session/keys.ts'
import { syncLink } from '../session/link-sync.ts'
import { PageView } from './PageView.tsx'
import { Shield } from './Shield.tsx'
import { PageContext } from '../controls/session-context.ts'
import { connectLoop } from './loop.ts'
import { openSession } from './open-session.ts'

/** Not awaited at the top: what is fetched later would no longer be bundled with what it shares with this module. */
async function start(): Promise<void> {
  const session = await openSession()
  const scheduler = createFrameScheduler()
  connectLoop(session, scheduler)
  listenToKeys(session)
  listenToDrops(session)
  syncLink(session)
  session.run(session.store.getState().input)
  document.documentElement.dataset['theme'] = session.store.getState().theme

  const place = document.getElementById('app')
  if (place)
    createRoot(place).render(
      <StrictMode>
        <PageContext value={{ session, scheduler }}>
          <Shield>
            <PageView />
          </Shield>
        </PageContext>
      </StrictMode>,
    )
}

void start()
