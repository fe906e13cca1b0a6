/** What both strips share: the axis of all charts, three lanes with their names, the phases, the playhead. */
import { useEffect, useRef, type ReactNode } from 'react'
import type { TimeLens } from '../../../report/time-lens.ts'
import { axisOf } from '../../session/axes.ts'
import { LIFE_TEXT } from '../../../text/life.ts'
import { useApp, useSession } from '../../controls/session-context.ts'

export const percent = (position: number) => `${100 * position}%`

/** The axis of the run on the screen. */
export function useLens(): TimeLens | undefined {
  const summary = useApp((state) => state.summary)
  const linear = useApp((state) => state.linearAxis)
  const change = useApp((state) => state.tools.lens)
  return summary && axisOf(summary, linear, change)
}

export interface StripFrameProps {
  readonly lens: TimeLens
  /** Lanes in which heights say something. */
  readonly tall?: boolean
  readonly children: ReactNode
}

export function StripFrame({ lens, tall, children }: StripFrameProps) {
  const { playhead } = useSession()
  const line = useRef<HTMLElement>(null)
  useEffect(() => {
    const show = (time: number) => {
      if (line.current) line.current.style.left = percent(lens.position(time))
    }
    show(playhead.time)
    return playhead.subscribe(show)
  }, [playhead, lens])
  return (
    <div className="life-strip" data-tall={tall || undefined} aria-hidden="true">
      <div className="life-lanes">
        {children}
        <div className="life-phases">
          {lens.stretches.slice(1).map(({ from, start }) => (
            <i key={start} style={{ left: percent(from) }} />
          ))}
        </div>
        <b className="life-playhead" ref={line} />
      </div>
      <ul className="life-names">
        <li>{LIFE_TEXT.lanes.state}</li>
        <li>{LIFE_TEXT.lanes.fired}</li>
        <li>{LIFE_TEXT.lanes.sent}</li>
      </ul>
    </div>
  )
}
