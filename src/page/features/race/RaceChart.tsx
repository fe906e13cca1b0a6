/** The race over the time axis that it shares with the scrubber: point, drag or press keys to move the playhead. */
import { useEffect, useRef, useState, type CSSProperties, type ReactNode } from 'react'
import type { FrameScheduler } from '../../drawing/frame-scheduler.ts'
import { createRacePainter } from './race-painter.ts'
import { WHOLE_AXIS, type AxisWindow } from '../../session/axes.ts'
import type { RunSeries } from './series.ts'
import type { Summary } from '../../../report/summary.ts'
import type { TimeLens } from '../../../report/time-lens.ts'
import type { Theme } from '../../session/app-state.ts'
import type { Playhead } from '../../session/playhead.ts'
import { RACE_TEXT } from '../../../text/pictures.ts'
import { lazyView } from '../../controls/lazy-view.tsx'
import { Picture } from '../../controls/Picture.tsx'
import { useApp } from '../../controls/session-context.ts'
import type { InterventionsProps } from '../interventions/Interventions.tsx'
import { Scrubber } from './Scrubber.tsx'
import { useAxisInput } from './use-axis-input.ts'
import { usePhaseName } from '../../controls/use-phase.ts'
import './race.css'

/** Nobody sees it: it may come after what is seen. */
const RaceTable = lazyView(() => import('./RaceTable.tsx').then(({ RaceTable }) => RaceTable), {
  apart: true,
})
const Interventions = lazyView(
  () => import('../interventions/Interventions.tsx').then(({ Interventions }) => Interventions),
  { apart: true },
)

export interface RaceChartProps {
  readonly playhead: Playhead
  readonly scheduler: FrameScheduler
  readonly summary: Summary
  /** `createTimeLens(summary.phases, { linear })`, memoised. */
  readonly lens: TimeLens
  readonly series: RunSeries | undefined
  /** The run before, with positions on the axis that is shown now. */
  readonly formerSeries?: RunSeries | undefined
  readonly theme: Theme
  /** Size of text in CSS pixels. */
  readonly font: number
  /** True during the film: lines are drawn up to the playhead only. */
  readonly hideFuture?: boolean
  /** Amounts at the right edge, for Explore. */
  readonly ticks?: boolean
  /** Handles over the axis; hidden while the axis is zoomed. */
  readonly handles?: ReactNode
  readonly onSeek: (time: number) => void
  /** Interventions stand on the axis. */
  readonly interventions?: boolean
}

export function RaceChart(props: RaceChartProps) {
  const {
    playhead,
    scheduler,
    summary,
    lens,
    series,
    formerSeries,
    theme,
    font,
    hideFuture = false,
    ticks = false,
  } = props
  const field = useRef<HTMLDivElement>(null)
  const slider = useRef<HTMLInputElement>(null)
  const [painter] = useState(createRacePainter)
  const [window, setWindow] = useState<AxisWindow>(WHOLE_AXIS)
  const phase = usePhaseName(playhead, summary)

  useEffect(() => {
    painter.setTime(playhead.time)
    return playhead.subscribe((time) => painter.setTime(time))
  }, [playhead, painter])
  useEffect(
    () =>
      painter.look({ theme, font, summary, lens, series, formerSeries, window, hideFuture, ticks }),
    [painter, theme, font, summary, lens, series, formerSeries, window, hideFuture, ticks],
  )

  const input = useAxisInput({
    field,
    slider,
    painter,
    lens,
    playhead,
    window,
    onWindow: setWindow,
    onSeek: props.onSeek,
  })
  const zoomed = window !== WHOLE_AXIS
  return (
    <div className="race" style={{ '--picture-font': `${font}px` } as CSSProperties}>
      <Scrubber
        slider={slider}
        playhead={playhead}
        summary={summary}
        lens={lens}
        onSeek={props.onSeek}
        onKeyDown={input.onKeyDown}
      />
      <div ref={field} className="race-field" {...input.pointer}>
        <Picture painter={painter} scheduler={scheduler} label={RACE_TEXT.picture(phase)} />
        {input.selection ? (
          <div
            className="race-selection"
            style={{ left: input.selection.left, width: input.selection.width }}
          />
        ) : null}
      </div>
      {props.interventions ? <LazyInterventions lens={lens} window={window} /> : null}
      {props.handles && !zoomed ? props.handles : null}
      {zoomed ? (
        <button type="button" className="race-whole" onClick={() => setWindow(WHOLE_AXIS)}>
          {RACE_TEXT.wholeRun}
        </button>
      ) : null}
      <RaceTable summary={summary} />
    </div>
  )
}

/** Fetched with the first intervention or fork. */
function LazyInterventions(props: InterventionsProps) {
  const any = useApp(
    ({ input, futures }) => (input.interventions?.length ?? 0) > 0 || futures.list.length > 1,
  )
  return any ? <Interventions {...props} /> : null
}
