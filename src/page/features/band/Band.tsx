/** Between the pictures and the transport, only where it is wanted: the ribbon of generations, and what the run is about. */
import { LAYOUT_TEXT } from '../../../text/layout.ts'
import { lazyView } from '../../controls/lazy-view.tsx'
import { useApp } from '../../controls/session-context.ts'
import { topicOf } from './topic.ts'
import './band.css'

const Ribbon = lazyView(() => import('./Ribbon.tsx').then(({ Ribbon }) => Ribbon))
const Topic = lazyView(() => import('./Topic.tsx').then(({ Topic }) => Topic))

export function Band({ phone }: { readonly phone: boolean }) {
  const ribbon = useApp((state) => state.ribbon)
  const stage = useApp((state) => state.layout === 'stage') && !phone
  const found = useApp(topicOf)
  // The stage has room for one of them.
  const topic = stage && ribbon ? undefined : found
  if (!ribbon && topic === undefined) return null
  return (
    <aside className="band" aria-label={LAYOUT_TEXT.band}>
      {topic === undefined ? null : (
        <div className="band-topic">
          <Topic topic={topic} />
        </div>
      )}
      {ribbon ? (
        <div className="band-ribbon">
          <Ribbon />
        </div>
      ) : null}
    </aside>
  )
}
