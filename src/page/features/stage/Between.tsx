/** What lies between the hosts: vCenter, the wire, the shared disk; and the arrows of who speaks to whom now. */
import { useState } from 'react'
import type { MapBeside } from '../wire/wire-painter.ts'
import { LAYOUT_TEXT } from '../../../text/layout.ts'
import { lazyView } from '../../controls/lazy-view.tsx'
import { useApp, useMoment, usePage, useSubscribeTime } from '../../controls/session-context.ts'
import { WirePicture } from '../wire/WirePicture.tsx'
import { FaultMark } from '../host/FaultMark.tsx'
import { isOther } from '../host/other-family.ts'

const StageCalls = lazyView(
  () => import('../calls/StageCalls.tsx').then(({ StageCalls }) => StageCalls),
  { apart: true },
)
const InviteCard = lazyView(() => import('./InviteCard.tsx').then(({ InviteCard }) => InviteCard), {
  apart: true,
})

export interface BetweenProps {
  readonly font: number
  readonly phone: boolean
  readonly mapBeside: MapBeside | undefined
}

export function Between({ font, phone, mapBeside }: BetweenProps) {
  const { session, scheduler } = usePage()
  const summary = useApp((state) => state.summary)
  const theme = useApp((state) => state.theme)
  const explore = useApp((state) => state.layout === 'explore')
  const reducedMotion = useApp((state) => state.reducedMotion)
  const segment = useMoment((moment) => moment.segment)
  const other = useApp(isOther)
  const notifies = summary?.input.scenario['network.notifySwitches'] !== 'no'
  return (
    <div className="between" data-segment={segment}>
      <div className="between-box vcenter">
        <span>{other ? LAYOUT_TEXT.others.vcenter : LAYOUT_TEXT.vcenter}</span>
        <FaultMark place="vcenter" />
      </div>
      <div className="between-wire">
        {summary ? (
          <WirePicture
            frames={session.frames}
            playhead={session.playhead}
            scheduler={scheduler}
            summary={summary}
            theme={theme}
            font={font}
            direction={phone ? 'down' : 'right'}
            reducedMotion={reducedMotion}
            mapBeside={mapBeside}
            details={explore && !phone}
          />
        ) : null}
        <Calls />
        <FaultMark place="wire" />
        <Arrow className="arrow arrow-sockets" />
        {notifies ? (
          <span className="announcement">
            {LAYOUT_TEXT.networkSwitch} <Arrow className="arrow arrow-left" />{' '}
            {LAYOUT_TEXT.announcement}
          </span>
        ) : null}
      </div>
      <div className="between-box disk">
        <span>{LAYOUT_TEXT.disk}</span>
      </div>
      <Invite />
    </div>
  )
}

/** Points to the right; CSS turns it. */
function Arrow({ className }: { readonly className: string }) {
  return <i className={className} aria-hidden="true" />
}

/** Who talks to whom, on the stage; fetched after the first picture. */
function Calls() {
  const summary = useApp((state) => state.summary)
  const subscribeTime = useSubscribeTime()
  return summary ? <StageCalls summary={summary} subscribeTime={subscribeTime} /> : null
}

/** After the film one dial asks to be touched, in the place that the wire has left free. */
function Invite() {
  const invites = useMoment((moment) => moment.invites)
  const atEnd = useMoment((moment) => moment.atEnd)
  const summary = useApp((state) => state.summary)
  const stage = useApp((state) => state.layout === 'stage')
  const [shown, setShown] = useState(false)
  if (invites && !shown) setShown(true)
  if (!atEnd && shown) setShown(false)
  if (!shown || !stage || !summary) return null
  return <InviteCard summary={summary} invites={invites} />
}
