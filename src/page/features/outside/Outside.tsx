/** The outside view: what a client notices of the run, and why a ping a second proves nothing. */
import { useCallback, useEffect, useRef, useState, type PointerEvent } from 'react'
import { createOutsidePainter } from './outside-painter.ts'
import type { GuestTimes } from '../../../recording/vcpu-times.ts'
import { outsideView, type OutsideRow, type OutsideView } from '../../../report/outside/outside.ts'
import type { Summary } from '../../../report/summary.ts'
import { formatCount, formatDuration } from '../../../text/format.ts'
import { DRAWER_TEXT } from '../../../text/drawer.ts'
import { LANES_TEXT } from '../../../text/lanes.ts'
import { MOMENT_NAMES, OUTSIDE_TEXT, streamRate, streamStory } from '../../../text/outside.ts'
import { useGuestTimes } from '../../controls/use-guest-times.ts'
import { SentenceText } from '../../controls/SentenceText.tsx'
import { Picture } from '../../controls/Picture.tsx'
import { useApp, useCommand, usePage, useRevealed } from '../../controls/session-context.ts'
import { useSliced } from '../../controls/use-sliced.ts'
import { Clusters } from './Clusters.tsx'
import { GuestClock } from './GuestClock.tsx'
import './outside.css'

export function Outside() {
  const known = useGuestTimes()
  const summary = useRevealed()
  const runId = useApp((state) => state.runId)
  if (!summary) return <p className="drawer-empty">{DRAWER_TEXT.hidden}</p>
  if (known?.runId !== runId) return <p className="drawer-empty">{LANES_TEXT.waiting}</p>
  return <FromOutside summary={summary} times={known.answer} />
}

const FONT = 12

function FromOutside({
  summary,
  times,
}: {
  readonly summary: Summary
  readonly times: GuestTimes
}) {
  const view = useSliced(useCallback(() => outsideView(summary, times), [summary, times]))
  if (view === undefined)
    return (
      <p className="drawer-empty" aria-busy="true">
        {OUTSIDE_TEXT.computing}
      </p>
    )
  const lost = view.notices.filter(Boolean).length
  return (
    <div className="outside lane-tab">
      <h3>{OUTSIDE_TEXT.myth}</h3>
      <p>{OUTSIDE_TEXT.mythSource}</p>
      <Around view={view} />
      <div className="outside-dots" aria-hidden="true">
        {view.notices.map((hit, index) => (
          // The dots are places on a clock's face: the index is what they are.
          // oxlint-disable-next-line react/no-array-index-key
          <i key={index} data-hit={hit || undefined} data-own={index === view.phase || undefined} />
        ))}
      </div>
      <p>
        {OUTSIDE_TEXT.dots(lost)} {OUTSIDE_TEXT.own(view.phase, view.notices[view.phase] ?? false)}
      </p>
      <ol className="outside-story">
        {streamStory(view).map((sentence, index) => (
          // Sentences have no identity but their place.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>
            <SentenceText sentence={sentence} quiet />
          </li>
        ))}
      </ol>
      <Measured rows={view.rows} />
      <GuestClock summary={summary} />
      <Clusters summary={summary} />
      <p className="source">{OUTSIDE_TEXT.assumed}</p>
    </div>
  )
}

function Around({ view }: { readonly view: OutsideView }) {
  const { session, scheduler } = usePage()
  const perform = useCommand()
  const theme = useApp((state) => state.theme)
  const place = useRef<HTMLDivElement>(null)
  const [painter] = useState(createOutsidePainter)
  useEffect(() => painter.look({ theme, font: FONT, view }), [painter, theme, view])
  useEffect(() => {
    painter.setTime(session.playhead.time)
    return session.playhead.subscribe((time) => painter.setTime(time))
  }, [painter, session])
  const seek = (event: PointerEvent) => {
    const time = painter.timeAt(event.clientX - (place.current?.getBoundingClientRect().left ?? 0))
    if (time !== undefined) perform('seek', time)
  }
  return (
    <div
      ref={place}
      className="outside-field lane-picture"
      onPointerDown={seek}
      onPointerMove={(event) => {
        if (event.buttons === 1) seek(event)
      }}
    >
      <Picture painter={painter} scheduler={scheduler} label={OUTSIDE_TEXT.picture} />
    </div>
  )
}

const CELLS: readonly {
  readonly id: keyof typeof OUTSIDE_TEXT.rows
  readonly text: (row: OutsideRow) => string
}[] = [
  { id: 'ping', text: ({ pingSlowest }) => formatDuration(pingSlowest) },
  { id: 'lost', text: ({ pingsLost }) => formatCount(pingsLost) },
  { id: 'stream', text: ({ streamBytesPerSecond }) => streamRate(streamBytesPerSecond) },
  { id: 'transactions', text: ({ app }) => OUTSIDE_TEXT.aSecond(app.perSecond) },
  { id: 'median', text: ({ app }) => formatDuration(app.median) },
  { id: 'p99', text: ({ app }) => formatDuration(app.p99) },
  { id: 'worst', text: ({ app }) => formatDuration(app.worst) },
]

function Measured({ rows }: { readonly rows: readonly OutsideRow[] }) {
  return (
    <table className="passes">
      <caption>{OUTSIDE_TEXT.caption}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="sr-only">{OUTSIDE_TEXT.caption}</span>
          </th>
          {rows.map(({ moment }) => (
            <th key={moment} scope="col">
              {MOMENT_NAMES[moment]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {CELLS.map(({ id, text }) => (
          <tr key={id}>
            <th scope="row">{OUTSIDE_TEXT.rows[id]}</th>
            {rows.map((row) => (
              <td key={row.moment} className="inferred">
                {text(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
