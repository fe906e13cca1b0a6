/** What lies between the hosts: vCenter, the wire, the shared disk; and the arrows of who speaks to whom now. */
import type { MapBeside } from '../wire/wire-painter.ts'
import { LAYOUT_TEXT } from '../../../text/layout.ts'
import { useApp, useMoment, usePage } from '../../controls/session-context.ts'
import { WirePicture } from '../wire/WirePicture.tsx'
import { Calls } from './Calls.tsx'
import { FaultMark } from './FaultMark.tsx'
import { Invite } from './Invite.tsx'
import { isOther } from './other-family.ts'

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
        <span className="announcement">
          {LAYOUT_TEXT.networkSwitch} <Arrow className="arrow arrow-left" />{' '}
          {LAYOUT_TEXT.announcement}
        </span>
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
