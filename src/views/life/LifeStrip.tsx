/** The strip (the list below it says the same in words): the copy's state, writes and sends of one page on the time axis that all charts share, with the playhead. */
import { useEffect, useRef } from 'react'
import type { PageLife, PageStretch } from '../../recording/page-life.ts'
import { isSending } from '../../recording/page-life.ts'
import { axisOf } from '../../store/axes.ts'
import { LIFE_TEXT, STATE_WORDS } from '../../text/life.ts'
import { useApp, useSession } from '../session-context.ts'

const percent = (position: number) => `${100 * position}%`

/** Once, again, often: as on the maps. */
function severityOf({ state, fires }: PageStretch): number | undefined {
  return state === 'changed' ? Math.min(3, Math.max(1, fires)) : undefined
}

export function LifeStrip({ life }: { readonly life: PageLife }) {
  const { playhead } = useSession()
  const summary = useApp((state) => state.summary)
  const linear = useApp((state) => state.linearAxis)
  const change = useApp((state) => state.tools.lens)
  const line = useRef<HTMLElement>(null)
  const lens = summary && axisOf(summary, linear, change)
  useEffect(() => {
    const show = (time: number) => {
      if (line.current && lens) line.current.style.left = percent(lens.position(time))
    }
    show(playhead.time)
    return playhead.subscribe(show)
  }, [playhead, lens])
  if (!lens) return null
  const marks = (wanted: (event: PageLife['events'][number]) => boolean) =>
    life.events
      .filter(wanted)
      .map(({ kind, at }) => (
        <i key={`${kind} ${at}`} style={{ left: percent(lens.position(at)) }} />
      ))
  return (
    <div className="life-strip" aria-hidden="true">
      <div className="life-lanes">
        <div className="life-lane" data-lane="state">
          {life.stretches.map((stretch) => {
            const [from, to] = [lens.position(stretch.from), lens.position(stretch.to)]
            return (
              <i
                key={stretch.from}
                data-state={stretch.state}
                data-severity={severityOf(stretch)}
                title={STATE_WORDS[stretch.state]}
                style={{ left: percent(from), width: percent(to - from) }}
              />
            )
          })}
        </div>
        <div className="life-lane" data-lane="fired">
          {marks(({ kind }) => kind === 'fired')}
        </div>
        <div className="life-lane" data-lane="sent">
          {marks(isSending)}
        </div>
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
