/** After the film one dial asks to be touched, in the place that the wire has left free. */
import { lazy, Suspense, useState } from 'react'
import { useApp, useMoment } from '../../controls/session-context.ts'

const InviteCard = lazy(() =>
  import('./InviteCard.tsx').then(({ InviteCard: Card }) => ({ default: Card })),
)

export function Invite() {
  const invites = useMoment((moment) => moment.invites)
  const atEnd = useMoment((moment) => moment.atEnd)
  const summary = useApp((state) => state.summary)
  const stage = useApp((state) => state.layout === 'stage')
  const [shown, setShown] = useState(false)
  if (invites && !shown) setShown(true)
  if (!atEnd && shown) setShown(false)
  if (!shown || !stage || !summary) return null
  return (
    <Suspense fallback={null}>
      <InviteCard summary={summary} invites={invites} />
    </Suspense>
  )
}
