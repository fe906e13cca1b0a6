/** A host and all its VMs: set it up, see them leave, and what another limit would have given. */
import { useCallback, useId, useMemo, useState } from 'react'
import type { RunInput } from '../../../engine/scenario/scenario.ts'
import { EVACUATION_TEXT, initiatorText } from '../../../text/evacuation.ts'
import {
  comparisonSentence,
  resultSentence,
  thinShareSentence,
} from '../../../text/evacuation-result.ts'
import { placeSentence } from '../../../text/evacuation-stayed.ts'
import { AWAITED_TEXT } from '../../../text/threads.ts'
import { ProgressBar } from '../../controls/ProgressBar.tsx'
import { useCommand } from '../../controls/session-context.ts'
import { FIRST_CHOICE, requestOf } from './choice.ts'
import { Controls } from './Controls.tsx'
import './evacuation.css'
import { Picture } from './Picture.tsx'
import { AlternativeTable, VmTable } from './Tables.tsx'
import { useEvacuation } from './use-evacuation.ts'

export function Evacuation() {
  const perform = useCommand()
  // Exactly the run that the VM had: `input.rates` is what the others left to it.
  const openVm = useCallback((input: RunInput) => perform('open-run', input), [perform])
  const [choice, setChoice] = useState(FIRST_CHOICE)
  const request = useMemo(() => requestOf(choice), [choice])
  const { summary, alternatives, running, comparing, error, pace, cancelled, cancel, again } =
    useEvacuation(request)
  const title = useId()
  const thin = summary && thinShareSentence(summary)
  const place = summary && placeSentence([summary.totals.stayed])
  return (
    <section
      className="evacuation"
      aria-labelledby={title}
      aria-busy={running}
      data-former={(running && pace !== undefined) || cancelled || undefined}
    >
      <h2 id={title}>{EVACUATION_TEXT.title}</h2>
      <p className="initiator">{initiatorText(choice.initiator, choice.generation).sentence}</p>
      <Controls choice={choice} limits={summary?.limits} onChange={setChoice} />
      <div className="evacuation-pace" aria-live="polite">
        {pace && (running || comparing) ? (
          <p className="notice">
            <span>
              {running
                ? summary
                  ? EVACUATION_TEXT.runningFormer
                  : EVACUATION_TEXT.running
                : EVACUATION_TEXT.comparing}
            </span>
            <ProgressBar label={EVACUATION_TEXT.progress} pace={pace} />
            <button type="button" className="button" onClick={cancel}>
              {AWAITED_TEXT.cancel}
            </button>
          </p>
        ) : null}
        {cancelled ? (
          <p className="notice">
            <span>{summary ? EVACUATION_TEXT.cancelledFormer : EVACUATION_TEXT.cancelled}</span>
            <button type="button" className="button" onClick={again}>
              {AWAITED_TEXT.again}
            </button>
          </p>
        ) : null}
      </div>
      <div
        className="evacuation-result"
        data-empty={summary === undefined || undefined}
        data-stale={running || cancelled || undefined}
      >
        <p className="result" aria-live="polite">
          {summary
            ? resultSentence(summary)
            : running && !pace
              ? EVACUATION_TEXT.running
              : '\u00a0'}
        </p>
        {summary ? (
          <p className="comparison">{comparisonSentence(summary, alternatives) ?? '\u00a0'}</p>
        ) : null}
        {thin ? <p className="thin">{thin}</p> : null}
        {place ? <p className="place">{place}</p> : null}
        {error === undefined ? null : <p role="alert">{error}</p>}
      </div>
      {summary ? (
        <>
          <Picture summary={summary} onOpenVm={openVm} />
          <AlternativeTable {...{ summary, alternatives, comparing }} />
          <VmTable summary={summary} onOpenVm={openVm} />
        </>
      ) : null}
    </section>
  )
}
