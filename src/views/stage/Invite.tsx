/** After the film one dial asks to be touched, in the place that the wire has left free. */
import { useState } from 'react'
import { verdict } from '../../text/outcome.ts'
import { LAYOUT_TEXT } from '../../text/layout.ts'
import { NumberDial } from '../dials/NumberDial.tsx'
import { useApp, useMoment } from '../session-context.ts'

const DIAL = 'workload.writeRate'

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
    <div className="invite" data-pulse={invites || undefined}>
      <p>{invites ? LAYOUT_TEXT.invite : verdict(summary).title}</p>
      <NumberDial id={DIAL} compact />
    </div>
  )
}
