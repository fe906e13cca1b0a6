// Puts the page together: wiring only.
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createFrameScheduler } from '../draw/frame-scheduler.ts'
import { listenToDrops } from '../store/drop.ts'
import { listenToKeys } from '../store/keys.ts'
import { syncLink } from '../store/link-sync.ts'
import { PageView } from '../views/page/PageView.tsx'
import { Shield } from '../views/page/Shield.tsx'
import { PageContext } from '../views/session-context.ts'
import '../views/theme.css'
import '../views/page/page.css'
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
