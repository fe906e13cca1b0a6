/** The race with the series of this run and of the one before, placed on the axis that is shown. */
import { useCallback, useMemo } from 'react'
import { useStore } from 'zustand'
import type { RunSeries } from './series.ts'
import type { TimeLens } from '../../../report/time-lens.ts'
import { axisOf } from '../../session/axes.ts'
import type { ColumnsOfRun } from '../../session/series.ts'
import { LAYOUT_TEXT } from '../../../text/layout.ts'
import { RACE_TEXT } from '../../../text/pictures.ts'
import { lazyView } from '../../controls/lazy-view.tsx'
import { Button } from '../../controls/Button.tsx'
import { RaceChart } from './RaceChart.tsx'
import { useApp, useCommand, useMoment, usePage } from '../../controls/session-context.ts'

const LensHandles = lazyView(
  () => import('./LensHandles.tsx').then(({ LensHandles }) => LensHandles),
  { apart: true },
)

export interface RaceSectionProps {
  readonly font: number
}

export function RaceSection({ font }: RaceSectionProps) {
  const { session, scheduler } = usePage()
  const perform = useCommand()
  const summary = useApp((state) => state.summary)
  const runId = useApp((state) => state.runId)
  const former = useApp((state) => state.former)
  const linear = useApp((state) => state.linearAxis)
  const change = useApp((state) => state.tools.lens)
  const lensOpen = useApp((state) => state.lensOpen)
  const theme = useApp((state) => state.theme)
  // What was seen once is no secret when it is replayed.
  const replaying = useMoment((moment) => moment.replaying)
  const hideFuture = useApp((state) => state.film === 'running') && !replaying
  const explore = useApp((state) => state.layout === 'explore')
  const columns = useStore(session.series, (all) => all[runId])
  const formerColumns = useStore(session.series, (all) => (former ? all[former.runId] : undefined))
  const onSeek = useCallback((time: number) => perform('seek', time), [perform])
  const lens = summary && axisOf(summary, linear, change)
  const series = useMemo(() => placed(columns, lens), [columns, lens])
  const formerSeries = useMemo(() => placed(formerColumns, lens), [formerColumns, lens])
  return (
    <section className="race-section" aria-label={LAYOUT_TEXT.race}>
      {summary && lens ? (
        <RaceChart
          playhead={session.playhead}
          scheduler={scheduler}
          summary={summary}
          lens={lens}
          series={series}
          formerSeries={formerSeries}
          theme={theme}
          font={font}
          hideFuture={hideFuture}
          ticks={explore}
          onSeek={onSeek}
          interventions={!hideFuture}
          handles={lensOpen && !linear ? <LensHandles lens={lens} /> : null}
        />
      ) : null}
      <Button
        command="lens"
        className="true-scale lens-toggle"
        pressed={lensOpen}
        onClick={() => perform('lens')}
        label={LAYOUT_TEXT.lens}
      >
        <span aria-hidden="true">⌶</span>
      </Button>
      <Button
        command="true-scale"
        className="true-scale"
        pressed={linear}
        onClick={() => perform('true-scale')}
        label={LAYOUT_TEXT.trueScale}
      >
        {RACE_TEXT.trueScale} <span aria-hidden="true">⇹</span>
      </Button>
    </section>
  )
}

function placed(
  columns: ColumnsOfRun | undefined,
  lens: TimeLens | undefined,
): RunSeries | undefined {
  if (!columns || !lens) return undefined
  return { ...columns, positions: columns.times.map((time) => lens.position(time)) }
}
