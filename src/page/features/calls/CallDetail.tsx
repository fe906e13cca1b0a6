/** The lesson of one call: the chosen one while the playhead stays there, else the one of now. */
import { useMemo } from 'react'
import type { FinishedRun } from '../../../engine/host/finished-run.ts'
import {
  SEQUENCE_TEXT,
  CALL_TEXTS,
  callLabel,
  callText,
  componentWithHost,
  formatMoment,
} from '../../../text/calls.ts'
import { formatDuration, formatPass } from '../../../text/format.ts'
import { SentenceText } from '../../controls/SentenceText.tsx'
import type { Row } from './rows.ts'
import { useTimeIndex, type SubscribeTime } from '../../controls/time-index.ts'

export interface CallDetailProps {
  readonly run: FinishedRun
  readonly rows: readonly Row[]
  readonly chosen: number | undefined
  readonly subscribeTime: SubscribeTime
}

export function CallDetail({ run, rows, chosen, subscribeTime }: CallDetailProps) {
  const times = useMemo(() => rows.map(({ call }) => call.at), [rows])
  const now = Math.max(0, useTimeIndex(subscribeTime, times))
  const isChosen = chosen !== undefined && times[chosen] === times[now]
  const row = rows[isChosen ? chosen : now]
  if (!row) return null
  const { call, fold } = row
  const { from, to, at, until, placed, confidence } = call
  return (
    <section className="seq-detail" aria-live={isChosen ? 'polite' : 'off'}>
      <h3>
        {fold
          ? SEQUENCE_TEXT.folded(formatPass(fold.first), formatPass(fold.last), String(fold.calls))
          : callLabel(call)}
      </h3>
      <p className="seq-ends">
        {componentWithHost(from)} → {from === to ? SEQUENCE_TEXT.self : componentWithHost(to)} ·{' '}
        {formatMoment(at)}
        {until === undefined ? '' : `, ${formatDuration(until - at)}`}
        {placed ? <small className="inferred-mark"> {SEQUENCE_TEXT.placed}</small> : null}
      </p>
      <p>{fold ? SEQUENCE_TEXT.foldedText : <SentenceText sentence={callText(call, run)} />}</p>
      <p className="source">
        {CALL_TEXTS[call.name].source}
        {confidence === 'inferred' ? (
          <small className="inferred-mark"> {SEQUENCE_TEXT.unsure}</small>
        ) : null}
      </p>
    </section>
  )
}
