/** Who talks to whom: the calls of a run as a sequence that lights up in time, with the spec, the checks and the states. */
import { useMemo, useState } from 'react'
import { GENERATIONS } from '../../../engine/generations/list.ts'
import { situationsOf } from '../../../engine/host/situation.ts'
import type { Summary } from '../../../report/summary.ts'
import { vmotionCalls } from '../../../report/vmotion-calls.ts'
import { SEQUENCE_TEXT } from '../../../text/calls.ts'
import { ClientBar } from './ClientBar.tsx'
import { CallDetail } from './CallDetail.tsx'
import { Diagram } from './Diagram.tsx'
import { rowsOf } from './rows.ts'
import './sequence.css'
import { SituationHead } from './SituationHead.tsx'
import { CheckList, SpecTable, StateTables } from './Tables.tsx'
import type { SubscribeTime } from '../../controls/time-index.ts'
import { DRAWER_TEXT } from '../../../text/drawer.ts'
import { useCommand, useRevealed, useSubscribeTime } from '../../controls/session-context.ts'

export function CallsPanel() {
  const perform = useCommand()
  const summary = useRevealed()
  const subscribeTime = useSubscribeTime()
  if (!summary) return <p className="drawer-empty">{DRAWER_TEXT.hidden}</p>
  const { family, name } = GENERATIONS[summary.input.scenario.generation]
  if (family === 'other') return <p className="drawer-empty">{SEQUENCE_TEXT.notVmotion(name)}</p>
  return (
    <Sequence
      // Another run has other calls: what was chosen before means nothing there.
      key={summary.runHash}
      summary={summary}
      subscribeTime={subscribeTime}
      onSeek={(time) => perform('seek', time)}
    />
  )
}

interface SequenceProps {
  readonly summary: Summary
  readonly subscribeTime: SubscribeTime
  readonly onSeek: (nanoseconds: number) => void
}

function Sequence({ summary, subscribeTime, onSeek }: SequenceProps) {
  const calls = useMemo(() => vmotionCalls(summary), [summary])
  const situations = useMemo(() => situationsOf(calls), [calls])
  const rows = useMemo(() => rowsOf(calls), [calls])
  const [chosen, setChosen] = useState<number>()
  const [follow, setFollow] = useState(true)

  const choose = (index: number) => {
    const row = rows[index]
    if (!row) return
    setChosen(index)
    onSeek(row.call.at)
  }

  return (
    <div className="sequence">
      <SituationHead
        situations={situations}
        generation={summary.input.scenario.generation}
        subscribeTime={subscribeTime}
      >
        <ClientBar summary={summary} />
      </SituationHead>
      <Diagram
        rows={rows}
        end={summary.end}
        follow={follow}
        subscribeTime={subscribeTime}
        onChoose={choose}
      />
      <label className="seq-follow">
        <input
          type="checkbox"
          checked={follow}
          onChange={(event) => setFollow(event.currentTarget.checked)}
        />
        {SEQUENCE_TEXT.follow}
      </label>
      <CallDetail run={summary} rows={rows} chosen={chosen} subscribeTime={subscribeTime} />
      <CheckList run={summary} />
      <SpecTable run={summary} />
      <StateTables run={summary} />
    </div>
  )
}
