/** The vCPU lanes: what each vCPU does over time, from the whole run to single stops of microseconds. */
import { STOP_CAUSES } from '../../../recording/stop-causes.ts'
import { useEffect, useMemo, useRef, useState, type PointerEvent } from 'react'
import { createLanesPainter } from './lanes-painter.ts'
import { LANE_WINDOW_LENGTHS, LANE_WINDOWS, type LaneWindow } from '../../../saved/lane-window.ts'
import { causesOf, stopsOf, vcpusOf, type GuestTimes } from '../../../recording/vcpu-times.ts'
import { axisOf } from '../../session/axes.ts'
import { formatSeconds } from '../../../text/format.ts'
import { DRAWER_TEXT } from '../../../text/drawer.ts'
import { LANE_CAUSES, LANE_SIGNS, LANES_TEXT } from '../../../text/lanes.ts'
import { useGuestTimes } from '../../controls/use-guest-times.ts'
import { Picture } from '../../controls/Picture.tsx'
import { TableHead } from '../../controls/TableHead.tsx'
import { useApp, useCommand, usePage, useRevealed } from '../../controls/session-context.ts'
import { LaneState } from './LaneState.tsx'
import './lanes.css'

export function VcpuLanes() {
  const known = useGuestTimes()
  const summary = useRevealed()
  if (!summary) return <p className="drawer-empty">{DRAWER_TEXT.hidden}</p>
  if (!known) return <p className="drawer-empty">{LANES_TEXT.waiting}</p>
  return <Lanes times={known.answer} />
}

const FONT = 12

function Lanes({ times }: { readonly times: GuestTimes }) {
  const { session, scheduler } = usePage()
  const perform = useCommand()
  const place = useRef<HTMLDivElement>(null)
  const [painter] = useState(createLanesPainter)
  const summary = useApp((state) => state.summary)
  const linear = useApp((state) => state.linearAxis)
  const change = useApp((state) => state.tools.lens)
  const theme = useApp((state) => state.theme)
  const model = useApp((state) => state.input.scenario.model)
  const window = useApp((state) => state.console.lanes)
  const lens = summary && axisOf(summary, linear, change)
  useEffect(() => {
    if (lens) painter.look({ theme, font: FONT, times, lens, window: LANE_WINDOW_LENGTHS[window] })
  }, [painter, theme, times, lens, window])
  useEffect(() => {
    painter.setTime(session.playhead.time)
    return session.playhead.subscribe((time) => painter.setTime(time))
  }, [painter, session])

  const causes = useMemo(() => causesOf(times), [times])
  const seek = (event: PointerEvent) => {
    const left = place.current?.getBoundingClientRect().left ?? 0
    const time = painter.timeAt(event.clientX - left)
    if (time !== undefined) perform('seek', time)
  }
  const zoom = (step: number) => {
    const next = LANE_WINDOWS[LANE_WINDOWS.indexOf(window) + step]
    if (next) perform('lanes-window', next)
  }
  return (
    <div className="lanes lane-tab">
      <p>{LANES_TEXT.intro}</p>
      <label className="lanes-zoom">
        {LANES_TEXT.zoom}
        <select
          value={window}
          onChange={(event) => perform('lanes-window', event.target.value as LaneWindow)}
        >
          {LANE_WINDOWS.map((id) => (
            <option key={id} value={id}>
              {LANES_TEXT.windows[id]}
            </option>
          ))}
        </select>
      </label>
      <ul className="lanes-legend">
        <li>
          <i data-cause="running" /> {LANES_TEXT.running}
        </li>
        {causes.map((cause) => (
          <li key={cause}>
            <i data-cause={cause} aria-hidden="true">
              {LANE_SIGNS[cause]}
            </i>{' '}
            {LANE_CAUSES[cause]}
          </li>
        ))}
      </ul>
      <div
        ref={place}
        className="lanes-field lane-picture"
        onPointerDown={seek}
        onPointerMove={(event) => {
          if (event.buttons === 1) seek(event)
        }}
        onWheel={(event) => zoom(Math.sign(-event.deltaY))}
      >
        <Picture
          painter={painter}
          scheduler={scheduler}
          label={LANES_TEXT.picture(LANES_TEXT.windows[window], vcpusOf(times))}
        />
      </div>
      <LaneState times={times} window={window} />
      <Totals times={times} />
      <p className="source">{model === 'literal' ? LANES_TEXT.literal : LANES_TEXT.keyed}</p>
    </div>
  )
}

function Totals({ times }: { readonly times: GuestTimes }) {
  const shown = times.others > 0 ? [0, times.writers] : [0]
  const stops = shown.map((vcpu) => stopsOf(times, vcpu, times.end))
  const seconds = times.end / 1e9
  const lost = stops.map((each) => STOP_CAUSES.reduce((sum, cause) => sum + each[cause], 0))
  return (
    <table className="passes">
      <caption>{LANES_TEXT.caption}</caption>
      <TableHead columns={LANES_TEXT.columns.slice(0, shown.length + 1)} unnamed={LANES_TEXT.now} />
      <tbody>
        <tr>
          <th scope="row">{LANES_TEXT.got}</th>
          {lost.map((all, index) => (
            <td key={shown[index]}>{LANES_TEXT.share(Math.max(0, seconds - all), seconds)}</td>
          ))}
        </tr>
        {STOP_CAUSES.filter((cause) => stops.some((each) => each[cause] > 0)).map((cause) => (
          <tr key={cause}>
            <th scope="row">{LANE_CAUSES[cause]}</th>
            {stops.map((each, index) => (
              <td key={shown[index]}>{formatSeconds(each[cause] * 1e9)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
